/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/applied_private.h"

#include "text/each.h"
#include "text/hash.h"

#define MAX_COUNTED 100000

/* Of texts, where they have a hash, or of numbers; most sets stay empty. */
static bool set_add(GHashTable **set, GHashFunc hash, gpointer key)
{
	if (!*set)
		*set = g_hash_table_new(hash, hash ? g_str_equal : NULL);
	return g_hash_table_add(*set, key);
}

/* Where only the cover letter is there. */
static void apply_unseen(struct reading *reading, int first, int last)
{
	int total = reading->series->total;

	if (first <= 1 && last >= total)
		reading->out->nr = (unsigned)total;
	for (int n = MAX(first, 1); n <= MIN(last, total); n++) {
		if ((int)reading->out->nr >= total || ++reading->counted > MAX_COUNTED)
			break;
		if (set_add(&reading->numbers, NULL, GINT_TO_POINTER(n)))
			reading->out->nr++;
	}
}

void applied_add(struct reading *reading, int first, int last, const struct record *how)
{
	const GArray *patches = reading->talk->patches;

	if (!patches->len)
		apply_unseen(reading, first, last);
	for (guint i = talk_place(reading->talk, first); i < patches->len; i++) {
		if (g_array_index(patches, struct talk_patch, i).n > last ||
		    reading->out->nr == patches->len || ++reading->counted > MAX_COUNTED)
			break;
		if (reading->out->how[i])
			continue;
		reading->out->how[i] = how;
		reading->out->nr++;
	}
}

/* Who did it says more than who is about to, and that more than who was told; all of it more than a
 * part. */
static int weigh(const struct record_remark *remark, bool reported, bool whole)
{
	int weight = remark->kind == REMARK_APPLIED && !reported ? 3
		     : remark->kind == REMARK_TAKES		 ? 2
								 : 1;

	return weight * 2 + whole;
}

/*
 * He who did it says so first; what others say later reports it. "where" is what he said about it.
 */
static void take_applier(struct reading *reading, const struct talk_mail *mail,
			 const struct record_remark *remark, const char *where)
{
	const struct record *record = mail->record;
	const struct person *author = &record->people->author;
	struct applied *out = reading->out;
	bool reported = remark->kind == REMARK_APPLIED && mail->by_author &&
			!takers_took(reading->context->takers, record);
	int weight = weigh(remark, reported, !mail->patch || *where);

	if (out->by && (weight < out->weight ||
			(weight == out->weight &&
			 (!same_person(author, &out->by->people->author) || !*remark->text))))
		return;
	out->by = record;
	out->weight = weight;
	out->where = where;
	out->intends = remark->kind == REMARK_TAKES;
	out->thanked = remark->kind == REMARK_TAKEN;
	out->reported = reported;
	out->name = *remark->who ? remark->who : *author->name ? author->name : author->email;
}

static void take_applied(struct reading *reading, const struct talk_mail *mail,
			 const struct record_remark *remark)
{
	int first = remark->first, last = remark->last;
	const char *where;

	/* Who says thanks does so for all. */
	if (!first && remark->kind == REMARK_TAKEN) {
		first = 1;
		last = REMARK_ALL;
	} else if (!first) {
		first = mail->patch ? mail->patch : 1;
		last = mail->patch ? mail->patch : REMARK_ALL;
	}
	/* The commit of one patch out of several says little. */
	where = last == REMARK_ALL || reading->series->total <= 1 ? remark->text : "";
	take_applier(reading, mail, remark, where);
	applied_add(reading, first, last, mail->record);
}

/*
 * b4 lists what was applied, and says "(subset)" where the rest may follow: without that, the rest
 * of a series is left out. It takes half of the patches to believe that.
 */
static bool closes(const struct reading *reading, const struct talk_mail *mail, unsigned listed)
{
	return !mail->patch && listed * 2 >= (unsigned)reading->series->total &&
	       !subject_has(&mail->record->subject, "(subset)");
}

/* What a maintainer intends is his alone; that it was done, the author's thanks for it tell, too.
 */
static bool says_applied(const struct reading *reading, const struct talk_mail *mail,
			 const struct record_remark *remark)
{
	return remark->kind == REMARK_APPLIED ||
	       (remark->kind == REMARK_TAKES && !mail->by_author) ||
	       (remark->kind == REMARK_TAKEN && mail->by_author &&
		heard_is_own(reading->heard, &mail->record->people->sender));
}

