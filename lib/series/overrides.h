/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_OVERRIDES_H
#define SERIES_OVERRIDES_H

#include "text/slice.h"

/*
 * Corrections of what is taken for versions of one work, from a file of lines:
 *
 *	same <Message-ID> <Message-ID>…
 *	not-same <Message-ID> <Message-ID>
 *
 * The ids, with or without <>, are of any mail of a series: its cover or a patch. "same": those
 * series are versions of one work, whatever else speaks against it. "not-same": they are not, and
 * nothing links them directly. "#" starts a comment, blank lines do not count.
 */

#define OVERRIDES_ERROR (g_quark_from_static_string("gitkvm-overrides"))

struct override {
	bool same;
	size_t line;	    /* where it stands in the file, from 1 */
	char **message_ids; /* two or more, NULL-terminated */
};

struct overrides {
	GArray *items; /* of struct override, in the order of the file */
};

/*
 * Reads the text of a file, name is for messages. Returns NULL with an OVERRIDES_ERROR that names
 * file and line of the first line that cannot be understood. Free with overrides_free().
 */
struct overrides *overrides_parse(struct slice text, const char *name, GError **error);

void overrides_free(struct overrides *overrides);

#endif
