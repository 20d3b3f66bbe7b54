/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_INTERPRET_H
#define PATCH_INTERPRET_H

#include "text/slice.h"

/*
 * Where git interpret-trailers (2.39) adds trailers to a commit message whose title is not in text:
 * the message ends, but for trailing blank lines, comments and a "Conflicts:" list, which stay
 * behind what is added, with block, a paragraph of trailers; of length 0 where its last one is
 * none.
 */
struct interpreted {
	struct slice message; /* up to the end of its last line that counts, without its LF */
	struct slice block;   /* of the same bytes */
};

void interpret_trailers(struct slice text, struct interpreted *out);

#endif
