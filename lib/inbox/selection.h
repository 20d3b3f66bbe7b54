/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_SELECTION_H
#define INBOX_SELECTION_H

#include "inbox/archive.h"
#include "inbox/private.h"
#include "inbox/range.h"

/* Which commits of an archive a command was asked for. */
struct selection {
	GPtrArray *ranges;     /* of struct range *, one for each inbox; NULL: nothing of it */
	GPtrArray *from, *to;  /* of char *: the ends, for the heading */
	GPtrArray *left_out;   /* of char *: which lists take no part, and why */
	bool is_default;       /* no revision was typed: the last days */
	int64_t written_since; /* of these, whose mails are no older; INT64_MIN: any */
};

/*
 * What the arguments name, see range_parse(): for each list on its own. A list in which one of them
 * names nothing is left out, unless that is all. None: the last RANGE_DEFAULT_DAYS days, counted
 * back from when the newest mail of all lists was written; of what was archived since then,
 * written_since tells what is of an import of older mails. NULL with an INBOX_ERROR. Free with
 * selection_free().
 */
struct selection *selection_parse(const struct archive *archive, const char *const *args, size_t nr,
				  GError **error);

/* The last days, counted back in the same way. */
struct selection *selection_recent(const struct archive *archive, unsigned days, GError **error);

/* All there is, without a heading. */
struct selection *selection_all(const struct archive *archive);

/*
 * What came behind the commits seen (one for each inbox; all zeros where there is none, and then
 * all of it, or the last days where none of the list's epochs has one). NULL with an INBOX_ERROR.
 */
struct selection *selection_behind(const struct archive *archive, const git_oid *seen,
				   unsigned days, GError **error);

void selection_free(struct selection *selection);

/* The ends in one line each, "A, C"; "" where there is none. Free with g_free(). */
char *selection_from(const struct selection *selection);
char *selection_to(const struct selection *selection);

/* The newest commit of the first list that takes part, and its inbox. False when there is none. */
bool selection_newest(const struct selection *selection, size_t *inbox, git_oid *out);

/*
 * Resolves revision arguments as git rev-list reads them: A..B, A...B (the symmetric difference),
 * ^A, A^!, A^-, A^@, B, @, tags, abbreviated ids, ~, ^{/…}, @{…}, several together; "--all" and
 * "--branches" are all refs and all branches. None: the last
 * RANGE_DEFAULT_DAYS days, counted back from the newest mail of HEAD. Returns NULL with
 * INBOX_ERROR_REVISION, "bad revision 'x'", when one names nothing. Free
 * with range_free().
 */
struct range *range_parse(struct inbox *inbox, const char *const *args, size_t nr, GError **error);

#endif
