/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/talk_private.h"

#include "series/tags.h"
#include "text/each.h"
#include "text/integers.h"

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

/* Who agrees in the end does not object any more. */
static void take_back_nacks(GArray *nacks, const struct record *record)
{
	for (guint i = nacks->len; COUNT_DOWN(i);)
		if (same_author(g_array_index(nacks, struct talk_mail, i).record, record))
			g_array_remove_index(nacks, i);
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
static bool gives_way(const struct talk *talk, const struct record *record)
{
	for (guint i = 0; i < talk->nacks->len; i++)
		if (!strcmp(g_array_index(talk->nacks, struct talk_mail, i).record->message_id,
			    record->in_reply_to))
			return !answers(record);
	return false;
}

void talk_find_nacks(struct talk *talk)
{
	array_each (const struct talk_mail, mail, talk->mails) {
		if (mail->robot) {
			continue;
		} else if (mail->by_author) {
			talk->contested = talk->contested ? !answers(mail->record)
							  : gives_way(talk, mail->record);
		} else if (is_nack(mail) && !is_of_part(talk, mail)) {
			talk_append(talk, &talk->nacks, mail, sizeof(*mail));
			talk->contested = true;
		} else if (talk->nacks->len && mail_flags(mail->record, KEY_REVIEWED | KEY_ACKED)) {
			take_back_nacks(talk->nacks, mail->record);
			talk->contested &= talk->nacks->len > 0;
		}
	}
}
