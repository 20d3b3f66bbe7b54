/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "export_private.h"

#include <stdio.h>
#include "cli/cli.h"
#include "inbox/shorten.h"
#include "report/escape.h"

static void append_place(GString *out, const struct merge *merge)
{
	char id[SHORTEN_SIZE];

	tree_shorten(merge->made.tree, &merge->made.hit->commit.id, id);
	g_string_append_printf(out, "%s in ", id);
	escape_terminal(out, merge->made.hit->home, strlen(merge->made.hit->home), ESCAPE_LINE);
}

bool export_merged(const struct export *export, GPtrArray *patches)
{
	g_autoptr(GString) list = g_string_new(NULL);
	unsigned merged = 0, left = 0;

	for (guint i = 0; export->merges && i < patches->len; i++) {
		const struct record *record = patches->pdata[i];
		const struct merge *merge = record ? merges_of(export->merges, record) : NULL;

		if (!merge || merge->reverted) {
			left += record != NULL;
			continue;
		}
		merged++;
		g_string_append_printf(list, "  %u/%u: ", i + 1, patches->len);
		append_place(list, merge);
		g_string_append_c(list, '\n');
		if (export->unmerged)
			patches->pdata[i] = NULL;
	}
	if (export->merges)
		merges_rest(export->merges);
	if (merged)
		warning(export->unmerged ? "left out, since they were committed:"
					 : "committed already; --unmerged leaves them out:");
	fputs(list->str, stderr);
	if (!export->unmerged || left || !merged)
		return true;
	report_error("all patches that were asked for were committed");
	return false;
}
