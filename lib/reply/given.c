/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/given.h"

#include "patch/trailer_value.h"
#include "reply/given_line.h"
#include "reply/lexer.h"
#include "reply/vocabulary.h"
#include "text/slice.h"

#define MAX_WRAPPED 3 /* lines that one trailer is wrapped over */

static bool is_tag(struct slice line)
{
	struct given_line found;

	return given_find(line, &found);
}

/* Whether the value is cut in the middle, so that the next line goes on with it. */
static bool is_unfinished(enum trailer_kind kind, struct slice value)
{
	value = slice_trim(value);
	switch (kind) {
	case TRAILER_PERSON:
		return !given_has_address(value) ||
		       !memchr(value.ptr, '>', value.len) == !!memchr(value.ptr, '<', value.len);
	case TRAILER_COMMIT:
		return value.len && memmem(value.ptr, value.len, "(\"", 2) &&
		       !memmem(value.ptr, value.len, "\")", 2);
	case TRAILER_URL:
		return !value.len;
	case TRAILER_OTHER:
		break;
	}
	return false;
}

/* What may continue a value: the address, the rest of a title, a URL; or a remark behind all. */
static bool may_continue(enum trailer_kind kind, struct slice value, struct slice line)
{
	bool remark = line.len && strchr("#([", *line.ptr);

	if (!line.len || is_tag(line))
		return false;
	if (!is_unfinished(kind, value))
		return remark && *line.ptr == '#';
	switch (kind) {
	case TRAILER_PERSON:
		return given_has_address(line) && line.ptr[line.len - 1] == '>' &&
		       !memchr(line.ptr, ':', line.len);
	case TRAILER_URL:
		return slice_istarts(line, SLICE("http"));
	case TRAILER_COMMIT:
		return true;
	case TRAILER_OTHER:
		break;
	}
	return false;
}

/* Mailers break long lines: what continues the value is cut off *rest. */
static void take_wrapped(enum trailer_kind kind, struct slice *value, struct slice *rest)
{
	struct slice next = *rest, taken = *rest, whole = *value, line;

	for (int i = 0; i < MAX_WRAPPED && slice_next_line(&next, &line); i++) {
		if (!may_continue(kind, whole, slice_trim(given_skip_blanks(line))))
			break;
		whole.len = (size_t)(line.ptr + line.len - whole.ptr);
		taken = next;
	}
	if (is_unfinished(kind, whole))
		return;
	*value = whole;
	*rest = taken;
}

static void take(struct trailer_collector *collector, const struct given_line *found,
		 struct slice *rest)
{
	enum trailer_kind kind = trailer_kind(found->key);
	struct slice value = found->value;
	struct person person;
	struct trailer *item;
	const char *clean;

	take_wrapped(kind, &value, rest);
	clean = trailer_value(collector->pool, kind, value, &person);
	item = clean ? trailer_add(collector, found->key) : NULL;
	if (!item)
		return;
	item->value = clean;
	item->person = person;
}

/* What follows a line of text. */
static struct slice behind(struct slice text, struct slice line)
{
	struct slice rest = slice_skip(text, (size_t)(line.ptr - text.ptr));

	slice_next_line(&rest, &line);
	return rest;
}

#define MAX_SENTENCE 400 /* bytes of the sentence that are looked at */

static struct slice next_word(struct slice *rest)
{
	struct slice word;
	size_t len = 0;

	while (rest->len && !g_ascii_isalpha(*rest->ptr))
		*rest = slice_skip(*rest, 1);
	while (len < rest->len && (g_ascii_isalpha(rest->ptr[len]) || rest->ptr[len] == '\''))
		len++;
	word = slice_of(rest->ptr, len);
	*rest = slice_skip(*rest, len);
	return word;
}

/* The last sentence of text, its own end included. */
static struct slice last_sentence(struct slice text)
{
	const char *end, *at;

