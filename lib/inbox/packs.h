/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PACKS_H
#define INBOX_PACKS_H

/*
 * The name of a pack below objects_dir that is cut short or does not belong to its index, or NULL.
 * libgit2 passes over such a pack in silence, and all its objects seem to be missing. To be freed
 * with g_free().
 */
char *packs_find_damaged(const char *objects_dir);

#endif
