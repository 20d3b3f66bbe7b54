/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/scope.h"

#include <stdlib.h>

#include "reply/vocabulary.h"

#define MAX_NUMBER 99999

/* What stands between "for" and "the series": few words of any kind. */
#define WORDS_BETWEEN 4

/* Cuts the next word, letters and hyphens, off *rest with what precedes it; empty at the end or
 * in front of a digit. */
static struct slice next_word(struct slice *rest)
{
	struct slice word;
	size_t len = 0;

	while (rest->len && !g_ascii_isalnum(*rest->ptr))
		*rest = slice_skip(*rest, 1);
	while (len < rest->len &&
	       (g_ascii_isalpha(rest->ptr[len]) || (len && rest->ptr[len] == '-') ||
		(len && rest->ptr[len] == '\'')))
		len++;
	word = slice_of(rest->ptr, len);
	*rest = slice_skip(*rest, len);
	return word;
}

/* A whole number, not part of a word or version; "3/7" is 3. */
static bool take_number(struct slice *rest, int *out)
{
	struct slice s = *rest;
	int number = 0;

	while (s.len && (*s.ptr == ' ' || *s.ptr == '#' || *s.ptr == '\t'))
		s = slice_skip(s, 1);
	if (!s.len || !g_ascii_isdigit(*s.ptr))
		return false;
	for (; s.len && g_ascii_isdigit(*s.ptr); s = slice_skip(s, 1))
		if (number <= MAX_NUMBER)
			number = number * 10 + (*s.ptr - '0');
	if (s.len > 1 && *s.ptr == '/' && g_ascii_isdigit(s.ptr[1])) {
		s = slice_skip(s, 1);
		while (s.len && g_ascii_isdigit(*s.ptr))
			s = slice_skip(s, 1);
	}
	if (s.len && (g_ascii_isalpha(*s.ptr) || *s.ptr == '_'))
		return false;
	if (s.len > 1 && *s.ptr == '.' && g_ascii_isdigit(s.ptr[1]))
		return false;
	*out = number;
	*rest = s;
	return number > 0 && number <= MAX_NUMBER;
}

/* Takes any of the words (given with their spaces in front) off *rest. */
static bool take_any(struct slice *rest, const struct slice *words, size_t nr)
{
	struct slice s = *rest;

	while (s.len && *s.ptr == ' ')
		s = slice_skip(s, 1);
	for (size_t i = 0; i < nr; i++) {
		if (!slice_istarts(s, words[i]))
			continue;
		*rest = slice_skip(s, words[i].len);
		return true;
	}
	return false;
}

static bool take_dash(struct slice *rest)
{
	static const struct slice dashes[] = { SLICE("-"),  SLICE("~"),	       SLICE(".."),
					       SLICE("–"),  SLICE("through "), SLICE("thru "),
					       SLICE("to ") };

	return take_any(rest, dashes, G_N_ELEMENTS(dashes));
}

static bool take_comma(struct slice *rest)
{
	static const struct slice commas[] = { SLICE(", and "), SLICE(","), SLICE("and "),
					       SLICE("& "), SLICE("+") };

	return take_any(rest, commas, G_N_ELEMENTS(commas));
}

static void add_range(struct scope *scope, int first, int last)
{
	if (scope->nr == SCOPE_MAX || last < first)
		return;
	scope->ranges[scope->nr].first = first;
	scope->ranges[scope->nr].last = last;
	scope->nr++;
}

/* "1-3, 5 and 7". */
static bool take_numbers(struct slice *rest, struct scope *out)
{
	bool any = false;
	int first, last;

	do {
		struct slice behind;

		if (!take_number(rest, &first))
			break;
		last = first;
		behind = *rest;
		if (take_dash(&behind) && take_number(&behind, &last))
			*rest = behind;
		else
			last = first;
		add_range(out, first, last);
		any = true;
	} while (take_comma(rest));
	return any;
}

static int by_first(const void *a, const void *b)
{
	int fa = *(const int *)a, fb = *(const int *)b;

	return (fa > fb) - (fa < fb);
}

