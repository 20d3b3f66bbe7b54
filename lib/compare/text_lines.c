/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/text_lines.h"

#include "text/hash.h"
#include "text/pool.h"

#define FIRST_ROOM 1024 /* a power of two, as each after it */

/* What lines are compared by, and its hash. */
struct key {
	struct slice text;
	uint64_t hash;
};

struct line_numbers {
	GArray *keys;	/* of struct key, by number */
	guint32 *table; /* of numbers plus one; 0 is free */
	size_t room;	/* in the table: more than twice as many as there are keys */
	bool ignore_space;
	guint32 *zeros; /* two for each of nr_zeros numbers */
	guint nr_zeros;
	struct pool pool; /* has the keys that are not the lines themselves */
};

struct line_numbers *line_numbers_new(bool ignore_space)
{
	struct line_numbers *numbers = g_new0(struct line_numbers, 1);

	numbers->keys = g_array_new(FALSE, FALSE, sizeof(struct key));
	numbers->room = FIRST_ROOM;
	numbers->table = g_new0(guint32, numbers->room);
	numbers->ignore_space = ignore_space;
	return numbers;
}

void line_numbers_free(struct line_numbers *numbers)
{
	g_array_unref(numbers->keys);
	g_free(numbers->table);
	g_free(numbers->zeros);
	pool_release(&numbers->pool);
	g_free(numbers);
}

guint32 *line_numbers_zeros(struct line_numbers *numbers)
{
	if (!numbers->zeros || numbers->nr_zeros != numbers->keys->len) {
		g_free(numbers->zeros);
		numbers->nr_zeros = numbers->keys->len;
		/* Of no line at all there is one, too, to be pointed at. */
		numbers->zeros = g_new0(guint32, 2 * ((gsize)numbers->nr_zeros + 1));
	}
	return numbers->zeros;
}

/* Where the table has that key, or where it has room for it. */
static guint32 *find_place(const struct line_numbers *numbers, const struct key *key)
{
	const struct key *keys = (const void *)numbers->keys->data;
	size_t at = key->hash & (numbers->room - 1);

	while (numbers->table[at]) {
		const struct key *known = &keys[numbers->table[at] - 1];

		if (known->hash == key->hash && slice_eq(known->text, key->text))
			break;
		at = (at + 1) & (numbers->room - 1);
	}
	return &numbers->table[at];
}

static void make_room(struct line_numbers *numbers)
{
	g_free(numbers->table);
	numbers->room *= 2;
	numbers->table = g_new0(guint32, numbers->room);
	for (guint32 i = 0; i < numbers->keys->len; i++)
		*find_place(numbers, &g_array_index(numbers->keys, struct key, i)) = i + 1;
}

/* git's white space: it has neither form feeds nor vertical tabs. */
static struct slice without_space(struct pool *pool, struct slice line)
{
	char *out = pool_alloc(pool, line.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < line.len; i++)
		if (!slice_is_one(line.ptr[i], ' ', '\t', '\r'))
			out[len++] = line.ptr[i];
	return slice_of(out, len);
}

static guint32 number_of(struct line_numbers *numbers, struct slice line)
{
	struct key key = { line, 0 };
	guint32 *place;

	if (numbers->ignore_space)
		key.text = without_space(&numbers->pool, line);
	key.hash = slice_hash(key.text);
	place = find_place(numbers, &key);
	if (*place)
		return *place - 1;
	g_array_append_val(numbers->keys, key);
	*place = numbers->keys->len;
	if (numbers->keys->len > numbers->room / 2)
		make_room(numbers);
	return numbers->keys->len - 1;
}

void text_lines_read(struct line_numbers *numbers, struct slice text, struct text_lines *out)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct slice));

	while (text.len) {
		const char *end = slice_find_lf(text.ptr, text.len);
		struct slice line = slice_of(text.ptr, end ? (size_t)(end - text.ptr) : text.len);

		g_array_append_val(lines, line);
		text = slice_skip(text, line.len + 1);
	}
	out->nr = lines->len;
	out->line = (struct slice *)(void *)g_array_free(lines, FALSE);
	out->number = g_new(guint32, out->nr + 1);
	for (size_t i = 0; i < out->nr; i++)
		out->number[i] = number_of(numbers, out->line[i]);
}

void text_lines_clear(struct text_lines *lines)
{
	g_free(lines->line);
	g_free(lines->number);
}