	text = slice_trim(text);
	if (text.len > MAX_SENTENCE)
		text = slice_skip(text, text.len - MAX_SENTENCE);
	end = text.ptr + text.len;
	for (at = end - 1; at > text.ptr; at--)
		if (g_ascii_isspace(*at) && strchr(".!?", at[-1]))
			return slice_of(at, (size_t)(end - at));
	return text;
}

static bool says_condition(struct slice sentence)
{
	bool prelude = false;
	struct slice word;

	while ((word = next_word(&sentence)).len) {
		if (word_is(word, WORD_TAG_CONDITION) || (prelude && word_is(word, WORD_TAG_DEED)))
			return true;
		prelude |= word_is(word, WORD_TAG_PRELUDE);
	}
	return false;
}

/*
 * Whether what is said in front of a trailer makes it conditional ("If you fix this, you may add"),
 * by the last sentence of said, or what follows it does, in the words that after begins with ("once
 * that is fixed"). The words are English.
 */
static bool is_conditional(struct slice said, struct slice after)
{
	struct slice word;

	if (says_condition(last_sentence(said)))
		return true;
	/* In front only: the end is the mail's, which would be looked for with each trailer. */
	while (after.len && g_ascii_isspace(*after.ptr))
		after = slice_skip(after, 1);
	if (!after.len || !g_ascii_islower(*after.ptr))
		return false;
	word = next_word(&after);
	return word_is(word, WORD_TAG_CONDITION) || word_is(word, WORD_TAG_PRELUDE);
}

void trailer_parse_reply(struct pool *pool, struct slice text, const GArray *own,
			 struct trailer_list *out)
{
	struct trailer_collector collector = { .pool = pool, .out = out };
	struct given_line found;
	const char *run = text.ptr; /* where what he says in front of the next trailer begins */
	bool conditional = false;   /* the last trailer was */

	*out = (struct trailer_list){ NULL, 0 };
	for (guint i = 0; i < own->len; i++) {
		const struct text_line *line = &g_array_index(own, struct text_line, i);
		struct slice said, rest;

		/* The last trailer was wrapped. */
		if (line->line.ptr < run)
			continue;
		if (line->cut) {
			run = line->line.ptr;
			conditional = false;
		}
		if (line->kind != LINE_TAG || !given_find(line->line, &found))
			continue;
		rest = behind(text, line->line);
		said = slice_trim(slice_of(run, (size_t)(found.tag.ptr - run)));
		if (said.len)
			conditional = is_conditional(said, rest);
		if (found.at_start || !conditional)
			take(&collector, &found, &rest);
		run = rest.ptr;
	}
}

static bool begins_with_quote(struct slice text)
{
	struct lexer lexer = { .rest = text };
	struct text_line line;
	bool cut = false;

	while (lexer_next(&lexer, &line) && line.kind != LINE_SIGNATURE) {
		if (line.own && slice_trim(line.line).len)
			return line.cut;
		cut = !line.own;
	}
	return cut;
}

static bool is_verdict(const char *key)
{
	static const char *const keys[] = { "Reviewed-by", "Acked-by", "Tested-by", "Nacked-by" };

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!g_ascii_strcasecmp(key, keys[i]))
			return true;
	return false;
}

static bool gives_tag(struct slice text, const struct person *sender)
{
	struct trailer_list given = { .nr = 0 };
	struct pool pool = POOL_INIT;
	bool found = false;
	g_autoptr(GArray) own = NULL;

	if (!*sender->email)
		return false;
	own = lexer_own_lines(text);
	trailer_parse_reply(&pool, text, own, &given);
	for (size_t i = 0; i < given.nr && !found; i++)
		found = is_verdict(given.items[i].key) &&
			!g_ascii_strcasecmp(given.items[i].person.email, sender->email);
	pool_release(&pool);
	return found;
}

bool unmarked_reply(struct slice text, const struct person *sender)
{
	return begins_with_quote(text) || gives_tag(text, sender);
}
