/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/group.h"

#include "text/integers.h"

#include <stdlib.h>

/* A part sent again or as replacement, without a thread, follows within this time. */
#define PART_SECONDS ((int64_t)30 * 24 * 60 * 60)

/* Patches follow their cover letter within this time, the first where it has another total. */
#define COVER_SECONDS ((int64_t)60 * 60)
#define SAME_TOTAL_SECONDS (24 * COVER_SECONDS)

/* A stray copy of a patch is sent within this time of the other, and looked for in series of at
 * most so many mails. */
#define STRAY_SECONDS ((int64_t)24 * 60 * 60)
#define MAX_WHOLE 1000

/* How many series of the same sender, version and total a part is tried against. */
#define PART_TRIES 8

/* How many mails above it in its thread. */
#define THREAD_TRIES 8

struct parts {
	struct grouping *g;
	struct piece *pieces;
	struct table bases; /* posting.base -> roots of what may have parts, oldest first */
};

static bool has_cover(const struct parts *parts, guint root)
{
	return *parts->g->postings[root].title;
}

/* Whether a piece says that it stands for a part of something. */
static bool is_part(const struct parts *parts, guint root)
{
	const struct piece *piece = &parts->pieces[root];
	const struct subject *subject = &parts->g->postings[root].rec->subject;

	return piece->nr && subject->m > 1 && (int)piece->nr < subject->m &&
	       !has_cover(parts, root) && (subject->revision || subject->flags & SUBJECT_RESEND);
}

/* Whether a part can be one of a whole, and what it is to it. */
static enum join_evidence part_of(const struct parts *parts, guint part, guint whole)
{
	const struct record *a = parts->g->postings[part].rec;
	const struct record *b = parts->g->postings[whole].rec;

	if (parts->g->postings[part].base != parts->g->postings[whole].base ||
	    a->subject.m != b->subject.m || a->subject.version != b->subject.version ||
	    !record_same_sender(a, b) || a->date < b->date)
		return JOIN_NONE;
	if (a->subject.revision > b->subject.revision)
		return JOIN_REPLACEMENT;
	return a->subject.revision == b->subject.revision && !(b->subject.flags & SUBJECT_RESEND)
		       ? JOIN_AGAIN
		       : JOIN_NONE;
}

static bool try_whole(const struct parts *parts, guint part, int at, guint *whole,
		      enum join_evidence *evidence)
{
	guint root;

	if (at < 0)
		return false;
	/* The pieces know no joins of parts, so a part of a part goes to what that is a part of. */
	root = group_root(parts->g, (guint)at);
	if (root == group_root(parts->g, part))
		return false;
	*evidence = part_of(parts, part, (guint)at);
	*whole = (guint)at;
	return *evidence;
}

/* In the thread, else the last one before it with the same prefix. */
static bool find_whole(const struct parts *parts, guint part, guint *whole,
		       enum join_evidence *evidence)
{
	const struct posting *posting = &parts->g->postings[part];
	const struct record *rec = posting->rec;
	const struct table_item *item = table_find(&parts->bases, posting->base);

	if (*rec->in_reply_to &&
	    try_whole(parts, part, group_find(parts->g, rec->in_reply_to), whole, evidence))
		return true;
	for (size_t i = 0; rec->references[i] && i < THREAD_TRIES; i++)
		if (try_whole(parts, part, group_find(parts->g, rec->references[i]), whole,
			      evidence))
			return true;
	for (int tries = 0; item && tries < PART_TRIES; tries++) {
		const struct record *other = parts->g->postings[item->value].rec;

		if (rec->date - other->date <= PART_SECONDS &&
		    !strcmp(rec->subject.tags, other->subject.tags) &&
		    try_whole(parts, part, (int)item->value, whole, evidence))
			return true;
		item = table_next(&parts->bases, item);
	}
	return false;
}

/* The patch that one answers with a newer version of it alone: "[PATCH v2 2/3]" below 2/3 of v1. */
static int find_replaced(const struct parts *parts, guint i)
{
	const struct record *rec = parts->g->postings[i].rec, *older;
	int at = *rec->in_reply_to ? group_find(parts->g, rec->in_reply_to) : -1;

	if (at < 0)
		return -1;
	older = parts->g->postings[at].rec;
	return older->subject.n == rec->subject.n && older->subject.m == rec->subject.m &&
			       older->subject.version < rec->subject.version &&
			       !strcmp(older->subject.tags, rec->subject.tags) &&
			       record_same_sender(older, rec) &&
			       group_root(parts->g, (guint)at) != group_root(parts->g, i)
		       ? at
		       : -1;
}

/* Joins a part of a series each of whose patches is a newer version of the one that it answers. */
static bool join_newer_part(struct parts *parts, guint root)
{
	const struct piece *piece = &parts->pieces[root];
	const struct subject *subject = &parts->g->postings[root].rec->subject;
	guint whole = 0;

	if (!piece->nr || subject->m < 2 || (int)piece->nr >= subject->m || has_cover(parts, root))
		return false;
	for (guint i = 0; i < piece->nr; i++) {
		int at = find_replaced(parts, piece->members[i]);

		if (at < 0 || (i && group_root(parts->g, (guint)at) != whole))
			return false;
		whole = group_root(parts->g, (guint)at);
	}
	for (guint i = 0; i < piece->nr; i++) {
		struct posting *posting = &parts->g->postings[piece->members[i]];

		posting->evidence = JOIN_REPLACEMENT;
		posting->to = (guint)find_replaced(parts, piece->members[i]);
	}
	group_join(parts->g, piece->members[0], parts->g->postings[piece->members[0]].to,
		   JOIN_REPLACEMENT);
	return true;
}

