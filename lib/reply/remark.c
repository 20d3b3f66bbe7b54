/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/remark_private.h"

#include "patch/shortlog.h"
#include "reply/form.h"
#include "reply/given_line.h"
#include "reply/lexer.h"
#include "reply/phrase.h"
#include "reply/point.h"
#include "reply/vocabulary.h"
#include "text/integers.h"

#define SCOPE_REMARKS 32   /* scopes of trailers that one mail may set */
#define SENTENCE_ROOM 1000 /* bytes of a sentence that are read */
#define BRIEF 3		   /* words of a sentence that says no more */

/* Reading a reply. */
struct reader {
	struct remarks remarks;
	char sentence[SENTENCE_ROOM]; /* the one at hand, its lines joined by blanks */
	size_t sentence_len, indent;
	int sentence_words, sentence_questions;
	bool courtesy;	/* it is for the form */
	bool closing;	/* "Cheers," was met: names follow */
	bool withdrawn; /* it was */
	bool requests;	/* something of whoever feels addressed */
	bool tries;	/* that it is reviewed where it was put */
	bool studies;	/* that he will look into it */
	bool promised;	/* that there will be a next version */
	bool own;	/* the same, where it is the author who says it */
	bool agreed;	/* with what was said above */
	bool admitted;	/* what one did wrong */
	bool retracted; /* what he said before */
	bool untags;	/* takes back the tags that he gave */
	bool assented;	/* in a word that may be an answer, too */
	bool taken;	/* the author says thanks for that */
	bool wanted;	/* somebody is asked to take it */
	bool works;	/* what was tried */
	bool praising;	/* the sentence at hand */
	bool offers;	/* the author is asked whether he agrees with that */
	bool has_list;	/* of what was applied, patch by patch */
	int words, questions, praises;

	struct slice above;    /* what is quoted above the answer at hand */
	bool consents, argues; /* with that; and says more */
	bool wishes;	       /* that something is otherwise */
	bool awaits;	       /* "I have this queued:" was met, and what follows is that */

	bool applied, pushed, brief; /* the phrase was met; it is all of the sentence */
	struct scope applied_scope, taken_scope;
	const char *destination;

	struct record_remark *entry; /* of the list, that waits for its commit */
	int unsaid;		     /* number of what may be one */
	struct scope scope;	     /* for the trailers that follow */
	const char *last_key;	     /* of the last trailer, while text about it may follow */
	bool parted;		     /* by a blank line from it */
	bool tags_left;		     /* a line at hand or below may hold one */
	unsigned nr_scopes;
};

/* "Hi Ann,", "Thanks,", "Cheers": said for the form. */
static bool is_courtesy(struct reader *reader, struct slice line, enum line_kind kind, int words)
{
	if (reader->closing && words <= 3 && line.ptr[line.len - 1] != '?')
		return true;
	/* "Thanks for the patch!" is no closing, but the same. */
	reader->closing = kind == LINE_CLOSING || (words <= 4 && !memchr(line.ptr, '?', line.len) &&
						   word_is(form_first_word(line), WORD_CLOSING));
	return reader->closing || kind == LINE_GREETING;
}

/* The first one counts; what was applied comes before what was pushed. */
static void note_applied(struct reader *reader, enum phrase phrase, struct slice sentence,
			 const struct scope *scope)
{
	if (reader->applied || (reader->pushed && phrase != PHRASE_APPLIED))
		return;
	reader->applied |= phrase == PHRASE_APPLIED;
	reader->awaits = sentence.ptr[sentence.len - 1] == ':' &&
			 (slice_istarts(sentence, SLICE("I have ")) ||
			  slice_istarts(sentence, SLICE("I've ")));
	reader->pushed |= phrase != PHRASE_APPLIED;
	reader->brief = phrase == PHRASE_MOVED || form_count_words(sentence) <= BRIEF;
	reader->applied_scope = *scope;
	reader->destination = remarks_copy(&reader->remarks, phrase_destination(sentence));
}

