/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/condition.h"

#define MAX_SENTENCE 400 /* bytes of the sentence that are looked at */

/* Each makes a condition wherever it stands. */
static const struct slice conditions[] = {
	SLICE("if"),	 SLICE("once"),	 SLICE("assuming"), SLICE("provided"),
	SLICE("unless"), SLICE("until"), SLICE("modulo"),   SLICE("pending"),
};

/* Make one where the sentence says what is to be done: "with the nits fixed", "after you respin".
 */
static const struct slice preludes[] = { SLICE("with"), SLICE("after"), SLICE("when") };

static const struct slice deeds[] = {
	SLICE("fixed"),	    SLICE("fixing"),   SLICE("addressed"), SLICE("addressing"),
	SLICE("changed"),   SLICE("changing"), SLICE("resolved"),  SLICE("resolving"),
	SLICE("corrected"), SLICE("removed"),  SLICE("updated"),   SLICE("sorted"),
	SLICE("done"),	    SLICE("cleaned"),  SLICE("dropped"),   SLICE("renamed"),
	SLICE("respin"),    SLICE("repost"),   SLICE("nit"),	   SLICE("nits"),
	SLICE("change"),    SLICE("changes"),  SLICE("fix"),	   SLICE("fixes"),
	SLICE("comment"),   SLICE("comments"), SLICE("typo"),	   SLICE("typos"),
};

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

static bool is_one(struct slice word, const struct slice *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (slice_ieq(word, words[i]))
			return true;
	return false;
}

#define IS_ONE(word, words) is_one(word, words, G_N_ELEMENTS(words))

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
		if (IS_ONE(word, conditions) || (prelude && IS_ONE(word, deeds)))
			return true;
		prelude |= IS_ONE(word, preludes);
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
	return IS_ONE(word, conditions) || IS_ONE(word, preludes);
}