/* Whether a piece that is one threaded whole holds the same patch under the same number. */
static bool has_same(const struct grouping *g, const struct piece *piece, const struct record *rec)
{
	if (piece->nr < 2 || piece->nr > MAX_WHOLE || !*rec->subject.title)
		return false;
	for (guint i = 0; i < piece->nr; i++) {
		const struct record *other = g->postings[piece->members[i]].rec;

		if (other->subject.n == rec->subject.n && set_eq(other, rec) &&
		    llabs(other->date - rec->date) <= STRAY_SECONDS &&
		    !strcmp(other->subject.title, rec->subject.title))
			return true;
	}
	return false;
}

/* A patch that was sent without its thread, and once more in it. */
static void join_stray(struct parts *parts, guint i)
{
	const struct posting *posting = &parts->g->postings[i];
	const struct table_item *item = table_find(&parts->bases, posting->base);

	if (parts->pieces[i].nr != 1 || posting->rec->subject.n < 1 || *posting->rec->in_reply_to ||
	    posting->parent != i)
		return;
	for (int tries = 0; item && tries < PART_TRIES; tries++) {
		if (item->value != i &&
		    has_same(parts->g, &parts->pieces[item->value], posting->rec)) {
			group_join(parts->g, i, item->value, JOIN_AGAIN);
			return;
		}
		item = table_next(&parts->bases, item);
	}
}

/* Where a piece has the patch of a title that bears a version; NULL without. */
static const struct record *find_title(const struct grouping *g, const struct piece *piece,
				       const struct record *rec)
{
	for (guint i = 0; i < piece->nr && piece->nr <= MAX_WHOLE; i++) {
		const struct record *other = g->postings[piece->members[i]].rec;

		if (other->subject.n > 0 && other->subject.version == rec->subject.version &&
		    llabs(other->date - rec->date) <= COVER_SECONDS &&
		    !strcmp(other->subject.title, rec->subject.title) &&
		    !strcmp(other->subject.tags, rec->subject.tags) &&
		    record_same_sender(other, rec))
			return other;
	}
	return NULL;
}

/* "[PATCH v3] x" below the cover letter of what has "[PATCH v3 1/18] x", too: it was sent without
 * its number first. */
static void join_unnumbered(struct parts *parts, guint i)
{
	struct record *rec = parts->g->postings[i].rec;
	const struct record *numbered;
	int at = -1;

	if (posting_is_unnumbered(rec) && parts->pieces[i].nr == 1 && *rec->in_reply_to &&
	    *rec->subject.title)
		at = group_find(parts->g, rec->in_reply_to);
	if (at < 0 || parts->g->postings[at].rec->subject.n)
		return;
	numbered = find_title(parts->g, &parts->pieces[group_root(parts->g, (guint)at)], rec);
	if (!numbered)
		return;
	rec->subject.n = numbered->subject.n;
	rec->subject.m = numbered->subject.m;
	group_join(parts->g, i, (guint)at, JOIN_AGAIN);
}

/* The cover letter that a piece without one answers, if it is alone and has another version or
 * total. */
static int lonely_cover(const struct parts *parts, guint root)
{
	const struct grouping *g = parts->g;
	const char *id = g->postings[root].replies_to;
	const struct piece *piece = &parts->pieces[root];
	/* Of its patches one may have been added later. */
	const struct record *rec = g->postings[piece->members[piece->nr - 1]].rec, *cover;
	int at = *id && rec->subject.m > 0 && !has_cover(parts, root) ? group_find(g, id) : -1;

	if (at < 0 || parts->pieces[at].nr != 1)
		return -1;
	cover = g->postings[at].rec;
	if (cover->subject.n ||
	    (cover->subject.m != rec->subject.m &&
	     cover->subject.version != rec->subject.version) ||
	    !record_same_sender(cover, rec) ||
	    llabs(cover->date - rec->date) >
		    (cover->subject.m == rec->subject.m ? SAME_TOTAL_SECONDS : COVER_SECONDS))
		return -1;
	return at;
}

static void join_part(struct parts *parts, guint root)
{
	const struct piece *piece = &parts->pieces[root];
	enum join_evidence evidence;
	guint whole;

	if (find_whole(parts, root, &whole, &evidence))
		for (guint i = 0; i < piece->nr; i++) {
			/* Each of them stands for a patch of its own. */
			parts->g->postings[piece->members[i]].evidence = evidence;
			parts->g->postings[piece->members[i]].to = whole;
		}
	else
		return;
	group_join(parts->g, group_unjoined(parts->g, piece), whole, evidence);
}

void group_join_parts(struct grouping *g)
{
	struct parts parts = { .g = g, .pieces = group_pieces(g) };

	table_init(&parts.bases, g->nr);
	/* Chains give the newest first: what is older is put in first. */
	for (guint i = g->nr; COUNT_DOWN(i);)
		if (parts.pieces[i].nr && g->postings[i].rec->subject.m > 1)
			table_add(&parts.bases, g->postings[i].base, i);
	for (guint i = g->nr; COUNT_DOWN(i);) {
		int cover = parts.pieces[i].nr ? lonely_cover(&parts, i) : -1;

		if (cover >= 0)
			group_join(g, group_unjoined(g, &parts.pieces[i]), (guint)cover,
				   JOIN_COVER_MARK);
		join_unnumbered(&parts, i);
		if (is_part(&parts, i))
			join_part(&parts, i);
		else if (!join_newer_part(&parts, i))
			join_stray(&parts, i);
	}
	table_release(&parts.bases);
	group_free_pieces(parts.pieces);
}
