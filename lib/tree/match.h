/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_MATCH_H
#define TREE_MATCH_H

#include "tree/judge.h"
#include "tree/match.h"

/* Below it a commit is left without a posting. */
#define MATCH_MIN_CONFIDENCE 80

struct tree_match {
	struct record *record; /* the posting, one of the postings'; NULL: none that is sure */
	enum match_evidence evidence;
	int confidence; /* percent */
	int same;	/* lines that both change, in percent of the larger diff; -1: not known */
	bool as_posted; /* same patch-id; false where that is not known */
	bool retitled;	/* another title than the mail's */
	bool later;	/* authored after the mail was sent: what was taken is a later version that
			   the postings do not have */
	const char
		*open; /* why it is left open, "" where there is no posting at all; one of ours */
};

struct matcher_options {
	bool withhold_trailers; /* Message-IDs in commits do not count: for measuring the rest */
};

/* Of one tree and postings, which must outlive it. Free with matcher_free(). */
struct matcher *matcher_new(struct tree *tree, struct postings *postings,
			    const struct matcher_options *options);
void matcher_free(struct matcher *matcher);

/* The posting that a commit was made of. */
void match_commit(struct matcher *matcher, const struct tree_commit *commit,
		  struct tree_match *out);

/* The reasons of tree_match.open by number, "" of any other number. */
const char *match_open_reason(unsigned number);
unsigned match_open_number(const char *reason);

/* In words: "the commit names it", "same patch-id", …; free with g_free(). */
char *tree_match_why(const struct tree_match *match);

/*
 * Appends to hits (see tree_hits_new()) the commits that count and may have been made of a
 * posting, each once.
 */
void match_candidates(struct matcher *matcher, const struct record *record, GPtrArray *hits);

/*
 * What commits were found to be made of, kept beside the table of commits, and as disposable. A
 * stamp stands for the mails that were looked at: another one, and nothing is known.
 */
struct matched {
	struct tree_match match; /* without its record */
	char *message_id;	 /* of that; NULL without one. Free with g_free() */
	git_oid upstream;	 /* see merges_find() */
};

/* False where nothing is known of a commit of that number (see struct tree_hit). */
bool matched_get(struct tree *tree, int64_t number, uint64_t stamp, struct matched *out);

/* Remembers it, with matched_save(): all of them, or none. */
void matched_put(struct tree *tree, int64_t number, uint64_t stamp, const struct tree_match *match,
		 const git_oid *upstream);
void matched_save(struct tree *tree);

#endif
