/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/remark.h"

#include "mime/limits.h"
#include "patch/entry.h"
#include "patch/shortlog.h"
#include "reply/given.h"
#include "reply/own.h"
#include "reply/phrase.h"

#define FIRST_ROOM 4
#define SCOPE_REMARKS 32 /* scopes of trailers that one mail may set */
#define MAX_TEXT 200	 /* bytes of a destination or URL that are kept */

static const char *const kind_names[] = {
	[REMARK_APPLIED] = "applied", [REMARK_WITHDRAWN] = "withdrawn",
	[REMARK_NACK] = "nack",	      [REMARK_SCOPE] = "scope",
	[REMARK_LISTED] = "listed",   [REMARK_PROMISE] = "promise",
	[REMARK_ASKS] = "asks",
};

const char *remark_kind_name(enum remark_kind kind)
{
	return kind_names[kind];
}

struct remarks {
	struct pool *pool;
	struct remark_list *out;
	size_t room;
};

static struct record_remark *add(struct remarks *remarks, enum remark_kind kind, int first,
				 int last)
{
	struct remark_list *list = remarks->out;
	struct record_remark *item;

	if (list->nr == MAIL_MAX_REMARKS)
		return NULL;
	if (list->nr == remarks->room) {
		struct record_remark *items;

		remarks->room = remarks->room ? remarks->room * 2 : FIRST_ROOM;
		items = pool_alloc(remarks->pool, remarks->room * sizeof(*items));
		if (list->nr)
			memcpy(items, list->items, list->nr * sizeof(*items));
		list->items = items;
	}
	item = &list->items[list->nr++];
	*item = (struct record_remark){ kind, first, last, "", "" };
	return item;
}

static const char *copy_text(struct remarks *remarks, struct slice text)
{
	text = slice_trim(text);
	text.len = MIN(text.len, MAX_TEXT);
	return text.len ? pool_copy_utf8(remarks->pool, text) : "";
}

/* One remark for each range of the scope; one about what the mail answers without any. */
static void add_scoped(struct remarks *remarks, enum remark_kind kind, const struct scope *scope,
		       struct slice text)
{
	const char *copy = copy_text(remarks, text);

	for (size_t i = 0; i < MAX(scope->nr, 1); i++) {
		struct record_remark *item =
			add(remarks, kind, scope->nr ? scope->ranges[i].first : 0,
			    scope->nr ? scope->ranges[i].last : 0);

		if (item)
			item->text = copy;
	}
}

/* Reading a reply. */
struct reader {
	struct remarks remarks;
	struct own_text own;
	bool fresh;    /* the next word begins a sentence */
	bool closing;  /* "Cheers," was met: names follow */
	bool promised; /* that there will be a next version */
	bool has_list; /* of what was applied, patch by patch */
	int words, questions;

	bool applied, pushed; /* the phrase was met, with this about it */
	struct scope applied_scope;
	struct slice destination;

	struct record_remark *entry; /* of the list, that waits for its commit */
	int unsaid;		     /* number of what may be one */
	struct scope scope;	     /* for the trailers that follow */
	const char *last_key;	     /* of the last trailer, while text about it may follow */
	bool parted;		     /* by a blank line from it */
	unsigned nr_scopes;
};

static struct slice first_word(struct slice line)
{
	size_t len = 0;

	while (len < line.len && (g_ascii_isalpha(line.ptr[len]) || line.ptr[len] == '\''))
		len++;
	return slice_of(line.ptr, len);
}

static int count_words(struct slice line)
{
	int nr = 0;
	bool inside = false;

	for (size_t i = 0; i < line.len; i++) {
		bool letter = g_ascii_isalpha(line.ptr[i]) || (line.ptr[i] & 0x80);

		nr += letter && !inside;
		inside = letter || (inside && !g_ascii_isspace(line.ptr[i]));
	}
	return nr;
}

/* Question marks that end a word, as those inside of addresses do not. */
static int count_questions(struct slice line)
{
	int nr = 0;

	if (!memchr(line.ptr, '?', line.len))
		return 0;
	for (size_t i = 1; i < line.len; i++)
		nr += line.ptr[i] == '?' && !g_ascii_isspace(line.ptr[i - 1]) &&
		      (i + 1 == line.len || g_ascii_isspace(line.ptr[i + 1]) ||
		       line.ptr[i + 1] == ')' || line.ptr[i + 1] == '"');
	return nr;
}

/* "Hi Ann,", "Thanks,", "Cheers": said for the form. */
static bool is_courtesy(struct reader *reader, struct slice line, int words)
{
	static const struct slice openings[] = { SLICE("hi"), SLICE("hello"), SLICE("hey"),
						 SLICE("dear") };
	static const struct slice closings[] = {
		SLICE("thanks"), SLICE("thank"), SLICE("cheers"), SLICE("regards"),   SLICE("best"),
		SLICE("br"),	 SLICE("kind"),	 SLICE("thx"),	  SLICE("sincerely"), SLICE("warm")
	};
	struct slice word = first_word(line);
	bool closing = false, opening = false;

	if (reader->closing && words <= 3 && line.ptr[line.len - 1] != '?')
		return true;
	if (words > 4 || memchr(line.ptr, '?', line.len))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(closings); i++)
		closing |= slice_ieq(word, closings[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(openings); i++)
		opening |= slice_ieq(word, openings[i]);
	reader->closing = closing;
	return closing || opening;
}

