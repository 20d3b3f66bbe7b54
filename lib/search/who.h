/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_WHO_H
#define SEARCH_WHO_H

#include "cli/source.h"

/* Whom a part of a name or address names, in any case. Free with who_free(). */
struct who *who_new(const char *text);

/* Whom any of some addresses (const char *) names, whole ones. */
struct who *who_new_me(const GPtrArray *emails);

/*
 * The argument of an option: "me" or "@me", whose addresses the function has, or a part of a name
 * or address; NULL leaves *out as it is. False with a SEARCH_ERROR that names the option.
 */
bool who_parse(const char *text, const char *option, GPtrArray *(*me)(void), struct who **out,
	       GError **error);

void who_free(struct who *who);

/* Whole addresses are his in the form, too, that the mailmap gives them, as it does in mails. */
void who_put_right(struct who *who, const struct source *source);

bool who_is(const struct who *who, const struct person *person);

/* Whether a posting went to him, by To or Cc: of these there are no names, but addresses alone,
 * as written or put right by the mailmap. */
bool who_got(const struct who *who, const struct record *posting, const struct source *source);

#endif
