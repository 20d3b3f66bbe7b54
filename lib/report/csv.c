/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/csv.h"

#include <string.h>
#include "text/hidden.h"

static gboolean is_formula_start(gunichar c)
{
	/* Spreadsheets with an East Asian locale take the wide forms for the same. */
	return c == '=' || c == '+' || c == '-' || c == '@' || c == 0xff1d || c == 0xff0b ||
	       c == 0xff0d || c == 0xff20;
}

/* What parts cells for a spreadsheet that was not told of commas. */
static gboolean ends_cell(gunichar c)
{
	return c == ';' || c == '\t' || c == '\n' || c == '\r';
}

static gboolean is_passed_over(gunichar c)
{
	return !ends_cell(c) && (g_unichar_isspace(c) || g_unichar_iscntrl(c) ||
				 text_is_hidden(c) || c == 0x200c || c == 0x200d);
}

/* Blanks of any kind, and what is not seen, are passed over as a spreadsheet may do it. */
static gboolean is_formula(const char *text)
{
	gunichar c;

	while ((c = g_utf8_get_char(text)) && is_passed_over(c))
		text = g_utf8_next_char(text);
	return is_formula_start(c);
}

void csv_text(GString *out, const char *text)
{
	gboolean quoted = text[strcspn(text, ",\"\r\n")] != '\0', begins = TRUE;

	if (quoted)
		g_string_append_c(out, '"');
	if (ends_cell((unsigned char)*text) && *text != ';')
		g_string_append_c(out, '\'');
	for (; *text; text++) {
		if (begins && is_formula(text))
			g_string_append_c(out, '\'');
		begins = ends_cell((unsigned char)*text);
		if (*text == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *text);
	}
	if (quoted)
		g_string_append_c(out, '"');
}
