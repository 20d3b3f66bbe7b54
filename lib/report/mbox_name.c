/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/mbox.h"

#define NAME_MAX_BYTES 57 /* format.filenameMaxLength, 64, without ".patch" and its NUL */

/* Those that git format-patch keeps. */
static bool is_title_char(char c)
{
	return g_ascii_isalnum(c) || c == '.' || c == '_';
}

static void trim(GString *name, size_t start, const char *chars)
{
	while (name->len > start && strchr(chars, name->str[name->len - 1]))
		g_string_truncate(name, name->len - 1);
}

char *mbox_file_name(int n, const char *title)
{
	GString *name = g_string_sized_new(NAME_MAX_BYTES + 8);
	bool gap = false;
	size_t start;

	g_string_printf(name, "%04d-", MAX(n, 0));
	start = name->len;
	for (; *title && *title != '\n' && name->len <= NAME_MAX_BYTES + 1; title++) {
		if (!is_title_char(*title)) {
			gap = true;
			continue;
		}
		if (*title == '.' && name->len > start && !gap && name->str[name->len - 1] == '.')
			continue;
		if (gap && name->len > start)
			g_string_append_c(name, '-');
		gap = false;
		g_string_append_c(name, *title);
	}
	trim(name, start, *title && *title != '\n' ? "" : ".-");
	if (name->len > NAME_MAX_BYTES) {
		g_string_truncate(name, NAME_MAX_BYTES);
		trim(name, start, ".");
	}
	g_string_append(name, ".patch");
	return g_string_free(name, FALSE);
}
