/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/pathspec.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <string.h>
#include "inbox/wildmatch.h"

/* No path can take long, whatever the wildcards. */
#define MAX_STEPS 100000

struct item {
	char *match; /* relative to the top, without "." and ".." */
	size_t len, prefix_len;
	size_t plain; /* its first bytes, that hold no wildcard */
	unsigned magic;
	pcre2_code *wildcards; /* what follows; NULL: nothing */
};

struct pathspec {
	GArray *items; /* of struct item */
	bool any_positive;
	pcre2_match_data *match;
	pcre2_match_context *limits;
};

static void item_clear(void *data)
{
	struct item *item = data;

	g_free(item->match);
	pcre2_code_free(item->wildcards);
}

static unsigned find_magic(const char *name, size_t len)
{
	static const struct {
		const char *name;
		unsigned magic;
	} known[] = { { "top", PATHSPEC_TOP },
		      { "literal", PATHSPEC_LITERAL },
		      { "glob", PATHSPEC_GLOB },
		      { "icase", PATHSPEC_ICASE },
		      { "exclude", PATHSPEC_EXCLUDE } };

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (strlen(known[i].name) == len && !memcmp(known[i].name, name, len))
			return known[i].magic;
	return 0;
}

/* ":(top,icase)path": returns path. */
static const char *read_long_magic(const char *element, unsigned *magic, GError **error)
{
	const char *p = element + 2;

	while (*p && *p != ')') {
		size_t len = strcspn(p, ",)");
		unsigned found = find_magic(p, len);

		if (len && !found) {
			g_set_error(error, PATHSPEC_ERROR, 0,
				    "invalid pathspec magic '%.*s' in '%s'", (int)len, p, element);
			return NULL;
		}
		*magic |= found;
		p += len + (p[len] == ',');
	}
	if (!*p) {
		g_set_error(error, PATHSPEC_ERROR, 0,
			    "missing ')' at the end of pathspec magic in '%s'", element);
		return NULL;
	}
	return p + 1;
}

/* ":!path", ":/path", ":!/:path": returns path. */
static const char *read_short_magic(const char *element, unsigned *magic, GError **error)
{
	const char *p = element + 1;

	for (; *p && *p != ':'; p++) {
		if (*p == '/')
			*magic |= PATHSPEC_TOP;
		else if (*p == '!' || *p == '^')
			*magic |= PATHSPEC_EXCLUDE;
		else if (strchr("\"#%&',-;<=>@_`~", *p)) {
			g_set_error(error, PATHSPEC_ERROR, 0,
				    "unimplemented pathspec magic '%c' in '%s'", *p, element);
			return NULL;
		} else
			break;
	}
	return *p == ':' ? p + 1 : p;
}

static const char *read_magic(const char *element, unsigned defaults, unsigned *magic,
			      GError **error)
{
	const char *path = element;

	*magic = defaults & PATHSPEC_ICASE;
	if (defaults & PATHSPEC_ALL_LITERAL) {
		*magic |= PATHSPEC_LITERAL;
		return element;
	}
	if (g_str_has_prefix(element, ":("))
		path = read_long_magic(element, magic, error);
	else if (*element == ':')
		path = read_short_magic(element, magic, error);
	if (path && *magic & PATHSPEC_LITERAL && *magic & PATHSPEC_GLOB) {
		g_set_error(error, PATHSPEC_ERROR, 0, "%s: 'literal' and 'glob' are incompatible",
			    element);
		return NULL;
	}
	if (!(*magic & (PATHSPEC_LITERAL | PATHSPEC_GLOB)))
		*magic |= defaults & (PATHSPEC_LITERAL | PATHSPEC_GLOB);
	return path;
}

static void drop_folder(GString *path)
{
	while (path->len && path->str[path->len - 1] == '/')
		g_string_truncate(path, path->len - 1);
	while (path->len && path->str[path->len - 1] != '/')
		g_string_truncate(path, path->len - 1);
}

/* Appends path to the folder in out: "." and ".." are followed, slashes are single. */
static bool append_normal(GString *out, const char *path)
{
	if (*path == '/')
		return false;
	while (*path) {
		size_t len = strcspn(path, "/"), slashes = strspn(path + len, "/");

		if (len == 2 && !memcmp(path, "..", 2)) {
			if (!out->len)
				return false;
			drop_folder(out);
		} else if (len != 1 || *path != '.') {
			g_string_append_len(out, path, (gssize)len);
			if (slashes)
				g_string_append_c(out, '/');
		}
		path += len + slashes;
	}
	return true;
}

