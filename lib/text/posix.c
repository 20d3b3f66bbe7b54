/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/posix.h"

#include <stdint.h>
#include <string.h>

struct translation {
	const char *at;
	bool extended;
	GString *out;

	/* Where in out the last atom begins, which a quantifier is for; -1: there is none. */
	gssize atom;
	bool quantified; /* it has one already */

	GArray *groups; /* of gsize: where in out those that are open begin */

	const char *bad; /* the first place where the pattern makes no sense */
};

static void begin_atom(struct translation *t)
{
	t->atom = (gssize)t->out->len;
	t->quantified = false;
}

/* Behind what nothing can be repeated: the beginning, "(", "|", and an anchor. */
static void no_atom(struct translation *t)
{
	t->atom = -1;
}

static void set_bad(struct translation *t, const char *at)
{
	if (!t->bad)
		t->bad = at;
}

/* A character that is more than a byte is one atom, all the same. */
static void put_literal(struct translation *t, char c)
{
	begin_atom(t);
	if (g_ascii_ispunct(c))
		g_string_append_c(t->out, '\\');
	g_string_append_c(t->out, c);
	while ((unsigned char)c >= 0xC0 && ((unsigned char)*t->at & 0xC0) == 0x80)
		g_string_append_c(t->out, *t->at++);
}

/* "[:alpha:]", "[=a=]", "[.-.]" inside of a bracket expression; *at is at its "[". */
static bool put_bracket_name(struct translation *t, const char **at)
{
	char kind = (*at)[1], end[3] = { kind, ']', '\0' };
	const char *close;

	if (kind != ':' && kind != '=' && kind != '.')
		return false;
	close = strstr(*at + 2, end);
	if (!close)
		return false;
	if (kind == ':')
		g_string_append_len(t->out, *at, close + 2 - *at);
	for (const char *p = *at + 2; kind != ':' && p < close; p++) {
		if (g_ascii_ispunct(*p))
			g_string_append_c(t->out, '\\');
		g_string_append_c(t->out, *p);
	}
	*at = close + 2;
	return true;
}

static void put_bracket(struct translation *t)
{
	const char *p = t->at; /* behind "[" */
	bool first = true;

	begin_atom(t);
	g_string_append_c(t->out, '[');
	if (*p == '^')
		g_string_append_c(t->out, *p++);
	for (; *p && (first || *p != ']'); first = false) {
		if (*p == '[' && put_bracket_name(t, &p))
			continue;
		if (*p == '[' || *p == '\\' || *p == ']' || (first && *p == '^'))
			g_string_append_c(t->out, '\\');
		g_string_append_c(t->out, *p++);
	}
	if (*p == ']')
		g_string_append_c(t->out, *p++);
	t->at = p;
}

/* POSIX repeats what is repeated; PCRE2 has other meanings for "*+" and "*?". */
static void put_quantifier(struct translation *t, const char *text, gsize len)
{
	if (t->atom < 0)
		return set_bad(t, t->at - 1);
	if (t->quantified) {
		g_string_insert(t->out, t->atom, "(?:");
		g_string_append_c(t->out, ')');
	}
	g_string_append_len(t->out, text, (gssize)len);
	t->quantified = true;
}

static void open_group(struct translation *t)
{
	g_array_append_val(t->groups, t->out->len);
	g_string_append_c(t->out, '(');
	no_atom(t);
}

static void close_group(struct translation *t)
{
	guint nr = t->groups->len;

	g_string_append_c(t->out, ')');
	no_atom(t);
	if (!nr)
		return; /* PCRE2 says that it was never opened */
	t->atom = (gssize)g_array_index(t->groups, gsize, nr - 1);
	t->quantified = false;
	g_array_set_size(t->groups, nr - 1);
}

static void alternate(struct translation *t)
{
	g_string_append_c(t->out, '|');
	no_atom(t);
}

static void anchor(struct translation *t, const char *pcre)
{
	g_string_append(t->out, pcre);
	no_atom(t);
}

