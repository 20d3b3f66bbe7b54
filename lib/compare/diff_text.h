/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_DIFF_TEXT_H
#define COMPARE_DIFF_TEXT_H

#include "text/slice.h"

/*
 * Appends a diff in the form that git range-diff compares: without what changes when nothing did
 * (line numbers, ids of blobs), so that two of these can be diffed in turn. Each file is
 *
 *	 ## path ##               or "path (new)", "path (deleted)", "old => new", followed by
 *	                          " (mode change 100644 => 100755)"
 *	@@ path: function         of a hunk, "@@" where the diff names no function
 *	 context
 *	-removed
 *	+added
 *
 * and an empty line between files. "Binary files a and b differ" stands for any change of a binary
 * file. diff is that of a mail (struct patch): of git, or a plain unified one; CVS's and quilt's
 * "Index:" is passed over. A hunk that a mailer has wrapped is taken as it stands up to the next
 * header. Returns the number of lines, those between files not counted.
 */
size_t diff_text_append(GString *out, struct slice diff);

#endif
