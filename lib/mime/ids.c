/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/ids.h"

/*
 * How far a comment between ids may reach: a bound on looking for a parenthesis that never closes.
 * The longest ones are "(Jane Doe's message of …)".
 */
#define COMMENT_MAX 256

static const struct slice nothing = { NULL, 0 };

static size_t comment_length(struct slice s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.len && i < COMMENT_MAX; i++) {
		if (s.ptr[i] == '(')
			depth++;
		else if (s.ptr[i] == ')' && !--depth)
			return i + 1;
	}
	return 0;
}

/* From the next "<" outside a comment on; all of it is passed over where there is none. */
static struct slice skip_to_angle(struct slice s)
{
	while (s.len && *s.ptr != '<') {
		size_t comment = *s.ptr == '(' ? comment_length(s) : 0;

		s = slice_skip(s, comment ? comment : 1);
	}
	return s;
}

/* The id of s, which begins with "<", and s behind it. Empty when another "<" comes first. */
static struct slice cut_id(struct slice *s)
{
	struct slice inside = slice_skip(*s, 1);
	size_t len = 0;

	while (len < inside.len && inside.ptr[len] != '>' && inside.ptr[len] != '<')
		len++;
	*s = slice_skip(inside, len);
	if (s->len && *s->ptr == '<')
		return nothing;
	*s = slice_skip(*s, 1);
	return slice_trim(slice_of(inside.ptr, len));
}

static bool bare_id(struct slice field, struct slice *id)
{
	struct slice word = slice_trim(field);

	for (size_t i = 0; i < word.len; i++)
		if (g_ascii_isspace(word.ptr[i]))
			return false;
	if (!word.len || !memchr(word.ptr, '@', word.len))
		return false;
	*id = word;
	return true;
}

bool ids_next(struct slice *rest, struct slice *id)
{
	struct slice at = skip_to_angle(*rest);

	if (!at.len) {
		struct slice field = *rest;

		*rest = at;
		return bare_id(field, id);
	}
	while (at.len) {
		struct slice found = cut_id(&at);

		/* Past the text behind it now: it must not be taken for a bare id later. */
		at = skip_to_angle(at);
		if (!found.len)
			continue;
		*id = found;
		*rest = at;
		return true;
	}
	*rest = at;
	return false;
}
