/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_POINT_H
#define REPLY_POINT_H

#include "text/slice.h"

/*
 * Whether quoted text ends with a paragraph in which whoever is answered says what should be
 * otherwise: "This should be const". A question does not, nor does what he quotes himself, or code.
 * Looks at its last lines.
 */
bool point_is_wish(struct slice quoted);

/* Whether a line is the URL of a mail in an archive, not of a commit. */
bool point_is_posting(struct slice line);

#endif