static void note_withdrawn(struct reader *reader, const struct scope *scope)
{
	if (!scope->nr && reader->withdrawn)
		return;
	reader->withdrawn = true;
	remarks_add_scoped(&reader->remarks, REMARK_WITHDRAWN, scope, slice_of(NULL, 0));
}

/* What was asked so far is not, any more; what follows is. */
static void note_retracted(struct reader *reader)
{
	reader->retracted = true;
	reader->words = 0;
	reader->praises = 0;
	reader->questions = 0;
	reader->requests = false;
}

static void note_phrase(struct reader *reader, enum phrase phrase, struct slice sentence,
			const struct scope *scope)
{
	struct remarks *remarks = &reader->remarks;
	bool taken = phrase == PHRASE_TAKEN || phrase == PHRASE_TOLD;
	struct slice none = { NULL, 0 };

	if (phrase == PHRASE_APPLIED || phrase == PHRASE_PUSHED || phrase == PHRASE_MOVED)
		note_applied(reader, phrase, sentence, scope);
	else if (phrase == PHRASE_WITHDRAWN || phrase == PHRASE_DROPS || phrase == PHRASE_NOISE)
		note_withdrawn(reader, scope);
	else if (phrase == PHRASE_UNQUEUED || phrase == PHRASE_LEAVES)
		remarks_add_scoped(remarks, REMARK_DROPPED, scope, none);
	else if (phrase == PHRASE_ADDS || phrase == PHRASE_TOLD)
		remarks_add_scoped(remarks, REMARK_TAKES, scope, none);
	else if (phrase == PHRASE_TAKES)
		remarks_add_scoped(remarks, REMARK_TAKES, scope, phrase_destination(sentence));
	else if (phrase == PHRASE_HOLDS)
		remarks_add_scoped(remarks, REMARK_WITHDRAWN, scope, SLICE("held"));
	else if (phrase == PHRASE_NACK)
		remarks_add_scoped(remarks, REMARK_NACK, scope, none);
	else if (phrase == PHRASE_REFUSES)
		remarks_add_scoped(remarks, REMARK_NACK, scope, SLICE("refused"));
	reader->promised |=
		phrase == PHRASE_PROMISE || phrase == PHRASE_ADDS || phrase == PHRASE_DROPS;
	reader->own |= phrase == PHRASE_LEAVES;
	reader->tries |= phrase == PHRASE_TRIES;
	reader->studies |= phrase == PHRASE_STUDIES;
	reader->requests |= phrase == PHRASE_REQUEST;
	if (taken && !reader->taken)
		reader->taken_scope = *scope;
	reader->taken |= taken;
	reader->agreed |= phrase == PHRASE_AGREES;
	reader->admitted |= phrase == PHRASE_ADMITS;
	if (phrase == PHRASE_RETRACTS || phrase == PHRASE_NOISE)
		note_retracted(reader);
	reader->untags |= phrase == PHRASE_UNTAGS;
	reader->assented |= phrase == PHRASE_ASSENT || phrase == PHRASE_APPROVES;
	reader->wanted |= phrase == PHRASE_WANTS;
	reader->offers |= phrase == PHRASE_OFFERS;
	reader->works |= phrase == PHRASE_WORKS;
	if (phrase == PHRASE_PING || phrase == PHRASE_WANTS)
		reader->sentence_questions = 0;
}

/* Notes what the sentence says; returns whether it holds what may want an answer. */
static bool take_phrase(struct reader *reader, struct slice sentence)
{
	static const bool settled[] = {
		[PHRASE_APPLIED] = true,  [PHRASE_PUSHED] = true,  [PHRASE_TAKES] = true,
		[PHRASE_TAKEN] = true,	  [PHRASE_AGREES] = true,  [PHRASE_ASSENT] = true,
		[PHRASE_APPROVES] = true, [PHRASE_THANKS] = true,  [PHRASE_PING] = true,
		[PHRASE_WANTS] = true,	  [PHRASE_STUDIES] = true, [PHRASE_MOVED] = true,
		[PHRASE_TOLD] = true,
	};
	bool wish = false;
	struct scope scope;
	enum phrase phrase = phrase_read(sentence, &scope, reader->wishes ? NULL : &wish);

	if (!phrase)
		phrase = phrase_read_end(sentence, &scope);
	note_phrase(reader, phrase, sentence, &scope);
	reader->praising = phrase == PHRASE_PRAISES;
	reader->consents |= phrase == PHRASE_AGREES || phrase == PHRASE_ASSENT ||
			    phrase == PHRASE_APPROVES || phrase == PHRASE_ADMITS;
	reader->wishes |= !settled[phrase] && phrase != PHRASE_ADMITS && wish;
	reader->argues |= !settled[phrase] && phrase != PHRASE_ADMITS && !reader->courtesy;
	return !settled[phrase];
}