/* What is left of the patches first to last without those of sorted ranges. */
static void add_without(struct scope *out, int first, int last, const struct scope *sorted)
{
	for (size_t i = 0; i < sorted->nr; i++) {
		if (sorted->ranges[i].last < first || sorted->ranges[i].first > last)
			continue;
		add_range(out, first, sorted->ranges[i].first - 1);
		first = sorted->ranges[i].last + 1;
	}
	add_range(out, first, last);
}

/* The patches of *out, or all where it has none, but those of without. */
static void subtract(const struct scope *without, bool all, struct scope *out)
{
	struct scope sorted = *without, base = *out;

	if (all || !base.nr) {
		base.nr = 0;
		add_range(&base, 1, SCOPE_ALL);
	}
	qsort(sorted.ranges, sorted.nr, sizeof(*sorted.ranges), by_first);
	out->nr = 0;
	for (size_t i = 0; i < base.nr; i++)
		add_without(out, base.ranges[i].first, base.ranges[i].last, &sorted);
}

/* A sentence that is being read. */
struct sentence {
	struct scope *out, without;
	bool all;      /* "the series" is named */
	bool excludes; /* numbers that follow are left out */
	bool rest;     /* "for the rest", of what was named before */
	bool prose;    /* a number alone is no patch's there, unless "all but" stands before it */
	int since_for; /* words behind "for" */
};

static bool is_exception(const struct word_classes *classes, struct slice word, struct slice before)
{
	return classes_have(classes, WORD_EXCEPT) ||
	       (slice_ieq(word, SLICE("than")) && slice_ieq(before, SLICE("other"))) ||
	       (slice_ieq(word, SLICE("for")) && slice_ieq(before, SLICE("not")));
}

/* "two patches", "3 patches", or "patch" behind "the first". */
static bool take_first(struct slice *rest, struct scope *out)
{
	static const char *const numbers[] = { "patch", "two",	 "three", "four", "five",
					       "six",	"seven", "eight", "nine", "ten" };
	struct slice behind = *rest, word;
	int last = 0;

	if (!take_number(&behind, &last)) {
		word = next_word(&behind);
		for (size_t i = 0; i < G_N_ELEMENTS(numbers) && !last; i++)
			if (slice_ieq(word, slice_str(numbers[i])))
				last = (int)i + 1;
		if (last == 1)
			behind = *rest;
	}
	if (!last || !word_is(next_word(&behind), WORD_PATCH))
		return false;
	add_range(out, 1, last);
	*rest = behind;
	return true;
}

static void take_word(struct sentence *sentence, struct slice word, struct slice before,
		      struct slice *rest)
{
	struct scope *into = sentence->excludes ? &sentence->without : sentence->out;
	const struct word_classes *classes = vocabulary_find(word); /* of each word of each line */

	if (slice_ieq(word, SLICE("first")) && slice_ieq(before, SLICE("the")) &&
	    take_first(rest, into)) {
		/* "the first two patches" */
	} else if (classes_have(classes, WORD_PATCH)) {
		take_numbers(rest, into);
	} else if (classes_have(classes, WORD_SERIES)) {
		sentence->all |= !sentence->excludes;
	} else if (is_exception(classes, word, before)) {
		/* "all but 3", or "all, but patch 3 needs …" */
		sentence->excludes = true;
		if (!sentence->prose || word_is(before, WORD_SERIES))
			take_numbers(rest, &sentence->without);
	} else if (classes_have(classes, WORD_REST) && sentence->since_for < 3) {
		sentence->rest = true;
	}
	sentence->since_for = slice_ieq(word, SLICE("for")) ? 0 : sentence->since_for + 1;
}

