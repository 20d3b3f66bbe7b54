/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/given.h"

#include "patch/trailer_value.h"
#include "reply/condition.h"
#include "reply/given_line.h"
#include "reply/lexer.h"

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
