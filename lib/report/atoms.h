/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_ATOMS_H
#define REPORT_ATOMS_H

#include <glib.h>

/*
 * A --format as git for-each-ref has it: %(field) stands for a field, %% for a percent sign, %xx
 * for the byte with that hex code, all else for itself.
 */
struct atoms;

/*
 * names are the fields there are, NULL-terminated, and must outlive the atoms. Returns NULL with an
 * error in git's words where the format names another one or is malformed. Free with atoms_free().
 */
struct atoms *atoms_parse(const char *format, const char *const *names, GError **error);

void atoms_free(struct atoms *atoms);

/* Whether the field with this index in names is used. */
gboolean atoms_use(const struct atoms *atoms, int field);

/*
 * Appends the format, filled in: value() appends the field with an index of names; what it appends
 * is escaped for a terminal and kept on one line.
 */
void atoms_expand(const struct atoms *atoms, void (*value)(int field, GString *out, void *data),
		  void *data, GString *out);

#endif