static void take_phrase(struct reader *reader, struct slice sentence)
{
	struct scope scope;
	enum phrase phrase = phrase_read(sentence, &scope);

	switch (phrase) {
	case PHRASE_APPLIED:
	case PHRASE_PUSHED:
		if (reader->applied || (reader->pushed && phrase == PHRASE_PUSHED))
			break;
		reader->applied |= phrase == PHRASE_APPLIED;
		reader->pushed |= phrase == PHRASE_PUSHED;
		reader->applied_scope = scope;
		reader->destination = phrase_destination(sentence);
		break;
	case PHRASE_WITHDRAWN:
		add_scoped(&reader->remarks, REMARK_WITHDRAWN, &scope, slice_of(NULL, 0));
		break;
	case PHRASE_NACK:
		add_scoped(&reader->remarks, REMARK_NACK, &scope, slice_of(NULL, 0));
		break;
	case PHRASE_PROMISE:
		reader->promised = true;
		break;
	case PHRASE_NONE:
		break;
	}
}

/* The length of the sentence that text begins with; *ended tells that it does not go on below. */
static size_t sentence_length(struct slice text, bool *ended)
{
	*ended = true;
	for (size_t i = 0; i < text.len; i++)
		if ((text.ptr[i] == '.' || text.ptr[i] == '!' || text.ptr[i] == '?') &&
		    (i + 1 == text.len || g_ascii_isspace(text.ptr[i + 1]) ||
		     text.ptr[i + 1] == ')'))
			return i + 1;
	*ended = text.len && (text.ptr[text.len - 1] == ':' || text.ptr[text.len - 1] == ')');
	return text.len;
}

static void take_sentences(struct reader *reader, struct slice line)
{
	while (line.len) {
		bool ended;
		size_t len = sentence_length(line, &ended);
		struct slice sentence = slice_of(line.ptr, len);

		if (reader->fresh)
			take_phrase(reader, sentence);
		reader->fresh = ended;
		line = slice_trim(slice_skip(line, len));
	}
}

