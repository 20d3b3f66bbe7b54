/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

/* Where something was applied to. */

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
	return i == start || (i == start + 1 && (SAYS(s, start, "my") || SAYS(s, start, "the")));
}

/* "next", "kvm-next", "x86/urgent", "for-6.15", "mm.git": what branches are called. */
static bool is_branch(struct slice word)
{
	struct slice last = word;

	if (word.len && word.ptr[word.len - 1] == '`')
		last.len--;
	for (size_t i = last.len; COUNT_DOWN(i);)
		if (strchr("-/.:#`", last.ptr[i])) {
			last = slice_skip(last, i + 1);
			break;
		}
	return word_is(last, WORD_BRANCH) || word_is(word, WORD_TREE_NAME) ||
	       slice_istarts(word, SLICE("for-")) || has(word, ".git") || has(word, "#for-");
}

/* The same, where it is more than one word of the language. */
static bool is_made_up(struct slice word)
{
	return is_branch(word) && (memchr(word.ptr, '-', word.len) || has(word, "."));
}

bool phrase_is_tree(const struct sentence *s, unsigned i)
{
	static const char *const parts[] = { "next", ".git", "-tree", "unstable", "-misc" };

	for (unsigned start = i, end = MIN(i + 5, s->nr); i < end; i++) {
		struct slice word = s->words[i].text;

		if (is_a(s, i, WORD_TREE) || memchr(word.ptr, '/', word.len) ||
		    slice_istarts(word, SLICE("for-")) || is_fixes(s, i, start) || is_made_up(word))
			return true;
		for (size_t k = 0; k < G_N_ELEMENTS(parts); k++)
			if (has(word, parts[k]))
				return true;
		if (s->words[i].after && s->words[i].after != '\'')
			break;
	}
	return false;
}

/* Whether the name of a tree may end in front of word i: not "next" of "the next patch". */
static bool ends_name(const struct sentence *s, unsigned i)
{
	return i >= s->nr || s->words[i - 1].after || s->words[i].text.ptr[-1] == '(' ||
	       is_a(s, i, WORD_PLACE_END) || is_a(s, i, WORD_BEHIND_TREE);
}

unsigned phrase_behind_tree(const struct sentence *s, unsigned i)
{
	bool own = SAYS(s, i, "my") || SAYS(s, i, "our"),
	     the = SAYS(s, i, "the") || SAYS(s, i, "all");
	unsigned start = i + (own || the), end = MIN(start + 4, s->nr);
	bool named = false;

	for (i = start; i < end; i++) {
		bool noun = is_a(s, i, WORD_TREE) && (own || named || (the && i > start));

		named = is_branch(s->words[i].text);

		if (noun && i > start && is_a(s, i - 1, WORD_NO_TREE))
			return 0;
		if ((named || noun) && ends_name(s, i + 1))
			return i + 1;
		if (s->words[i].after)
			return 0;
	}
	return 0;
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

/* Not "for a spin", "in the meantime"; nor, behind "with a change", "to the subject line". */
static bool may_be_place(const struct sentence *s, unsigned i, bool aside)
{
	return !is_a(s, i, WORD_NO_PLACE) && !SAYS(s, i + 1, "meantime") &&
	       (!aside || phrase_is_tree(s, i) || phrase_is_release(s->words[i].text));
}

struct slice phrase_destination(struct slice text)
{
	struct sentence s;
	bool aside = false;
	unsigned i = 0;

	phrase_split(text, &s);
	i = phrase_find_landed(&s);
	if (i) {
		unsigned end = phrase_behind_tree(&s, i);

		if (!end)
			return slice_of(NULL, 0);
		end--;
		return without_note(slice_of(s.words[i].text.ptr, (size_t)(s.words[end].text.ptr +
									   s.words[end].text.len -
									   s.words[i].text.ptr)));
	}
	while (i < s.nr && !is_a(&s, i, WORD_VERB) && !is_a(&s, i, WORD_INTENT))
		i++;
	if (slice_ieq(word_at(&s, i), SLICE("updated")))
		return slice_of(NULL, 0);
	for (; i + 1 < s.nr; i++) {
		unsigned end = i + 1;

		if (s.words[i].after || (SAYS(&s, i, "and") && !is_a(&s, i + 1, WORD_VERB) &&
					 !is_a(&s, i + 1, WORD_DESTINATION)))
			break;
		aside |= SAYS(&s, i, "with");
		if (SAYS(&s, i, "because"))
			break;
		/* "in for 5.12" */
		if (!is_a(&s, i, WORD_DESTINATION) || !may_be_place(&s, i + 1, aside) ||
		    SAYS(&s, i + 1, "for"))
			continue;
		while (end + 1 < s.nr && !s.words[end].after && end < i + 6 &&
		       !is_a(&s, end + 1, WORD_PLACE_END) &&
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
	return is_a(s, i, WORD_SEVERAL) &&
	       (s->words[i].after || i + 1 == s->nr || is_a(s, i + 1, WORD_DESTINATION));
}
