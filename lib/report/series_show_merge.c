/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_show_private.h"

#include "inbox/shorten.h"
#include "report/when.h"
#include "text/each.h"

#define INDENT "      "

static void put_id(struct show_text *text, const struct merge_commit *commit)
{
	char id[SHORTEN_SIZE];

	tree_shorten(commit->tree, &commit->hit->commit.id, id);
	show_put(text, PALETTE_COMMIT, id);
}

static void put_when(struct show_text *text, const struct tree_commit *commit)
{
	g_autoptr(GString) when = g_string_new(NULL);

	when_append(when, &text->view->date, commit->committed, commit->committed_zone);
	show_put(text, PALETTE_DATE, when->str);
}

/* "as posted", or what was made of it. */
static void put_change(struct show_text *text, const struct merge *merge,
		       const struct record *patch)
{
	const struct tree_match *match = &merge->match;

	if (match->record != patch)
		show_put_formatted(text, ", as v%d has it", match->record->subject.version);
	else if (match->as_posted && !match->later)
		g_string_append(text->out, ", as posted");
	if (match->later)
		g_string_append(text->out, ", as a later version that is not here");
	if (!match->as_posted && match->same == 100)
		g_string_append(text->out, ", the same lines in another place");
	else if (!match->as_posted && match->same >= 0)
		show_put_formatted(text, ", changed: %d%% of the lines are the same", match->same);
	if (match->retitled) {
		g_string_append(text->out, ", as \"");
		show_put(text, PALETTE_TITLE, merge->made.hit->commit.title);
		g_string_append_c(text->out, '"');
	}
}

static void put_made(struct show_text *text, const struct series_row *row,
		     const struct merge *merge, const struct record *patch)
{
	const struct tree_commit *commit = &merge->made.hit->commit;
	const char *release = merges_release(row->taken->merges, &merge->made);
	g_autofree char *why = NULL;

	g_string_append(text->out, INDENT "in ");
	show_put_plain(text, merge->made.hit->home);
	g_string_append(text->out, " as ");
	put_id(text, &merge->made);
	if (*release) {
		g_string_append(text->out, " (");
		show_put_plain(text, release);
		g_string_append_c(text->out, ')');
	}
	g_string_append(text->out, ", by ");
	show_put(text, PALETTE_AUTHOR, show_name_of(&commit->committer));
	g_string_append(text->out, " on ");
	put_when(text, commit);
	put_change(text, merge, patch);
	if (text->view->why) {
		why = tree_match_why(&merge->match);
		show_put_formatted(text, " (%d%%: %s)", merge->match.confidence, why);
	}
	g_string_append_c(text->out, '\n');
}

static void put_others(struct show_text *text, const char *how, const GArray *commits, bool where,
		       bool title)
{
	array_each (const struct merge_commit, commit, commits) {
		g_string_append(text->out, INDENT);
		g_string_append(text->out, how);
		put_id(text, commit);
		if (where) {
			g_string_append(text->out, " in ");
			show_put_plain(text, commit->hit->home);
		}
		if (title) {
			g_string_append_c(text->out, ' ');
			show_put(text, PALETTE_TITLE, commit->hit->commit.title);
		}
		g_string_append_c(text->out, '\n');
	}
}

void show_put_merge(struct show_text *text, const struct series_row *row, guint place)
{
	const struct merge *merge = row->taken ? row->taken->patches[place] : NULL;

	if (!merge)
		return;
	put_made(text, row, merge,
		 g_array_index(row->talk->patches, struct talk_patch, place).patch);
	put_others(text, "reverted by ", merge->reverts, false, false);
	put_others(text, "committed again as ", merge->again, true, false);
	put_others(text, "mended by ", merge->fixes, false, true);
	put_others(text, "copied as ", merge->backports, true, false);
}
