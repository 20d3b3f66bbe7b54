/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MAIL_EXCERPT_H
#define MAIL_EXCERPT_H

#include <glib.h>
#include "mail/slice.h"

/*
 * The beginning of what the sender of a reply wrote himself (see own.h), on one line and cut behind
 * about length bytes: a paragraph, or several that are short, with "..." for what is quoted between
 * them. A greeting, a closing and trailers are no part of it. Empty where there is none. Linear in
 * the text.
 */
void excerpt_find(struct slice text, size_t length, GString *out);

#endif
