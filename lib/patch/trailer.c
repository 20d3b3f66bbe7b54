/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/trailer.h"

#include "mime/limits.h"

#define TRAILER_FIRST_ROOM 8

/* A trailer that is being read: its value goes on as long as continuation lines come. */
struct raw_trailer {
	struct slice key, value;
};

/* "Reviewed-by: …", "Cc : …"; not "https://…". */
static bool read_trailer(struct slice line, struct raw_trailer *out)
{
	size_t len = 0, colon;

	while (len < line.len && (g_ascii_isalnum(line.ptr[len]) || line.ptr[len] == '-'))
		len++;
	colon = len;
	while (colon < line.len && (line.ptr[colon] == ' ' || line.ptr[colon] == '\t'))
		colon++;
	if (!len || line.ptr[0] == '-' || colon == line.len || line.ptr[colon] != ':')
		return false;
	out->key = slice_of(line.ptr, len);
	out->value = slice_skip(line, colon + 1);
	return !slice_starts(out->value, SLICE("//"));
}

static bool is_person_key(struct slice key)
{
	return slice_ieq(key, SLICE("Cc")) ||
	       (key.len > 3 && !g_ascii_strncasecmp(key.ptr + key.len - 3, "-by", 3));
}

static bool is_reference_key(struct slice key)
{
	return slice_ieq(key, SLICE("Fixes")) || slice_ieq(key, SLICE("Link")) ||
	       slice_ieq(key, SLICE("Closes"));
}

static bool is_known_key(struct slice key)
{
	return is_person_key(key) || is_reference_key(key) || slice_ieq(key, SLICE("Change-Id")) ||
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
		struct raw_trailer trailer;

		if (read_trailer(line, &trailer)) {
			trailers++;
			known |= is_known_key(trailer.key);
		} else if (slice_starts(line, SLICE("(cherry picked from commit "))) {
			known = true;
		} else if (*line.ptr != '[' && !(trailers && is_space(*line.ptr))) {
			others++;
		}
	}
	return known || (trailers && !others) ? block : slice_of(NULL, 0);
}

/* One line: each line end and the white space that follows it become one space. */
static const char *join_lines(struct pool *pool, struct slice value)
{
	struct slice line;
	GString *joined;
	const char *copy;

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
	copy = pool_copy_utf8(pool, slice_of(joined->str, joined->len));
	g_string_free(joined, TRUE);
	return copy;
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

static void add(struct trailer_collector *c, const struct raw_trailer *raw)
{
	struct trailer *item;

	if (c->out->nr == MAIL_MAX_TRAILERS)
		return;
	item = new_item(c);
	item->key = pool_copy_utf8(c->pool, raw->key);
	item->value = join_lines(c->pool, raw->value);
	item->person = (struct person){ "", "" };
	if (is_person_key(raw->key))
		address_parse(c->pool, slice_str(item->value), &item->person);
}

/* The value with the continuation lines that follow, which are cut off *rest. */
static void take_continuation(struct raw_trailer *trailer, struct slice *rest)
{
	struct slice next = *rest, line;

	while (slice_next_line(&next, &line) && line.len && is_space(*line.ptr) &&
	       !is_blank(line)) {
		trailer->value.len = (size_t)(line.ptr + line.len - trailer->value.ptr);
		*rest = next;
	}
}

void trailer_parse_patch(struct pool *pool, struct slice trailers, struct trailer_list *out)
{
	struct trailer_collector c = { .pool = pool, .out = out };
	struct slice line;

	*out = (struct trailer_list){ NULL, 0 };
	while (slice_next_line(&trailers, &line)) {
		struct raw_trailer trailer;

		if (!read_trailer(line, &trailer))
			continue;
		take_continuation(&trailer, &trailers);
		add(&c, &trailer);
	}
}

/* Mailers break long lines: the address of "Reviewed-by: A Long Name" may stand in the next one. */
static void take_address_line(struct raw_trailer *trailer, struct slice *rest)
{
	struct slice next = *rest, line;

	if (trailer->value.len && memchr(trailer->value.ptr, '@', trailer->value.len))
		return;
	if (slice_next_line(&next, &line) && line.len && *line.ptr == '<') {
		trailer->value.len = (size_t)(line.ptr + line.len - trailer->value.ptr);
		*rest = next;
	}
}

/* "Acked-by: tags were lost" names nobody. */
static bool is_given(const struct raw_trailer *trailer)
{
	if (is_reference_key(trailer->key))
		return slice_trim(trailer->value).len > 0;
	return is_person_key(trailer->key) && trailer->value.len &&
	       memchr(trailer->value.ptr, '@', trailer->value.len);
}

bool trailer_is_given(struct slice line, struct slice *key)
{
	struct raw_trailer trailer;

	if (!line.len || !g_ascii_isalnum(*line.ptr) || !read_trailer(line, &trailer))
		return false;
	*key = trailer.key;
	return is_person_key(trailer.key) || is_reference_key(trailer.key);
}

void trailer_take_given(struct trailer_collector *c, struct slice line, struct slice *rest)
{
	struct raw_trailer trailer;

	if (!trailer_is_given(line, &trailer.key))
		return;
	read_trailer(line, &trailer);
	take_continuation(&trailer, rest);
	if (is_person_key(trailer.key))
		take_address_line(&trailer, rest);
	if (is_given(&trailer))
		add(c, &trailer);
}
