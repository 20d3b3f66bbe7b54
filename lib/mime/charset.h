/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_CHARSET_H
#define MIME_CHARSET_H

#include "text/slice.h"

enum bytes_flag {
	BYTES_8BIT = 1 << 0, /* bytes above 127 */
	BYTES_NUL = 1 << 1,
	BYTES_CR = 1 << 2,
};

/* Which of enum bytes_flag are in s. */
unsigned bytes_scan(struct slice s);

/*
 * Reads bytes as text in charset (NULL or "" for none given). Returns true when they are valid
 * UTF-8 as they stand: use them. Else *out is a new string, to be freed with g_string_free(); in
 * it, NULs are U+FFFD. *bad is set where the charset is unknown or forbids some of the bytes: text
 * that is UTF-8 all the same is taken as that (under a label of ASCII without complaint); under a
 * known charset each such byte becomes U+FFFD; without one, UTF-8 is read where there is UTF-8, and
 * other bytes as Windows-1252.
 */
bool charset_to_utf8(struct slice bytes, const char *charset, GString **out, bool *bad);

#endif
