/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/paths.h"

#include <stdlib.h>

#include "mime/limits.h"

#define FIRST_ROOM 16
#define MAX_ROOM (4 * MAIL_MAX_PATHS) /* most paths come twice: of a rename even from two names */

void path_list_add(struct path_list *list, struct slice path)
{
	if (!path.len || list->nr == MAX_ROOM)
		return;
	if (list->nr == list->room) {
		list->room = list->room ? list->room * 2 : FIRST_ROOM;
		list->items = g_renew(struct slice, list->items, list->room);
	}
	list->items[list->nr++] = path;
}

void path_list_release(struct path_list *list)
{
	g_free(list->items);
	*list = (struct path_list){ NULL, 0, 0 };
}

static int compare_paths(const void *left, const void *right)
{
	const struct slice *a = left, *b = right;
	int order = memcmp(a->ptr, b->ptr, MIN(a->len, b->len));

	return order ? order : (a->len > b->len) - (a->len < b->len);
}

const char **path_list_finish(struct path_list *list, struct pool *pool, size_t *nr)
{
	const char **paths;
	size_t kept = 0;

	if (list->nr)
		qsort(list->items, list->nr, sizeof(*list->items), compare_paths);
	for (size_t i = 0; i < list->nr && kept < MAIL_MAX_PATHS; i++)
		if (!kept || !slice_eq(list->items[kept - 1], list->items[i]))
			list->items[kept++] = list->items[i];
	paths = pool_alloc(pool, (kept + 1) * sizeof(*paths));
	for (size_t i = 0; i < kept; i++)
		paths[i] = pool_copy_utf8(pool, list->items[i]);
	*nr = kept;
	return paths;
}

/* Of git's C quotes: the byte behind the backslash at *s, which is moved behind it. */
static char read_escape(struct slice *s)
{
	static const char letters[] = "abfnrtv", bytes[] = "\a\b\f\n\r\t\v";
	const char *letter;
	char byte = 0;

	if (*s->ptr >= '0' && *s->ptr <= '7') {
		unsigned value = 0;

		for (int i = 0; i < 3 && s->len && *s->ptr >= '0' && *s->ptr <= '7'; i++) {
			value = value * 8 + (unsigned)(*s->ptr - '0');
			*s = slice_skip(*s, 1);
		}
		return (char)(unsigned char)value;
	}
	byte = *s->ptr;
	letter = byte ? strchr(letters, byte) : NULL;
	*s = slice_skip(*s, 1);
	return letter ? bytes[letter - letters] : byte;
}

/* Cuts a quoted path off *s, which begins with the quote. "Not there" without a closing quote. */
static struct slice read_quoted(struct pool *pool, struct slice *s)
{
	struct slice at = slice_skip(*s, 1);
	const char *start = at.ptr;
	size_t len = 0;
	char *out;

	while (at.len && *at.ptr != '"')
		at = slice_skip(at, *at.ptr == '\\' ? 2 : 1);
	if (!at.len)
		return slice_of(NULL, 0);
	*s = slice_skip(at, 1);
	at = slice_of(start, (size_t)(at.ptr - start));
	out = pool_alloc(pool, at.len + 1);
	while (at.len) {
		char byte = *at.ptr;

		at = slice_skip(at, 1);
		out[len++] = byte == '\\' && at.len ? read_escape(&at) : byte;
	}
	return slice_of(out, len);
}

static struct slice up_to(struct slice s, char end)
{
	const char *at = s.len ? memchr(s.ptr, end, s.len) : NULL;

	return at ? slice_of(s.ptr, (size_t)(at - s.ptr)) : s;
}

struct slice path_read(struct pool *pool, struct slice s)
{
	if (s.len && *s.ptr == '"') {
		struct slice path = read_quoted(pool, &s);

		if (path.ptr)
			return path;
	}
	s = up_to(up_to(s, '\t'), '\r');
	return slice_eq(slice_trim(s), SLICE("/dev/null")) ? slice_of(NULL, 0) : s;
}

struct slice path_read_whole(struct pool *pool, struct slice s)
{
	return s.len && *s.ptr == '"' ? path_read(pool, s) : up_to(s, '\r');
}

struct slice path_squash(struct pool *pool, struct slice path)
{
	size_t len = 0;
	char *out;

	if (path.len < 2 || !memmem(path.ptr, path.len, "//", 2))
		return path;
	out = pool_alloc(pool, path.len);
	for (size_t i = 0; i < path.len; i++)
		if (!i || path.ptr[i] != '/' || path.ptr[i - 1] != '/')
			out[len++] = path.ptr[i];
	return slice_of(out, len);
}

/* What follows the first folder of a path; "not there" where it is in none. */
static struct slice behind_folder(struct slice path, struct slice *folder)
{
	const char *slash = path.len ? memchr(path.ptr, '/', path.len) : NULL;

	if (!slash)
		return slice_of(NULL, 0);
	*folder = slice_of(path.ptr, (size_t)(slash - path.ptr));
	return slice_skip(path, folder->len + 1);
}

struct slice path_without_folder(struct slice path)
{
	struct slice folder;

	return path.ptr ? behind_folder(path, &folder) : path;
}

static bool strip_alone(struct slice *path)
{
	if (!slice_starts(*path, SLICE("a/")) && !slice_starts(*path, SLICE("b/")))
		return false;
	*path = slice_skip(*path, 2);
	return true;
}

bool path_strip_prefixes(struct slice *old_path, struct slice *new_path)
{
	struct slice old_folder, new_folder, old_rest, new_rest;

	if (!old_path->ptr || !new_path->ptr)
		return strip_alone(old_path->ptr ? old_path : new_path);
	old_rest = behind_folder(*old_path, &old_folder);
	new_rest = behind_folder(*new_path, &new_folder);
	if (!old_rest.ptr || !new_rest.ptr || slice_eq(old_folder, new_folder))
		return false;
	*old_path = old_rest;
	*new_path = new_rest;
	return true;
}

