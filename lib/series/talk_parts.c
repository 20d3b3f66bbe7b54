/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/talk_private.h"
#include "text/each.h"

/* More parts of one series, and words of one, than people name: each costs all its paths. */
#define MAX_PARTS 8
#define MAX_WORDS 8

struct part {
	const char *words;
	GArray *places; /* of guint: its patches in the talk */
};

static void part_clear(void *data)
{
	g_array_unref(((struct part *)data)->places);
}

void talk_parts_init(struct talk_parts *parts, const struct talk *talk)
{
	*parts = (struct talk_parts){ .talk = talk };
}

void talk_parts_release(struct talk_parts *parts)
{
	g_clear_pointer(&parts->list, g_array_unref);
}

/* Cuts the next word off *rest, which ends at a space or one of marks; empty at the end. */
static struct slice next_word(struct slice *rest, const char *marks)
{
	size_t len = 0;

	while (rest->len && (g_ascii_isspace(*rest->ptr) || strchr(marks, *rest->ptr)))
		*rest = slice_skip(*rest, 1);
	while (len < rest->len && !g_ascii_isspace(rest->ptr[len]) &&
	       !strchr(marks, rest->ptr[len]))
		len++;
	*rest = slice_skip(*rest, len);
	return slice_of(rest->ptr - len, len);
}

/*
 * Whether a word of a title or path is that of a part: "hyperv" for "Hyper-V", "selftest" for
 * "selftests", "arm64" for "Arm".
 */
static bool same_word(struct slice word, struct slice wanted)
{
	size_t w = 0, i = 0;

	for (; i < wanted.len && w < word.len; i++) {
		if (!g_ascii_isalnum(wanted.ptr[i]) && !(wanted.ptr[i] & 0x80))
			continue;
		while (w < word.len && !g_ascii_isalnum(word.ptr[w]) && !(word.ptr[w] & 0x80))
			w++;
		if (w == word.len || g_ascii_tolower(word.ptr[w]) != g_ascii_tolower(wanted.ptr[i]))
			break;
		w++;
	}
	wanted = slice_skip(wanted, i);
	word = slice_skip(word, w);
	if (wanted.len)
		return !word.len && slice_ieq(wanted, SLICE("s"));
	if (slice_ieq(word, SLICE("s")))
		return true;
	while (word.len && g_ascii_isdigit(*word.ptr))
		word = slice_skip(word, 1);
	return !word.len;
}

#define TEXT_MARKS ":,/()[]\"'`"
#define PATH_MARKS "/"
#define PATH_PARTS "/_-."

static bool has_word(struct slice text, struct slice wanted, const char *marks)
{
	struct slice word;

	while ((word = next_word(&text, marks)).len)
		if (same_word(word, wanted))
			return true;
	return false;
}

/* Where a patch may name what it is about, the surest first. */
enum place { PLACE_PREFIX, PLACE_PATHS, PLACE_TITLE, NR_PLACES };

static bool is_named(const struct record *patch, enum place place, struct slice wanted)
{
	const char *title = patch->subject.title, *colon = strrchr(title, ':');

	switch (place) {
	case PLACE_PREFIX:
		return has_word(slice_of(title, colon ? (size_t)(colon - title) : 0), wanted,
				TEXT_MARKS);
	case PLACE_PATHS:
		for (const char **path = patch->posted->diffstat.paths; path && *path; path++)
			if (has_word(slice_str(*path), wanted, PATH_MARKS) ||
			    has_word(slice_str(*path), wanted, PATH_PARTS))
				return true;
		return false;
	case PLACE_TITLE:
		return has_word(slice_str(title), wanted, TEXT_MARKS);
	default:
		return false;
	}
}

static bool is_conjunction(struct slice word)
{
	return slice_ieq(word, SLICE("and")) || slice_ieq(word, SLICE("or")) ||
	       slice_eq(word, SLICE("&")) || slice_eq(word, SLICE("+"));
}

/* "PMU related", "KVM-specific". */
static bool is_filler(struct slice word)
{
	return slice_ieq(word, SLICE("related")) || slice_ieq(word, SLICE("specific"));
}

static struct slice without_filler(struct slice word)
{
	const char *dash = memrchr(word.ptr, '-', word.len);

	if (dash && is_filler(slice_skip(word, (size_t)(dash + 1 - word.ptr))))
		word.len = (size_t)(dash - word.ptr);
	return word;
}

/* Whether the patch has all words between two "and"s. */
static bool is_about(const struct record *patch, enum place place, struct slice words)
{
	struct slice word;
	bool all = true, any = false;

	for (int i = 0; i < MAX_WORDS && (word = next_word(&words, ",/")).len; i++) {
		if (is_conjunction(word)) {
			if (all && any)
				return true;
			all = true;
			any = false;
			continue;
		}
		if (is_filler(word))
			continue;
		any = true;
		all = all && is_named(patch, place, without_filler(word));
	}
	return all && any;
}

static void find_patches(const struct talk *talk, struct part *part)
{
	for (enum place place = 0; place < NR_PLACES && !part->places->len; place++)
		for (guint i = 0; i < talk->patches->len; i++)
			if (is_about(g_array_index(talk->patches, struct talk_patch, i).patch,
				     place, slice_str(part->words)))
				g_array_append_val(part->places, i);
}

const GArray *talk_parts_find(struct talk_parts *parts, const char *words)
{
	struct part part = { words, NULL };

	if (!parts->list) {
		parts->list = g_array_new(FALSE, FALSE, sizeof(struct part));
		g_array_set_clear_func(parts->list, part_clear);
	}
	array_each (const struct part, known, parts->list)
		if (!g_ascii_strcasecmp(known->words, words))
			return known->places;
	if (parts->list->len == MAX_PARTS)
		return NULL;
	part.places = g_array_new(FALSE, FALSE, sizeof(guint));
	find_patches(parts->talk, &part);
	g_array_append_val(parts->list, part);
	return part.places;
}
