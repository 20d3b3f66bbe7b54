/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/authors.h"

char *authors_heading(const struct authors_view *view, const struct ranking *ranking)
{
	static const char *const names[] = {
		[GROUP_AUTHOR] = "Authors",	[GROUP_SENDER] = "Senders",
		[GROUP_REVIEWER] = "Reviewers", [GROUP_TESTER] = "Testers",
		[GROUP_REPORTER] = "Reporters", [GROUP_DOMAIN] = "Domains",
		[GROUP_EMPLOYER] = "Employers", [GROUP_TREE] = "Trees",
		[GROUP_PATH] = "Paths",		[GROUP_BOT] = "Robots",
		[GROUP_TRAILER] = "Trailer",
	};
	const char *name = names[ranking->spec.kind];
	bool persons = ranking->spec.kind == GROUP_AUTHOR || ranking->spec.kind == GROUP_SENDER;

	if (ranking->spec.kind == GROUP_TRAILER)
		return g_strdup_printf("%s %s", name, ranking->spec.key);
	if (view->rank->newcomers && persons)
		return g_strdup_printf("%s new to the list", name);
	return g_strdup(name);
}

guint authors_rows(const struct authors_view *view, const struct ranking *ranking)
{
	return view->top ? MIN(view->top, ranking->order->len) : ranking->order->len;
}

enum figure authors_counted(const struct authors_view *view, const struct ranking *ranking)
{
	return ranking->spec.kind == GROUP_BOT ? FIGURE_MAILS : view->options->count;
}

size_t authors_figures(const struct authors_view *view, const struct ranking *ranking,
		       enum figure out[FIGURE_NR])
{
	enum author_group kind = ranking->spec.kind;
	size_t nr = 0;

	if (kind == GROUP_BOT) {
		out[nr++] = FIGURE_MAILS;
		return nr;
	}
	if (!view->topics || view->options->count == FIGURE_POSTINGS)
		out[nr++] = FIGURE_POSTINGS;
	if (view->topics && view->options->count != FIGURE_POSTINGS)
		out[nr++] = FIGURE_PATCHES;
	if (view->topics)
		out[nr++] = FIGURE_TOPICS;
	if (kind == GROUP_TRAILER || kind == GROUP_REVIEWER || kind == GROUP_TESTER ||
	    kind == GROUP_REPORTER)
		return nr;
	if (view->topics) {
		out[nr++] = FIGURE_REVIEWS;
		out[nr++] = FIGURE_COVERED;
		out[nr++] = FIGURE_TAKEN;
	}
	out[nr++] = FIGURE_REPLIES;
	if (view->topics && view->options->merged)
		for (int i = FIGURE_MERGED; i <= FIGURE_VERSIONS; i++)
			out[nr++] = (enum figure)i;
	return nr;
}

const char *authors_label(const struct authors_view *view, const struct ranking *ranking, guint row,
			  struct pool *pool)
{
	const struct person *person = keys_get(ranking->keys, row);
	const char *name = person->name, *email = person->email;
	g_autofree char *both = NULL;

	if (!*name || !*email || !view->email)
		return *name ? name : *email ? email : "(unknown)";
	/* As git shortlog has it: a name in quotes is for mails. */
	both = g_strdup_printf("%s <%s>", name, email);
	name = pool_copy(pool, slice_str(both));
	return name;
}

const struct period *authors_period(const struct authors_view *view, guint i)
{
	return &g_array_index(authors_periods(view->authors), struct period, i);
}

unsigned *authors_course(const struct authors_view *view, const struct ranking *ranking, guint row)
{
	guint nr = authors_periods(view->authors)->len;
	enum figure figure = authors_counted(view, ranking);
	unsigned *course = g_new0(unsigned, nr + 1);

	for (guint i = 0; i < nr; i++) {
		const struct figures *figures =
			authors_in_period(view->authors, ranking, row, authors_period(view, i));

		course[i] = figures ? figures->n[figure] : 0;
	}
	return course;
}

void authors_delay(int64_t seconds, char out[DELAY_SIZE])
{
	int64_t minutes = seconds / 60, hours = minutes / 60, days = hours / 24;

	if (seconds < 0)
		g_strlcpy(out, "never", DELAY_SIZE);
	else if (minutes < 60)
		g_snprintf(out, DELAY_SIZE, "%d min", (int)minutes);
	else if (hours < 24)
		g_snprintf(out, DELAY_SIZE, "%d h", (int)hours);
	else if (days < 10 && hours % 24)
		g_snprintf(out, DELAY_SIZE, "%d d %d h", (int)days, (int)(hours % 24));
	else
		g_snprintf(out, DELAY_SIZE, "%" G_GINT64_FORMAT " d", days);
}

const struct report_format authors_formats[] = {
	[AUTHORS_TEXT] = { .name = "text", .print = authors_text },
	[AUTHORS_JSON] = { .name = "json", .print = authors_json },
	{ .name = "csv", .print = authors_csv },
	{ .name = "html", .print = authors_html },
	{ .name = NULL },
};
