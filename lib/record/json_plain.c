/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/json_plain.h"

#define MAX_LEVELS 8
#define MAX_MEMBERS 64 /* each is compared with those before it */
#define MAX_DIGITS 15

static void skip_blanks(struct slice *rest)
{
	while (rest->len && strchr(" \t\r\n", *rest->ptr) && *rest->ptr)
		*rest = slice_skip(*rest, 1);
}

static bool take(struct slice *rest, char c)
{
	skip_blanks(rest);
	if (!rest->len || *rest->ptr != c)
		return false;
	*rest = slice_skip(*rest, 1);
	return true;
}

/* With the quotes. */
static bool take_string(struct slice *rest, struct slice *out)
{
	size_t len = 0;

	if (!take(rest, '"'))
		return false;
	while (len < rest->len && rest->ptr[len] >= ' ' && rest->ptr[len] < 127 &&
	       rest->ptr[len] != '"' && rest->ptr[len] != '\\')
		len++;
	if (len == rest->len || rest->ptr[len] != '"')
		return false;
	*out = slice_of(rest->ptr - 1, len + 2);
	*rest = slice_skip(*rest, len + 1);
	return true;
}

static bool take_scalar(struct slice *rest, struct slice *out)
{
	static const struct slice words[] = { SLICE("true"), SLICE("false"), SLICE("null") };
	size_t len = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(words) && !len; i++)
		len = slice_starts(*rest, words[i]) ? words[i].len : 0;
	while (!len || (g_ascii_isdigit(*rest->ptr) && len < rest->len &&
			g_ascii_isdigit(rest->ptr[len]))) {
		if (!rest->len || !g_ascii_isdigit(rest->ptr[len]) || len == MAX_DIGITS ||
		    (len && *rest->ptr == '0'))
			return false;
		len++;
	}
	*out = slice_of(rest->ptr, len);
	*rest = slice_skip(*rest, len);
	return !rest->len || strchr(" \t\r\n,]}", *rest->ptr);
}

static bool take_value(struct slice *rest, unsigned level, struct slice *out);

static bool take_item(struct slice *rest, bool named, unsigned level, struct json_item *item)
{
	*item = (struct json_item){ .name = { NULL, 0 } };
	if (named && (!take_string(rest, &item->name) || !take(rest, ':')))
		return false;
	return take_value(rest, level, &item->value);
}

static bool is_new(const struct slice *names, unsigned nr, struct slice name)
{
	for (unsigned i = 0; i < nr; i++)
		if (slice_eq(names[i], name))
			return false;
	return name.len > 2;
}

/* Behind the bracket, to the one that closes it. */
static bool take_items(struct slice *rest, char close, unsigned level)
{
	struct slice names[MAX_MEMBERS];
	struct json_item item;
	unsigned nr = 0;

	if (take(rest, close))
		return true;
	do {
		if (!take_item(rest, close == '}', level, &item))
			return false;
		if (close != '}')
			continue;
		if (nr == MAX_MEMBERS || !is_new(names, nr, item.name))
			return false;
		names[nr++] = item.name;
	} while (take(rest, ','));
	return take(rest, close);
}

static bool take_value(struct slice *rest, unsigned level, struct slice *out)
{
	const char *start;
	char open;

	skip_blanks(rest);
	if (!rest->len || level == MAX_LEVELS)
		return false;
	start = rest->ptr;
	open = *start;
	if (open == '"')
		return take_string(rest, out);
	if (open != '{' && open != '[')
		return take_scalar(rest, out);
	*rest = slice_skip(*rest, 1);
	if (!take_items(rest, open == '{' ? '}' : ']', level + 1))
		return false;
	*out = slice_of(start, (size_t)(rest->ptr - start));
	return true;
}

bool json_plain(struct slice text, struct slice *value)
{
	if (!take_value(&text, 0, value))
		return false;
	skip_blanks(&text);
	return !text.len;
}

struct slice json_plain_inside(struct slice value)
{
	if (!value.len || (*value.ptr != '{' && *value.ptr != '['))
		return slice_of(NULL, 0);
	return slice_skip(value, 1);
}

bool json_plain_next(struct slice *inside, struct json_item *item)
{
	struct slice ahead;

	take(inside, ',');
	skip_blanks(inside);
	ahead = *inside;
	if (!ahead.len)
		return false;
	/* A string in front of a colon is a name. */
	if (take_string(&ahead, &item->name) && take(&ahead, ':'))
		return take_item(inside, true, 0, item);
	return take_item(inside, false, 0, item);
}

struct slice json_plain_string(struct slice value)
{
	return value.len && *value.ptr == '"' ? slice_of(value.ptr + 1, value.len - 2)
					      : slice_of(NULL, 0);
}

struct slice json_plain_member(struct slice object, struct slice name)
{
	struct slice inside = json_plain_inside(object);
	struct json_item item;

	while (json_plain_next(&inside, &item))
		if (item.name.ptr && slice_eq(json_plain_string(item.name), name))
			return item.value;
	return slice_of(NULL, 0);
}
