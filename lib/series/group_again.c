/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/group.h"

/* A mailer that sends everything twice does so at once. */
#define AGAIN_SECONDS ((int64_t)60 * 60)

/* What stands below a series and bears its numbers once more. */
struct again {
	struct grouping *g;
	guint *set; /* the members of one piece, the newest first by their dates */
	guint nr, total;
	guint *counts; /* of each number in what was looked at */
};

static gint newest_first(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct grouping *g = data;
	int64_t da = g->postings[*(const guint *)a].rec->date;
	int64_t db = g->postings[*(const guint *)b].rec->date;

	return da != db ? (da < db ? 1 : -1) : 0;
}

/* Whether those from start on have each number once, and were sent well after what follows them. */
static bool is_complete_set(const struct again *again, guint start)
{
	const struct posting *postings = again->g->postings;
	guint end = start + again->total;

	memset(again->counts, 0, (again->total + 1) * sizeof(*again->counts));
	for (guint i = start; i < end; i++) {
		int n = postings[again->set[i]].rec->subject.n;

		if (n < 1 || (guint)n > again->total || again->counts[n]++)
			return false;
	}
	return end == again->nr ||
	       postings[again->set[end - 1]].rec->date - postings[again->set[end]].rec->date >=
		       AGAIN_SECONDS;
}

static void make_piece(struct grouping *g, const guint *members, guint nr)
{
	guint root = members[0];

	for (guint i = 0; i < nr; i++)
		root = MIN(root, members[i]);
	for (guint i = 0; i < nr; i++)
		g->postings[members[i]].parent = root;
}

/* One of them was joined to none; what was joined to the others is told by its prefix. */
static void tell_joins(struct grouping *g, const guint *members, guint nr)
{
	guint first = members[nr - 1], root = group_root(g, first);

	for (guint i = 0; i < nr; i++) {
		struct posting *posting = &g->postings[members[i]];

		if (members[i] == first)
			posting->evidence = JOIN_NONE;
		else if (!posting->evidence || group_root(g, posting->to) != root) {
			posting->evidence = JOIN_PREFIX;
			posting->to = first;
		}
	}
}

static void split_piece(struct again *again, const struct piece *piece)
{
	again->nr = piece->nr;
	memcpy(again->set, piece->members, piece->nr * sizeof(*again->set));
	g_qsort_with_data(again->set, (gint)again->nr, sizeof(*again->set), newest_first, again->g);
	for (guint i = 0; i < again->nr; i += again->total)
		if (!is_complete_set(again, i))
			return;
	for (guint i = 0; i < again->nr; i += again->total)
		make_piece(again->g, again->set + i, again->total);
	/* Where what each of them answers is, is known when all are made. */
	for (guint i = 0; i < again->nr; i += again->total)
		tell_joins(again->g, again->set + i, again->total);
}

void group_split_again(struct grouping *g)
{
	struct piece *pieces = group_pieces(g);
	struct again again = { .g = g, .set = g_new(guint, g->nr + 1) };

	again.counts = g_new0(guint, g->nr + 2);
	for (guint i = 0; i < g->nr; i++) {
		int total = g->postings[i].rec->subject.m;

		/* Pieces hold what is there: the total is no larger than their number. */
		if (total < 2 || pieces[i].nr < 2 * (guint)total || pieces[i].nr % (guint)total)
			continue;
		again.total = (guint)total;
		split_piece(&again, &pieces[i]);
	}
	g_free(again.counts);
	g_free(again.set);
	group_free_pieces(pieces);
}
