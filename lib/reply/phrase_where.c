/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

/* Where something was applied to. */

static const struct slice verbs[] = {
	SLICE("applied"),  SLICE("queued"),  SLICE("pulled"),	 SLICE("merged"),
	SLICE("picked"),   SLICE("taken"),   SLICE("applying"),	 SLICE("queuing"),
	SLICE("queueing"), SLICE("pushed"),  SLICE("committed"), SLICE("added"),
	SLICE("put"),	   SLICE("updated"), SLICE("grabbed"),	 SLICE("snagged"),
	SLICE("staged"),
};

static const struct slice destinations[] = {
	SLICE("to"), SLICE("for"), SLICE("into"), SLICE("in"), SLICE("onto"), SLICE("via"),
};

/* The same, not done yet. */
static const struct slice intents[] = {
	SLICE("apply"), SLICE("queue"), SLICE("merge"), SLICE("take"), SLICE("pick"),
	SLICE("add"),	SLICE("put"),	SLICE("push"),	SLICE("pull"), SLICE("stage"),
};

bool phrase_is_verb(struct slice word)
{
	return IS_ONE(word, verbs);
}

bool phrase_is_destination(struct slice word)
{
	return IS_ONE(word, destinations);
}

static bool has(struct slice word, const char *part)
{
	return word.len && memmem(word.ptr, word.len, part, strlen(part));
}

bool phrase_is_release(struct slice word)
{
	if (word.len && (*word.ptr == 'v' || *word.ptr == 'V'))
		word = slice_skip(word, 1);
	return has(word, "-rc") ||
	       (word.len > 2 && g_ascii_isdigit(*word.ptr) && memchr(word.ptr, '.', word.len));
}

/* "to fixes", "to my fixes": not "to apply my own fixes to". */
static bool is_fixes(const struct sentence *s, unsigned i, unsigned start)
{
	struct slice word = s->words[i].text;

	if (!slice_ieq(word, SLICE("fixes")))
		return has(word, "fixes");
	return i == start || (i == start + 1 && (slice_ieq(s->words[start].text, SLICE("my")) ||
						 slice_ieq(s->words[start].text, SLICE("the"))));
}

bool phrase_is_tree(const struct sentence *s, unsigned i)
{
	static const struct slice trees[] = { SLICE("tree"),	SLICE("branch"),   SLICE("queue"),
					      SLICE("next"),	SLICE("mainline"), SLICE("master"),
					      SLICE("upstream") };
	static const char *const parts[] = { "next", ".git", "-tree", "unstable", "-misc" };

	for (unsigned start = i, end = MIN(i + 5, s->nr); i < end; i++) {
		struct slice word = s->words[i].text;

		if (IS_ONE(word, trees) || memchr(word.ptr, '/', word.len) ||
		    slice_istarts(word, SLICE("for-")) || is_fixes(s, i, start))
			return true;
		for (size_t k = 0; k < G_N_ELEMENTS(parts); k++)
			if (has(word, parts[k]))
				return true;
		if (s->words[i].after)
			break;
	}
	return false;
}

/* "irqchip-next" of "my irqchip-next[1]", the end of which punctuation has lost. */
static struct slice without_note(struct slice text)
{
	const char *note;

	if (slice_istarts(text, SLICE("my ")) && memchr(text.ptr + 3, ' ', text.len - 3))
		text = slice_skip(text, 3);
	note = memchr(text.ptr, '[', text.len);
	return note ? slice_trim(slice_of(text.ptr, (size_t)(note - text.ptr))) : text;
}

/* Not "for a spin"; nor, behind "with a change", "to the subject line". */
static bool may_be_place(const struct sentence *s, unsigned i, bool aside)
{
	static const struct slice others[] = { SLICE("a"), SLICE("an"), SLICE("some"),
					       SLICE("testing") };

	return !IS_ONE(s->words[i].text, others) &&
	       (!aside || phrase_is_tree(s, i) || phrase_is_release(s->words[i].text));
}

struct slice phrase_destination(struct slice text)
{
	static const struct slice ends[] = {
		SLICE("with"),	  SLICE("and"),	  SLICE("so"),	   SLICE("as"),	   SLICE("but"),
		SLICE("because"), SLICE("until"), SLICE("in"),	   SLICE("for"),   SLICE("now"),
		SLICE("--"),	  SLICE("-"),	  SLICE("thanks"), SLICE("where"), SLICE("which"),
	};
	struct sentence s;
	bool aside = false;
	unsigned i = 0;

	phrase_split(text, &s);
	while (i < s.nr && !IS_ONE(s.words[i].text, verbs) && !IS_ONE(s.words[i].text, intents))
		i++;
	if (slice_ieq(word_at(&s, i), SLICE("updated")))
		return slice_of(NULL, 0);
	for (; i + 1 < s.nr; i++) {
		unsigned end = i + 1;

		if (s.words[i].after || (slice_ieq(s.words[i].text, SLICE("and")) &&
					 !phrase_is_verb(s.words[i + 1].text) &&
					 !IS_ONE(s.words[i + 1].text, destinations)))
			break;
		aside |= slice_ieq(s.words[i].text, SLICE("with"));
		if (!IS_ONE(s.words[i].text, destinations) || !may_be_place(&s, i + 1, aside))
			continue;
		while (end + 1 < s.nr && !s.words[end].after && end < i + 6 &&
		       !IS_ONE(s.words[end + 1].text, ends) &&
		       !strchr("([", s.words[end + 1].text.ptr[-1]))
			end++;
		return without_note(
			slice_of(s.words[i + 1].text.ptr,
				 (size_t)(s.words[end].text.ptr + s.words[end].text.len -
					  s.words[i + 1].text.ptr)));
	}
	return slice_of(NULL, 0);
}

bool phrase_is_several(const struct sentence *s, unsigned i)
{
	static const struct slice several[] = { SLICE("them"), SLICE("these") };

	return IS_ONE(word_at(s, i), several) &&
	       (s->words[i].after || i + 1 == s->nr || phrase_is_destination(word_at(s, i + 1)));
}
