/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_FILE_H
#define INBOX_FILE_H

#include <stdbool.h>
#include <glib.h>

#define FILE_MAX (64 << 20)

/*
 * A small file of a clone, with a NUL behind it: a regular one of at most FILE_MAX bytes. A FIFO or
 * a device in its place never blocks. False when there is none; free *text with g_free().
 */
bool file_read(const char *path, char **text, gsize *len);

/*
 * What the user names, of whatever kind it is, so that it may be a pipe; of more than FILE_MAX
 * bytes it is an error, for a device need not end. *error is a G_FILE_ERROR for
 * reason_of_file_error().
 */
bool file_read_named(const char *path, char **text, gsize *len, GError **error);

#endif
