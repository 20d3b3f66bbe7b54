/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_AUTHORS_H
#define REPORT_AUTHORS_H

#include "authors/authors.h"
#include "report/format.h"

/* What a renderer of git kvm-authors is told besides the model, which was ranked before. */
struct authors_view {
	struct report report;
	const struct authors *authors;
	const struct authors_options *options; /* the model's */
	const struct rank_options *rank;
	const char *list;   /* its name, for pages */
	const char *title;  /* what was read, on one line: "A..B" */
	const char *versus; /* the range that ranks are held against; NULL without */
	unsigned top;	    /* rows of each table; 0: all */
	bool only_news;	    /* without a mail, text prints nothing at all */
	bool summary;	    /* only number and name, as git shortlog -s */
	bool email;	    /* with addresses */
	bool topics;	    /* figures of topics and reviews are there */
	bool in_site;	    /* html: a page of a site, see report/site.h */
};

/* Its formats: "text", "json", "csv" and "html". */
extern const struct report_format authors_formats[];
#define AUTHORS_TEXT 0 /* the places of two of them */
#define AUTHORS_JSON 1

void authors_text(struct report *report);
void authors_json(struct report *report);
void authors_csv(struct report *report);
void authors_html(struct report *report);

/* What the renderers share. */

/* "Authors", "Trailer reviewed-by"; free with g_free(). */
char *authors_heading(const struct authors_view *view, const struct ranking *ranking);

/* How many rows of a table are shown. */
guint authors_rows(const struct authors_view *view, const struct ranking *ranking);

/* The figures of a table that say something, in their order; returns how many. */
size_t authors_figures(const struct authors_view *view, const struct ranking *ranking,
		       enum figure out[FIGURE_NR]);

/* What the rows are counted by. */
enum figure authors_counted(const struct authors_view *view, const struct ranking *ranking);

/* "Name <address>", the name alone without view->email, "(unknown)" for nothing. Lives in pool. */
const char *authors_label(const struct authors_view *view, const struct ranking *ranking, guint row,
			  struct pool *pool);

/* What each period has of a row: an array of unsigned, as authors_periods(). Free it with
 * g_free(). */
unsigned *authors_course(const struct authors_view *view, const struct ranking *ranking, guint row);

/* One of periods. */
const struct period *authors_period(const struct authors_view *view, guint i);

/*
 * The totals in words: "2 people sent 3 patches in 2 topics (5 postings), 1 review of 2 patches, 4
 * replies", gap behind the postings. Free with g_free().
 */
char *authors_sum(const struct authors_view *view, const char *gap);

/* "3 mails, archived later …, count by their own dates"; NULL without such. Free with g_free(). */
char *authors_days(const struct authors_view *view);

/* How topics fare, in words: put("first reply", "3 h (median), …"); what there is none of is left
 * out. */
void authors_review(const struct authors_view *view,
		    void (*put)(const char *what, const char *text, void *data), void *data);

/* "3 h", "2 d 4 h" of seconds; "never" of -1. */
#define DELAY_SIZE 32
void authors_delay(int64_t seconds, char out[DELAY_SIZE]);

/*
 * Appends an SVG element for an HTML page: with periods a bar for each with what is counted, and a
 * line of the reviews; else the first rows of the first table as bars. Nothing where there is
 * nothing to show. Its colours are the classes bar, line, grid, and label of the page's style.
 */
void authors_chart(GString *out, const struct authors_view *view);

#endif
