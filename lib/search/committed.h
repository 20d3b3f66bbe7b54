/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_COMMITTED_H
#define SEARCH_COMMITTED_H

#include "compare/patch_text.h"
#include "series/topic.h"
#include "tree/merges.h"

/*
 * The commit that a patch became as the text that versions are compared by; its commit is that of
 * the work repository. NULL where there is none, and with an error where it cannot be read. Free
 * with patch_text_free().
 */
struct patch_text *committed_text(struct merges *merges, const struct record *patch, int number,
				  GError **error);

/* The newest version of the topic that commits were made of; NULL where none was. */
const struct series *committed_version(struct merges *merges, const struct topic *topic);

#endif
