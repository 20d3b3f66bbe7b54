/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/group.h"

#include "series/trust.h"
#include "text/hash.h"
#include "text/integers.h"

guint group_root(struct grouping *g, guint i)
{
	while (g->postings[i].parent != i) {
		g->postings[i].parent = g->postings[g->postings[i].parent].parent;
		i = g->postings[i].parent;
	}
	return i;
}

void group_join(struct grouping *g, guint i, guint to, enum join_evidence evidence)
{
	guint a = group_root(g, i), b = group_root(g, to);
	guint low = MIN(a, b), high = MAX(a, b);

	if (a == b)
		return;
	g->postings[high].parent = low;
	if (!*g->postings[low].title)
		g->postings[low].title = g->postings[high].title;
	if (!*g->postings[low].replies_to)
		g->postings[low].replies_to = g->postings[high].replies_to;
	g->postings[i].to = to;
	g->postings[i].evidence = evidence;
}

int group_find(const struct grouping *g, const char *message_id)
{
	const struct table_item *item;

	for (item = table_find(&g->by_id, text_hash(message_id)); item;
	     item = table_next(&g->by_id, item))
		if (!strcmp(g->postings[item->value].rec->message_id, message_id))
			return (int)item->value;
	return -1;
}

bool set_eq(const struct record *a, const struct record *b)
{
	return a->subject.m >= 0 && a->subject.m == b->subject.m &&
	       a->subject.version == b->subject.version &&
	       a->subject.revision == b->subject.revision &&
	       !((a->subject.flags ^ b->subject.flags) & SUBJECT_RESEND) &&
	       record_same_sender(a, b);
}

static bool join_ancestor(struct grouping *g, guint i, const char *id)
{
	int at = *id ? group_find(g, id) : -1;

	if (at < 0 || (guint)at == i || !set_eq(g->postings[i].rec, g->postings[at].rec))
		return false;
	group_join(g, i, (guint)at, JOIN_THREAD);
	return true;
}

/* Postings of one set that answer one mail that is not there, or is of another set. */
static void join_orphans(struct grouping *g, struct table *orphans, guint i)
{
	const struct posting *posting = &g->postings[i];
	const char *id = posting->rec->in_reply_to;
	uint64_t hash = hash_both(posting->set, text_hash(id));
	const struct table_item *item;

	for (item = table_find(orphans, hash); item; item = table_next(orphans, item)) {
		const struct record *other = g->postings[item->value].rec;

		if (set_eq(posting->rec, other) && !strcmp(other->in_reply_to, id)) {
			group_join(g, i, item->value, JOIN_MISSING);
			return;
		}
	}
	table_add(orphans, hash, i);
}

/* Joins a patch to the nearest mail above it in its thread that belongs to the same set. */
static void join_thread(struct grouping *g, struct table *orphans, guint i)
{
	const struct record *rec = g->postings[i].rec;
	size_t nr = 0;

	if (posting_is_unnumbered(rec))
		return;
	/* A cover begins a series, even where it answers that of an older posting. */
	if (!rec->subject.n || join_ancestor(g, i, rec->in_reply_to))
		return;
	while (rec->references[nr])
		nr++;
	while (COUNT_DOWN(nr))
		if (join_ancestor(g, i, rec->references[nr]))
			return;
	if (*rec->in_reply_to)
		join_orphans(g, orphans, i);
}

static void join_threads(struct grouping *g)
{
	struct table orphans;

	table_init(&orphans, g->nr);
	for (guint i = 0; i < g->nr; i++)
		join_thread(g, &orphans, i);
	table_release(&orphans);
}

/* One block holds the pieces, the other the members of all, one piece behind the other. */
struct piece *group_pieces(struct grouping *g)
{
	struct piece *pieces = g_new0(struct piece, g->nr + 1);
	guint at = 0;

	pieces[0].members = g_new0(guint, g->nr + 1);
	for (guint i = 0; i < g->nr; i++)
		pieces[group_root(g, i)].nr++;
	for (guint i = 0; i < g->nr; i++) {
		pieces[i].members = pieces[0].members + at;
		at += pieces[i].nr;
		pieces[i].nr = 0;
	}
	for (guint i = 0; i < g->nr; i++) {
		struct piece *piece = &pieces[group_root(g, i)];

		piece->members[piece->nr++] = i;
	}
	return pieces;
}

void group_free_pieces(struct piece *pieces)
{
	g_free(pieces[0].members);
	g_free(pieces);
}

