/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_show_private.h"

#include "report/escape.h"
#include "text/each.h"

#define INDENT "        "

static void append_plain(GString *out, const char *str)
{
	escape_terminal(out, str, strlen(str), ESCAPE_LINE);
}

/* Tags that say something about the patch, not how it came to be. */
static bool is_shown(const struct given_tag *tag)
{
	static const char *const others[] = { "Signed-off-by", "Co-developed-by", "Suggested-by",
					      "Reported-by" };

	if (!g_str_has_suffix(tag->key, "-by"))
		return false;
	for (size_t i = 0; tag->posted && i < G_N_ELEMENTS(others); i++)
		if (!g_ascii_strcasecmp(tag->key, others[i]))
			return false;
	return true;
}

/* "Assisted-by: frob:2" names nobody. */
const char *show_tag_giver(const struct given_tag *tag)
{
	const char *name = *tag->named.name ? tag->named.name : tag->named.email;

	return *name ? name : tag->value;
}

/* Whom the tag names, as mbox exports it; and who said so, where it exports it only when asked. */
static void append_giver(GString *out, const struct given_tag *tag)
{
	append_plain(out, show_tag_giver(tag));
	if (tag->taken_back)
		g_string_append(out, " (taken back)");
	if (!tag->doubted)
		return;
	g_string_append(out, " (said by ");
	append_plain(out, *tag->who.name ? tag->who.name : tag->who.email);
	if (!strcmp(tag->who.name, tag->named.name)) {
		g_string_append(out, " <");
		append_plain(out, tag->who.email);
		g_string_append_c(out, '>');
	}
	g_string_append_c(out, ')');
}

void show_append_tags(GString *out, const struct palette *palette, const GArray *tags)
{
	const char *last = "";

	array_each (const struct given_tag, tag, tags) {
		if (!is_shown(tag))
			continue;
		g_string_append(out, !*last ? INDENT : ", ");
		if (g_ascii_strcasecmp(last, tag->key)) {
			palette_put(out, palette, PALETTE_TRAILER, tag->key);
			g_string_append_c(out, ' ');
		}
		append_giver(out, tag);
		last = tag->key;
	}
	if (*last)
		g_string_append_c(out, '\n');
}

void show_append_loose_tags(GString *out, const struct palette *palette, const struct talk *talk)
{
	array_each (const struct given_tag, tag, talk->loose) {
		if (!is_shown(tag))
			continue;
		g_string_append(out, INDENT);
		palette_put(out, palette, PALETTE_TRAILER, tag->key);
		g_string_append_c(out, ' ');
		append_giver(out, tag);
		if (*tag->part) {
			g_string_append(out, " for \"");
			append_plain(out, tag->part);
			g_string_append(out, "\", which is none of the patches");
		}
		g_string_append_c(out, '\n');
	}
}
