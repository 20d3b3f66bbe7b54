/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_GROUP_H
#define SERIES_GROUP_H

#include "series/series.h"
#include "series/table.h"

/* What the parts of series_group() share. */

/* One posting while series are put together: a node of a union-find forest. */
struct posting {
	struct record *rec;
	uint64_t set;		/* a hash of what set_eq() compares */
	uint64_t base;		/* the same without revision and RESEND */
	guint parent;		/* of the forest; itself at a root */
	const char *title;	/* of a root: the cover letter's; "" without one */
	const char *replies_to; /* of a root: the id outside the series that a member answers; "" */
	guint to;		/* what it was joined to, and why */
	enum join_evidence evidence;
};

/* What is one piece by its threads, or later a whole series. */
struct piece {
	guint *members; /* postings, newest first */
	guint nr;
};

struct grouping {
	struct posting *postings; /* newest first */
	guint nr;
	struct table by_id;
};

/* The smallest index, which is the newest mail, is the root. */
guint group_root(struct grouping *g, guint i);

/* Joins the series of i to that of another mail. Nothing happens when they are one already. */
void group_join(struct grouping *g, guint i, guint to, enum join_evidence evidence);

/* The posting with this id, or -1. */
int group_find(const struct grouping *g, const char *message_id);

/* All but the number of two prefixes are the same, and the sender: the marks of one series. */
bool set_eq(const struct record *a, const struct record *b);

/* Whether it is a patch without n/m; group_join_parts() may have given it those of another one, and
 * then it is found so again where records are grouped once more. */
static inline bool posting_is_unnumbered(const struct record *rec)
{
	return rec->subject.n && !*rec->subject.counter;
}

/* The members of each root, nr is 0 of what is none; free with group_free_pieces(). */
struct piece *group_pieces(struct grouping *g);
void group_free_pieces(struct piece *pieces);

/* The member that was joined to no other: there is one in each piece. */
guint group_unjoined(const struct grouping *g, const struct piece *piece);

/* Takes a piece without a cover letter apart that holds all its numbers more than once, each time
 * an hour or more after the last: the whole was posted again below itself. */
void group_split_again(struct grouping *g);

/* Joins pieces that no thread ties together: by prefix and time. */
void group_join_loose(struct grouping *g);

/* Joins what answers a series with numbers that are free, though it is from another sender, or
 * bears another version or total. */
void group_join_senders(struct grouping *g);

/* Joins what was sent for a part of a series: replacements and patches sent again; and a cover
 * letter to its patches where its version is wrong. */
void group_join_parts(struct grouping *g);

#endif
