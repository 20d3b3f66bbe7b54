/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_NAMING_H
#define TREE_NAMING_H

#include "tree/commit.h"

/*
 * Which mails and which other commits a commit's message names, in lines of their own:
 *   Link:, Message-ID:, Closes:, Patchwork-Link: <a Message-ID, or a URL that holds one>
 *   (cherry picked from commit <id>), (backported from commit <id>), commit <id> upstream.,
 *   [ Upstream commit <id> ], Upstream commit <id>
 *   This reverts commit <id>
 *   Fixes: <id>
 * Fills message_ids and names out of title and message.
 */
void naming_read(struct tree_commit *commit);

/*
 * The Message-ID that a URL of an archive or a value in <> holds; NULL without one. Lives in pool.
 */
const char *naming_message_id(struct pool *pool, struct slice value);

#endif