guint group_unjoined(const struct grouping *g, const struct piece *piece)
{
	for (guint i = 0; i < piece->nr; i++)
		if (!g->postings[piece->members[i]].evidence)
			return piece->members[i];
	return piece->members[0];
}

static gint by_number(gconstpointer a, gconstpointer b)
{
	const struct record *ra = *(struct record *const *)a, *rb = *(struct record *const *)b;

	if (ra->subject.n != rb->subject.n)
		return ra->subject.n > rb->subject.n ? 1 : -1;
	return subject_is_inserted(&ra->subject) - subject_is_inserted(&rb->subject);
}

/* How sure each kind of evidence is, in percent. */
static const int confidences[] = {
	[JOIN_THREAD] = 99,	 [JOIN_MISSING] = 97,	 [JOIN_PREFIX] = 80,
	[JOIN_COVER_AGAIN] = 85, [JOIN_COVER_MARK] = 85, [JOIN_AGAIN] = 85,
	[JOIN_REPLACEMENT] = 95, [JOIN_SENDER] = 90,	 [JOIN_ODD_MARK] = 85,
};

static void add_join(struct series *series, const struct grouping *g, guint i)
{
	const struct posting *posting = &g->postings[i];

	if (posting->evidence)
		series->joins[series->nr_joins++] = (struct series_join){
			posting->rec,
			g->postings[posting->to].rec,
			posting->evidence,
			confidences[posting->evidence],
		};
}

static struct record *first_own(const struct series *series)
{
	for (guint i = 0; i < series->patches->len; i++)
		if (series_is_own(series, series->patches->pdata[i]))
			return series->patches->pdata[i];
	return series->patches->pdata[0];
}

/* Of one number, what strangers sent comes behind what the author did. */
static gint by_number_and_owner(gconstpointer a, gconstpointer b, gpointer series)
{
	gint order = by_number(a, b);

	return order ? order
		     : series_is_own(series, *(struct record *const *)b) -
			       series_is_own(series, *(struct record *const *)a);
}

/* The cover, else the first patch that was not sent in the place of another. */
static struct record *find_leader(const struct series *series)
{
	struct record *first = series->cover ? series->cover : first_own(series);
	struct record *found = first;

	for (guint i = 0; i < series->nr_joins; i++)
		if (series->joins[i].record == first &&
		    (series->joins[i].evidence == JOIN_AGAIN ||
		     series->joins[i].evidence == JOIN_REPLACEMENT))
			found = NULL;
	for (guint i = 0; !found && i < series->patches->len; i++) {
		struct record *rec = series->patches->pdata[i];

		if (!rec->subject.revision && !(rec->subject.flags & SUBJECT_RESEND) &&
		    rec->subject.version <= series->owner->subject.version &&
		    series_is_own(series, rec))
			found = rec;
	}
	return found ? found : first;
}

static guint count_version(const struct series *series, int version)
{
	guint nr = series->cover && series->cover->subject.version == version;

	for (guint i = 0; i < series->patches->len; i++)
		nr += ((const struct record *)series->patches->pdata[i])->subject.version ==
		      version;
	return nr;
}

/* That of most mails, where the leader is the one with a wrong mark; what bears no version was left
 * without, and counts as none. */
static int find_version(const struct series *series, int version)
{
	guint most = count_version(series, version);

	for (guint i = 0; i < series->nr_joins; i++) {
		int other = series->joins[i].record->subject.version;

		if (series->joins[i].evidence != JOIN_ODD_MARK || other <= 1)
			continue;
		return count_version(series, other) > most ? other : version;
	}
	return version;
}

static void read_leader(struct series *series)
{
	const struct record *cover = series->cover;
	struct record *leader = find_leader(series);

	series->leader = leader;
	series->version = find_version(series, leader->subject.version);
	series->revision = leader->subject.revision;
	series->total = leader->subject.m >= 0 ? leader->subject.m : 1;
	for (guint i = 0; cover && i < series->nr_joins; i++) {
		const struct series_join *join = &series->joins[i];

		if (join->evidence != JOIN_COVER_MARK)
			continue;
		series->version = MAX(series->version, join->record->subject.version);
		series->total = join->record->subject.m;
	}
}

static struct series *make_series(struct grouping *g, const struct piece *piece)
{
	struct series *series = g_new0(struct series, 1);

