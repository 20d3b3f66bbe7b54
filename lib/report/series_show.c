/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_show_private.h"

#include "attest/signatures.h"
#include "report/wrap.h"
#include "text/each.h"

/* "applied by the pull request …" says the state itself; "waiting for review: …" does not. */
static void put_state(struct show_text *text, const struct series_row *row)
{
	const char *words = state_words(row->verdict.state), *reason = row->verdict.reason;
	size_t len = strlen(words);

	show_put(text, palette_of_state(row->verdict.state), words);
	if (reason && g_str_has_prefix(reason, words) && reason[len] == ' ') {
		show_put_plain(text, reason + len);
	} else if (reason && *reason) {
		g_string_append(text->out, ": ");
		show_put_plain(text, reason);
	}
	if (row->verdict.again) {
		g_autoptr(GString) id = g_string_new(NULL);

		handles_append_id(text->handles, row->verdict.again, id);
		g_string_append_c(text->out, ' ');
		show_put(text, PALETTE_COMMIT, id->str);
	}
	g_string_append_c(text->out, '\n');
}

/* ", 12/40": of what lacks patches. */
static void put_lack(struct show_text *text, const struct series_row *row)
{
	int there = series_row_patches(row), total = row->series->total;
	g_autofree char *share = g_strdup_printf("%d/%d", there, total);

	if (there < total) {
		g_string_append(text->out, ", ");
		show_put(text, PALETTE_REMOVED, share);
		g_string_append(text->out, " patches are there");
	}
}

static void put_link(struct show_text *text, const struct record *record)
{
	g_autoptr(GString) link = g_string_new(NULL);

	handles_append_link(text->handles, record, link);
	if (link->len)
		g_string_append_c(link, '\n');
	g_string_append(text->out, link->str);
}

static void put_title(struct show_text *text, const struct series_row *row)
{
	const struct record *leader = row->series->leader;

	show_put(text, PALETTE_TITLE, show_title_of(leader));
	g_string_append_c(text->out, '\n');
	show_put(text, PALETTE_PREFIX, leader->subject.prefix);
	g_string_append(text->out, *leader->subject.prefix ? " by " : "by ");
	show_put(text, PALETTE_AUTHOR, show_name_of(&leader->people->author));
	show_put_formatted(text, " <");
	show_put_plain(text, leader->people->author.email);
	g_string_append_c(text->out, '>');
	if (*row->topic->tree) {
		g_string_append(text->out,
				g_str_has_prefix(row->topic->tree, "for-") ? ", " : ", for ");
		show_put_plain(text, row->topic->tree);
	}
	put_lack(text, row);
	g_string_append_c(text->out, '\n');
	put_state(text, row);
	put_link(text, leader);
}

static void put_stat(struct show_text *text, const struct record *record)
{
	const struct diffstat *stat = &record->posted->diffstat;
	char number[32];

	if (!stat->known)
		return;
	g_string_append(text->out, ", ");
	show_put_count(text, stat->files, "file", "files");
	g_snprintf(number, sizeof(number), "+%u", stat->insertions);
	g_string_append_c(text->out, ' ');
	show_put(text, PALETTE_ADDED, number);
	g_snprintf(number, sizeof(number), "-%u", stat->deletions);
	g_string_append_c(text->out, ' ');
	show_put(text, PALETTE_REMOVED, number);
	if (record->oddities & RECORD_OTHER_DIFFSTAT)
		g_string_append(text->out, " (diffstat does not match)");
	if (record->oddities & RECORD_BARE_NAMES)
		g_string_append(text->out, " (paths without a prefix)");
}

/* As the versions' lines count them: what other people wrote. */
static unsigned count_replies(const struct talk *talk, int patch)
{
	unsigned count = 0;

	array_each (const struct talk_mail, mail, talk->mails)
		count += !mail->robot && !mail->by_author && mail->patch == patch;
	return count;
}

static void put_number(struct show_text *text, const struct series *series, int n)
{
	char number[64];
	int digits = g_snprintf(NULL, 0, "%d", series->total);

	g_snprintf(number, sizeof(number), "  %*d/%d ", digits, n, series->total);
	show_put(text, PALETTE_PREFIX, number);
}

