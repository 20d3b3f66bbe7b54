/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/talk_private.h"

#include "series/tags.h"
#include "text/each.h"
#include "text/hash.h"

static bool mail_flags(const struct record *record, unsigned flags)
{
	for (size_t i = 0; i < record->trailers.nr; i++)
		if (tag_key_flags(record->trailers.items[i].key) & flags)
			return true;
	return false;
}

/* "NAK", which no other words beside it take back. */
static bool is_formal(const struct record *record)
{
	return record_has_bare_nack(record) || mail_flags(record, KEY_NACKED);
}

/* "You're right. Let's leave it as it is, then.": who sees the author's point refuses nothing. */
static bool gives_in(const struct talk_mail *mail)
{
	const struct record_remark *agrees = record_find_remark(mail->record, REMARK_AGREES);

	return mail->to_author && agrees && agrees->first == AGREES_CONCEDES && !agrees->last;
}

static bool is_nack(const struct talk_mail *mail)
{
	if (talk_is_for_diff(mail))
		return false;
	return is_formal(mail->record) ||
	       (record_find_remark(mail->record, REMARK_NACK) && !gives_in(mail));
}

/*
 * "I won't take that one, please respin without it": about one patch among others it asks for a
 * change of the series. Without a cover letter the first patch stands for all.
 */
static bool is_of_part(const struct talk *talk, const struct talk_mail *mail)
{
	return mail->patch > !talk->series->cover && talk->patches->len > 1 &&
	       record_find_remark(mail->record, REMARK_ASKS) && !is_formal(mail->record);
}

/* What nacks are found by: who wrote them, as same_author() has it, and their id. */
enum by { BY_EMAIL, BY_NAME, BY_ID, NR_BY };

static const char *key_of(const struct record *record, enum by by)
{
	const struct person *author = &record->people->author;

	switch (by) {
	case BY_EMAIL:
		return author->email;
	case BY_NAME:
		/* A single word is nobody's whole name. */
		return strchr(author->name, ' ') ? author->name : "";
	default:
		return record->message_id;
	}
}

/* One of the talk's nacks. */
struct nack {
	guint next[NR_BY]; /* the one before with the same key, + 1 */
	bool taken_back;
};

struct finding {
	struct talk *talk;
	GArray *nacks;		   /* of struct nack, by their places in the talk's */
	GHashTable *newest[NR_BY]; /* key -> place + 1; NULL before there is one */
	guint left;		   /* that are not taken back */
};

static guint find_newest(const struct finding *finding, enum by by, const char *key)
{
	return finding->left ? GPOINTER_TO_UINT(g_hash_table_lookup(finding->newest[by], key)) : 0;
}

static gboolean same_folded(gconstpointer a, gconstpointer b)
{
	return text_ieq(a, b);
}

static void add_nack(struct finding *finding, const struct talk_mail *mail)
{
	struct nack nack = { .taken_back = false };

	if (!finding->nacks) {
		finding->nacks = g_array_new(FALSE, FALSE, sizeof(struct nack));
		for (int by = 0; by < NR_BY; by++)
			finding->newest[by] =
				by == BY_ID ? g_hash_table_new(str_hash, g_str_equal)
					    : g_hash_table_new(str_hash_folded, same_folded);
	}
	talk_append(finding->talk, &finding->talk->nacks, mail, sizeof(*mail));
	finding->left++;
	for (enum by by = 0; by < NR_BY; by++) {
		const char *key = key_of(mail->record, by);

		if (!*key)
			continue;
		nack.next[by] = find_newest(finding, by, key);
		g_hash_table_insert(finding->newest[by], (gpointer)key,
				    GUINT_TO_POINTER(finding->talk->nacks->len));
	}
	g_array_append_val(finding->nacks, nack);
}

/* Who agrees in the end does not object any more: his nacks are looked at once, and not again. */
static void take_back_nacks(struct finding *finding, const struct record *record)
{
	for (enum by by = 0; by < BY_ID; by++) {
		const char *key = key_of(record, by);
		guint at = find_newest(finding, by, key);

		if (at)
			g_hash_table_remove(finding->newest[by], key);
		while (at) {
			struct nack *nack = &g_array_index(finding->nacks, struct nack, at - 1);

			finding->left -= !nack->taken_back;
			nack->taken_back = true;
			at = nack->next[by];
		}
	}
}

static void drop_taken_back(struct finding *finding)
{
	GArray *all = finding->talk->nacks;
	guint nr = 0;

	for (guint i = 0; finding->left < all->len && i < all->len; i++)
		if (!g_array_index(finding->nacks, struct nack, i).taken_back)
			g_array_index(all, struct talk_mail, nr++) =
				g_array_index(all, struct talk_mail, i);
	if (finding->left < all->len)
		g_array_set_size(all, nr);
	for (int by = 0; by < NR_BY; by++)
		g_clear_pointer(&finding->newest[by], g_hash_table_unref);
	g_clear_pointer(&finding->nacks, g_array_unref);
}

/* "Nothing to see here, then": so few words do not argue against a refusal. */
#define WORDS_OF_ARGUMENT 8

/* Whether an author says more than thanks, or that the other one is right, or that he will think.
 */
static bool answers(const struct record *record)
{
	bool words = false;

	for (size_t i = 0; i < record->remarks.nr; i++) {
		const struct record_remark *remark = &record->remarks.items[i];

		if ((remark->kind == REMARK_AGREES && remark->first) ||
		    remark->kind == REMARK_STUDIES)
			return false;
		words |= remark->kind == REMARK_PROMISE ||
			 (remark->kind == REMARK_ASKS &&
			  (remark->last || remark->first > WORDS_OF_ARGUMENT));
	}
	return words;
}

/* What is answered to the refusal itself counts, whatever else was said about it. */
static bool gives_way(const struct finding *finding, const struct record *record)
{
	guint at = find_newest(finding, BY_ID, record->in_reply_to);

	return at && !g_array_index(finding->nacks, struct nack, at - 1).taken_back &&
	       !answers(record);
}

void talk_find_nacks(struct talk *talk)
{
	struct finding finding = { .talk = talk };

	array_each (const struct talk_mail, mail, talk->mails) {
		if (mail->robot) {
			continue;
		} else if (mail->by_author) {
			talk->contested = talk->contested ? !answers(mail->record)
							  : gives_way(&finding, mail->record);
		} else if (is_nack(mail) && !is_of_part(talk, mail)) {
			add_nack(&finding, mail);
			talk->contested = true;
		} else if (finding.left && mail_flags(mail->record, KEY_REVIEWED | KEY_ACKED)) {
			take_back_nacks(&finding, mail->record);
			talk->contested &= finding.left > 0;
		}
	}
	drop_taken_back(&finding);
}