/* "2}", "2,}", "2,3}", ",3}" behind the opening brace, with "\}" in basic ones. */
static void put_interval(struct translation *t)
{
	const char *p = t->at, *close = t->extended ? "}" : "\\}";
	gsize len = strspn(p, "0123456789,");
	const char *comma = memchr(p, ',', len);
	g_autofree char *interval = NULL;

	if (!len || !g_str_has_prefix(p + len, close) || t->atom < 0 ||
	    (comma && memchr(comma + 1, ',', len - (gsize)(comma + 1 - p))))
		return set_bad(t, p);
	interval = g_strdup_printf("{%s%.*s}", *p == ',' ? "0" : "", (int)len, p);
	put_quantifier(t, interval, strlen(interval));
	t->at = p + len + strlen(close);
}

/* What means the same in basic and in extended ones, but for the backslash. */
static bool put_operator(struct translation *t, char c)
{
	switch (c) {
	case '(':
		open_group(t);
		return true;
	case ')':
		if (t->extended && !t->groups->len)
			return false;
		close_group(t);
		return true;
	case '|':
		alternate(t);
		return true;
	case '{':
		put_interval(t);
		return true;
	case '+':
	case '?':
		if (t->atom < 0 && !t->extended)
			return false;
		put_quantifier(t, &c, 1);
		return true;
	default:
		return false;
	}
}

static void put_escape(struct translation *t)
{
	char c = *t->at;

	if (!c) {
		g_string_append_c(t->out, '\\'); /* PCRE2 says that it is the last one */
		return;
	}
	t->at++;
	if (!t->extended && put_operator(t, c))
		return;
	if (c == '<')
		anchor(t, "\\b(?=\\w)");
	else if (c == '>')
		anchor(t, "\\b(?<=\\w)");
	else if (c == 'b' || c == 'B')
		anchor(t, c == 'b' ? "\\b" : "\\B");
	else if (c == '`')
		anchor(t, "\\A");
	else if (c == '\'')
		anchor(t, "\\z");
	else if (strchr("wWsS", c) || (c >= '1' && c <= '9')) {
		begin_atom(t);
		/* Braces, so that no digit behind it becomes part of the number. */
		g_string_append_printf(t->out, g_ascii_isdigit(c) ? "\\g{%c}" : "\\%c", c);
	} else {
		put_literal(t, c);
	}
}

static bool at_beginning(const struct translation *t)
{
	const GString *out = t->out;

	return !out->len || (t->atom < 0 && strchr("(|", out->str[out->len - 1]));
}

static bool at_end(const struct translation *t)
{
	return !*t->at ||
	       (!t->extended && (t->at[0] == '\\' && strchr(")|", t->at[1]) && t->at[1]));
}

static void put_next(struct translation *t)
{
	char c = *t->at++;

	if (c == '\\')
		put_escape(t);
	else if (c == '[')
		put_bracket(t);
	else if (c == '*' && (t->extended || t->atom >= 0))
		put_quantifier(t, "*", 1);
	else if (c == '^' && (t->extended || at_beginning(t)))
		anchor(t, "^");
	else if (c == '$' && (t->extended || at_end(t)))
		anchor(t, "$");
	else if (c == '.')
		begin_atom(t), g_string_append_c(t->out, '.');
	else if (!t->extended || !put_operator(t, c))
		put_literal(t, c);
}

/* Translates until there is no more, or so much of the translation. */
static void translate(struct translation *t, const char *text, bool extended, size_t enough)
{
	*t = (struct translation){ .at = text, .extended = extended };
	t->out = g_string_new(NULL);
	t->groups = g_array_new(FALSE, FALSE, sizeof(gsize));
	no_atom(t);
	while (*t->at && !t->bad && t->out->len < enough)
		put_next(t);
	g_array_unref(t->groups);
}

char *posix_to_pcre(const char *text, bool extended, const char **bad)
{
	struct translation t;

	translate(&t, text, extended, SIZE_MAX);
	*bad = t.bad;
	return g_string_free(t.out, t.bad != NULL);
}

size_t posix_place(const char *text, bool extended, size_t translated)
{
	struct translation t;

	translate(&t, text, extended, translated);
	g_string_free(t.out, TRUE);
	return (size_t)(t.at - text);
}