/* Where it is another one than that of the series. */
static void put_author(struct show_text *text, const struct series_row *row,
		       const struct record *record)
{
	const char *name = show_name_of(&record->people->author);

	if (!series_is_own(row->series, record) ||
	    !strcmp(name, show_name_of(&row->series->leader->people->author)))
		return;
	g_string_append(text->out, ", by ");
	show_put(text, PALETTE_AUTHOR, name);
}

/* What follows a title, ", 1 file +2 -1", has a line of its own where both do not fit on one. */
static void break_line(struct show_text *text, size_t begin, size_t tail)
{
	size_t columns = text->view->report.columns;

	if (columns && tail < text->out->len &&
	    wrap_width(text->out->str + begin, text->out->len - begin) > columns) {
		g_string_erase(text->out, (gssize)tail, 2);
		g_string_insert(text->out, (gssize)tail, "\n        ");
	}
}

/* applied: though others of the series are not. */
static void put_posting(struct show_text *text, const struct series_row *row,
			const struct record *record, int n, bool applied)
{
	unsigned replies = count_replies(row->talk, n);
	size_t begin = text->out->len, tail;

	put_number(text, row->series, n);
	show_put_handle(text, record);
	show_put(text, PALETTE_TITLE, show_title_of(record));
	tail = text->out->len;
	put_author(text, row, record);
	put_stat(text, record);
	if (replies) {
		g_string_append(text->out, ", ");
		show_put_count(text, replies, "reply", "replies");
	}
	if (applied)
		g_string_append(text->out, ", applied");
	if (!series_is_own(row->series, record)) {
		g_string_append(text->out, ", by somebody else: ");
		show_append_sender(text->out, text->view->report.palette, record);
	}
	break_line(text, begin, tail);
	g_string_append_c(text->out, '\n');
}

static void put_signature(struct show_text *text, const struct record *record)
{
	GHashTable *signatures = text->view->show->signatures;
	const struct attest_signatures *found =
		signatures ? g_hash_table_lookup(signatures, record) : NULL;
	g_autofree char *told = NULL;

	if (!found)
		return;
	told = attest_signatures_text(found);
	g_string_append(text->out, "      signature: ");
	show_put_plain(text, told);
	g_string_append_c(text->out, '\n');
}

static void put_gap(struct show_text *text, const struct series *series,
		    const struct series_gap *gap)
{
	put_number(text, series, gap->first);
	if (gap->last == gap->first) {
		show_put(text, PALETTE_REMOVED, "(missing)");
	} else {
		g_autofree char *line = g_strdup_printf("to %d (missing)", gap->last);

		show_put(text, PALETTE_REMOVED, line);
	}
	g_string_append_c(text->out, '\n');
}

static void put_patches(struct show_text *text, const struct series_row *row,
			const GPtrArray *below)
{
	const GArray *patches = row->talk->patches;
	g_autoptr(GArray) gaps = series_gaps(row->series);
	bool some = row->verdict.applied < row->verdict.total;
	guint gap = 0, beside = 0;

	talk_need_tags(row->talk);
	if (row->series->cover) {
		put_posting(text, row, row->series->cover, 0, false);
		put_signature(text, row->series->cover);
		show_append_loose_tags(text->out, text->view->report.palette, row->talk);
	}
	for (guint i = 0; i < patches->len; i++) {
		const struct talk_patch *patch = &g_array_index(patches, struct talk_patch, i);

		for (; gap < gaps->len &&
		       g_array_index(gaps, struct series_gap, gap).first < patch->n;
		     gap++)
			put_gap(text, row->series, &g_array_index(gaps, struct series_gap, gap));
		put_posting(text, row, patch->patch, patch->n,
			    some && row->verdict.patch_applied[i]);
		put_signature(text, patch->patch);
		show_put_merge(text, row, i);
		show_append_tags(text->out, text->view->report.palette, patch->tags);
		show_append_beside(text->out, text->view, row->series, patch->patch, &beside);
		show_append_below(text->out, text->view, below, patch->patch);
	}
	for (; row->series->leader->subject.m >= 0 && gap < gaps->len; gap++)
		put_gap(text, row->series, &g_array_index(gaps, struct series_gap, gap));
}