/* The sentence at hand has ended. */
static void end_sentence(struct reader *reader)
{
	bool wants;

	if (!reader->sentence_len)
		return;
	wants = take_phrase(reader, slice_of(reader->sentence, reader->sentence_len));
	if (!reader->courtesy) {
		reader->praises += reader->praising ? reader->sentence_words : 0;
		reader->words += wants ? reader->sentence_words : 0;
		reader->questions += reader->sentence_questions;
	}
	reader->sentence_len = 0;
	reader->sentence_words = 0;
	reader->sentence_questions = 0;
}

/* The answer to what is quoted above it has ended: who agrees with a wish will see to it. */
static void end_answer(struct reader *reader)
{
	reader->promised |= reader->consents && !reader->argues && point_is_wish(reader->above);
	reader->consents = reader->argues = false;
}

static void add_words(struct reader *reader, struct slice words)
{
	size_t room = SENTENCE_ROOM - reader->sentence_len;

	if (reader->sentence_len && room) {
		reader->sentence[reader->sentence_len++] = ' ';
		room--;
	}
	reader->sentence_len +=
		remark_copy_plain(reader->sentence + reader->sentence_len, words, room);
}

/* words: how many the line has. */
static void take_sentences(struct reader *reader, struct slice line, int words)
{
	struct slice whole = line;

	while (line.len) {
		bool ended;
		size_t len = remark_sentence_length(line, &ended);

		add_words(reader, slice_of(line.ptr, len));
		reader->sentence_words +=
			len == whole.len ? words : form_count_words(slice_of(line.ptr, len));
		if (!remark_is_jest(slice_skip(line, len)))
			reader->sentence_questions +=
				remark_count_questions(slice_of(line.ptr, len));
		if (ended)
			end_sentence(reader);
		line = slice_trim(slice_skip(line, len));
	}
}

static void add_scope(struct reader *reader, const struct scope *scope, const char *key)
{
	for (size_t i = 0; i < scope->nr && reader->nr_scopes < SCOPE_REMARKS; i++) {
		struct record_remark *item =
			remarks_add(&reader->remarks, REMARK_SCOPE, scope->ranges[i].first,
				    scope->ranges[i].last);

		if (item) {
			item->text = key;
			item->who = remarks_copy(&reader->remarks, scope->part);
		}
		reader->nr_scopes++;
	}
}

/* A trailer: it is for the scope named above it or behind its address. */
static void take_trailer(struct reader *reader, struct slice line, struct slice key)
{
	const char *behind = memrchr(line.ptr, '>', line.len);
	const char *copy = "";
	struct scope scope = { .nr = 0 };

	for (size_t i = reader->remarks.out->nr; COUNT_DOWN(i) && !*copy;)
		if (reader->remarks.out->items[i].kind == REMARK_SCOPE &&
		    slice_ieq(key, slice_str(reader->remarks.out->items[i].text)))
			copy = reader->remarks.out->items[i].text;
	if (!*copy)
		copy = pool_copy_utf8(reader->remarks.pool, key);
	reader->last_key = copy;
	reader->parted = false;
	if (behind)
		scope_read_for(slice_skip(line, (size_t)(behind - line.ptr)), &scope);
	add_scope(reader, scope.nr ? &scope : &reader->scope, copy);
	if (scope.nr)
		reader->last_key = NULL;
}

