/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/html.h"

#include <string.h>
#include "report/escape.h"

static void append_text(GString *out, const char *text, unsigned flags)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	escape_terminal(plain, text, strlen(text), flags);
	for (const char *c = plain->str; *c; c++) {
		switch (*c) {
		case '&':
			g_string_append(out, "&amp;");
			break;
		case '<':
			g_string_append(out, "&lt;");
			break;
		case '>':
			g_string_append(out, "&gt;");
			break;
		case '"':
			g_string_append(out, "&quot;");
			break;
		case '\'':
			g_string_append(out, "&#39;");
			break;
		default:
			g_string_append_c(out, *c);
		}
	}
}

void html_text(GString *out, const char *text)
{
	append_text(out, text, ESCAPE_LINE);
}

void html_lines(GString *out, const char *text)
{
	append_text(out, text, 0);
}