static bool compile_wildcards(struct item *item, GError **error)
{
	uint32_t options =
		PCRE2_DOTALL | PCRE2_ANCHORED | (item->magic & PATHSPEC_ICASE ? PCRE2_CASELESS : 0);
	PCRE2_UCHAR8 reason[256];
	size_t at;
	g_autofree char *pcre = NULL;
	int code;

	item->plain = item->len;
	if (item->magic & PATHSPEC_LITERAL)
		return true;
	item->plain = MAX(strcspn(item->match, "*?[\\"), item->prefix_len);
	if (item->plain == item->len)
		return true;
	pcre = wildmatch_to_pcre(item->match + item->plain, item->magic & PATHSPEC_GLOB);
	item->wildcards =
		pcre2_compile((PCRE2_SPTR)pcre, PCRE2_ZERO_TERMINATED, options, &code, &at, NULL);
	if (!item->wildcards) {
		pcre2_get_error_message(code, reason, sizeof(reason));
		g_set_error(error, PATHSPEC_ERROR, 0, "bad pathspec '%s': %s", item->match,
			    (const char *)reason);
		return false;
	}
	pcre2_jit_compile(item->wildcards, PCRE2_JIT_COMPLETE);
	return true;
}

static bool add_item(struct pathspec *pathspec, const char *element, unsigned defaults,
		     const char *prefix, GError **error)
{
	struct item item = { 0 };
	const char *path;
	GString *match;
	bool good;

	if (!*element) {
		g_set_error(error, PATHSPEC_ERROR, 0,
			    "empty string is not a valid pathspec; use '.' to match all paths");
		return false;
	}
	path = read_magic(element, defaults, &item.magic, error);
	if (!path)
		return false;
	/* As git has it: from the top on, a path stands as it is. */
	match = g_string_new(item.magic & PATHSPEC_TOP ? path : prefix);
	good = item.magic & PATHSPEC_TOP || append_normal(match, path);
	if (!good)
		g_set_error(error, PATHSPEC_ERROR, 0, "%s: '%s' is outside of the tree", element,
			    path);
	/* What is left of the prefix stands as it is, in this case and without wildcards. */
	while (!(item.magic & PATHSPEC_TOP) && prefix[item.prefix_len] &&
	       prefix[item.prefix_len] == match->str[item.prefix_len])
		item.prefix_len++;
	item.len = match->len;
	item.match = g_string_free(match, FALSE);
	good = good && compile_wildcards(&item, error);
	pathspec->any_positive |= !(item.magic & PATHSPEC_EXCLUDE);
	g_array_append_val(pathspec->items, item);
	return good;
}

struct pathspec *pathspec_parse(const char *const *elements, size_t nr, unsigned defaults,
				const char *prefix, GError **error)
{
	struct pathspec *pathspec = g_new0(struct pathspec, 1);
	bool good = true;

	pathspec->items = g_array_new(FALSE, FALSE, sizeof(struct item));
	g_array_set_clear_func(pathspec->items, item_clear);
	pathspec->match = pcre2_match_data_create(1, NULL);
	pathspec->limits = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(pathspec->limits, MAX_STEPS);
	for (size_t i = 0; good && i < nr; i++)
		good = add_item(pathspec, elements[i], defaults, prefix, error);
	if (!good)
		g_clear_pointer(&pathspec, pathspec_free);
	return pathspec;
}

void pathspec_free(struct pathspec *pathspec)
{
	if (!pathspec)
		return;
	g_array_unref(pathspec->items);
	pcre2_match_data_free(pathspec->match);
	pcre2_match_context_free(pathspec->limits);
	g_free(pathspec);
}

static bool begins_equal(const struct item *item, const char *path, size_t len)
{
	return item->magic & PATHSPEC_ICASE ? !g_ascii_strncasecmp(item->match, path, len)
					    : !strncmp(item->match, path, len);
}

static bool item_matches(const struct pathspec *pathspec, const struct item *item, const char *path,
			 size_t len)
{
	if (strncmp(item->match, path, item->prefix_len))
		return false;
	if (!item->len)
		return true;
	/* The file itself, or a folder that it is in. */
	if (item->len <= len && begins_equal(item, path, item->len) &&
	    (item->len == len || path[item->len] == '/' || item->match[item->len - 1] == '/'))
		return true;
	return item->wildcards && item->plain <= len && begins_equal(item, path, item->plain) &&
	       pcre2_match(item->wildcards, (PCRE2_SPTR)path + item->plain, len - item->plain, 0, 0,
			   pathspec->match, pathspec->limits) >= 0;
}

bool pathspec_matches(const struct pathspec *pathspec, const char *path)
{
	bool found = !pathspec->any_positive;
	size_t len = strlen(path);

	for (guint i = 0; i < pathspec->items->len; i++) {
		const struct item *item = &g_array_index(pathspec->items, struct item, i);
		bool exclude = item->magic & PATHSPEC_EXCLUDE;

		/* One of each kind is enough. */
		if ((exclude || !found) && item_matches(pathspec, item, path, len)) {
			if (exclude)
				return false;
			found = true;
		}
	}
	return found;
}
