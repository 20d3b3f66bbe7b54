/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MAIL_EXCERPT_H
#define MAIL_EXCERPT_H

#include <glib.h>
#include "mail/slice.h"

/*
 * The first paragraph that the sender of a reply wrote himself, on one line and cut behind about
 * length bytes: not quoted lines, "… wrote:", a greeting, trailers, or what follows "-- ". Nothing
 * is appended where there is none. Linear in the text.
 */
void excerpt_find(struct slice text, size_t length, GString *out);

#endif
