/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/trailer.h"

#include "mime/limits.h"
#include "patch/trailer_value.h"

#define TRAILER_FIRST_ROOM 8

bool trailer_read(struct slice line, struct slice *key, struct slice *value)
{
	size_t len = 0, colon;

	while (len < line.len && (g_ascii_isalnum(line.ptr[len]) || line.ptr[len] == '-'))
		len++;
	colon = len;
	while (colon < line.len && (line.ptr[colon] == ' ' || line.ptr[colon] == '\t'))
		colon++;
	if (!len || line.ptr[0] == '-' || colon == line.len || line.ptr[colon] != ':')
		return false;
	*key = slice_of(line.ptr, len);
	*value = slice_skip(line, colon + 1);
	return !slice_starts(*value, SLICE("//"));
}

static bool is_known_key(struct slice key)
{
	return trailer_kind(key) != TRAILER_OTHER || slice_ieq(key, SLICE("Change-Id")) ||
	       slice_ieq(key, SLICE("BugLink")) || slice_ieq(key, SLICE("Message-ID")) ||
	       slice_istarts(key, SLICE("Reported"));
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_blank(struct slice line)
{
	return !slice_trim(line).len;
}

static struct slice last_paragraph(struct slice text)
{
	const char *end, *start;

	while (text.len && g_ascii_isspace(text.ptr[text.len - 1]))
		text.len--;
	end = start = text.ptr + text.len;
	while (start > text.ptr) {
		const char *lf = memrchr(text.ptr, '\n', (size_t)(start - 1 - text.ptr));
		const char *line = lf ? lf + 1 : text.ptr;

		if (is_blank(slice_of(line, (size_t)(start - line))))
			break;
		start = line;
	}
	return slice_of(start, (size_t)(end - start));
}

struct slice trailer_block(struct slice message)
{
	struct slice block = last_paragraph(message), rest = block, line;
	size_t trailers = 0, others = 0;
	bool known = false;

	while (slice_next_line(&rest, &line)) {
		struct slice key, value;

		if (trailer_read(line, &key, &value)) {
			trailers++;
			known |= is_known_key(key);
		} else if (slice_starts(line, SLICE("(cherry picked from commit "))) {
			known = true;
		} else if (*line.ptr != '[' && !(trailers && is_space(*line.ptr))) {
			others++;
		}
	}
	return known || (trailers && !others) ? block : slice_of(NULL, 0);
}

/* One line of value: each line end and the white space that follows it become one space. */
static const char *trailer_join(struct pool *pool, struct slice value)
{
	struct slice line;
	g_autoptr(GString) joined = NULL;

	value = slice_trim(value);
	if (!value.len)
		return "";
	if (!memchr(value.ptr, '\n', value.len))
		return pool_copy_utf8(pool, value);
	joined = g_string_sized_new(value.len);
	while (slice_next_line(&value, &line)) {
		line = slice_trim(line);
		if (joined->len)
			g_string_append_c(joined, ' ');
		g_string_append_len(joined, line.ptr, (gssize)line.len);
	}
	return pool_copy_utf8(pool, slice_of(joined->str, joined->len));
}

static struct trailer *new_item(struct trailer_collector *c)
{
	struct trailer_list *list = c->out;

	if (list->nr == c->room) {
		struct trailer *items;

		c->room = c->room ? c->room * 2 : TRAILER_FIRST_ROOM;
		items = pool_alloc(c->pool, c->room * sizeof(*items));
		if (list->nr)
			memcpy(items, list->items, list->nr * sizeof(*items));
		list->items = items;
	}
	return &list->items[list->nr++];
}

struct trailer *trailer_add(struct trailer_collector *c, struct slice key)
{
	struct trailer *item;

	if (c->out->nr == MAIL_MAX_TRAILERS)
		return NULL;
	item = new_item(c);
	*item = (struct trailer){ .key = pool_copy_utf8(c->pool, key),
				  .value = "",
				  .person = { "", "" } };
	return item;
}

/* The value with the continuation lines that follow, which are cut off *rest. */
static void take_continuation(struct slice *value, struct slice *rest)
{
	struct slice next = *rest, line;

	while (slice_next_line(&next, &line) && line.len && is_space(*line.ptr) &&
	       !is_blank(line)) {
		value->len = (size_t)(line.ptr + line.len - value->ptr);
		*rest = next;
	}
}

void trailer_parse_patch(struct pool *pool, struct slice trailers, struct trailer_list *out)
{
	struct trailer_collector c = { .pool = pool, .out = out };
	struct slice line, key, value;

	*out = (struct trailer_list){ NULL, 0 };
	while (slice_next_line(&trailers, &line)) {
		struct trailer *item;

		if (!trailer_read(line, &key, &value))
			continue;
		take_continuation(&value, &trailers);
		item = trailer_add(&c, key);
		if (!item)
			return;
		item->value = trailer_join(pool, value);
		if (trailer_kind(key) == TRAILER_PERSON)
			trailer_person(pool, item->value, &item->person);
	}
}

struct slice trailer_fixes_title(const struct trailer *trailer)
{
	const char *start, *end;

	if (g_ascii_strcasecmp(trailer->key, "Fixes"))
		return slice_of(NULL, 0);
	start = strstr(trailer->value, "(\"");
	end = start ? strrchr(start, '"') : NULL;
	if (!start || end <= start + 2)
		return slice_of(NULL, 0);
	return slice_of(start + 2, (size_t)(end - start) - 2);
}
