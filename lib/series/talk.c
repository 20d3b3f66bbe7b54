/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/talk_private.h"

#include "patch/subject.h"
#include "reply/robots.h"
#include "series/mail_ids.h"
#include "series/similar.h"
#include "series/table.h"
#include "text/hash.h"
#include "text/integers.h"

#define NOWHERE (-1) /* not below a posting of ours */
#define UNKNOWN (-2) /* not looked at yet */
#define ON_PATH (-3) /* being looked at: who meets it again goes in a circle */

/* One mail of the range. */
struct node {
	const struct record *record;
	int series;    /* the place of the series that it is in or about; or one of the above */
	guint posting; /* the place of itself, or of what it is about */
	guint diff;    /* of what struct talk_mail has, + 1; 0 for none */
};

/* Postings of one subject, or number in a series, that an answer is held against, and how long one
 * without a thread takes to come. */
#define SUBJECT_TRIES 16
#define SUBJECT_SECONDS ((int64_t)90 * 24 * 60 * 60)

struct reading {
	struct talks *talks;
	const struct talk_options *options;
	struct node *nodes;
	guint nr, room, postings;   /* so many of the first ones are postings */
	const struct mail_ids *ids; /* of the records */
	struct mail_ids own;	    /* these, where nobody gave them */
	guint *by_id; /* place in ids of the last mail with its id -> place in nodes + 1 */
	struct table by_subject; /* of postings: subject_hash() -> place in nodes; made when it is
				    needed, as few mails do */
	GArray *path;		 /* of places in nodes */
};

static bool same_text(const char *a, const char *b)
{
	return *a && text_ieq(a, b);
}

bool same_person(const struct person *a, const struct person *b)
{
	/* A single word is nobody's whole name. */
	return same_text(a->email, b->email) ||
	       (same_text(a->name, b->name) && strchr(a->name, ' '));
}

bool is_author(const struct series *series, const struct record *patch, const struct person *person)
{
	const struct record *leader = series->leader;

	return same_person(person, &leader->people->sender) ||
	       same_person(person, &leader->people->author) ||
	       (patch && patch != leader &&
		(same_person(person, &patch->people->sender) ||
		 same_person(person, &patch->people->author)));
}

/* Who developed it together with the author speaks for both. */
static bool is_coauthor(const struct record *posting, const struct person *person)
{
	for (size_t i = 0; i < posting->trailers.nr; i++)
		if (!g_ascii_strcasecmp(posting->trailers.items[i].key, "Co-developed-by") &&
		    same_person(person, &posting->trailers.items[i].person))
			return true;
	return false;
}

/* Whether a mail is by the author: of a copy of what is upstream it is who sent it. */
static bool speaks_as_author(const struct series *series, const struct record *posting,
			     const struct record *mail)
{
	const struct record *leader = series->leader;

	return leader->oddities & (RECORD_BACKPORT | RECORD_STABLE_COPY)
		       ? same_person(&mail->people->sender, &leader->people->sender) ||
				 same_person(&mail->people->sender, &posting->people->sender)
		       : is_author(series, posting, &mail->people->author) ||
				 is_coauthor(posting ? posting : leader, &mail->people->author);
}

static struct node *find_node(const struct reading *reading, const char *id)
{
	guint place = mail_ids_place(reading->ids, id);
	guint at = place ? reading->by_id[place - 1] : 0;

	return at ? &reading->nodes[at - 1] : NULL;
}

static uint64_t subject_hash(const struct subject *subject)
{
	uint64_t title = title_hash(subject->title);

	return title ? hash_both(hash_both(title, (uint64_t)(unsigned)subject->version),
				 (uint64_t)(uint32_t)subject->n << 32 | (uint32_t)subject->m)
		     : 0;
}

static void index_subjects(struct reading *reading)
{
	table_init(&reading->by_subject, reading->postings);
	for (guint i = 0; i < reading->postings; i++) {
		uint64_t hash = subject_hash(&reading->nodes[i].record->subject);

		if (hash)
			table_add(&reading->by_subject, hash, i);
	}
}

/*
 * Some mailers write neither In-Reply-To nor References, and some relays a Message-ID of their own
 * that no answer can name: then the subject tells, with its version and number.
 */
static struct node *find_by_subject(struct reading *reading, const struct record *record)
{
	const struct subject *subject = &record->subject;
	uint64_t hash = record->reply && *subject->prefix ? subject_hash(subject) : 0;
	const struct table_item *item;
	struct node *found = NULL;

	if (!hash)
		return NULL;
	if (!reading->by_subject.slots)
		index_subjects(reading);
	item = table_find(&reading->by_subject, hash);
	for (unsigned tries = 0; item && tries < SUBJECT_TRIES; tries++) {
		struct node *node = &reading->nodes[item->value];
		int64_t later = talk_time(record) - talk_time(node->record);

		if (later >= 0 && later <= SUBJECT_SECONDS &&
		    !strcmp(node->record->subject.tags, subject->tags) &&
		    (!found || talk_time(node->record) > talk_time(found->record)))
			found = node;
		item = table_next(&reading->by_subject, item);
	}
	return found;
}

