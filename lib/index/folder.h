/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_FOLDER_H
#define INDEX_FOLDER_H

#include <stdbool.h>

/*
 * The folder that an index is in, by a descriptor: its files are opened in it by their names alone,
 * whatever becomes of its path. A clone may be a stranger's, unpacked or shared, so that anything
 * may bear these names: what is not the user's own is refused, and nothing blocks.
 */

/*
 * Opens the folder, which must be the user's own and no symbolic link; make: makes it, and what is
 * above it, where it is not there. Returns a descriptor, or -1 with why in *reason (never to be
 * freed), which is NULL when it is not there.
 */
int folder_open(const char *path, bool make, const char **reason);

/*
 * Opens a file of it with these flags of open(2): a regular file of the user's own, never what a
 * symbolic link points to. As above.
 */
int folder_open_file(int folder, const char *name, int flags, const char **reason);

/* Whether files can be made in it, or it can be made where nothing is there. */
bool folder_is_writable(const char *path);

/* Whether a file of it could be opened to be read. */
bool folder_has(const char *path, const char *name);

#endif
