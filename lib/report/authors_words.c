/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/authors.h"

#include "text/plural.h"

/* "1 person", "2 people" */
static void append(GString *out, unsigned number, const char *one, const char *many)
{
	g_string_append_printf(out, "%u %s", number, plural(number, one, many));
}

char *authors_sum(const struct authors_view *view, const char *gap)
{
	const struct figures *total = authors_total(view->authors);
	GString *out = g_string_new(NULL);

	append(out, authors_people(view->authors), "person sent ", "people sent ");
	if (view->topics) {
		append(out, total->n[FIGURE_PATCHES], "patch in ", "patches in ");
		append(out, total->n[FIGURE_TOPICS], "topic (", "topics (");
		append(out, total->n[FIGURE_POSTINGS], "posting),", "postings),");
		g_string_append(out, gap);
		append(out, total->n[FIGURE_REVIEWS], "review of ", "reviews of ");
		append(out, total->n[FIGURE_COVERED], "patch, ", "patches, ");
	} else {
		append(out, total->n[FIGURE_POSTINGS], "posting, ", "postings, ");
	}
	append(out, total->n[FIGURE_REPLIES], "reply", "replies");
	return g_string_free(out, FALSE);
}

char *authors_days(const struct authors_view *view)
{
	unsigned late = authors_own_dates(view->authors);

	return !late ? NULL
		     : g_strdup_printf("%u %s archived more than a day late %s by %s own %s", late,
				       plural(late, "mail", "mails"),
				       plural(late, "counts", "count"),
				       plural(late, "its", "their"), plural(late, "date", "dates"));
}

static unsigned percent(unsigned part, unsigned whole)
{
	return whole ? (unsigned)(((uint64_t)part * 100 + whole / 2) / whole) : 0;
}

static char *delay_words(int64_t median, int64_t most)
{
	char median_text[DELAY_SIZE], most_text[DELAY_SIZE];

	authors_delay(median, median_text);
	authors_delay(most, most_text);
	return g_strdup_printf("%s (median), %s (90 %%)", median_text, most_text);
}

void authors_review(const struct authors_view *view,
		    void (*put)(const char *what, const char *text, void *data), void *data)
{
	const struct delays *delays = authors_delays(view->authors);
	g_autoptr(GString) text = g_string_new(NULL);
	char *delay;

	if (delays->reply_median >= 0) {
		delay = delay_words(delays->reply_median, delays->reply_90);
		put("first reply", delay, data);
		g_free(delay);
	}
	if (delays->tagged) {
		delay = delay_words(delays->tag_median, delays->tag_90);
		g_string_printf(text, "%s, of ", delay);
		append(text, delays->tagged, "topic", "topics");
		put("first tag", text->str, data);
		g_free(delay);
	}
	g_string_printf(text, "%u of ", delays->unanswered);
	append(text, delays->topics, "topic", "topics");
	g_string_append_printf(text, " (%u %%)", percent(delays->unanswered, delays->topics));
	put("nobody answered", text->str, data);
	if (delays->across.whole) {
		g_string_printf(text, "%u of ", delays->across.part);
		append(text, delays->across.whole, "review", "reviews");
		g_string_append_printf(text, " between known ones (%u %%)",
				       percent(delays->across.part, delays->across.whole));
		put("across employers", text->str, data);
	}
}
