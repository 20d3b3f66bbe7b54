/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/csv.h"

#include <string.h>

/* U+FF1D, U+FF0B, U+FF0D, U+FF20: spreadsheets with an East Asian locale take them for the same. */
static const char *const wide[] = { "\357\274\235", "\357\274\213", "\357\274\215",
				    "\357\274\240" };

static gboolean is_formula(const char *text)
{
	if (*text && strchr("=+-@\t\r\n", *text))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(wide); i++)
		if (g_str_has_prefix(text, wide[i]))
			return TRUE;
	return FALSE;
}

void csv_text(GString *out, const char *text)
{
	gboolean quoted = text[strcspn(text, ",\"\r\n")] != '\0';

	if (quoted)
		g_string_append_c(out, '"');
	if (is_formula(text))
		g_string_append_c(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *text);
	}
	if (quoted)
		g_string_append_c(out, '"');
}
