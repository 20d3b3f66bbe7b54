/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/needle.h"

#include <string.h>
#include <glib.h>

static bool is_lower(const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		if (g_unichar_isupper(g_utf8_get_char(text)))
			return false;
	return true;
}

void needle_init(struct needle *needle, const char *text)
{
	needle->text = text;
	needle->len = strlen(text);
	needle->any_case = g_utf8_validate(text, -1, NULL) && is_lower(text);
}

static bool compare(const struct needle *needle, const char *text, bool whole)
{
	return whole ? !strcmp(text, needle->text) : strstr(text, needle->text) != NULL;
}

/* Into small where the text is short and ASCII, as nearly all are; else *mine is to be freed. */
static const char *lowered(const char *text, char *small, size_t size, char **mine)
{
	size_t len;

	for (len = 0; len < size - 1 && text[len]; len++) {
		unsigned char c = (unsigned char)text[len];

		if (c >= 0x80)
			return *mine = g_utf8_strdown(text, -1);
		small[len] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	if (text[len])
		return *mine = g_utf8_strdown(text, -1);
	small[len] = '\0';
	return small;
}

static bool holds(const struct needle *needle, const char *text, bool whole)
{
	char small[256], *mine = NULL;
	bool found;

	if (!needle->any_case)
		return compare(needle, text, whole);
	found = compare(needle, lowered(text, small, sizeof(small), &mine), whole);
	g_free(mine);
	return found;
}

bool needle_in(const struct needle *needle, const char *text)
{
	return holds(needle, text, false);
}

bool needle_is(const struct needle *needle, const char *text)
{
	return holds(needle, text, true);
}
