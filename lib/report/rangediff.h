/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_RANGEDIFF_H
#define REPORT_RANGEDIFF_H

#include "compare/rangediff.h"
#include "report/palette.h"
#include "report/sink.h"

/* What is shown below the line of a pair that changed. */
enum rangediff_detail {
	RANGEDIFF_PATCH, /* the diff of the two patches */
	RANGEDIFF_STAT,	 /* its diffstat */
	RANGEDIFF_NONE,
};

#define RANGEDIFF_ABBREV 12 /* digits of a commit's id, as the kernel writes them */

/* What a renderer is told besides the model. */
struct rangediff_view {
	const struct palette *palette;
	enum rangediff_detail detail;
	struct line_diff_options diff; /* of the diffs */
	bool plain;	 /* coloured by the outer signs alone, as git's --no-dual-color */
	unsigned abbrev; /* digits of a commit's id, at most 40 */
	struct sink sink;
};

/*
 * Prints pairs as git range-diff does, coloured as its --dual-color; the commits are those of the
 * inbox, the numbers those of the patches' prefixes (a cover letter is 0). All that comes from
 * mails is escaped for terminals.
 */
void rangediff_text(const struct rangediff *rangediff, const struct rangediff_view *view);

/* The same as one JSON object, see gitkvm-json(5). */
void rangediff_json(const struct rangediff *rangediff, const struct rangediff_view *view);

#endif
