/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/html_page.h"

#define DAY (24 * 60 * 60)
#define MAX_DAYS 400 /* what is longer has no column for a day */
#define MAX_DOMAINS 8

static void put_days(const struct digest *digest, GString *out)
{
	const struct brief *brief = digest->brief;
	int64_t first = brief->first / DAY, nr = brief->last / DAY - first + 1;
	struct html_bar *bars = NULL;

	if (!digest->postings->len || brief->first > brief->last || nr > MAX_DAYS)
		return;
	bars = g_new0(struct html_bar, (gsize)nr);
	for (int64_t i = 0; i < nr; i++) {
		char day[WHEN_SIZE];

		when_day(day, (first + i) * DAY, 0);
		bars[i].label = g_strdup(day);
	}
	for (guint i = 0; i < digest->postings->len; i++) {
		int64_t at = brief_time(brief, digest->postings->pdata[i]) / DAY - first;

		if (at >= 0 && at < nr)
			bars[at].value++;
	}
	html_columns(out, "Postings a day", bars, (guint)nr);
	for (int64_t i = 0; i < nr; i++)
		g_free((char *)bars[i].label);
	g_free(bars);
}

static void put_states(const struct brief *brief, GString *out)
{
	static const enum brief_section sections[] = { BRIEF_APPLIED, BRIEF_SERIES,
						       BRIEF_VERSIONS };
	struct html_bar all[STATE_NR] = { 0 }, bars[STATE_NR];
	guint nr = 0;

	for (size_t s = 0; s < G_N_ELEMENTS(sections); s++)
		for (guint i = 0; i < brief->items[sections[s]]->len; i++)
			all[brief_item(brief, sections[s], i)->row.verdict.state].value++;
	for (int i = 0; i < STATE_NR; i++)
		if (all[i].value)
			bars[nr++] = (struct html_bar){ state_words((enum series_state)i),
							all[i].value };
	if (brief->states)
		html_bars(out, "Series by state", bars, nr);
}

static void put_domains(const struct brief *brief, GString *out)
{
	guint nr = MIN(brief->domains->len, MAX_DOMAINS);
	struct html_bar bars[MAX_DOMAINS];

	for (guint i = 0; i < nr; i++) {
		const struct brief_count *row =
			&g_array_index(brief->domains, struct brief_count, i);

		bars[i] = (struct html_bar){ row->label, row->count };
	}
	html_bars(out, "Postings by domain", bars, nr);
}

void digest_html_charts(const struct digest *digest, GString *out)
{
	g_autoptr(GString) charts = g_string_new(NULL);

	put_days(digest, charts);
	put_states(digest->brief, charts);
	put_domains(digest->brief, charts);
	if (charts->len)
		g_string_append_printf(out, "<h2 id=\"charts\">Charts</h2>\n%s", charts->str);
}
