/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_UPSTREAM_H
#define PATCH_UPSTREAM_H

#include <stdbool.h>
#include "text/slice.h"

/*
 * Whether a patch's message says that it is a copy of a commit for another tree, in a line of its
 * own as the rules for stable trees ask for it: "commit 0123… upstream.", "[ Upstream commit 0123…
 * ]". One pass.
 */
bool upstream_is_named(struct slice message);

/* Whether a line of the message begins with "6.12-stable review patch". */
bool upstream_is_review(struct slice message);

#endif