/* Of a mail that came twice, the first one counts. place: that of its id, + 1; 0 without one. */
static void add_node(struct reading *reading, const struct record *record, guint place, int series)
{
	if (place) {
		if (reading->by_id[place - 1])
			return;
		reading->by_id[place - 1] = reading->nr + 1;
	}
	if (reading->nr == reading->room) {
		reading->room += reading->room / 2 + 8;
		reading->nodes = g_renew(struct node, reading->nodes, reading->room);
	}
	reading->nodes[reading->nr] = (struct node){ record, series, reading->nr, 0 };
	reading->nr++;
}

/* The nearest mail above this one in its thread that is there. */
static struct node *find_parent(struct reading *reading, const struct record *record)
{
	struct node *node = find_node(reading, record->in_reply_to);
	size_t nr = 0;

	if (node)
		return node;
	while (record->references[nr])
		nr++;
	while (COUNT_DOWN(nr) && !node)
		node = find_node(reading, record->references[nr]);
	return node ? node : find_by_subject(reading, record);
}

/* Whether it carries a diff of somebody else than the author of the patch that it answers. */
static bool has_own_diff(const struct reading *reading, const struct node *node)
{
	const struct talk *talk;

	if (node->series < 0 || node->record->kind != RECORD_FOLLOWUP)
		return false;
	talk = &g_array_index(reading->talks->list, struct talk, node->series);
	return !is_author(talk->series, reading->nodes[node->posting].record,
			  &node->record->people->author);
}

/* Gives the node, and those that were met on the way, what is above them. */
static void attach(struct reading *reading, struct node *node)
{
	struct node end = { NULL, NOWHERE, 0, 0 };
	guint above = 0; /* the place of end */

	g_array_set_size(reading->path, 0);
	while (node && node->series == UNKNOWN) {
		guint at = (guint)(node - reading->nodes);

		g_array_append_val(reading->path, at);
		node->series = ON_PATH;
		node = find_parent(reading, node->record);
	}
	if (node && node->series >= 0) {
		end = *node;
		above = (guint)(node - reading->nodes);
	}
	for (guint i = reading->path->len; COUNT_DOWN(i);) {
		if (has_own_diff(reading, &end))
			end.diff = above + 1;
		above = g_array_index(reading->path, guint, i);
		node = &reading->nodes[above];
		node->series = end.series;
		node->posting = end.posting;
		node->diff = end.diff;
		end.record = node->record;
	}
}

static bool is_bot(const struct reading *reading, const struct record *record)
{
	return record->kind == RECORD_ROBOT ||
	       (reading->options && reading->options->bots &&
		(robot_address(reading->options->bots, record->people->sender.email) ||
		 robot_address(reading->options->bots, record->people->author.email)));
}

/*
 * The posting that a mail is about: that which it answers, unless its subject names another one of
 * the series: "Re: [PATCH 0/3] title" may well answer 1/3.
 */
static const struct record *find_posting(const struct reading *reading, const struct series *series,
					 const struct node *node)
{
	const struct record *nearest = reading->nodes[node->posting].record;
	const struct subject *subject = &node->record->subject;
	const GPtrArray *patches = series->patches;
	guint at;

	if (subject->n < 0 || subject->m != series->total || subject->n == posting_number(nearest))
		return nearest;
	if (!subject->n)
		return series->cover && letters_equal(series->cover->subject.title, subject->title)
			       ? series->cover
			       : nearest;
	at = series_place(series, subject->n);
	for (unsigned tries = 0; at < patches->len && tries < SUBJECT_TRIES; at++, tries++) {
		const struct record *patch = patches->pdata[at];

		if (patch->subject.n == subject->n &&
		    letters_equal(patch->subject.title, subject->title))
			return patch;
	}
	return nearest;
}

static void add_mail(struct reading *reading, const struct node *node)
{
	struct talk *talk = &g_array_index(reading->talks->list, struct talk, node->series);
	const struct record *posting = find_posting(reading, talk->series, node);
	struct talk_mail mail = { .record = node->record,
				  .patch = posting_number(posting),
				  .diff = node->diff ? reading->nodes[node->diff - 1].record
						     : NULL };

	mail.robot = is_bot(reading, node->record);
	mail.by_author = !mail.robot && speaks_as_author(talk->series, posting, node->record);
	if (!mail.robot && !mail.by_author) {
		const struct node *parent = find_parent(reading, node->record);

		mail.to_author = !parent || speaks_as_author(talk->series, posting, parent->record);
	}
	if (mail.robot)
		talk->robots++;
	else if (mail.by_author)
		talk->author++;
	else
		talk->people++;
	talk_append(talk, &talk->mails, &mail, sizeof(mail));
}

static void add_posting(struct reading *reading, const struct record *posting, guint series)
{
	add_node(reading, posting, mail_ids_place(reading->ids, posting->message_id), (int)series);
}

