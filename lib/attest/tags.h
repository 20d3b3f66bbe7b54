/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_TAGS_H
#define ATTEST_TAGS_H

#include <stdbool.h>
#include <glib.h>
#include "text/slice.h"

/* The value of a tag of "v=1; a=ed25519-sha256; …" without any white space, NULL where there is
 * none; free with g_free(). Of a name that is there several times the last one counts. */
char *tags_find(struct slice field, const char *name);

/* Appends the field's body in the relaxed form of DKIM: unfolded, white space as one blank, none at
 * the ends; without a line end. */
void tags_relax(GString *out, struct slice body);

/* How much of the relaxed field stands before the value of its tag b, "b=" included; 0: it has
 * none.
 */
size_t tags_before_signature(const GString *relaxed);

/* Whether a hash of SHA-256 is what a tag says in base64. */
bool tags_hash_is(const char *base64, struct slice bytes);

#endif
