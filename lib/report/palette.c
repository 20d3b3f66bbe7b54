/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/palette.h"

#include <string.h>
#include "report/escape.h"

static const char *const names[] = {
	[PALETTE_HEADING] = "heading",
	[PALETTE_COUNT] = "count",
	[PALETTE_COMMIT] = "commit",
	[PALETTE_AUTHOR] = "author",
	[PALETTE_DATE] = "date",
	[PALETTE_PREFIX] = "prefix",
	[PALETTE_TITLE] = "title",
	[PALETTE_NEW] = "new",
	[PALETTE_OLD] = "old",
	[PALETTE_TRAILER] = "trailer",
	[PALETTE_ADDED] = "added",
	[PALETTE_REMOVED] = "removed",
	[PALETTE_QUOTED] = "quoted",
	[PALETTE_META] = "meta",
	[PALETTE_WHITESPACE] = "whitespace",
	[PALETTE_FRAG] = "frag",
	[PALETTE_ADDED_BOLD] = "addedBold",
	[PALETTE_ADDED_DIMMED] = "addedDimmed",
	[PALETTE_REMOVED_BOLD] = "removedBold",
	[PALETTE_REMOVED_DIMMED] = "removedDimmed",
	[PALETTE_CONTEXT_BOLD] = "contextBold",
	[PALETTE_CONTEXT_DIMMED] = "contextDimmed",
};

G_STATIC_ASSERT(G_N_ELEMENTS(names) == PALETTE_NR);

const char *palette_slot_name(enum palette_slot slot)
{
	return names[slot];
}

void palette_clear(struct palette *palette)
{
	for (int i = 0; i < PALETTE_NR; i++)
		palette->on[i] = palette->off[i] = "";
}

void palette_put(GString *out, const struct palette *palette, enum palette_slot slot,
		 const char *text)
{
	g_string_append(out, palette->on[slot]);
	escape_terminal(out, text, strlen(text), ESCAPE_LINE);
	g_string_append(out, palette->off[slot]);
}
