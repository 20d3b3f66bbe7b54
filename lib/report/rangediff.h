/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_RANGEDIFF_H
#define REPORT_RANGEDIFF_H

#include "compare/rangediff.h"
#include "report/format.h"

/* What is shown below the line of a pair that changed. */
enum rangediff_detail {
	RANGEDIFF_PATCH, /* the diff of the two patches */
	RANGEDIFF_STAT,	 /* its diffstat */
	RANGEDIFF_NONE,
};

#define RANGEDIFF_ABBREV 12 /* digits of a commit's id, as the kernel writes them */

/* What a renderer is told besides the model. */
struct rangediff_view {
	struct report report;
	const struct rangediff *rangediff;
	enum rangediff_detail detail;
	struct line_diff_options diff; /* of the diffs */
	bool plain;	 /* coloured by the outer signs alone, as git's --no-dual-color */
	unsigned abbrev; /* digits of a commit's id, at most 40 */
};

/*
 * Its formats: "text" prints pairs as git range-diff does, coloured as its --dual-color; the
 * commits are those of the inbox, the numbers those of the patches' prefixes (a cover letter is 0).
 * All that comes from mails is escaped for terminals. "json" is the same as one object.
 */
extern const struct report_format rangediff_formats[];

void rangediff_text(struct report *report);
void rangediff_json(struct report *report);

#endif
