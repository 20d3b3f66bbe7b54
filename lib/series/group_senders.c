/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/group.h"

#include <stdlib.h>
#include "text/hash.h"
#include "text/integers.h"

/* What git format-patch made at once is sent within this time, though through several accounts. */
#define SENDING_SECONDS ((int64_t)24 * 60 * 60)

/* The mails of one git send-email, where no two bear one number. */
#define AT_ONCE_SECONDS ((int64_t)60 * 60)

struct senders {
	struct grouping *g;
	struct piece *pieces;
	guint *homes; /* of each posting: the root of its piece, or of what that was joined to */
	struct table numbers; /* home and n -> home: taken */
};

static uint64_t number_hash(guint home, int n)
{
	return hash_both(home, (uint64_t)(uint32_t)n);
}

static bool is_taken(const struct senders *senders, guint home, int n)
{
	const struct table_item *item = table_find(&senders->numbers, number_hash(home, n));

	for (; item; item = table_next(&senders->numbers, item))
		if (item->value == home)
			return true;
	return false;
}

static void settle(struct senders *senders, const struct piece *piece, guint home)
{
	for (guint i = 0; i < piece->nr; i++) {
		int n = senders->g->postings[piece->members[i]].rec->subject.n;

		senders->homes[piece->members[i]] = home;
		if (!is_taken(senders, home, n))
			table_add(&senders->numbers, number_hash(home, n), home);
	}
}

/* All that set_eq() compares but the sender, and the tags. */
static bool same_marks(const struct record *a, const struct record *b)
{
	return a->subject.m == b->subject.m && a->subject.version == b->subject.version &&
	       a->subject.revision == b->subject.revision &&
	       !((a->subject.flags ^ b->subject.flags) & SUBJECT_RESEND) &&
	       !strcmp(a->subject.tags, b->subject.tags);
}

/* Whether somebody sent the patch, or passed it on. */
static bool is_from(const struct record *rec, const char *email)
{
	if (!*email)
		return false;
	if (!g_ascii_strcasecmp(rec->people->sender.email, email))
		return true;
	for (size_t i = 0; i < rec->trailers.nr; i++)
		if (!g_ascii_strcasecmp(rec->trailers.items[i].key, "Signed-off-by") &&
		    !g_ascii_strcasecmp(rec->trailers.items[i].person.email, email))
			return true;
	return false;
}

/*
 * Whether a piece was sent with a mail that it answers. A stranger may answer a patch with one that
 * bears the same prefix, but then its number is taken; where it is missing, what tells is that the
 * sender of the series signed these patches off, or that they are most of the series.
 */
static bool was_sent_with(const struct senders *senders, guint root, guint at)
{
	const struct piece *piece = &senders->pieces[root];
	const struct record *rec = senders->g->postings[root].rec;
	const struct record *above = senders->g->postings[at].rec;
	const char *owner = senders->g->postings[senders->homes[at]].rec->people->sender.email;
	bool all_signed = true;

	if (!same_marks(rec, above) || llabs(rec->date - above->date) > SENDING_SECONDS)
		return false;
	for (guint i = 0; i < piece->nr; i++) {
		rec = senders->g->postings[piece->members[i]].rec;
		if (is_taken(senders, senders->homes[at], rec->subject.n))
			return false;
		all_signed = all_signed && is_from(rec, owner);
	}
	return all_signed || (int)piece->nr * 2 > rec->subject.m;
}

/*
 * Whether a piece that answers a mail of its own sender bears a wrong mark: sent at once with it,
 * it has just the numbers that are missing there, or the next one, but another version or total.
 */
static bool has_odd_mark(const struct senders *senders, guint root, guint at)
{
	const struct piece *piece = &senders->pieces[root];
	const struct record *rec = senders->g->postings[root].rec;
	const struct record *above = senders->g->postings[at].rec;
	int total = above->subject.m;

	if ((rec->subject.m != total && rec->subject.version != above->subject.version) ||
	    rec->subject.revision || above->subject.revision || total < 1 ||
	    (int)piece->nr >= rec->subject.m || !record_same_sender(rec, above) ||
	    llabs(rec->date - above->date) > AT_ONCE_SECONDS)
		return false;
	total += rec->subject.m == total + 1;
	for (guint i = 0; i < piece->nr; i++) {
		rec = senders->g->postings[piece->members[i]].rec;
		if (rec->subject.n > total || is_taken(senders, senders->homes[at], rec->subject.n))
			return false;
	}
	return true;
}

static void join_piece(struct senders *senders, guint root)
{
	struct grouping *g = senders->g;
	const struct posting *posting = &g->postings[root];
	enum join_evidence evidence = JOIN_NONE;
	int at;

	if (posting->rec->subject.m <= 0 || *posting->title || !*posting->replies_to)
		return;
	at = group_find(g, posting->replies_to);
	if (at < 0 || senders->homes[at] == root)
		return;
	if (was_sent_with(senders, root, (guint)at))
		evidence = JOIN_SENDER;
	else if (has_odd_mark(senders, root, (guint)at))
		evidence = JOIN_ODD_MARK;
	else
		return;
	settle(senders, &senders->pieces[root], senders->homes[at]);
	group_join(g, group_unjoined(g, &senders->pieces[root]), (guint)at, evidence);
}

void group_join_senders(struct grouping *g)
{
	struct senders senders = { .g = g, .pieces = group_pieces(g) };

	senders.homes = g_new(guint, g->nr + 1);
	table_init(&senders.numbers, g->nr); /* and some more: few pieces settle anew */
	for (guint i = 0; i < g->nr; i++)
		settle(&senders, &senders.pieces[i], i);
	for (guint i = g->nr; COUNT_DOWN(i);)
		if (senders.pieces[i].nr)
			join_piece(&senders, i);
	table_release(&senders.numbers);
	g_free(senders.homes);
	group_free_pieces(senders.pieces);
}
