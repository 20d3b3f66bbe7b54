/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSIX_H
#define TEXT_POSIX_H

#include <stdbool.h>
#include <glib.h>

/*
 * A POSIX basic or extended regular expression with GNU's additions, as git takes them by default
 * and with -E, in PCRE2's syntax: the same groups with the same numbers. What POSIX leaves open is
 * as in glibc: a "*" of basic ones in the beginning stands for itself, so does a ")" of extended
 * ones that closes nothing, and \x of a letter without meaning is the letter. Alternatives are
 * tried from the left, and the longest is not sought: that makes no difference to whether a line
 * matches.
 *
 * Free with g_free(). NULL where nothing is there to be repeated, or an interval is none: *bad is
 * the place in text. What else is not well formed stays so, for PCRE2 to tell what is wrong.
 */
char *posix_to_pcre(const char *text, bool extended, const char **bad);

/* The place in text that a place in its translation comes from, about. */
size_t posix_place(const char *text, bool extended, size_t translated);

#endif
