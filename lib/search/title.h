/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_TITLE_H
#define SEARCH_TITLE_H

#include "cli/options.h"
#include "series/catalogue.h"
#include "text/pattern.h"

/* How the text behind a ":/" is meant: enum pattern_syntax, by the options of OPTS_TITLE. */
extern int title_syntax;

#define OPTS_TITLE                                                                                 \
	OPT_SET('E', "extended-regexp", &title_syntax, PATTERN_EXTENDED,                           \
		"':/' is followed by an extended regular expression"),                             \
		OPT_SET('P', "perl-regexp", &title_syntax, PATTERN_PERL,                           \
			"':/' is followed by a Perl regular expression")

/*
 * The topics (struct topic *) that a text names: whose newest version has it as title, else in its
 * title, else in its subject or that of a patch of any version; and where a regular expression is
 * asked for, by the options or grep.patternType, else those whose title matches. Any case will do
 * for what is in small letters. Free with g_ptr_array_unref().
 */
GPtrArray *title_find(const GPtrArray *topics, const char *text);

#endif
