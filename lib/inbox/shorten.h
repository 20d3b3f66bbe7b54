/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_SHORTEN_H
#define INBOX_SHORTEN_H

#include "inbox/archive.h"
#include "inbox/private.h"

#define SHORTEN_SIZE 41 /* 40 digits and a NUL */

#define DIGITS_MIN 7 /* as in git */

/* To be told before anything is selected where core.abbrev is set: then libgit2 abbreviates. */
void shorten_set_configured(void);
bool shorten_is_configured(void);

/* The digits that git would show of commits where core.abbrev says nothing: by the number of
 * objects of the largest inbox, at least 7. */
unsigned archive_digits(const struct archive *archive);

/*
 * Abbreviates a commit (RECORD_HASH_SIZE bytes) to so many digits, or as many more as it
 * takes that no other object of any inbox begins with them.
 */
void archive_shorten(const struct archive *archive, const unsigned char *commit, unsigned digits,
		     char out[SHORTEN_SIZE]);

/* UNSURE: libgit2 is to be asked. */
enum prefix_found { PREFIX_NONE, PREFIX_ONE, PREFIX_MANY, PREFIX_UNSURE };

/*
 * The object whose id begins with the first digits of prefix, 2 of them at least, behind which it
 * is zeros, among those that were there when the inbox was opened. *out is set with PREFIX_ONE
 * only.
 */
enum prefix_found prefix_find(struct inbox *inbox, const git_oid *prefix, size_t digits,
			      git_oid *out);

#endif
