/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_SHOW_TAGS_H
#define REPORT_SERIES_SHOW_TAGS_H

#include "report/palette.h"
#include "series/talk.h"

/* A line with the tags (struct given_tag) of a patch and who gave them; none where there are none.
 */
void show_append_tags(GString *out, const struct palette *palette, const GArray *tags);

/* A line for each tag that was given on the cover letter for none of the patches. */
void show_append_loose_tags(GString *out, const struct palette *palette, const struct talk *talk);

/* Who gave it, in words. Belongs to tag; to be escaped. */
const char *show_tag_giver(const struct given_tag *tag);

#endif