static void read_sentence(struct slice text, struct sentence *sentence)
{
	const char *start = text.ptr;
	struct slice before = { NULL, 0 };

	while (text.len) {
		struct slice word = next_word(&text);

		if (word.len) {
			take_word(sentence, word, before, &text);
			before = word;
		} else if (text.len) {
			/* "#3", "3/7" */
			bool marked = text.ptr > start && text.ptr[-1] == '#';

			if (marked && !take_numbers(&text, sentence->excludes ? &sentence->without
									      : sentence->out))
				text = slice_skip(text, 1);
			while (!marked && text.len && g_ascii_isalnum(*text.ptr))
				text = slice_skip(text, 1);
		}
	}
}

void scope_read(struct slice text, struct scope *out)
{
	struct sentence sentence = { .out = out, .since_for = WORDS_BETWEEN };

	out->nr = 0;
	out->part = slice_of(NULL, 0);
	read_sentence(text, &sentence);
	if (sentence.without.nr)
		subtract(&sentence.without, sentence.all, out);
	else if (!out->nr && sentence.all)
		add_range(out, 1, SCOPE_ALL);
}

bool scope_read_numbers(struct slice text, struct scope *out)
{
	out->nr = 0;
	out->part = slice_of(NULL, 0);
	return take_numbers(&text, out);
}

/* "the whole series", "patches 1-3", "both patches" at the start of text. */
static bool about_at(struct slice text)
{
	for (int i = 0; i < WORDS_BETWEEN; i++) {
		struct slice word = next_word(&text), behind = text;
		int number;

		if (!word.len)
			return false;
		if (word_is(word, WORD_PATCH))
			return take_number(&text, &number);
		if (!word_is(word, WORD_SERIES))
			continue;
		if (!word_is(word, WORD_COUNT))
			return true;
		word = next_word(&behind);
		if (!word.len || word_is(word, WORD_PATCH) || slice_ieq(word, SLICE("of")))
			return true;
	}
	return false;
}

/* Words in front of what a part is called, and the bytes that one of them has at most. */
#define TOPIC_WORDS 5
#define TOPIC_WORD_MAX 100

/* In front only: the end of a line is not looked for with each word of it. */
static struct slice skip_space(struct slice rest)
{
	while (rest.len && g_ascii_isspace(*rest.ptr))
		rest = slice_skip(rest, 1);
	return rest;
}

/* Whether "the KVM bits" ends there: the sentence does not go on with a thing of its own. */
static bool part_ends(struct slice rest)
{
	rest = skip_space(rest);
	return !rest.len || strchr(".,:;)]!-", *rest.ptr) ||
	       word_is(next_word(&rest), WORD_PART_END);
}

/* A word of what a part is about, which may be "KVM/arm64" or "memory-barriers.txt"; empty where
 * it is longer than any: all of "for,for,for" would be read with each "for". */
static struct slice topic_word(struct slice *rest)
{
	struct slice word;

	while (rest->len && *rest->ptr == ' ')
		*rest = slice_skip(*rest, 1);
	word = slice_of(rest->ptr, 0);
	while (word.len < rest->len && !strchr(" \t:;()[]#\"", rest->ptr[word.len]))
		if (++word.len > TOPIC_WORD_MAX)
			return slice_of(rest->ptr, 0);
	*rest = slice_skip(*rest, word.len);
	return word;
}

/* "the KVM bits" at the start of text: gives "KVM". */
static bool read_part(struct slice text, struct slice *part)
{
	struct slice word;

	*part = slice_of(NULL, 0);
	for (int i = 0; i < TOPIC_WORDS; i++) {
		struct slice bare;

		word = bare = topic_word(&text);
		while (bare.len && strchr(",.!", bare.ptr[bare.len - 1]))
			bare.len--;
		if (!bare.len || word_is(bare, WORD_NO_TOPIC))
			return false;
		if (part->len && word_is(bare, WORD_PART))
			return bare.len < word.len || part_ends(text);
		if (i || !slice_ieq(bare, SLICE("the")))
			*part = part->len ? slice_of(part->ptr,
						     (size_t)(word.ptr + word.len - part->ptr))
					  : word;
	}
	return false;
}

