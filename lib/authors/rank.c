/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

#define MAX_GAPS 1000 /* empty periods that are shown for the sake of the line */

struct ordering {
	const struct ranking *ranking;
	const struct rank_options *options;
};

static const struct figures *row_figures(const struct ranking *ranking, guint row)
{
	return &g_array_index(ranking->figures, struct figures, row);
}

static int compare_names(const struct ranking *ranking, guint a, guint b)
{
	const struct person *pa = keys_get(ranking->keys, a), *pb = keys_get(ranking->keys, b);
	int order = strcmp(*pa->name ? pa->name : pa->email, *pb->name ? pb->name : pb->email);

	return order ? order : strcmp(pa->email, pb->email);
}

static int compare_work(const struct figures *a, const struct figures *b)
{
	static const enum figure order[] = { FIGURE_PATCHES, FIGURE_POSTINGS, FIGURE_TOPICS,
					     FIGURE_REVIEWS, FIGURE_REPLIES,  FIGURE_MAILS };

	for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
		if (a->n[order[i]] != b->n[order[i]])
			return a->n[order[i]] < b->n[order[i]] ? 1 : -1;
	return 0;
}

static gint by_rank(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct ordering *ordering = data;
	const struct ranking *ranking = ordering->ranking;
	guint ra = *(const guint *)a, rb = *(const guint *)b;
	const struct figures *fa = row_figures(ranking, ra), *fb = row_figures(ranking, rb);
	enum figure figure = ranking_figure(ranking, ordering->options);
	int order = 0;

	switch (ordering->options->by) {
	case SORT_FIGURE:
		order = fa->n[figure] < fb->n[figure] ? 1 : -(fa->n[figure] > fb->n[figure]);
		break;
	case SORT_FIRST:
		order = (fa->first > fb->first) - (fa->first < fb->first);
		break;
	case SORT_LAST:
		order = (fa->last < fb->last) - (fa->last > fb->last);
		break;
	case SORT_NAME:
		break;
	}
	if (!order && ordering->options->by != SORT_NAME && !ordering->options->by_name)
		order = compare_work(fa, fb);
	return order ? order : compare_names(ranking, ra, rb);
}

enum figure ranking_figure(const struct ranking *ranking, const struct rank_options *options)
{
	enum author_group kind = ranking->spec.kind;

	if (kind == GROUP_BOT)
		return FIGURE_MAILS;
	/* Those whom trailers name have no other figures. */
	if (options->figure > FIGURE_TOPICS &&
	    (ranking_tag_kinds(ranking) || kind == GROUP_TRAILER))
		return options->count;
	return options->figure;
}

/* Whether it has anything but postings that count elsewhere. */
static bool is_any(const struct figures *figures, const struct rank_options *options)
{
	for (int i = 0; i < FIGURE_NR; i++)
		if (figures->n[i] && (i != FIGURE_POSTINGS || options->count == FIGURE_POSTINGS) &&
		    (i != FIGURE_PATCHES || options->count != FIGURE_POSTINGS))
			return true;
	return false;
}

static bool is_shown(const struct authors *authors, const struct ranking *ranking, guint row,
		     const struct rank_options *options)
{
	const struct figures *figures = row_figures(ranking, row);
	bool persons = ranking->spec.kind == GROUP_AUTHOR || ranking->spec.kind == GROUP_SENDER;

	if (figures->first > figures->last || !is_any(figures, options))
		return false;
	if (options->by_name && !figures->n[ranking_figure(ranking, options)])
		return false;
	return !options->newcomers || !persons ||
	       (who_at(authors, row)->first_posted != INT64_MAX && !who_at(authors, row)->older);
}

void authors_rank(struct authors *authors, const struct rank_options *options)
{
	for (size_t i = 0; i < authors->options.nr_groups; i++) {
		struct ranking *ranking = &authors->rankings[i];
		struct ordering ordering = { ranking, options };

		g_array_set_size(ranking->order, 0);
		for (guint row = 0; row < ranking->figures->len; row++)
			if (is_shown(authors, ranking, row, options))
				g_array_append_val(ranking->order, row);
		g_array_sort_with_data(ranking->order, by_rank, &ordering);
	}
}

/* Of a group of its figure, what number a row has. */
static unsigned number_of_row(const struct authors *authors, const struct ranking *ranking,
			      guint row)
{
	enum figure figure =
		ranking->spec.kind == GROUP_BOT ? FIGURE_MAILS : authors->options.count;

	return row_figures(ranking, row)->n[figure];
}

void authors_compare(struct authors *authors, const struct authors *other)
{
	for (size_t i = 0; i < authors->options.nr_groups; i++) {
		struct ranking *ranking = &authors->rankings[i];
		const struct ranking *theirs = &other->rankings[i];

		ranking->before = g_array_new(FALSE, TRUE, sizeof(struct standing));
		g_array_set_size(ranking->before, ranking->figures->len);
		for (guint k = 0; k < theirs->order->len; k++) {
			guint row = g_array_index(theirs->order, guint, k);
			int mine = keys_translate(ranking->keys, theirs->keys, row);

			if (mine >= 0 && (guint)mine < ranking->before->len)
				g_array_index(ranking->before, struct standing, mine) =
					(struct standing){ k + 1,
							   number_of_row(other, theirs, row) };
		}
	}
}

static gint by_time(gconstpointer a, gconstpointer b)
{
	int32_t na = ((const struct period *)a)->number, nb = ((const struct period *)b)->number;

	return (na > nb) - (na < nb);
}

void authors_order_periods(struct authors *authors)
{
	GArray *old = authors->periods;
	const struct period *first, *last;

	if (!old->len)
		return;
	g_array_sort(old, by_time);
	first = &g_array_index(old, struct period, 0);
	last = &g_array_index(old, struct period, old->len - 1);
	if ((int64_t)last->number - first->number - old->len >= MAX_GAPS)
		return;
	authors->periods = g_array_new(FALSE, TRUE, sizeof(struct period));
	for (guint i = 0; i < old->len; i++) {
		struct period *period = &g_array_index(old, struct period, i);
		int32_t next = i ? period[-1].number + 1 : period->number;

		for (; next < period->number; next++) {
			struct period empty = { .number = next, .figures = FIGURES_INIT };

			g_array_append_val(authors->periods, empty);
		}
		g_array_append_val(authors->periods, *period);
	}
	g_array_unref(old);
}

const struct figures *authors_in_period(const struct authors *authors,
					const struct ranking *ranking, guint row,
					const struct period *period)
{
	int cell = pairs_find(&ranking->tables->in_period, row, (guint)period->number);

	(void)authors;
	return cell < 0 ? NULL
			: &g_array_index(ranking->tables->period_figures, struct figures, cell);
}
