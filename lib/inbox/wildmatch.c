/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/wildmatch.h"

#include <string.h>

#define NEVER "(?!)"

static void put_byte(GString *out, char c)
{
	g_string_append_printf(out, "\\x%02x", (unsigned char)c);
}

/* The byte of a bracket expression that *at is at; 0 at the end. */
static char bracket_byte(const char **at)
{
	if (**at == '\\')
		++*at;
	return **at ? *(*at)++ : '\0';
}

/*
 * "[:alpha:]"; *at is behind its "[". Returns false when it is none, and with *bad when there is no
 * class of that name.
 */
static bool put_class(GString *out, const char **at, bool *bad)
{
	static const char names[] =
		" alnum alpha blank cntrl digit graph lower print punct space upper xdigit ";
	const char *name = *at + 1, *close;
	g_autofree char *word = NULL;

	if (**at != ':')
		return false;
	close = strchr(name, ']');
	if (!close || close == name || close[-1] != ':')
		return false;
	word = g_strdup_printf(" %.*s ", (int)(close - 1 - name), name);
	*bad = !strstr(names, word);
	if (*bad)
		return false;
	g_string_append_printf(out, "[:%.*s:]", (int)(close - 1 - name), name);
	*at = close + 1;
	return true;
}

/* What stands in the brackets, and the "]"; false where there is none, or what nothing matches. */
static bool put_members(GString *out, const char **at)
{
	const char *p = *at;
	bool bad = false, first = true;

	for (; first || *p != ']'; first = false) {
		char low, high;

		if (*p == '[') {
			p++;
			if (put_class(out, &p, &bad))
				continue;
			if (bad)
				return false;
			low = '[';
		} else {
			low = bracket_byte(&p);
		}
		high = low;
		if (*p == '-' && p[1] && p[1] != ']') {
			p++;
			high = bracket_byte(&p);
		}
		if (!low || !high)
			return false;
		if ((unsigned char)low > (unsigned char)high)
			high = low;
		put_byte(out, low);
		g_string_append_c(out, '-');
		put_byte(out, high);
	}
	*at = p + 1;
	return true;
}

static void put_bracket(GString *out, const char **at, bool pathname)
{
	g_autoptr(GString) members = g_string_new(NULL);
	bool negated = **at == '!' || **at == '^', good;

	*at += negated;
	good = put_members(members, at);
	if (pathname)
		g_string_append(out, "(?!/)");
	if (!good) {
		g_string_append(out, NEVER);
		*at += strlen(*at);
	} else if (!members->len) {
		g_string_append(out, negated ? "." : NEVER);
	} else {
		g_string_append_printf(out, "[%s%s]", negated ? "^" : "", members->str);
	}
}

/*
 * What follows a star, up to the next one that reaches as far, is best found as early as it can be:
 * then it is never looked for again, and many stars take no longer than the text times the pattern.
 * PCRE2 has "(?>…)" for that. Each is where such a group begins in what is written; 0: none does.
 */
struct groups {
	gsize name, folder; /* the star is one within a name, or goes over slashes */
};

static void open_group(GString *out, gsize *group)
{
	*group = out->len + 1;
	g_string_append(out, "(?>");
}

static void close_group(GString *out, gsize *group)
{
	if (*group)
		g_string_append_c(out, ')');
	*group = 0;
}

/* The last one has to go to the end of the text. */
static void drop_group(GString *out, gsize *group)
{
	if (*group)
		g_string_erase(out, (gssize)*group - 1, strlen("(?>"));
	*group = 0;
}

/* *at is behind the first star. */
static void put_stars(GString *out, struct groups *groups, const char *pattern, const char **at,
		      bool pathname)
{
	const char *first = *at - 1, *p = *at + strspn(*at, "*");
	bool folders = p > *at && (first == pattern || first[-1] == '/') &&
		       (!*p || *p == '/' || (p[0] == '\\' && p[1] == '/'));

	*at = p;
	close_group(out, &groups->name);
	if (pathname && !folders) {
		open_group(out, &groups->name);
		g_string_append(out, "[^/]*?");
		return;
	}
	close_group(out, &groups->folder);
	open_group(out, &groups->folder);
	if (pathname && *p == '/') {
		g_string_append(out, "(?:.*?/)??");
		++*at;
	} else {
		g_string_append(out, ".*?");
	}
}

char *wildmatch_to_pcre(const char *pattern, bool pathname)
{
	GString *out = g_string_new(NULL);
	struct groups groups = { 0, 0 };
	const char *p = pattern;

	while (*p) {
		char c = *p++;

		if (c == '*')
			put_stars(out, &groups, pattern, &p, pathname);
		else if (c == '?')
			g_string_append(out, pathname ? "[^/]" : ".");
		else if (c == '[')
			put_bracket(out, &p, pathname);
		else if (c == '\\' && !*p)
			g_string_append(out, NEVER);
		else
			put_byte(out, c == '\\' ? *p++ : c);
	}
	drop_group(out, &groups.name);
	drop_group(out, &groups.folder);
	g_string_append(out, "\\z");
	return g_string_free(out, FALSE);
}
