/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/turn_private.h"

#include "reply/robots.h"
#include "text/hash.h"

/* So many own words say something that wants an answer, though they hold no question. */
#define WORDS_OF_WEIGHT 3

/* Beside a Reviewed-by, Acked-by or Tested-by it takes more. */
#define WORDS_BESIDE_TAG 40

/* Where others gave tags for all of it before. */
#define WORDS_BEHIND_TAGS 12

/* An author who agrees in so many other words argues, too; */
#define WORDS_BESIDE_CONSENT 80

/* others, who have points of their own, sooner. */
#define WORDS_BESIDE_POINT 30

/* An author's "looks good" with fewer beside it takes what was proposed. */
#define WORDS_BESIDE_ASSENT 40

static bool has_trailer(const struct record *record, const char *const *keys, size_t nr)
{
	for (size_t i = 0; i < record->trailers.nr; i++)
		for (size_t k = 0; k < nr; k++)
			if (!g_ascii_strcasecmp(record->trailers.items[i].key, keys[k]))
				return true;
	return false;
}

static const char *const tag_keys[] = { "Reviewed-by", "Acked-by", "Tested-by" };

static bool has_tag(const struct record *record)
{
	return has_trailer(record, tag_keys, G_N_ELEMENTS(tag_keys));
}

/* A tag that is more than a mere Tested-by. */
static bool has_review(const struct record *record)
{
	return has_trailer(record, tag_keys, G_N_ELEMENTS(tag_keys) - 1);
}

/*
 * Whether the mail wants an answer: it holds a question, or several words of its sender's own.
 * Where it went is words, too, and no criticism.
 */
static const struct record_remark *asks(const struct record *record)
{
	const struct record_remark *remark = record_find_remark(record, REMARK_ASKS),
				   *praise = record_find_remark(record, REMARK_PRAISES);
	int words = remark ? remark->first - (praise ? praise->first : 0) : 0;
	bool quiet = has_tag(record) || record_find_remark(record, REMARK_APPLIED) ||
		     record_find_remark(record, REMARK_TAKES);

	if (remark && !remark->last && !*remark->text && has_tag(record) && !has_review(record))
		return NULL;
	return remark && (remark->last || *remark->text ||
			  (!record_find_remark(record, REMARK_APPLIED) &&
			   words >= (quiet ? WORDS_BESIDE_TAG : WORDS_OF_WEIGHT)))
		       ? remark
		       : NULL;
}

/* The author tested or approved what somebody else posted instead of the only patch. */
static bool take_replacement(struct turn *turn, const struct talk_mail *mail)
{
	if (!mail->diff || turn->finder->talk->patches->len > 1 ||
	    (!has_tag(mail->record) && !record_find_remark(mail->record, REMARK_WORKS)) ||
	    record_find_remark(mail->record, REMARK_PROMISE))
		return false;
	turn->finder->out->why = mail->record;
	finder_decide(turn->finder, STATE_WITHDRAWN,
		      g_strdup_printf("%s, the author, approved of what %s posted instead",
				      name_of(mail->record), name_of(mail->diff)));
	return true;
}

/*
 * What the author announces in this mail is settled where the patch was applied later, or where all
 * have a tag and somebody gave one knowing of it: who was answered, or who reviewed that patch
 * then.
 */
static bool is_settled(const struct turn *turn, const struct talk_mail *mail)
{
	const char *asker = g_hash_table_lookup(turn->others, mail->record->in_reply_to);

	if (applied_settles(&turn->finder->applied, turn->finder->talk, mail))
		return true;
	return turn->all &&
	       ((asker && g_hash_table_contains(turn->taggers, asker)) ||
		g_hash_table_contains(turn->reviewed, GINT_TO_POINTER(1)) ||
		g_hash_table_contains(turn->reviewed, GINT_TO_POINTER(mail->patch + 1)));
}

/*
 * A mail of the author's. Thanks, pings, and agreement with what was said are no answer to it: what
 * was said stands. A "yes" may answer a question.
 */
