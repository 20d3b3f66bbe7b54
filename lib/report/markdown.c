/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/markdown.h"

#include <string.h>
#include "report/escape.h"

#define PLAIN ",;()-/'.+=\"!?%" /* punctuation that means nothing inside a line */

#define CUT "<!-- -->" /* ends a word for forges, and is not seen */

/* Where forges make links of words, of "www.", "http://" and "GH-1". */
static bool begins_link(const char *text)
{
	static const char *const begins[] = { "www", "http", "ftp", "gh-" };

	for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
		if (!g_ascii_strncasecmp(text, begins[i], strlen(begins[i])))
			return true;
	return false;
}

/*
 * As entities, which no renderer takes for markup and all show as the character. Some forges look
 * for
 * "@name", "#1" and URLs behind that, in what was rendered: these are cut in two.
 */
static void append_entities(GString *out, const char *text, unsigned flags)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	escape_terminal(plain, text, strlen(text), flags);
	for (const char *c = plain->str; *c; c++) {
		if (g_ascii_ispunct(*c) && !strchr(PLAIN, *c) &&
		    !(*c == ':' && (!c[1] || c[1] == ' ')))
			g_string_append_printf(out, "&#%d;", *c);
		else if (*c == '-' && (c == plain->str || c[-1] == ' '))
			g_string_append(out, "&#45;"); /* a list, a rule, or "--" */
		else
			g_string_append_c(out, *c);
		if ((strchr("@#!$%&~", *c) && g_ascii_isalnum(c[1])) || begins_link(c))
			g_string_append(out, CUT);
	}
}

void markdown_text(GString *out, const char *text)
{
	append_entities(out, text, ESCAPE_LINE);
}

void markdown_link(GString *out, const char *url, const char *text)
{
	bool safe = g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://");

	if (!safe || strpbrk(url, "<>\\ \n")) {
		markdown_text(out, text);
		return;
	}
	g_string_append_c(out, '[');
	markdown_text(out, text);
	g_string_append(out, "](<");
	for (const char *c = url; *c; c++)
		if (*c == '&')
			g_string_append(out, "&amp;");
		else
			g_string_append_c(out, *c);
	g_string_append(out, ">)");
}

void markdown_block(GString *out, const char *text)
{
	g_string_append(out, "<pre>\n");
	while (*text) {
		size_t len = strcspn(text, "\n");
		g_autofree char *line = g_strndup(text, len);

		/* An empty line would end the block of HTML. */
		if (len)
			append_entities(out, line, ESCAPE_LINE & ~ESCAPE_TAB);
		else
			g_string_append(out, "&#32;");
		g_string_append_c(out, '\n');
		text += len + (text[len] == '\n');
	}
	g_string_append(out, "</pre>\n");
}