/* "[2/4] KVM: Two", with the commit. */
static bool lists_one(const struct record_remark *remark)
{
	return remark->first && remark->first == remark->last && *remark->text;
}

/*
 * A thanks for all of it is for a part where b4 says so and lists the part, or where the author
 * announces in the same mail that he sends another part again.
 */
static bool is_of_a_part(const struct talk_mail *mail)
{
	const struct remark_list *remarks = &mail->record->remarks;
	bool lists = false, announces = false;

	for (size_t k = 0; k < remarks->nr; k++) {
		const struct record_remark *remark = &remarks->items[k];

		lists |= remark->kind == REMARK_APPLIED && lists_one(remark);
		announces |= remark->kind == REMARK_PROMISE && mail->by_author;
	}
	return announces || (lists && subject_has(&mail->record->subject, "(subset)"));
}

/* Whoever takes patches may drop them again: what was said of these before is void. */
static void take_back(struct reading *reading, const struct talk_mail *mail,
		      const struct record_remark *remark)
{
	const GArray *patches = reading->talk->patches;
	int first = remark->first ? remark->first : mail->patch;
	int last = remark->first ? remark->last : mail->patch ? mail->patch : REMARK_ALL;

	for (guint i = talk_place(reading->talk, first); reading->out->nr && i < patches->len;
	     i++) {
		if (g_array_index(patches, struct talk_patch, i).n > last ||
		    ++reading->counted > MAX_COUNTED)
			break;
		if (!reading->out->how[i])
			continue;
		reading->out->how[i] = NULL;
		reading->out->nr--;
	}
	if (!reading->out->nr)
		reading->out->weight = 0;
	reading->out->closed = false;
}

/* The author agrees with who offered to take it. */
static void read_agreement(struct reading *reading, const struct talk_mail *mail)
{
	static const struct record_remark takes = { REMARK_TAKES, 0, 0, "", "" };
	const struct remark_list *remarks = &mail->record->remarks;
	const struct talk_mail *offer =
		reading->offers ? g_hash_table_lookup(reading->offers, mail->record->in_reply_to)
				: NULL;

	if (!mail->by_author || !offer || !heard_counts(reading->heard, offer->record))
		return;
	for (size_t k = 0; k < remarks->nr; k++)
		if (remarks->items[k].kind == REMARK_AGREES) {
			take_applied(reading, offer, &takes);
			return;
		}
}

/* "Will do", in answer to who asks to take it. */
static void read_consent(struct reading *reading, const struct talk_mail *mail)
{
	static const struct record_remark takes = { REMARK_TAKES, 0, 0, "", "" };
	const struct remark_list *remarks = &mail->record->remarks;

	if (mail->by_author || !reading->wanted ||
	    !g_hash_table_contains(reading->wanted, mail->record->in_reply_to) ||
	    !heard_counts(reading->heard, mail->record))
		return;
	for (size_t k = 0; k < remarks->nr; k++)
		if (remarks->items[k].kind == REMARK_PROMISE && !*remarks->items[k].text)
			take_applied(reading, mail, &takes);
}

/* Whether a mail may say that what was taken is not, any more; the author's may change his own
 * work.
 */
static bool may_drop(const struct reading *reading, const struct talk_mail *mail)
{
	return record_find_remark(mail->record, REMARK_DROPPED) &&
	       heard_counts(reading->heard, mail->record) &&
	       !(mail->by_author && record_find_remark(mail->record, REMARK_PROMISE));
}

/* What one mail says. */
static void read_mail(struct reading *reading, const struct talk_mail *mail)
{
	const struct remark_list *remarks = &mail->record->remarks;
	bool begins = false, ends = false;		/* "all, minus 3" */
	bool part = is_of_a_part(mail), leaves = false; /* it says what is left out */
	bool drops = may_drop(reading, mail);
	unsigned listed;

	g_clear_pointer(&reading->listed, g_hash_table_unref);
	for (size_t k = 0; k < remarks->nr; k++) {
		const struct record_remark *remark = &remarks->items[k];

		if (drops && remark->kind == REMARK_DROPPED) {
			take_back(reading, mail, remark);
			leaves |= remark->first == remark->last && remark->first;
		}
		if (!says_applied(reading, mail, remark))
			continue;
		if (remark->kind != REMARK_TAKEN && !heard_counts(reading->heard, mail->record)) {
			reading->out->stranger = mail->record;
			return;
		}
		if (part && !mail->patch && (!remark->first || remark->last == REMARK_ALL))
			continue;
		take_applied(reading, mail, remark);
		begins |= remark->first == 1 && remark->last != REMARK_ALL;
		ends |= remark->first > 1 && remark->last == REMARK_ALL;
		if (lists_one(remark) && remark->first <= reading->series->total)
			set_add(&reading->listed, NULL, GINT_TO_POINTER(remark->first));
	}
	listed = reading->listed ? g_hash_table_size(reading->listed) : 0;
	reading->out->closed |=
		(listed > !leaves && closes(reading, mail, listed)) || (begins && ends);
}