static void add_scope(struct reader *reader, const struct scope *scope, const char *key)
{
	for (size_t i = 0; i < scope->nr && reader->nr_scopes < SCOPE_REMARKS; i++) {
		struct record_remark *item = add(&reader->remarks, REMARK_SCOPE,
						 scope->ranges[i].first, scope->ranges[i].last);

		if (item) {
			item->text = key;
			item->who = copy_text(&reader->remarks, scope->part);
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

	for (size_t i = reader->remarks.out->nr; i-- && !*copy;)
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
	reader->entry = add(&reader->remarks, REMARK_APPLIED, number, number);
}

static bool end_entry(struct reader *reader, struct slice line)
{
	struct slice commit;

	if (!reader->entry || !entry_commit(line, &commit))
		return false;
	reader->entry->text = copy_text(&reader->remarks, commit);
	reader->entry = NULL;
	return true;
}

/* Where nobody said "Applied" an entry counts once its commit follows. */
static bool take_unsaid_entry(struct reader *reader, struct slice line)
{
	bool named =
		memmem(line.ptr, line.len, "commit", 6) || memmem(line.ptr, line.len, "/c/", 3);
	int number = reader->unsaid;
	struct slice commit;
	bool counted;

	if (number && named && entry_commit(line, &commit)) {
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
	bool counted;
	int number;

	if (!reader->applied && !reader->pushed)
		return take_unsaid_entry(reader, line);
	if (end_entry(reader, line))
		return true;
	if (!entry_read(line, &number, &counted) || !counted)
		return false;
	add_entry(reader, number);
	return true;
}

static void take_text(struct reader *reader, struct slice line)
{
	int words = count_words(line);
	struct scope scope;

	if (is_courtesy(reader, line, words)) {
		take_sentences(reader, line);
		return;
	}
	reader->closing = false;
	reader->words += words;
	reader->questions += count_questions(line);
	take_sentences(reader, line);
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

/* What patchwork is told: "pw-bot: changes-requested" or "cr" leaves it to the author. */
static bool asks_changes(struct slice state)
{
	static const struct slice states[] = { SLICE("cr"),	SLICE("changes-requested"),
					       SLICE("defer"),	SLICE("deferred"),
					       SLICE("reject"), SLICE("rejected") };

	for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
		if (slice_ieq(state, states[i]))
			return true;
	return false;
}

static void take_line(struct reader *reader, struct slice line)
{
	struct slice text = slice_trim(line);
	struct given_line tag;

	if (reader->own.cut) {
		reader->fresh = true;
		reader->scope.nr = 0;
		reader->last_key = NULL;
	}
	if (!text.len) {
		reader->fresh = reader->parted = true;
		reader->unsaid = 0;
		return;
	}
	if (take_entry(reader, line))
		return;
	if (slice_istarts(text, SLICE("pw-bot:"))) {
		reader->questions += asks_changes(slice_trim(slice_skip(text, 7)));
		return;
	}
	if (given_find(line, &tag)) {
		if (tag.before.len)
			take_text(reader, slice_trim(tag.before));
		take_trailer(reader, tag.tag, tag.key);
		reader->fresh = true;
		return;
	}
	take_text(reader, text);
}

/* Whether somebody is thanked, which tells what was pushed from what its author pushes. */
static bool says_thanks(struct slice text)
{
	struct own_text own = { .rest = text };
	struct given_line tag;
	struct slice line, word;

	while (own_next_line(&own, &line)) {
		if (given_find(line, &tag) && !tag.before.len)
			continue;
		word = first_word(slice_trim(line));
		if (slice_ieq(word, SLICE("thanks")) || slice_ieq(word, SLICE("thank")) ||
		    slice_ieq(word, SLICE("thx")) || memmem(line.ptr, line.len, "hanks", 5) ||
		    memmem(line.ptr, line.len, "hank you", 8))
			return true;
	}
	return false;
}

void remark_parse_reply(struct pool *pool, struct slice text, struct remark_list *out)
{
	struct reader reader = { .remarks = { pool, out, 0 }, .own = { .rest = text } };
	struct slice line;

	*out = (struct remark_list){ NULL, 0 };
	reader.fresh = true;
	while (own_next_line(&reader.own, &line))
		take_line(&reader, line);
	if (!reader.has_list && (reader.applied || (reader.pushed && says_thanks(text))))
		add_scoped(&reader.remarks, REMARK_APPLIED, &reader.applied_scope,
			   reader.destination);
	if (reader.promised)
		add(&reader.remarks, REMARK_PROMISE, 0, 0);
	if (reader.words || reader.questions)
		add(&reader.remarks, REMARK_ASKS, reader.words, reader.questions);
}

void remark_parse_pull(struct pool *pool, struct slice text, struct remark_list *out)
{
	struct remarks remarks = { pool, out, 0 };
	struct slice who, titles;
	int count;

	*out = (struct remark_list){ NULL, 0 };
	while (out->nr < MAIL_MAX_REMARKS && shortlog_next(&text, &who, &count, &titles)) {
		const char *name = pool_copy_utf8(pool, who), *title;

		while ((title = shortlog_next_title(pool, &titles))) {
			struct record_remark *item = add(&remarks, REMARK_LISTED, 0, 0);

			if (!item)
				break;
			item->text = title;
			item->who = name;
		}
	}
}

/* "This series was applied to netdev/net.git (main)": where to, by the words behind it. */
static bool read_bot_applied(struct slice line, struct scope *scope, struct slice *where)
{
	static const struct {
		struct slice start;
		bool whole;
	} starts[] = {
		{ SLICE("This series was applied to "), true },
		{ SLICE("This patch was applied to "), false },
		{ SLICE("This pull request was applied to "), false },
		{ SLICE("The following commit has been merged into the "), false },
		{ SLICE("has been merged into "), false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
		if (!slice_istarts(line, starts[i].start))
			continue;
		*where = slice_skip(line, starts[i].start.len);
		scope->nr = starts[i].whole;
		scope->ranges[0].first = 1;
		scope->ranges[0].last = SCOPE_ALL;
		return true;
	}
	return false;
}

/* "Ann Example <ann@example.org>:" behind "by" is who did what the robot tells. */
static void name_applier(struct remarks *remarks, struct slice who)
{
	const char *end = who.len ? memchr(who.ptr, '<', who.len) : NULL, *name;

	if (!end)
		return;
	name = copy_text(remarks, slice_of(who.ptr, (size_t)(end - who.ptr)));
	for (size_t i = 0; i < remarks->out->nr; i++)
		remarks->out->items[i].who = name;
}

void remark_parse_robot(struct pool *pool, struct slice text, struct remark_list *out)
{
	struct remarks remarks = { pool, out, 0 };
	struct scope scope = { .nr = 0 };
	struct slice line, where = { NULL, 0 }, commit, who = { NULL, 0 };
	bool applied = false, has_list = false, pending = false, counted;
	int number = 0;

	*out = (struct remark_list){ NULL, 0 };
	while (slice_next_line(&text, &line)) {
		if (!applied) {
			applied = read_bot_applied(line, &scope, &where);
		} else if (slice_istarts(line, SLICE("Commit-ID:"))) {
			where = slice_skip(line, 10);
			break;
		} else if (!who.len && !has_list && slice_starts(line, SLICE("by "))) {
			who = slice_skip(line, 3);
		} else if (pending && entry_commit(line, &commit)) {
			struct record_remark *item = add(&remarks, REMARK_APPLIED, number, number);

			if (item)
				item->text = copy_text(&remarks, commit);
			pending = false;
		} else if (slice_starts(line, SLICE("  - [")) &&
			   entry_read(line, &number, &counted)) {
			pending = has_list = true;
		} else {
			pending = false;
		}
	}
	if (applied && !has_list)
		add_scoped(&remarks, REMARK_APPLIED, &scope, where);
	name_applier(&remarks, who);
}
