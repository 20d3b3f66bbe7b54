/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_SIDES_H
#define SEARCH_SIDES_H

#include "cli/source.h"
#include "compare/patch_text.h"
#include "series/topic.h"
#include "tree/merges.h"

/* What is compared: two versions of a topic, or one and what it became in a work repository. */
struct sides {
	const struct series *before, *after;
};

/*
 * A range ("v1..v3", "v1..", "..v3") or two versions; one against that before it; with NULL for
 * both the newest against the one before. False with a SEARCH_ERROR where there are no such ones.
 */
bool sides_choose(const struct topic *topic, const char *one, const char *two, struct sides *out,
		  GError **error);

/* Whether they ask for what a version became: "v3..tree", "v3 tree", "tree". */
bool sides_ask_tree(const char *one, const char *two);

/*
 * "<series>..tree" is one argument for two: the series of it, and in *one, which is NULL, the rest.
 * Another name as it is. Free with g_free().
 */
char *sides_cut_tree(const char *name, const char **one);

/*
 * Of which version that is: where none is named, of the one that was taken. NULL with a
 * SEARCH_ERROR where no patch is in a work repository, or there is no such version.
 */
const struct series *sides_choose_committed(struct merges *merges, const struct topic *topic,
					    const char *one, const char *two, GError **error);

/* The text of one mail. NULL with an error where it cannot be read; NULL of NULL. */
struct patch_text *sides_read_mail(struct source *source, const struct record *record, int number,
				   GError **error);

/*
 * The texts of a version's patches (struct patch_text *), for rangediff_new(), which takes them
 * over; *missing is the number of those that are not there, of *total. NULL with an error where one
 * cannot be read.
 */
GPtrArray *sides_read(struct source *source, const struct series *series, bool any_author,
		      unsigned *missing, unsigned *total, GError **error);

/* The same of the commits that they became, as far as there are any. */
GPtrArray *sides_read_commits(struct merges *merges, const struct series *series, bool any_author,
			      GError **error);

/*
 * The commit that a patch became as the text that versions are compared by; its commit is that of
 * the work repository. NULL where there is none, and with an error where it cannot be read. Free
 * with patch_text_free().
 */
struct patch_text *committed_text(struct merges *merges, const struct record *patch, int number,
				  GError **error);

/* The newest version of the topic that commits were made of; NULL where none was. */
const struct series *committed_version(struct merges *merges, const struct topic *topic);

#endif