static bool take_author(struct turn *turn, const struct word *word)
{
	const struct talk_mail *mail = &word->mail;
	const struct record_remark *own = record_find_remark(mail->record, REMARK_ASKS);
	const struct record_remark *agrees = record_find_remark(mail->record, REMARK_AGREES);
	bool asked = own && own->last;

	turn->spoke = turn->spoke ? turn->spoke : mail;
	if (!word->older && take_replacement(turn, mail))
		return true;
	/* What is announced or conceded about an older version this one may well hold. */
	if (word->older && !own && !record_find_remark(mail->record, REMARK_APPLIED))
		return false;
	if (record_find_remark(mail->record, REMARK_PROMISE) && !word->older && !turn->asked &&
	    !is_settled(turn, mail)) {
		turn_decide_by_author(turn, mail, "announced a change");
		return true;
	}
	if (record_find_remark(mail->record, REMARK_STUDIES) && !word->older && !asked &&
	    !g_hash_table_contains(turn->patches, GINT_TO_POINTER(mail->patch + 1)) &&
	    !is_settled(turn, mail)) {
		turn_decide_by_author(turn, mail, "announced to look into it");
		return true;
	}
	if (agrees && agrees->first && !asked && own && own->first >= WORDS_BESIDE_CONSENT)
		agrees = NULL;
	if (agrees && !asked && !word->older &&
	    (agrees->first || !own || own->first < WORDS_BESIDE_ASSENT)) {
		if (!turn->asked)
			g_hash_table_insert(turn->conceded, (void *)mail->record->in_reply_to,
					    (void *)mail);
		return false;
	}
	turn->spoke_older |=
		own && word->older && !record_find_remark(mail->record, REMARK_PROMISE);
	/* Authors who look after the tree may say where they took it. */
	if (own || record_find_remark(mail->record, REMARK_APPLIED))
		g_hash_table_add(turn->answered, (void *)mail->record->in_reply_to);
	if (own && !word->older)
		g_hash_table_add(turn->patches, GINT_TO_POINTER(mail->patch + 1));
	/* What is asked in an answer is about that. */
	turn->asked |= asked && !g_hash_table_contains(turn->others, mail->record->in_reply_to);
	return false;
}

static char *content_key(const struct talk_mail *mail, int patch)
{
	return g_strdup_printf("%d %s", patch, mail->record->people->author.email);
}

/* Whether who said it gave a tag later, for that patch or for all. */
static bool is_content(const struct turn *turn, const struct talk_mail *mail)
{
	g_autofree char *one = content_key(mail, mail->patch), *all = content_key(mail, 0);

	return g_hash_table_contains(turn->content, one) ||
	       g_hash_table_contains(turn->content, all);
}

/* Who answered it, in more than a word; "" where that were several, or one may be oneself: in a few
 * words, as "Obviously not, forget it." */
static void help(struct turn *turn, const struct record *answer, int words)
{
	const char *helper = g_hash_table_lookup(turn->helped, answer->in_reply_to);
	const char *who = answer->people->author.email;

	if (words < WORDS_BEHIND_TAGS || (helper && g_ascii_strcasecmp(helper, who)))
		who = "";
	g_hash_table_insert(turn->helped, (void *)answer->in_reply_to, (void *)who);
}

/* "That would indeed be better": whoever agrees with a question or an objection has it, too. */
static bool seconds(const struct record *mail, const struct record_remark *asks)
{
	const struct record_remark *agrees = record_find_remark(mail, REMARK_AGREES);

	return agrees && agrees->first == AGREES_CONCEDES && asks->first < WORDS_BEHIND_TAGS;
}

/* By somebody else: what one adds at length to one's own mail does not close it. */
static bool was_helped(const struct turn *turn, const struct record *mail)
{
	const char *helper = g_hash_table_lookup(turn->helped, mail->message_id);

	return helper && g_ascii_strcasecmp(helper, mail->people->author.email);
}

/* Whether the author spoke later about that patch, or about all; what is said of all of it is
 * answered about any patch. */
static bool was_answered(const struct turn *turn, const struct word *word,
			 const struct record_remark *remark)
{
	const struct talk_mail *mail = &word->mail;

	/* Who is told below an older version that there is a newer one is answered. */
	if (word->older && turn->spoke_older)
		return true;
	if (g_hash_table_contains(turn->answered, mail->record->message_id) ||
	    (remark->last && was_helped(turn, mail->record)) || is_content(turn, mail) ||
	    applied_settles(&turn->finder->applied, turn->finder->talk, mail))
		return true;
	if (!mail->patch)
		return g_hash_table_size(turn->patches) > 0;
	return g_hash_table_contains(turn->patches, GINT_TO_POINTER(1)) ||
	       g_hash_table_contains(turn->patches, GINT_TO_POINTER(mail->patch + 1));
}