	series->patches = g_ptr_array_sized_new(piece->nr);
	series->joins = piece->nr > 1 ? g_new(struct series_join, piece->nr) : NULL;
	for (guint i = 0; i < piece->nr; i++) {
		struct record *rec = g->postings[piece->members[i]].rec;

		add_join(series, g, piece->members[i]);
		if (!series->newest)
			series->newest = rec;
		if (rec->subject.n || series->cover)
			g_ptr_array_add(series->patches, rec);
		else
			series->cover = rec;
	}
	/* GLib's sort of pointer arrays is stable: of one number the newest stays first. */
	if (series->patches->len > 1)
		g_ptr_array_sort(series->patches, by_number);
	series->owner = g->postings[piece->members[piece->nr - 1]].rec;
	series->strangers = trust_find_strangers(series);
	if (series->strangers)
		g_ptr_array_sort_with_data(series->patches, by_number_and_owner, series);
	read_leader(series);
	return series;
}

static void series_free(void *data)
{
	struct series *series = data;

	g_ptr_array_unref(series->patches);
	if (series->strangers)
		g_hash_table_unref(series->strangers);
	g_free(series->joins);
	g_free(series);
}

static void set_hashes(struct posting *posting)
{
	const struct record *rec = posting->rec;

	posting->base = hash_both(text_hash_folded(rec->people->sender.email),
				  (uint64_t)rec->subject.version << 32 | (uint32_t)rec->subject.m);
	posting->set = hash_both(posting->base, (uint64_t)rec->subject.revision << 1 |
							!!(rec->subject.flags & SUBJECT_RESEND));
}

static void grouping_init(struct grouping *g, const GPtrArray *postings)
{
	g->nr = postings->len;
	g->postings = g_new0(struct posting, g->nr + 1);
	table_init(&g->by_id, g->nr);
	/* Of mails with one id the oldest is found first. */
	for (guint i = 0; i < g->nr; i++) {
		struct record *rec = postings->pdata[i];
		struct posting *posting = &g->postings[i];

		*posting = (struct posting){ .rec = rec,
					     .parent = i,
					     .title = rec->subject.n ? "" : rec->subject.title,
					     .replies_to = "" };
		set_hashes(posting);
		if (*rec->message_id)
			table_add(&g->by_id, text_hash(rec->message_id), i);
	}
}

/* "[PATCH v6.1 0/2]" is for a tree where a patch below it, which names its upstream commit, is. */
static void settle_covers(struct grouping *g)
{
	for (guint i = 0; i < g->nr; i++) {
		const struct record *rec = g->postings[i].rec;
		int at = rec->oddities & RECORD_BACKPORT && *rec->in_reply_to
				 ? group_find(g, rec->in_reply_to)
				 : -1;
		struct record *cover = at < 0 ? NULL : g->postings[at].rec;

		if (!cover || cover->subject.n || !cover->subject.revision ||
		    !record_same_sender(rec, cover))
			continue;
		subject_version_to_tag(&cover->pool, &cover->subject);
		set_hashes(&g->postings[at]);
	}
}

GPtrArray *series_group(const GPtrArray *postings)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(series_free);
	struct grouping g = { .nr = 0 };
	struct piece *pieces;

	grouping_init(&g, postings);
	settle_covers(&g);
	join_threads(&g);
	group_split_again(&g);
	group_join_loose(&g);
	group_join_senders(&g);
	group_join_parts(&g);
	table_release(&g.by_id);
	pieces = group_pieces(&g);
	for (guint i = 0; i < g.nr; i++)
		if (pieces[i].nr)
			g_ptr_array_add(list, make_series(&g, &pieces[i]));
	group_free_pieces(pieces);
	g_free(g.postings);
	return list;
}

char *series_join_why(const struct series_join *join)
{
	static const char *const words[] = {
		[JOIN_NONE] = "",
		[JOIN_THREAD] = "answers",
		[JOIN_MISSING] = "answers the same missing mail as",
		[JOIN_PREFIX] = "same sender and prefix, within a day, as",
		[JOIN_COVER_AGAIN] = "the cover letter posted again of",
		[JOIN_COVER_MARK] = "answers, though it has another version or total,",
		[JOIN_SENDER] = "answers, though from another sender,",
		[JOIN_ODD_MARK] = ("has the number that is missing, with another version or total, "
				   "and answers"),
		[JOIN_AGAIN] = "posted again, for",
		[JOIN_REPLACEMENT] = "replacement for",
	};

	if (join->evidence == JOIN_REPLACEMENT) {
		const struct subject *subject = &join->record->subject;
		char revision[16] = "";

		if (subject->revision)
			g_snprintf(revision, sizeof(revision), ".%d", subject->revision);
		return g_strdup_printf("replacement v%d%s %s, for <%s>", subject->version, revision,
				       subject->counter, join->to->message_id);
	}
	return g_strdup_printf("%s <%s>", words[join->evidence], join->to->message_id);
}
