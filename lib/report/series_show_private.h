/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_SHOW_PRIVATE_H
#define REPORT_SERIES_SHOW_PRIVATE_H

/* Shared by the files that print what show prints. */

#include "report/series_show.h"
#include "report/palette.h"
#include "series/talk.h"

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

/*
 * Lines below a patch, by its place among those of the talk: which commit it became, where, when,
 * by whom, and in what way it was changed; what takes that back, mends it, or is a copy of it.
 * Nothing without a work repository.
 */
void show_put_merge(struct show_text *text, const struct series_row *row, guint place);

/* "v3 RFC" */
void show_append_name(const struct series *series, GString *out);

/* A line for what was one series before, and goes on without this part of it; none of NULL. */
void show_append_origin(GString *out, const struct series_show_view *view,
			const struct topic_link *origin);

/* A line for each version that somebody else posted; of very many the first and the last ones. */
void show_append_others(GString *out, const struct series_show_view *view, const GPtrArray *others);

/* Lines for what bears the number of a patch that is shown, but not its place: of strangers, and
 * "2.5/3". *place, 0 at first, is where to go on for the next. */
void show_append_beside(GString *out, const struct series_show_view *view,
			const struct series *series, const struct record *shown, guint *place);

/* Lines for what other people posted below a patch that is shown, in its place. */
void show_append_below(GString *out, const struct series_show_view *view, const GPtrArray *below,
		       const struct record *shown);

/* "Name <address>", as the mail came. */
void show_append_sender(GString *out, const struct palette *palette, const struct record *record);

/* A line with the tags (struct given_tag) of a patch and who gave them; none where there are none.
 */
void show_append_tags(GString *out, const struct palette *palette, const GArray *tags);

/* A line for each tag that was given on the cover letter for none of the patches. */
void show_append_loose_tags(GString *out, const struct palette *palette, const struct talk *talk);

/* Who gave it, in words. Belongs to tag; to be escaped. */
const char *show_tag_giver(const struct given_tag *tag);

#endif