/* By a later tag for that patch or for all, or, where it is no question, by one that the same
 * person gave any patch. */
static bool is_settled_by_tags(const struct turn *turn, const struct talk_mail *mail,
			       const struct record_remark *remark)
{
	return (turn->tags && !mail->patch) ||
	       g_hash_table_contains(turn->tagged, GINT_TO_POINTER(1)) ||
	       g_hash_table_contains(turn->tagged, GINT_TO_POINTER(mail->patch + 1)) ||
	       (!remark->last &&
		g_hash_table_contains(turn->taggers, mail->record->people->author.email));
}

/* What is open where all patches have a tag: what came behind the last one, and is no trifle. */
static bool outweighs_tags(const struct turn *turn, const struct talk_mail *mail,
			   const struct record_remark *remark)
{
	int weight = WORDS_OF_WEIGHT;

	if (is_settled_by_tags(turn, mail, remark))
		return false;
	if (has_tag(mail->record))
		return remark->last || *remark->text;
	/* Tags that came with the patches were given to something older. */
	if (g_hash_table_size(turn->givers))
		weight = WORDS_BEHIND_TAGS;
	if (g_hash_table_contains(turn->givers, mail->record->people->author.email))
		weight = WORDS_BESIDE_TAG;
	return remark->last || remark->first >= weight;
}

/* The author's mail that takes what this one says for right. A mere "yes" answers a question. */
static const struct talk_mail *find_concession(const struct turn *turn,
					       const struct talk_mail *mail,
					       const struct record_remark *remark)
{
	const struct talk_mail *found =
		g_hash_table_lookup(turn->conceded, mail->record->message_id);

	if (found && remark && remark->last &&
	    !record_find_remark(found->record, REMARK_AGREES)->first) {
		g_hash_table_add(turn->answered, (void *)mail->record->message_id);
		return NULL;
	}
	return found;
}

/* "Comment withdrawn", "sorry for the noise": nothing that they said is open. */
static bool yields(const struct record *mail)
{
	const struct record_remark *agrees = record_find_remark(mail, REMARK_AGREES);

	return agrees && agrees->first == AGREES_RETRACTS;
}

/* "Oh right, I forgot that.": whoever sees the author's point asks no more. */
static bool gives_in(const struct record *mail, const struct record_remark *asks)
{
	const struct record_remark *agrees = record_find_remark(mail, REMARK_AGREES);

	return agrees && (agrees->first == AGREES_CONCEDES || agrees->first == AGREES_ADMITS) &&
	       !agrees->last && !asks->last && asks->first < WORDS_BESIDE_POINT && !*asks->text;
}

/* Of that patch, or of all, if it says so. */
static void note_review(struct turn *turn, const struct talk_mail *mail)
{
	const struct record_remark *scope = record_find_remark(mail->record, REMARK_SCOPE);
	bool whole = scope && scope->last == REMARK_ALL;

	g_hash_table_add(turn->reviewed, GINT_TO_POINTER(whole ? 1 : mail->patch + 1));
}

static bool answers_own(const struct turn *turn, const struct record *mail)
{
	const char *asker = g_hash_table_lookup(turn->others, mail->in_reply_to);

	return asker && !g_ascii_strcasecmp(asker, mail->people->author.email);
}

