/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_ERROR_H
#define MIME_ERROR_H

#include <glib.h>

/* What is wrong with a mail: the mail is skipped, the message says why, lower case, no full stop.
 */
#define MAIL_ERROR (g_quark_from_static_string("gitkvm-mail"))

enum mail_error {
	MAIL_ERROR_LIMIT,   /* over a limit of limits.h */
	MAIL_ERROR_INVALID, /* not a mail at all */
};

#endif
