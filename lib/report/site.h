/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SITE_H
#define REPORT_SITE_H

#include "report/series_row.h"
#include "series/thread.h"

/*
 * The list of series as a small static site: an index and a page for each topic; that of
 * contributors is authors_html()'s. Pages are those of html_page.h. Nothing in them depends on when
 * they were made but on the mails, so that a page that did not change need not be written.
 */
struct site {
	const char *title; /* the list's name and what was read */
	const struct handles *handles;

	/* The text of a mail, behind its in-body header; false where it cannot be read. */
	bool (*read)(const struct record *record, GString *out, void *data);
	void *read_data;
};

/* A page's file, "topic-0123456789ab.html": of the first version, so it stays. Free with g_free().
 */
char *site_topic_name(const struct topic *topic);

/* rows: of struct series_row. */
void site_index(const struct site *site, const GArray *rows, GString *out);

/* The page of a row's topic: mails (of struct thread_mail) are all of its versions, in the order of
 * reading; rangediff is the text of the comparison with the version before, or NULL. */
void site_topic(const struct site *site, const struct series_row *row, const GArray *mails,
		const char *rangediff, GString *out);

#endif
