/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_where.h"

#define ID_DIGITS 12
#define ID_MAX 64 /* of SHA-256 */

/* What stands between the name of a tree and what of it is shown. */
static const struct slice views[] = {
	SLICE("/c/"),	    SLICE("/-/commits/"), SLICE("/-/commit/"), SLICE("/-/tree/"),
	SLICE("/commits/"), SLICE("/commit/"),	  SLICE("/tree/"),     SLICE("/log/"),
};

static size_t find(struct slice text, struct slice what)
{
	const char *at = text.len ? memmem(text.ptr, text.len, what.ptr, what.len) : NULL;

	return at ? (size_t)(at - text.ptr) : text.len;
}

/* The value of "h=" or "id=" behind the "?"; empty without. */
static struct slice parameter(struct slice url, struct slice name)
{
	struct slice rest = slice_skip(url, find(url, SLICE("?")));

	while (rest.len) {
		struct slice value;

		rest = slice_skip(rest, 1);
		value = slice_skip(rest, name.len);
		if (slice_starts(rest, name))
			return slice_of(value.ptr, find(value, SLICE("&")));
		rest = slice_skip(rest, find(rest, SLICE("&")));
	}
	return slice_of("", 0);
}

static bool is_commit(struct slice text)
{
	size_t len = 0;

	while (len < text.len &&
	       (g_ascii_isdigit(text.ptr[len]) || (text.ptr[len] >= 'a' && text.ptr[len] <= 'f')))
		len++;
	return len == text.len && len >= ID_DIGITS && len <= ID_MAX;
}

/* Without folders that say nothing of which tree it is. */
static struct slice skip_folders(struct slice path)
{
	static const struct slice folders[] = { SLICE("cgit/"), SLICE("pub/scm/"),
						SLICE("linux/kernel/git/") };

	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
		if (slice_starts(path, folders[i]))
			path = slice_skip(path, folders[i].len);
	return path;
}

/* Where the view begins in the path, whose last "/" may lack; the length of the path without it. */
static size_t find_view(struct slice path, struct slice view)
{
	struct slice end = slice_of(view.ptr, view.len - 1);
	size_t at = find(path, view);

	if (at == path.len && path.len >= end.len &&
	    slice_eq(slice_skip(path, path.len - end.len), end))
		at = path.len - end.len;
	return at;
}

bool brief_append_where(struct slice url, GString *out)
{
	size_t host = find(url, SLICE("://")), at = 0;
	struct slice branch = parameter(url, SLICE("h=")), commit = parameter(url, SLICE("id="));
	struct slice path = slice_skip(url, host + strlen("://")), shown = slice_of("", 0);

	if (host == url.len || !slice_starts(url, SLICE("http")))
		return false;
	path = slice_skip(path, find(path, SLICE("/")));
	path = slice_of(path.ptr, find(path, SLICE("?")));
	for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
		at = find_view(path, views[i]);
		shown = slice_skip(path, at + views[i].len);
		if (at < path.len)
			break;
	}
	if (at < 2 || at == path.len)
		return false;
	path = skip_folders(slice_of(path.ptr + 1, at - 1));
	if (is_commit(shown))
		commit = shown;
	else if (shown.len)
		branch = shown;
	g_string_append_len(out, path.ptr, (gssize)path.len);
	if (is_commit(commit))
		g_string_append_printf(out, ": %.*s", ID_DIGITS, commit.ptr);
	else if (branch.len)
		g_string_append_printf(out, " %.*s", (int)branch.len, branch.ptr);
	return true;
}