/* Both names are the same but for their prefixes of equal length, so that the space is in the
 * middle. */
static bool split_in_middle(struct slice s, struct slice *old_path, struct slice *new_path,
			    bool *prefixed)
{
	size_t half = s.len / 2;

	if (!half || s.len % 2 == 0 || s.ptr[half] != ' ')
		return false;
	*old_path = slice_of(s.ptr, half);
	*new_path = slice_skip(s, half + 1);
	*prefixed = path_strip_prefixes(old_path, new_path);
	return slice_eq(*old_path, *new_path);
}

/*
 * The same for prefixes of any length and names with blanks. What is behind the first slash has to
 * be as long as what is behind the first one of the new name: only one blank can be right.
 */
static bool split_by_prefixes(struct slice s, struct slice *old_path, struct slice *new_path)
{
	const char *end = s.ptr + s.len, *first = memchr(s.ptr, '/', s.len), *next = first, *at;

	for (at = first; at && (at = memchr(at + 1, ' ', (size_t)(end - at - 1)));) {
		if (next < at)
			next = memchr(at, '/', (size_t)(end - at));
		if (!next)
			return false;
		if (at - first != end - next)
			continue;
		*old_path = slice_of(s.ptr, (size_t)(at - s.ptr));
		*new_path = slice_of(at + 1, (size_t)(end - at - 1));
		return path_strip_prefixes(old_path, new_path) && slice_eq(*old_path, *new_path);
	}
	return false;
}

bool path_read_pair(struct pool *pool, struct slice s, struct slice *old_path,
		    struct slice *new_path, bool *prefixed)
{
	const char *space;

	/* A name may end with a blank. */
	if (s.len && *s.ptr != '"' && s.ptr[s.len - 1] == ' ' &&
	    split_in_middle(s, old_path, new_path, prefixed))
		return true;
	s = slice_trim(s);
	if (!s.len)
		return false;
	if (*s.ptr == '"') {
		*old_path = read_quoted(pool, &s);
		*new_path = path_read(pool, slice_trim(s));
	} else if (s.ptr[s.len - 1] == '"') {
		const char *quote = memchr(s.ptr, '"', s.len);

		*old_path = slice_trim(slice_of(s.ptr, (size_t)(quote - s.ptr)));
		*new_path = path_read(pool, slice_skip(s, old_path->len + 1));
	} else if (split_in_middle(s, old_path, new_path, prefixed)) {
		return true;
	} else if (split_by_prefixes(s, old_path, new_path)) {
		return *prefixed = true;
	} else {
		space = memchr(s.ptr, ' ', s.len);
		if (!space || memchr(space + 1, ' ', s.len - (size_t)(space + 1 - s.ptr)))
			return false;
		*old_path = slice_of(s.ptr, (size_t)(space - s.ptr));
		*new_path = slice_skip(s, old_path->len + 1);
	}
	if (!old_path->len || !new_path->len)
		return false;
	*prefixed =
		!slice_eq(*new_path, SLICE("/dev/null")) && path_strip_prefixes(old_path, new_path);
	return true;
}

/* git diff --compact-summary: "x (new)", "x (gone)", "x (mode +x)". */
static struct slice without_remark(struct slice path)
{
	static const struct slice remarks[] = {
		SLICE(" (new)"),    SLICE(" (gone)"),	 SLICE(" (new +x)"),
		SLICE(" (new +l)"), SLICE(" (mode +x)"), SLICE(" (mode -x)"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(remarks); i++) {
		size_t len = remarks[i].len;

		if (path.len > len && slice_eq(slice_skip(path, path.len - len), remarks[i]))
			return slice_of(path.ptr, path.len - len);
	}
	return path;
}

/* "dir/" + "" + "/x" is "dir/x". */
static struct slice join(struct pool *pool, struct slice head, struct slice middle,
			 struct slice tail)
{
	char *path = pool_alloc(pool, head.len + middle.len + tail.len + 1);

	if (!middle.len && tail.len && *tail.ptr == '/' &&
	    (!head.len || head.ptr[head.len - 1] == '/'))
		tail = slice_skip(tail, 1);
	memcpy(path, head.ptr, head.len);
	memcpy(path + head.len, middle.ptr, middle.len);
	memcpy(path + head.len + middle.len, tail.ptr, tail.len);
	return slice_of(path, head.len + middle.len + tail.len);
}

void path_add_stat(struct path_list *list, struct pool *pool, struct slice path)
{
	struct slice head, tail, middle;
	const char *arrow, *open, *close;

	path = middle = without_remark(path);
	arrow = memmem(path.ptr, path.len, " => ", 4);
	if (!arrow) {
		path_list_add(list, path_read(pool, path));
		return;
	}
	open = memrchr(path.ptr, '{', (size_t)(arrow - path.ptr));
	close = memchr(arrow, '}', path.len - (size_t)(arrow - path.ptr));
	head = tail = slice_of(path.ptr, 0);
	if (open && close) {
		head = slice_of(path.ptr, (size_t)(open - path.ptr));
		tail = slice_skip(path, (size_t)(close + 1 - path.ptr));
		middle = slice_of(open + 1, (size_t)(close - open - 1));
	}
	path_list_add(list,
		      join(pool, head, slice_of(middle.ptr, (size_t)(arrow - middle.ptr)), tail));
	path_list_add(list,
		      join(pool, head, slice_skip(middle, (size_t)(arrow + 4 - middle.ptr)), tail));
}
