/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_WILDMATCH_H
#define INBOX_WILDMATCH_H

#include <stdbool.h>
#include <glib.h>

/*
 * A wildcard pattern as git's wildmatch() reads it, in PCRE2's syntax: "*", "?", "[a-z]", "[!…]",
 * "[[:alpha:]]", "\x". With pathname neither of them matches a slash, and a "**" between slashes
 * matches any number of folders; without, "*" matches slashes as well. Of bytes, to be matched from
 * the beginning to the end (it ends in \z), with PCRE2_DOTALL. Free with g_free().
 */
char *wildmatch_to_pcre(const char *pattern, bool pathname);

#endif
