/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_TITLE_H
#define SEARCH_TITLE_H

#include "cli/source.h"
#include "series/catalogue.h"
#include "text/pattern.h"

/*
 * The topics (struct topic *) that a text names: whose newest version has it as title, else in its
 * title, else in its subject or that of a patch of any version; and where syntax (enum
 * pattern_syntax) is that of regular expressions, else those whose title matches. Any case will do
 * for what is in small letters. NULL with a PATTERN_ERROR; free with g_ptr_array_unref().
 */
GPtrArray *title_find(const GPtrArray *topics, const char *text, int syntax, GError **error);

/* Whether syntax is one of regular expressions. */
bool title_may_match(int syntax);

/*
 * The mails (struct record *) of the whole list, by its index, that bear the text in their subject
 * or title, and are postings or may be cover letters. NULL where there is no index that holds all
 * mails, or they are more than most. Free with g_ptr_array_unref(), the records with it.
 */
GPtrArray *title_bearing(struct source *source, const char *text, guint most);

#endif
