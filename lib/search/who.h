/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_WHO_H
#define SEARCH_WHO_H

#include "cli/source.h"

/* Whom a part of a name or address names, in any case. Free with who_free(). */
struct who *who_new(const char *text);

/* Whom any of some addresses (const char *) names, whole ones. */
struct who *who_new_me(const GPtrArray *emails);

/*
 * The argument of an option: "me", whose addresses the function has, or a part of a name or
 * address; NULL leaves *out as it is. False with a SEARCH_ERROR that names the option.
 */
bool who_parse(const char *text, const char *option, GPtrArray *(*me)(void), struct who **out,
	       GError **error);

void who_free(struct who *who);

/* Puts whole addresses right by the mailmap, as those of mails are. */
void who_put_right(struct who *who, const struct source *source);

bool who_is(const struct who *who, const struct person *person);

#endif
