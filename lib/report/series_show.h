/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_SHOW_H
#define REPORT_SERIES_SHOW_H

#include "report/format.h"
#include "report/series_row.h"
#include "series/tags.h"

/* A version of the topic, and what only its mails know. */
struct show_version {
	struct series_row row;
	const struct topic_link *link; /* to an older one; NULL of the oldest */
	char *changelog;	       /* lines; "" where it says nothing */
};

/* One of the last mails that people wrote about it. */
struct show_word {
	const struct talk_mail *mail;
	char *text; /* the beginning of what it says, one line */
};

/* The model of `git kvm-series show`. */
struct series_show {
	const struct topic *topic;
	GArray *versions; /* of struct show_version, oldest first */
	guint shown;	  /* which of them has its patches listed */
	GPtrArray *below; /* of struct record *: patches of other people that answer those shown,
			     and bear their titles */
	GArray *words;	  /* of struct show_word, oldest first */
	unsigned earlier; /* words before these */
	GArray *history;  /* of struct tag_history: tags of the version before; NULL without one */
	size_t obeyed;	  /* overrides that met their mails */
	const struct handles *handles;
	GHashTable *signatures; /* record -> struct attest_signatures *, if told; NULL: none is */
};

void series_show_release(struct series_show *show);

struct series_show_view {
	struct report report;
	const struct series_show *show;
	struct when_format date;
	bool why; /* with the evidence for what was put together */
};

/* Its formats: "text", whose lines fit the terminal, and "json". */
extern const struct report_format series_show_formats[];

void series_show_json(struct report *report);

#endif
