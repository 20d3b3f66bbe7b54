/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_ATOMS_H
#define REPORT_ATOMS_H

#include <stdbool.h>
#include <glib.h>

/*
 * A --format as git for-each-ref has it: %(field) stands for a field, %% for a percent sign, %xx
 * for the byte with that hex code, all else for itself; and %(align:<width>,<position>)…%(end),
 * %(color:<colour>), %(if)…%(then)…%(else)…%(end) with %(if:equals=…) and %(if:notequals=…) mean
 * what they mean there.
 */
struct atoms;

struct atoms_names {
	const char *const *fields; /* NULL-terminated; must outlive the atoms */

	/* Other names of fields: the index of one, or -1. NULL: there are none. */
	int (*alias)(const char *name, size_t len);

	/* The escape sequence of a colour of git's, to be freed with g_free(); NULL for what is
	 * none. */
	char *(*colour)(const char *name);
};

/*
 * Returns NULL with an error in git's words where the format is malformed or names a field that is
 * not there, and then those that are. Free with atoms_free().
 */
struct atoms *atoms_parse(const char *format, const struct atoms_names *names, GError **error);

void atoms_free(struct atoms *atoms);

/*
 * Appends the format, filled in: value() appends the field with an index of names; what it appends
 * is escaped for a terminal and kept on one line. Without colours %(color) is nothing.
 */
void atoms_expand(const struct atoms *atoms, bool colours,
		  void (*value)(int field, GString *out, void *data), void *data, GString *out);

#endif
