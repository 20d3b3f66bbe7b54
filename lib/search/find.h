/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_FIND_H
#define SEARCH_FIND_H

#include "cli/options.h"
#include "cli/source.h"
#include "series/catalogue.h"

/* What a <series> on the command line names. */
struct found_series {
	struct catalogue *catalogue; /* to be freed with catalogue_free() */
	struct topic *topic;
	const struct series *named; /* that of the mail; the newest where it is a pattern */
};

/* What is no option, before or behind a "--", counted from 0; NULL where there is no such one. */
const char *nth_argument(const struct arguments *args, size_t n);

/*
 * For a command with a single argument, a series: reads the command line, opens the source and
 * finds the series, and leaves in its topic what the author of the named one posted, unless
 * *any_author, which an option may set; see series/trust.h. The source is the caller's to close.
 * Dies as find_series() does.
 */
struct source *find_one_series(const struct command *command, int argc, char **argv,
			       const struct source_options *options, const int *any_author,
			       struct found_series *out);

/* Finds it in the whole list, whatever the range. Dies where there is none, or several topics. */
void find_series(struct source *source, const char *name, struct found_series *out);

/* catalogue_finish() with the corrections and robots that the configuration names. Dies where the
 * corrections cannot be read. */
void finish_catalogue(struct catalogue *catalogue);

/*
 * A version of the topic by its number ("3", "v3", "v3.1"), the newest where it was posted twice;
 * of NULL the latest. Dies where there is none.
 */
const struct series *choose_version(const struct topic *topic, const char *version);

/* Warns of patches that series_pick() leaves out, such as "[PATCH 4/3]" and "[PATCH
 * 2.5/3]". */
void warn_left_out(const struct series *series, bool any_author);

/* Warns of versions that are by others than the one that is taken, and newer than it. */
void warn_others(const struct topic *topic, const struct series *series);

/* The version that the topic has before one of its own; NULL for the oldest. */
const struct series *version_before(const struct topic *topic, const struct series *series);

#endif
