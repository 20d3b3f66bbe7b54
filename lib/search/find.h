/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_FIND_H
#define SEARCH_FIND_H

#include "cli/source.h"
#include "series/catalogue.h"
#include "series/topic.h"

/* What a <series> on the command line names. */
struct found_series {
	struct catalogue *catalogue; /* to be freed with catalogue_free() */
	struct topic *topic;
	const struct series *named;   /* that of the mail; the newest where it is a pattern */
	const struct record *posting; /* the patch or cover letter that is named, or that what is
					 named answers; NULL of a pattern */
};

/*
 * Finds it in the whole list, whatever the range; syntax as in title_find(). False with an error
 * where there is none, or several topics: then there is nothing to free.
 */
bool find_series(struct source *source, const char *name, int syntax,
		 const struct catalogue_options *options, struct found_series *out, GError **error);

/*
 * A version of the topic by its number ("3", "v3", "v3.1"), the newest where it was posted twice;
 * of NULL the latest. NULL with a SEARCH_ERROR where there is none.
 */
const struct series *version_find(const struct topic *topic, const char *version, GError **error);

/* The version that the topic has before one of its own; NULL for the oldest. */
const struct series *version_before(const struct topic *topic, const struct series *series);

#endif
