/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_JUDGE_H
#define TREE_JUDGE_H

#include "tree/postings.h"

/* What says that a commit was made of a posting, the strongest first. */
enum match_evidence {
	MATCH_TRAILER,	/* the commit names the mail, or the cover letter above it */
	MATCH_PATCH_ID, /* both diffs have the same patch-id */
	MATCH_DATE,	/* the commit was authored when the mail was sent, by the same person */
	MATCH_TITLE,	/* title and author, and the lines that both change */
	MATCH_DIFF,	/* author, and nearly all lines that both change; the title is another */
	MATCH_NONE,
};

/* "trailer", "patch-id", "date", "title", "diff", "" */
const char *match_evidence_name(enum match_evidence evidence);

/* What speaks for a commit being made of a posting. */
struct judgment {
	struct record *record;
	enum match_evidence evidence;
	int confidence; /* percent; 0: nothing does */
	int same;	/* see struct tree_match */
	bool passes_on; /* the mail itself has a Message-ID that the commit names: its author had
			   applied an older version */
	bool named, same_patch, same_title, same_author, same_date;
	bool is_part;	 /* the commit has a part of the patch, and little else */
	bool holds_more; /* all of it, and much else */
};

/* named: the commit names the mail. Sketches may be NULL: unreadable. */
void judge(const struct tree_commit *commit, struct record *record, bool named,
	   const struct sketch *made, const struct sketch *mail, struct judgment *out);

/* Of two that are sure: which of them the commit was made of. */
bool judgment_is_better(const struct judgment *a, const struct judgment *b,
			const struct tree_commit *commit);

static inline bool judgment_holds_more(const struct judgment *judgment)
{
	return judgment->holds_more;
}

/* Whether one diff has nearly all lines of another, which has more than a few. */
bool judge_holds(const struct sketch *whole, const struct sketch *part);

#endif