/* What was said below older versions, once this one was there: people answer the first mail they
 * find. */
static void read_older(struct reading *reading)
{
	const struct topic *topic = reading->context->topic;

	guint end;

	for (guint i = topic_near(topic, reading->series, &end); i < end; i++) {
		const struct series *older = topic->series->pdata[i];
		const struct talk *talk = talks_of(reading->context->talks, older);

		if (older == reading->series)
			break;
		if (older->total != reading->series->total || !talk)
			continue;
		array_each (const struct talk_mail, mail, talk->mails)
			if (talk_time(mail->record) > talk_time(reading->series->leader))
				read_mail(reading, mail);
	}
}

/* Thanks below the last patch alone, of a series that nobody took in parts, are for all of it. */
static void read_last_patch(struct reading *reading)
{
	const GArray *patches = reading->talk->patches;
	struct applied *out = reading->out;
	guint last = patches->len ? patches->len - 1 : 0;
	bool numbered = false;

	if (patches->len < 2 || out->nr != 1 || !out->how[last] ||
	    (int)patches->len < reading->series->total)
		return;
	for (size_t i = 0; i < out->how[last]->remarks.nr; i++)
		numbered |= out->how[last]->remarks.items[i].kind == REMARK_APPLIED &&
			    (out->how[last]->remarks.items[i].first ||
			     *out->how[last]->remarks.items[i].text);
	if (!numbered && out->how[last]->kind != RECORD_ROBOT)
		applied_add(reading, 1, REMARK_ALL, out->how[last]);
}

static void read_said(struct reading *reading)
{
	const GArray *mails = reading->talk->mails;

	array_each (const struct talk_mail, mail, mails) {
		const struct record_remark *wanted =
			record_find_remark(mail->record, REMARK_WANTED);

		if (wanted && !wanted->first)
			set_add(&reading->wanted, str_hash, (gpointer)mail->record->message_id);
		if (wanted && wanted->first && !mail->by_author) {
			if (!reading->offers)
				reading->offers = g_hash_table_new(str_hash, g_str_equal);
			g_hash_table_insert(reading->offers, (gpointer)mail->record->message_id,
					    (gpointer)mail);
		}
		read_mail(reading, mail);
		read_consent(reading, mail);
		read_agreement(reading, mail);
	}
	if (reading->context->topic && reading->context->talks)
		read_older(reading);
	read_last_patch(reading);
}

void applied_read(struct heard *heard, const struct talk *talk, const struct state_context *context,
		  struct applied *out)
{
	struct reading reading = { .series = heard->series,
				   .talk = talk,
				   .context = context,
				   .heard = heard,
				   .out = out };

	*out = (struct applied){ .name = "", .where = "" };
	out->how = g_new0(const struct record *, talk->patches->len + 1);
	out->pulled = g_new0(const struct record *, talk->patches->len + 1);
	read_said(&reading);
	applied_read_trees(&reading);
	g_clear_pointer(&reading.wanted, g_hash_table_unref);
	g_clear_pointer(&reading.offers, g_hash_table_unref);
	g_clear_pointer(&reading.listed, g_hash_table_unref);
	g_clear_pointer(&reading.numbers, g_hash_table_unref);
}

void applied_release(struct applied *applied)
{
	g_free(applied->how);
	applied->how = NULL;
	g_free(applied->pulled);
	applied->pulled = NULL;
}

static bool is_later(const struct record *how, const struct talk_mail *mail)
{
	return how && talk_time(mail->record) <= talk_time(how);
}

bool applied_settles(const struct applied *applied, const struct talk *talk,
		     const struct talk_mail *mail)
{
	guint i = talk_place(talk, mail->patch);

	return mail->patch && i < talk->patches->len &&
	       g_array_index(talk->patches, struct talk_patch, i).n == mail->patch &&
	       (is_later(applied->how[i], mail) || is_later(applied->pulled[i], mail));
}
