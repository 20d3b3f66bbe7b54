/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_CONFIG_FILE_H
#define INBOX_CONFIG_FILE_H

#include <stdbool.h>
#include <glib.h>

/*
 * Appends what a file of the configuration says, as `git config -z --show-origin --list` prints it:
 * "file:<name> NUL key LF value NUL" for each line. Where there is no such file nothing is
 * appended.
 *
 * False where git has to be asked: the file cannot be read, has a mistake, or holds something that
 * more than this file decides about (other files are included, or the repository's format is an
 * unusual one), or that versions of git read differently. *out is not to be used then.
 */
bool config_file_append(const char *path, const char *name, GString *out);

#endif