/* One line tells what became of several tags of a patch. */
static void put_fate(struct show_text *text, const struct tag_history *tag, const char *last)
{
	if (*last) {
		g_string_append(text->out, ", ");
	} else {
		show_put_formatted(text, "  on %d: ", tag->newer);
		g_string_append(text->out, tag->fate == TAG_DROPPED
						   ? "dropped, though the patch is the same: "
						   : "kept, though the patch changed: ");
	}
	if (g_ascii_strcasecmp(last, tag->tag->key)) {
		show_put(text, PALETTE_TRAILER, tag->tag->key);
		g_string_append_c(text->out, ' ');
	}
	show_put_plain(text, show_tag_giver(tag->tag));
}

/* What the next version did with tags that it should have treated otherwise. */
static void put_history(struct show_text *text, const GArray *history)
{
	const struct tag_history *before = NULL;

	for (guint i = 0; history && i < history->len; i++) {
		const struct tag_history *tag = &g_array_index(history, struct tag_history, i);
		bool goes_on = before && before->newer == tag->newer && before->fate == tag->fate;

		if (tag->fate != TAG_DROPPED && tag->fate != TAG_KEPT)
			continue;
		if (!before)
			show_put_heading(text, "Tags of the version before");
		else if (!goes_on)
			g_string_append_c(text->out, '\n');
		put_fate(text, tag, goes_on ? before->tag->key : "");
		before = tag;
	}
	if (before)
		g_string_append_c(text->out, '\n');
}

static void put_word(struct show_text *text, const struct show_word *word)
{
	g_string_append(text->out, "  ");
	show_put_handle(text, word->mail->record);
	show_put_date(text, word->mail->record);
	g_string_append_c(text->out, ' ');
	show_put(text, PALETTE_AUTHOR, show_name_of(&word->mail->record->people->sender));
	if (word->mail->patch)
		show_put_formatted(text, " on %d", word->mail->patch);
	if (*word->text) {
		g_string_append(text->out, ": ");
		show_put_plain(text, word->text);
	}
	g_string_append_c(text->out, '\n');
}

static void put_words(struct show_text *text, const struct series_show *show)
{
	if (!show->words->len)
		return;
	show_put_heading(text, "Last words");
	if (show->earlier) {
		g_string_append(text->out, "  (");
		show_put_count(text, show->earlier, "mail", "mails");
		g_string_append(text->out, " before)\n");
	}
	for (guint i = 0; i < show->words->len; i++)
		put_word(text, &g_array_index(show->words, struct show_word, i));
}

static void series_show_text(struct report *report)
{
	const struct series_show_view *view = (const struct series_show_view *)report;
	const struct series_show *show = view->show;
	struct show_text text = { .view = view,
				  .handles = show->handles,
				  .out = g_string_new(NULL) };
	const struct show_version *shown =
		&g_array_index(show->versions, struct show_version, show->shown);
	g_autoptr(GString) heading = g_string_new("Patches of "), lines = NULL;

	put_title(&text, &shown->row);
	show_put_versions(&text, show);
	series_append_version(shown->row.series, heading);
	show_put_heading(&text, heading->str);
	put_patches(&text, &shown->row, show->below);
	put_history(&text, show->history);
	put_words(&text, show);
	if (view->why && show->obeyed)
		show_put_formatted(&text, "\n%zu overrides obeyed\n", show->obeyed);
	lines = g_string_sized_new(text.out->len);
	wrap_lines(lines, text.out->str, view->report.columns);
	sink_write(&view->report.sink, lines->str, lines->len);
	g_string_free(text.out, TRUE);
}

void series_show_release(struct series_show *show)
{
	array_each (struct show_version, version, show->versions) {
		series_row_release(&version->row);
		g_free(version->changelog);
	}
	for (guint i = 0; i < show->words->len; i++)
		g_free(g_array_index(show->words, struct show_word, i).text);
	g_clear_pointer(&show->signatures, g_hash_table_unref);
	g_array_unref(show->versions);
	g_array_unref(show->words);
	g_ptr_array_unref(show->below);
	g_clear_pointer(&show->history, g_array_unref);
}

const struct report_format series_show_formats[] = {
	{ .name = "text", .print = series_show_text },
	{ .name = "json", .print = series_show_json },
	{ .name = NULL },
};