static bool take_person(struct turn *turn, const struct word *word)
{
	const struct talk_mail *mail = &word->mail;
	const struct record_remark *remark = asks(mail->record), *said = remark;
	const struct talk_mail *conceded = find_concession(turn, mail, remark);

	turn->people |= !word->older || remark;
	if (remark && mail->to_author && gives_in(mail->record, remark)) {
		remark = NULL;
		g_hash_table_add(turn->content, content_key(mail, mail->patch));
	}
	/* "Thanks for the reminder, I'll have a look next week" */
	if (remark && !remark->last && remark->first < WORDS_BEHIND_TAGS && !*remark->text &&
	    record_find_remark(mail->record, REMARK_STUDIES))
		remark = NULL;
	/* What stands behind it is asked all the same. */
	if (remark && yields(mail->record) && !remark->last && !*remark->text)
		remark = NULL;
	/* "Ah, I see": in answer to a mail of one's own it takes that back. */
	if (answers_own(turn, mail->record) && record_find_remark(mail->record, REMARK_AGREES) &&
	    !(remark && remark->last)) {
		g_hash_table_insert(turn->helped, (void *)mail->record->in_reply_to, (void *)"");
		remark = said = NULL;
	}
	/* "+1" below an older version is no comment on this one. */
	if (remark && word->other && !remark->last && !*remark->text &&
	    remark->first < WORDS_BESIDE_TAG && record_find_remark(mail->record, REMARK_AGREES))
		remark = NULL;
	if (remark && !turn->deaf && (remark->last || *remark->text || mail->to_author) &&
	    (!turn->all || outweighs_tags(turn, mail, remark))) {
		if (conceded) {
			turn_decide_by_author(turn, conceded, "agreed with what was said");
			return true;
		}
		if (!was_answered(turn, word, remark)) {
			turn_decide_author(turn, mail, remark);
			return true;
		}
		turn->debated |= !has_tag(mail->record) && !is_content(turn, mail) &&
				 g_hash_table_contains(turn->answered, mail->record->message_id);
	}
	/* From the newest on: what answers it was seen. A short "right" is no answer, nor is who
	 * asks for the same. */
	if (said && !said->last && !seconds(mail->record, said))
		help(turn, mail->record, said->first);
	if (yields(mail->record))
		g_hash_table_add(turn->content, content_key(mail, mail->patch));
	if (has_tag(mail->record)) {
		turn->tags = true;
		g_hash_table_add(turn->tagged, GINT_TO_POINTER(mail->patch + 1));
		if (has_review(mail->record))
			note_review(turn, mail);
		g_hash_table_add(turn->taggers, (void *)mail->record->people->author.email);
		g_hash_table_add(turn->content, content_key(mail, mail->patch));
	}
	return false;
}

static void note_speaker(struct turn *turn, const struct talk_mail *mail)
{
	if (!mail->by_author)
		g_hash_table_insert(turn->others, (void *)mail->record->message_id,
				    (void *)mail->record->people->author.email);
}

void finder_decide_turn(struct finder *finder)
{
	const struct talk *talk = finder->talk;
	g_autoptr(GArray) words = finder_words(finder);
	struct turn turn = { .finder = finder };
	bool decided = false;

	turn.all = talk->patches->len && talk->reviewed_or_acked >= talk->patches->len;
	turn.deaf = robot_person(&finder->series->leader->people->author);
	turn.givers = g_hash_table_new(str_hash, g_str_equal);
	for (guint i = 0; i < talk->mails->len; i++)
		if (!mail_at(finder, i)->robot && has_tag(mail_at(finder, i)->record))
			g_hash_table_add(turn.givers,
					 (void *)mail_at(finder, i)->record->people->author.email);
	turn.others = g_hash_table_new(str_hash, g_str_equal);
	for (guint i = 0; i < words->len; i++)
		note_speaker(&turn, &g_array_index(words, struct word, i).mail);
	turn.patches = g_hash_table_new(NULL, NULL);
	turn.tagged = g_hash_table_new(NULL, NULL);
	turn.reviewed = g_hash_table_new(NULL, NULL);
	turn.taggers = g_hash_table_new(str_hash, g_str_equal);
	turn.answered = g_hash_table_new(str_hash, g_str_equal);
	turn.helped = g_hash_table_new(str_hash, g_str_equal);
	turn.conceded = g_hash_table_new(str_hash, g_str_equal);
	turn.content = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < words->len && !decided; i++) {
		const struct word *word = &g_array_index(words, struct word, i);

		if (word->mail.robot || finder_is_elsewhere(finder, word->mail.record))
			continue;
		turn.last = turn.last ? turn.last : &word->mail;
		decided =
			word->mail.by_author ? take_author(&turn, word) : take_person(&turn, word);
	}
	if (!decided && turn.all && !(turn.debated))
		turn_decide_reviewed(&turn);
	else if (!decided)
		turn_decide_review(&turn);
	g_hash_table_unref(turn.others);
	g_hash_table_unref(turn.patches);
	g_hash_table_unref(turn.tagged);
	g_hash_table_unref(turn.reviewed);
	g_hash_table_unref(turn.taggers);
	g_hash_table_unref(turn.answered);
	g_hash_table_unref(turn.helped);
	g_hash_table_unref(turn.conceded);
	g_hash_table_unref(turn.content);
	g_hash_table_unref(turn.givers);
}
