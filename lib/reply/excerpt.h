/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_EXCERPT_H
#define REPLY_EXCERPT_H

#include <glib.h>
#include "text/slice.h"

/*
 * The beginning of what the sender of a reply wrote himself (see lexer.h), on one line and cut
 * behind about length bytes: a paragraph, or several that are short, with "..." for what is quoted
 * between them. A greeting, a closing, the sender's name and the list of what was applied are no
 * part of it, nor are trailers; but of one that a sentence leads to, the key is: "For the series:
 * Reviewed-by". Empty where there is none. sender may be "". Linear in the text.
 */
void excerpt_find(struct slice text, size_t length, const char *sender, GString *out);

/* Whether an excerpt is empty or has nothing but thanks. */
bool excerpt_says_little(const GString *excerpt);

#endif
