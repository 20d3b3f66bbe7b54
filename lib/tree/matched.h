/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_MATCHED_H
#define TREE_MATCHED_H

#include "tree/match.h"

/*
 * What commits were found to be made of, kept beside the table of commits, and as disposable. A
 * stamp stands for the mails that were looked at: another one, and nothing is known.
 */
struct matched {
	struct tree_match match; /* without its record */
	char *message_id;	 /* of that; NULL without one. Free with g_free() */
	git_oid upstream;	 /* see merges_find() */
};

/* False where nothing is known of a commit of that number (see struct tree_hit). */
bool matched_get(struct tree *tree, int64_t number, uint64_t stamp, struct matched *out);

/* Remembers it, with matched_save(): all of them, or none. */
void matched_put(struct tree *tree, int64_t number, uint64_t stamp, const struct tree_match *match,
		 const git_oid *upstream);
void matched_save(struct tree *tree);

#endif
