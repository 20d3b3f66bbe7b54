/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_SHOW_PRIVATE_H
#define REPORT_SERIES_SHOW_PRIVATE_H

/* Shared by the files that print what show prints. */

#include "report/series_show.h"

struct show_text {
	const struct series_show_view *view;
	const struct handles *handles;
	GString *out;
	int version_width; /* of the longest version's name */
};

/* A line's worth of a mail's text, escaped, in a colour, or plain. */
void show_put(struct show_text *text, enum palette_slot slot, const char *str);
void show_put_plain(struct show_text *text, const char *str);

/* What is our own. */
void show_put_formatted(struct show_text *text, const char *format, ...) G_GNUC_PRINTF(2, 3);
void show_put_heading(struct show_text *text, const char *heading);
void show_put_count(struct show_text *text, unsigned count, const char *one, const char *many);

/* Of a mail: when, its Message-ID, and its short id with a blank behind. */
void show_put_date(struct show_text *text, const struct record *record);
void show_put_id(struct show_text *text, const struct record *record);
void show_put_handle(struct show_text *text, const struct record *record);

/* The end of a line that began there and has the short id: two blanks and the Message-ID, unless a
 * terminal has no room for it. */
void show_put_long_id(struct show_text *text, size_t begin, const struct record *record);

/* The name, else the address; the title, or that there is none. */
const char *show_name_of(const struct person *person);
const char *show_title_of(const struct record *record);

/* The versions of the topic. */
void show_put_versions(struct show_text *text, const struct series_show *show);

#endif