/* Whether the word that ends in front of at leads to what tags are for. */
static bool is_lead(struct slice word, struct slice before, bool begins)
{
	if (slice_ieq(word, SLICE("for")))
		return begins || word_is(before, WORD_TAG) || word_is(before, WORD_BEFORE_FOR);
	return (slice_ieq(word, SLICE("to")) || slice_ieq(word, SLICE("on"))) &&
	       word_is(before, WORD_TAG);
}

/* Whether nothing but ":", "is" or "are" follows to the end. */
static bool leads_on(struct slice rest)
{
	struct slice behind = rest, word = next_word(&behind);

	if (rest.len && *rest.ptr == ':')
		return true;
	behind = skip_space(behind);
	if (behind.len && *behind.ptr == ':')
		behind = skip_space(slice_skip(behind, 1));
	return (slice_ieq(word, SLICE("is")) || slice_ieq(word, SLICE("are"))) && !behind.len;
}

/* "Patches 1-3:", "For 1-3:" and "Patches 2 and 4 are". */
static bool read_heading(struct slice line, struct scope *out)
{
	struct slice rest = line, word;

	while (rest.len) {
		word = next_word(&rest);
		out->nr = 0;
		if (!word.len)
			rest = slice_skip(rest, 1);
		else if ((word_is(word, WORD_PATCH) || slice_ieq(word, SLICE("for"))) &&
			 take_numbers(&rest, out) && leads_on(rest))
			return true;
	}
	out->nr = 0;
	return false;
}

/*
 * "Except for patch 3", "all but 3", "not for patch 3, but for the others", "patch 3 is not mine;
 * for the rest": what is left. "For the rest" of what was not named is for a part that is none.
 */
static bool read_exclusion(struct slice line, struct scope *out)
{
	struct sentence sentence = { .out = out, .prose = true, .since_for = WORDS_BETWEEN };

	out->nr = 0;
	read_sentence(line, &sentence);
	if (sentence.rest && !sentence.without.nr) {
		sentence.without = *out;
		sentence.all = true;
	}
	if (sentence.without.nr) {
		subtract(&sentence.without, sentence.all || sentence.rest, out);
		return true;
	}
	return false;
}

/* "the rest" at the start of text, which no patch is of. */
static bool read_rest(struct slice text, struct slice *part)
{
	struct slice word = next_word(&text);

	if (slice_ieq(word, SLICE("the")) || slice_ieq(word, SLICE("all")))
		word = next_word(&text);
	*part = word;
	return word_is(word, WORD_REST);
}

/* "# patches 1,4" */
static bool read_comment(struct slice line, struct scope *out)
{
	const char *hash = line.len ? memchr(line.ptr, '#', line.len) : NULL;
	struct slice rest;

	if (!hash)
		return false;
	rest = slice_skip(line, (size_t)(hash + 1 - line.ptr));
	out->nr = 0;
	return word_is(next_word(&rest), WORD_PATCH) && take_numbers(&rest, out);
}

bool scope_read_for(struct slice line, struct scope *out)
{
	struct slice rest = line, before = { NULL, 0 }, part;

	out->part = slice_of(NULL, 0);
	if (read_exclusion(line, out))
		return true;
	while (rest.len) {
		const char *end = rest.ptr;
		struct slice word = next_word(&rest);
		bool begins = word.ptr == line.ptr || !before.len;

		/* What stands in front of it ends with punctuation, or there is nothing. */
		for (const char *at = end; at < word.ptr && !begins; at++)
			begins = strchr(",.:;(#-", *at) != NULL;
		if (!word.len) {
			rest = slice_skip(rest, 1);
			before = slice_of(line.ptr, 1);
			continue;
		}
		if (is_lead(word, before, begins)) {
			if (read_part(rest, &part) || read_rest(rest, &part)) {
				out->nr = 0;
				add_range(out, 0, 0);
				out->part = part;
				return true;
			}
			if (about_at(rest)) {
				scope_read(rest, out);
				return out->nr > 0;
			}
		}
		before = word;
	}
	return read_heading(line, out) || read_comment(line, out);
}
