/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/group.h"

#include <stdlib.h>
#include "text/hash.h"

/* Mails of one series without a thread were sent within this time of each other. */
#define UNTHREADED_SECONDS ((int64_t)24 * 60 * 60)

/* The mails of one git send-email come within this time. */
#define AT_ONCE_SECONDS ((int64_t)60 * 60)

/* How many series of the same prefix and sender an unthreaded mail is tried against. */
#define UNTHREADED_TRIES 8

struct loose {
	struct grouping *g;
	const struct piece *pieces;
	struct table sets;    /* set and tags -> first roots of series, newest last */
	struct table numbers; /* root and n: taken */
};

static uint64_t number_hash(guint root, int n)
{
	return hash_both(root, (uint64_t)(uint32_t)n);
}

static bool is_taken(const struct loose *loose, guint root, int n)
{
	const struct table_item *item = table_find(&loose->numbers, number_hash(root, n));

	for (; item; item = table_next(&loose->numbers, item))
		if (item->value == root)
			return true;
	return false;
}

/* What a member answers that is no member itself: two pieces that answer different mails are two
 * series. */
static void find_outer_parent(struct grouping *g, guint root, const struct piece *piece)
{
	for (guint i = 0; i < piece->nr; i++) {
		const char *id = g->postings[piece->members[i]].rec->in_reply_to;
		int at = *id ? group_find(g, id) : -1;

		if (*id && (at < 0 || group_root(g, (guint)at) != root)) {
			g->postings[root].replies_to = id;
			return;
		}
	}
}

/* A cover letter that was sent once more, all alone, is no series of its own. */
static bool is_cover_again(const struct grouping *g, const struct piece *piece, guint other)
{
	const struct record *rec = g->postings[piece->members[0]].rec;

	return piece->nr == 1 && !rec->subject.n && *rec->subject.title &&
	       !strcmp(rec->subject.title, g->postings[other].title);
}

/* Whether other, a newer one, is such a letter, and the piece is what it was sent again for. */
static bool has_cover_again(const struct loose *loose, const struct piece *piece, guint root,
			    guint other)
{
	const struct posting *again = &loose->g->postings[other];

	if (loose->pieces[other].nr != 1 || again->rec->subject.n || !*again->title ||
	    strcmp(again->title, loose->g->postings[root].title))
		return false;
	for (guint i = 0; i < piece->nr; i++) {
		int n = loose->g->postings[piece->members[i]].rec->subject.n;

		if (n && is_taken(loose, other, n))
			return false;
	}
	return true;
}

/* Whether each answers a mail of one older posting, as each patch of v2 that patch of v1. */
static bool answer_one_set(const struct loose *loose, const struct posting *a,
			   const struct posting *b)
{
	int x = *a->replies_to ? group_find(loose->g, a->replies_to) : -1;
	int y = *b->replies_to ? group_find(loose->g, b->replies_to) : -1;

	return x >= 0 && y >= 0 &&
	       loose->g->postings[x].rec->subject.version < a->rec->subject.version &&
	       set_eq(loose->g->postings[x].rec, loose->g->postings[y].rec) &&
	       llabs(a->rec->date - b->rec->date) <= AT_ONCE_SECONDS;
}

/*
 * Whether two pieces answer one mail, or none; or one of them answers what is no posting, and may
 * be a Message-ID that a relay gave away for another: then they were sent at once.
 */
static bool answer_the_same(const struct loose *loose, const struct posting *a,
			    const struct posting *b)
{
	const char *id = *a->replies_to ? a->replies_to : b->replies_to;

	if (!strcmp(a->replies_to, b->replies_to) || answer_one_set(loose, a, b))
		return true;
	return (!*a->replies_to || !*b->replies_to) && group_find(loose->g, id) < 0 &&
	       llabs(a->rec->date - b->rec->date) <= AT_ONCE_SECONDS;
}

/* Why a piece may join an earlier one; JOIN_NONE when it may not. */
static enum join_evidence may_join(const struct loose *loose, const struct piece *piece, guint root,
				   guint other)
{
	const struct posting *a = &loose->g->postings[root], *b = &loose->g->postings[other];

	if (!set_eq(a->rec, b->rec) || strcmp(a->rec->subject.tags, b->rec->subject.tags) ||
	    !answer_the_same(loose, a, b) ||
	    llabs(a->rec->date - b->rec->date) > UNTHREADED_SECONDS)
		return JOIN_NONE;
	if (is_cover_again(loose->g, piece, other) || has_cover_again(loose, piece, root, other))
		return JOIN_COVER_AGAIN;
	for (guint i = 0; i < piece->nr; i++)
		if (is_taken(loose, other, loose->g->postings[piece->members[i]].rec->subject.n))
			return JOIN_NONE;
	return JOIN_PREFIX;
}

/* Joins what is one threaded piece to an earlier piece that it completes, or starts a new one. */
static void join_piece(struct loose *loose, guint root, const struct piece *piece)
{
	const struct posting *posting = &loose->g->postings[root];
	uint64_t hash = hash_both(posting->set, text_hash_folded(posting->rec->subject.tags));
	const struct table_item *item = table_find(&loose->sets, hash);
	enum join_evidence evidence = JOIN_NONE;
	guint into = root;

	for (int tries = 0; item && tries < UNTHREADED_TRIES && !evidence; tries++) {
		evidence = may_join(loose, piece, root, item->value);
		into = evidence ? item->value : root;
		item = table_next(&loose->sets, item);
	}
	if (evidence == JOIN_COVER_AGAIN && piece->nr > 1)
		group_join(loose->g, into, root, evidence);
	else if (evidence)
		group_join(loose->g, group_unjoined(loose->g, piece), into, evidence);
	else
		table_add(&loose->sets, hash, root);
	for (guint i = 0; i < piece->nr; i++) {
		int n = loose->g->postings[piece->members[i]].rec->subject.n;

		if (!is_taken(loose, into, n))
			table_add(&loose->numbers, number_hash(into, n), into);
	}
}

void group_join_loose(struct grouping *g)
{
	struct piece *pieces = group_pieces(g);
	struct loose loose = { .g = g, .pieces = pieces };
	guint nr = 0;

	for (guint i = 0; i < g->nr; i++)
		nr += pieces[i].nr > 0;
	table_init(&loose.sets, nr);
	table_init(&loose.numbers, g->nr);
	for (guint i = 0; i < g->nr; i++)
		find_outer_parent(g, i, &pieces[i]);
	for (guint i = 0; i < g->nr; i++)
		if (pieces[i].nr && !posting_is_unnumbered(g->postings[i].rec))
			join_piece(&loose, i, &pieces[i]);
	table_release(&loose.sets);
	table_release(&loose.numbers);
	group_free_pieces(pieces);
}
