/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_REASON_H
#define TEXT_REASON_H

#include <glib.h>

/*
 * What the system says of a file that could not be read or written, "No such file or directory", of
 * a G_FILE_ERROR: its own message names the file in GLib's words and quotes. Static, or the
 * error's.
 */
const char *reason_of_file_error(const GError *error);

#endif
