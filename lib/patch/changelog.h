/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_CHANGELOG_H
#define PATCH_CHANGELOG_H

#include <glib.h>
#include "text/slice.h"

/*
 * What a posting's text says that version changed: the lines below "Changes in v3:", "v2 -> v3:",
 * "Changes since v2:", "v3:" and the like, up to the next version's, a paragraph that is no list,
 * "---", a diffstat, shortlog or diff. Appended to out, each line as it stands with an LF, common
 * indentation removed; at most CHANGELOG_LINES. Links to earlier versions are left out. Returns
 * whether there is any. Linear in the text.
 */
#define CHANGELOG_LINES 40

bool changelog_find(struct slice text, int version, GString *out);

#endif
