/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/condition.h"

#include "reply/vocabulary.h"

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

bool is_conditional(struct slice said, struct slice after)
{
	struct slice word;

	if (says_condition(last_sentence(said)))
		return true;
	after = slice_trim(after);
	if (!after.len || !g_ascii_islower(*after.ptr))
		return false;
	word = next_word(&after);
	return word_is(word, WORD_TAG_CONDITION) || word_is(word, WORD_TAG_PRELUDE);
}