static void read_nodes(struct reading *reading, const GPtrArray *series, const GPtrArray *records)
{
	/* That is all, unless mails have no Message-ID, or the series are of others, too. */
	reading->room = records->len;
	reading->nodes = g_new(struct node, reading->room);
	reading->by_id = g_new0(guint, records->len);
	/* The oldest first, which of a mail that came twice is the one that counts. */
	for (guint i = series->len; COUNT_DOWN(i);) {
		const struct series *one = series->pdata[i];

		if (one->cover)
			add_posting(reading, one->cover, i);
		for (guint k = 0; k < one->patches->len; k++)
			add_posting(reading, one->patches->pdata[k], i);
	}
	reading->postings = reading->nr;
	for (guint i = records->len; COUNT_DOWN(i);)
		add_node(reading, records->pdata[i], mail_ids_last(reading->ids, i),
			 record_is_posting(records->pdata[i]) ? NOWHERE : UNKNOWN);
}

/* Some send the patches of a pull request below it. */
static const struct record *find_pull(struct reading *reading, const struct series *series)
{
	const struct node *parent = find_parent(reading, series->leader);

	return parent && parent->record->kind == RECORD_PULL &&
			       same_person(&parent->record->people->sender,
					   &series->leader->people->sender)
		       ? parent->record
		       : NULL;
}

/* But for the talks. */
static void reading_release(struct reading *reading)
{
	mail_ids_release(&reading->own);
	g_free(reading->by_id);
	table_release(&reading->by_subject);
	g_array_unref(reading->path);
	g_free(reading->nodes);
}

static void talk_clear(void *data)
{
	struct talk *talk = data;

	talk_drop_tags(talk);
	g_array_unref(talk->patches);
	g_array_unref(talk->mails);
	g_array_unref(talk->nacks);
}

static struct talks *new_talks(const GPtrArray *series, const struct talk_options *options)
{
	struct talks *talks = g_new0(struct talks, 1);

	talks->context.committer = g_strdup(options ? options->committer : NULL);
	talks->list = g_array_sized_new(FALSE, TRUE, sizeof(struct talk), series->len);
	g_array_set_clear_func(talks->list, talk_clear);
	talks->by_series = g_hash_table_new(NULL, NULL);
	talks->none = g_array_new(FALSE, FALSE, 1);
	talks->spares = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	for (guint i = 0; i < series->len; i++) {
		struct talk talk = { .talks = talks, .series = series->pdata[i] };

		talk.mails = g_array_ref(talks->none);
		talk.patches = g_array_ref(talks->none);
		talk.nacks = g_array_ref(talks->none);
		talk.loose = talks->none;
		g_array_append_val(talks->list, talk);
		g_hash_table_insert(talks->by_series, series->pdata[i], GUINT_TO_POINTER(i + 1));
	}
	return talks;
}

static gint by_date(gconstpointer a, gconstpointer b)
{
	const struct record *ra = ((const struct talk_mail *)a)->record;
	const struct record *rb = ((const struct talk_mail *)b)->record;

	int64_t ta = talk_time(ra), tb = talk_time(rb);

	if (ta != tb)
		return ta < tb ? -1 : 1;
	return strcmp(ra->message_id, rb->message_id);
}

struct talks *talks_read(const GPtrArray *series, const GPtrArray *records,
			 const struct talk_options *options)
{
	struct reading reading = { .talks = new_talks(series, options), .options = options };

	reading.path = g_array_new(FALSE, FALSE, sizeof(guint));
	reading.ids = options ? options->ids : NULL;
	if (!reading.ids) {
		mail_ids_init(&reading.own, records);
		mail_ids_add(&reading.own);
		reading.ids = &reading.own;
	}
	read_nodes(&reading, series, records);
	for (guint i = 0; i < reading.nr; i++) {
		struct node *node = &reading.nodes[i];

		if (node->series == UNKNOWN)
			attach(&reading, node);
		if (node->series >= 0 && !record_is_posting(node->record))
			add_mail(&reading, node);
	}
	for (guint i = 0; i < series->len; i++)
		g_array_index(reading.talks->list, struct talk, i).pull =
			find_pull(&reading, series->pdata[i]);
	reading_release(&reading);
	reading.talks->context.identity =
		identity_new(records, options ? options->witnesses : NULL);
	for (guint i = 0; i < series->len; i++) {
		struct talk *talk = &g_array_index(reading.talks->list, struct talk, i);

		if (talk->mails->len > 1)
			g_array_sort(talk->mails, by_date);
		talk_read_tags(talk);
	}
	return reading.talks;
}

const struct talk *talks_of(const struct talks *talks, const struct series *series)
{
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(talks->by_series, series));

	return at ? &g_array_index(talks->list, struct talk, at - 1) : NULL;
}

void talks_free(struct talks *talks)
{
	if (!talks)
		return;
	g_array_unref(talks->list);
	g_hash_table_unref(talks->by_series);
	g_array_unref(talks->none);
	g_ptr_array_unref(talks->spares);
	identity_free(talks->context.identity);
	g_free(talks->context.committer);
	g_free(talks);
}