static void add_entry(struct reader *reader, int number)
{
	reader->has_list = true;
	reader->entry = remarks_add(&reader->remarks, REMARK_APPLIED, number, number);
}

static bool end_entry(struct reader *reader, struct slice line)
{
	struct slice commit;

	if (!reader->entry || !entry_commit(line, &commit))
		return false;
	reader->entry->text = remarks_copy(&reader->remarks, commit);
	reader->entry = NULL;
	return true;
}

/* Where nobody said "Applied" an entry counts once its commit follows. */
static bool take_unsaid_entry(struct reader *reader, struct slice line)
{
	int number = reader->unsaid;
	struct slice commit;
	bool counted;

	if (number && remark_names_commit(line) && entry_commit(line, &commit)) {
		reader->unsaid = 0;
		add_entry(reader, number);
		return end_entry(reader, line);
	}
	reader->unsaid = entry_read(line, &number, &counted) ? number : 0;
	return false;
}

/* Returns whether the line belongs to the list of what was applied. */
static bool take_entry(struct reader *reader, struct slice line)
{
	bool counted, aside;
	int number;

	if (!reader->applied && !reader->pushed)
		return take_unsaid_entry(reader, line);
	if (end_entry(reader, line))
		return true;
	line = slice_trim(line);
	aside = slice_starts(line, SLICE("("));
	if (!entry_read(slice_skip(line, aside), &number, &counted) || !counted ||
	    (aside && !remark_is_left_out(line)))
		return false;
	if (remark_is_left_out(line))
		remarks_add(&reader->remarks, REMARK_DROPPED, number, number);
	else
		add_entry(reader, number);
	return true;
}

static size_t indent_of(struct slice line)
{
	size_t indent = 0;

	while (indent < line.len && g_ascii_isspace(line.ptr[indent]))
		indent++;
	return indent;
}

static void take_text(struct reader *reader, struct slice line, enum line_kind kind, size_t indent)
{
	int words = form_count_words(line);
	struct scope scope;

	/* "I have this queued: https://patchwork/...": that is another patch. */
	if (reader->awaits && point_is_posting(line)) {
		const struct scope whole = { .nr = 0 };

		reader->applied = reader->pushed = false;
		remarks_add_scoped(&reader->remarks, REMARK_NACK, &whole, SLICE("refused"));
	}
	reader->awaits = false;
	/* A name that is indented below the text is no part of it. */
	if (indent > reader->indent + 4)
		end_sentence(reader);
	reader->indent = indent;
	if (is_courtesy(reader, line, kind, words)) {
		end_sentence(reader);
		reader->courtesy = true;
		take_sentences(reader, line, words);
		end_sentence(reader);
		reader->courtesy = false;
		return;
	}
	reader->closing = false;
	take_sentences(reader, line, words);
	/* What nothing is given for need not be read. */
	if (!reader->last_key && !reader->tags_left)
		return;
	if (!scope_read_for(line, &scope))
		scope.nr = 0;
	/* "Reviewed-by: …", and below it "for patches 1-3". */
	if (scope.nr && reader->last_key && !reader->scope.nr &&
	    (!reader->parted || slice_istarts(line, SLICE("for "))))
		add_scope(reader, &scope, reader->last_key);
	else
		reader->scope = scope;
	reader->last_key = NULL;
}

/* What patchwork is told: "pw-bot: changes-requested" or "cr" leaves it to the author, who says so
 * of his own where he will send another version. */
static void take_order(struct reader *reader, struct slice state)
{
	const struct scope whole = { .nr = 0 };
	bool changes =
		slice_ieq(state, SLICE("cr")) || slice_ieq(state, SLICE("changes-requested"));

	reader->questions += changes || slice_istarts(state, SLICE("defer"));
	reader->own |= changes;
	if (slice_ieq(state, SLICE("reject")) || slice_ieq(state, SLICE("rejected")))
		remarks_add_scoped(&reader->remarks, REMARK_NACK, &whole, SLICE("refused"));
	reader->retracted |= slice_ieq(state, SLICE("under-review"));
}

