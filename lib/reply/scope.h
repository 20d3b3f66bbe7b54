/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_SCOPE_H
#define REPLY_SCOPE_H

#include "text/slice.h"

#define SCOPE_MAX 16	     /* ranges of one sentence that are kept */
#define SCOPE_ALL 0x7fffffff /* the last patch, whichever that is */

/* The patches that a sentence is about. nr is 0 where it does not say. */
struct scope {
	struct {
		int first, last;
	} ranges[SCOPE_MAX];
	size_t nr;
	struct slice part; /* "KVM" of "for the KVM bits", with the one range 0 to 0; else empty */
};

/*
 * Reads "patches 1-3", "patches 2, 4 and 5", "patch #3", "patch 3/7", "the whole series", "all",
 * "all but patch 3" and the like wherever it stands in the text. One pass.
 */
void scope_read(struct slice text, struct scope *out);

/* The same of numbers that begin text, as "1-3 and 5" may follow "Applied"; false without one. */
bool scope_read_numbers(struct slice text, struct scope *out);

/*
 * What a line says that trailers beside it are for: "For the series:", "# for patches 1-3", "this
 * is for patch 2", "for the KVM bits", "except for patch 3" and the like, "# patches 1,4". "For the
 * rest" is for what the line did not name before; where it named nothing, for a part called so.
 * False where it does not. part points into line.
 */
bool scope_read_for(struct slice line, struct scope *out);

#endif
