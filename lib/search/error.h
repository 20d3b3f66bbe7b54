/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_ERROR_H
#define SEARCH_ERROR_H

#include <glib.h>

#define SEARCH_ERROR (g_quark_from_static_string("gitkvm-search"))

enum search_error {
	SEARCH_ERROR_USAGE,	/* the value of an option is none: exit status 129 */
	SEARCH_ERROR_UNKNOWN,	/* a word of it is not known, which git calls fatal */
	SEARCH_ERROR_MISSING,	/* there is no such mail, series or version */
	SEARCH_ERROR_AMBIGUOUS, /* several are meant; the message's other lines name them */
};

#endif