static void take_line(struct reader *reader, const struct text_line *own)
{
	struct slice line = own->line, text = slice_trim(line);
	struct given_line tag;

	if (own->cut) {
		end_sentence(reader);
		end_answer(reader);
		reader->above = own->above;
		reader->scope.nr = 0;
		reader->last_key = NULL;
	}
	if (!text.len) {
		end_sentence(reader);
		reader->parted = true;
		reader->unsaid = 0;
		return;
	}
	if (take_entry(reader, line)) {
		end_sentence(reader);
		return;
	}
	if (slice_istarts(text, SLICE("pw-bot:"))) {
		take_order(reader, slice_trim(slice_skip(text, 7)));
		return;
	}
	if (own->kind == LINE_TAG && given_find(line, &tag)) {
		if (tag.before.len)
			take_text(reader, slice_trim(tag.before), LINE_OWN, indent_of(line));
		end_sentence(reader);
		take_trailer(reader, tag.tag, tag.key);
		return;
	}
	take_text(reader, text, own->kind, indent_of(line));
}

/* That it was applied, unless nobody can tell whose work was pushed. */
static void add_applied(struct reader *reader, const GArray *own)
{
	bool sure = reader->applied || (reader->pushed && remark_says_thanks(own));

	if (sure || (reader->pushed && reader->brief))
		remarks_add_scoped(&reader->remarks, sure ? REMARK_APPLIED : REMARK_TAKES,
				   &reader->applied_scope, slice_str(reader->destination));
}

void remark_parse_reply(struct pool *pool, const GArray *own, struct remark_list *out)
{
	struct reader reader = { .remarks = { pool, out, 0 } };
	guint tags_end = own->len;

	while (tags_end && g_array_index(own, struct text_line, tags_end - 1).kind != LINE_TAG)
		tags_end--;
	*out = (struct remark_list){ NULL, 0 };
	for (guint i = 0; i < own->len; i++) {
		reader.tags_left = i < tags_end;
		take_line(&reader, &g_array_index(own, struct text_line, i));
	}
	end_sentence(&reader);
	end_answer(&reader);
	if (!reader.has_list && !reader.tries)
		add_applied(&reader, own);
	if (reader.taken)
		remarks_add_scoped(&reader.remarks, REMARK_TAKEN, &reader.taken_scope,
				   slice_of(NULL, 0));
	if (reader.wanted)
		remarks_add(&reader.remarks, REMARK_WANTED, 0, 0);
	else if (reader.offers)
		remarks_add(&reader.remarks, REMARK_WANTED, 1, 0);
	if (reader.retracted)
		remarks_add(&reader.remarks, REMARK_AGREES, AGREES_RETRACTS, 0);
	else if ((reader.agreed || reader.admitted || reader.assented) && !reader.applied &&
		 !reader.pushed)
		remarks_add(&reader.remarks, REMARK_AGREES,
			    reader.agreed     ? AGREES_CONCEDES
			    : reader.admitted ? AGREES_ADMITS
					      : AGREES_YES,
			    reader.wishes);
	if (reader.promised || reader.own) {
		struct record_remark *promise = remarks_add(&reader.remarks, REMARK_PROMISE, 0, 0);

		if (promise && !reader.promised)
			promise->text = "own";
	}
	if (reader.studies && !reader.promised && !reader.own)
		remarks_add(&reader.remarks, REMARK_STUDIES, 0, 0);
	if (reader.works)
		remarks_add(&reader.remarks, REMARK_WORKS, 0, 0);
	if (reader.untags)
		remarks_add(&reader.remarks, REMARK_UNTAGS, 0, 0);
	if (reader.praises)
		remarks_add(&reader.remarks, REMARK_PRAISES, reader.praises, 0);
	if (reader.words || reader.questions) {
		struct record_remark *asks =
			remarks_add(&reader.remarks, REMARK_ASKS, reader.words, reader.questions);

		if (asks && reader.requests)
			asks->text = "please";
	}
}
