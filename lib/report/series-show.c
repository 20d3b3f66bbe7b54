/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series-show.h"

#include "report/escape.h"
#include "report/series-show-others.h"
#include "report/series-show-tags.h"
#include "report/when.h"
#include "text/plural.h"

/* Lines of an older version's changelog, and versions, that fit on a screen with the rest. */
#define OLDER_LINES 6
#define FIRST_VERSIONS 2
#define MAX_VERSIONS 20

struct text {
	const struct series_show_view *view;
	GString *out;
	int version_width; /* of the longest version's name */
};

static void put(struct text *text, enum palette_slot slot, const char *str)
{
	palette_put(text->out, text->view->palette, slot, str);
}

static void put_plain(struct text *text, const char *str)
{
	escape_terminal(text->out, str, strlen(str), ESCAPE_LINE);
}

static void put_formatted(struct text *text, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void put_formatted(struct text *text, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	g_string_append_vprintf(text->out, format, ap);
	va_end(ap);
}

static void put_heading(struct text *text, const char *heading)
{
	g_string_append_c(text->out, '\n');
	put(text, PALETTE_HEADING, heading);
	g_string_append_c(text->out, '\n');
}

static void put_count(struct text *text, unsigned count, const char *one, const char *many)
{
	put_formatted(text, "%u %s", count, plural(count, one, many));
}

static const char *name_of(const struct person *person)
{
	return *person->name ? person->name : person->email;
}

static const char *title_of(const struct record *record)
{
	return *record->subject.title ? record->subject.title : "(no title)";
}

static void put_date(struct text *text, const struct record *record)
{
	GString *date = g_string_new(NULL);

	when_append(date, &text->view->date, record->date, record->zone);
	put(text, PALETTE_DATE, date->str);
	g_string_free(date, TRUE);
}

static void put_id(struct text *text, const struct record *record)
{
	char *id = g_strdup_printf("<%s>", record->message_id);

	put(text, PALETTE_COMMIT, id);
	g_free(id);
}

/* "applied by the pull request …" says the state itself; "waiting for review: …" does not. */
static void put_state(struct text *text, const struct series_row *row)
{
	const char *words = state_words(row->verdict.state), *reason = row->verdict.reason;
	size_t len = strlen(words);

	put(text, palette_of_state(row->verdict.state), words);
	if (reason && g_str_has_prefix(reason, words) && reason[len] == ' ') {
		put_plain(text, reason + len);
	} else if (reason && *reason) {
		g_string_append(text->out, ": ");
		put_plain(text, reason);
	}
	g_string_append_c(text->out, '\n');
}

/* ", 12/40": of what lacks patches. */
static void put_lack(struct text *text, const struct series_row *row)
{
	int there = series_row_patches(row), total = row->series->total;
	char *share = g_strdup_printf("%d/%d", there, total);

	if (there < total) {
		g_string_append(text->out, ", ");
		put(text, PALETTE_REMOVED, share);
		g_string_append(text->out, " patches are there");
	}
	g_free(share);
}

static void put_title(struct text *text, const struct series_row *row)
{
	const struct record *leader = row->series->leader;

	put(text, PALETTE_TITLE, title_of(leader));
	g_string_append_c(text->out, '\n');
	put(text, PALETTE_PREFIX, leader->subject.prefix);
	g_string_append(text->out, *leader->subject.prefix ? " by " : "by ");
	put(text, PALETTE_AUTHOR, name_of(&leader->author));
	put_formatted(text, " <");
	put_plain(text, leader->author.email);
	g_string_append_c(text->out, '>');
	if (*row->topic->tree) {
		g_string_append(text->out,
				g_str_has_prefix(row->topic->tree, "for-") ? ", " : ", for ");
		put_plain(text, row->topic->tree);
	}
	put_lack(text, row);
	g_string_append_c(text->out, '\n');
	put_state(text, row);
}

/* Lines of a mail's text below each other, max of them at the most. */
static void put_lines(struct text *text, const char *lines, const char *indent, unsigned max)
{
	struct slice rest = slice_str(lines), line;
	unsigned nr = 0, all = 0;

	for (const char *at = lines; *at; at++)
		all += *at == '\n';
	/* A line that tells of one more would be as long. */
	if (all <= max + 1)
		max = all;
	while (slice_next_line(&rest, &line)) {
		g_string_append(text->out, indent);
		if (nr++ == max) {
			put_formatted(text, "(%u more lines)\n", all - max);
			break;
		}
		escape_terminal(text->out, line.ptr, line.len, ESCAPE_NEWLINE);
		g_string_append_c(text->out, '\n');
	}
}

static void put_joined(struct text *text, unsigned nr, const char *how)
{
	if (!nr)
		return;
	g_string_append(text->out, "      ");
	put_count(text, nr, "mail is", "mails are");
	g_string_append_printf(text->out, " there %s\n", how);
}

/* Mails that are there by their thread are counted, others told of one by one. */
static void put_joins(struct text *text, const struct series *series)
{
	unsigned threaded = 0, orphans = 0;

	for (guint i = 0; i < series->nr_joins; i++) {
		const struct series_join *join = &series->joins[i];
		char *why;

		threaded += join->evidence == JOIN_THREAD;
		orphans += join->evidence == JOIN_MISSING;
		if (join->evidence == JOIN_THREAD || join->evidence == JOIN_MISSING)
			continue;
		why = series_join_why(join);
		g_string_append(text->out, "      ");
		put_id(text, join->record);
		put_formatted(text, " with %d %%: ", join->confidence);
		put_plain(text, why);
		g_string_append_c(text->out, '\n');
		g_free(why);
	}
	put_joined(text, threaded, "by thread");
	put_joined(text, orphans, "because they answer one mail, which is not");
}

/* "v3 RESEND": what tells versions of one number apart. */
static void put_why(struct text *text, const struct show_version *version)
{
	const struct topic_link *link = version->link;

	if (!text->view->why)
		return;
	if (link) {
		GString *older = g_string_new("      matches ");

		show_append_name(link->older, older);
		g_string_append_printf(older, " with %d %%: ", link->confidence);
		g_string_append(text->out, older->str);
		put_plain(text, link->why);
		put_formatted(text, " (%s)\n", link_evidence_name(link->evidence));
		g_string_free(older, TRUE);
	}
	put_joins(text, version->row.series);
}

static void put_version(struct text *text, const struct show_version *version, bool shown)
{
	const struct series_row *row = &version->row;
	GString *name = g_string_new(NULL);

	show_append_name(row->series, name);
	g_string_append(text->out, "  ");
	put(text, PALETTE_PREFIX, name->str);
	put_formatted(text, "%*s", text->version_width - (int)name->len + 1, "");
	g_string_free(name, TRUE);
	put_date(text, row->series->leader);
	put_formatted(text, "  %d/%d, ", series_row_patches(row), row->series->total);
	put_count(text, row->talk->people, "reply", "replies");
	g_string_append(text->out, "  ");
	put_id(text, row->series->leader);
	g_string_append_c(text->out, '\n');
	put_why(text, version);
	put_lines(text, version->changelog, "      ", shown ? G_MAXUINT - 1 : OLDER_LINES);
}

static void measure_versions(struct text *text, const struct series_show *show)
{
	GString *name = g_string_new(NULL);

	for (guint i = 0; i < show->versions->len; i++) {
		g_string_truncate(name, 0);
		show_append_name(g_array_index(show->versions, struct show_version, i).row.series,
				 name);
		text->version_width = MAX(text->version_width, (int)name->len);
	}
	g_string_free(name, TRUE);
}

/* Of very many the first ones and the last ones, and that which is shown. */
static void put_versions(struct text *text, const struct series_show *show)
{
	guint nr = show->versions->len, skipped = 0;

	put_heading(text, "Versions");
	measure_versions(text, show);
	show_append_origin(text->out, text->view, show->topic->origin);
	for (guint i = 0; i < nr; i++) {
		if (nr > MAX_VERSIONS && i >= FIRST_VERSIONS && i != show->shown &&
		    i < nr - (MAX_VERSIONS - FIRST_VERSIONS)) {
			skipped++;
			continue;
		}
		if (skipped)
			put_formatted(text, "  (%u more versions)\n", skipped);
		skipped = 0;
		put_version(text, &g_array_index(show->versions, struct show_version, i),
			    i == show->shown);
	}
	show_append_others(text->out, text->view, show->topic->others);
}

static void put_stat(struct text *text, const struct record *record)
{
	const struct diffstat *stat = &record->diffstat;
	char number[32];

	if (!stat->known)
		return;
	g_string_append(text->out, ", ");
	put_count(text, stat->files, "file", "files");
	g_snprintf(number, sizeof(number), "+%u", stat->insertions);
	g_string_append_c(text->out, ' ');
	put(text, PALETTE_ADDED, number);
	g_snprintf(number, sizeof(number), "-%u", stat->deletions);
	g_string_append_c(text->out, ' ');
	put(text, PALETTE_REMOVED, number);
	if (record->oddities & RECORD_OTHER_DIFFSTAT)
		g_string_append(text->out, " (diffstat does not match)");
}

/* As the versions' lines count them: what other people wrote. */
static unsigned count_replies(const struct talk *talk, int patch)
{
	unsigned count = 0;

	for (guint i = 0; i < talk->mails->len; i++) {
		const struct talk_mail *mail = &g_array_index(talk->mails, struct talk_mail, i);

		count += !mail->robot && !mail->by_author && mail->patch == patch;
	}
	return count;
}

static void put_number(struct text *text, const struct series *series, int n)
{
	char number[64];
	int digits = g_snprintf(NULL, 0, "%d", series->total);

	g_snprintf(number, sizeof(number), "  %*d/%d ", digits, n, series->total);
	put(text, PALETTE_PREFIX, number);
}

/* applied: though others of the series are not. */
static void put_posting(struct text *text, const struct series_row *row,
			const struct record *record, int n, bool applied)
{
	unsigned replies = count_replies(row->talk, n);

	put_number(text, row->series, n);
	put(text, PALETTE_TITLE, title_of(record));
	put_stat(text, record);
	if (replies) {
		g_string_append(text->out, ", ");
		put_count(text, replies, "reply", "replies");
	}
	if (applied)
		g_string_append(text->out, ", applied");
	if (!series_is_own(row->series, record)) {
		g_string_append(text->out, ", by somebody else: ");
		show_append_sender(text->out, text->view->palette, record);
	} else if (strcmp(name_of(&record->author), name_of(&row->series->leader->author))) {
		g_string_append(text->out, " (");
		put(text, PALETTE_AUTHOR, name_of(&record->author));
		g_string_append_c(text->out, ')');
	}
	g_string_append_c(text->out, '\n');
}

static void put_gap(struct text *text, const struct series *series, const struct series_gap *gap)
{
	put_number(text, series, gap->first);
	if (gap->last == gap->first) {
		put(text, PALETTE_REMOVED, "(missing)");
	} else {
		char *line = g_strdup_printf("to %d (missing)", gap->last);

		put(text, PALETTE_REMOVED, line);
		g_free(line);
	}
	g_string_append_c(text->out, '\n');
}

static void put_patches(struct text *text, const struct series_row *row, const GPtrArray *below)
{
	const GArray *patches = row->talk->patches;
	GArray *gaps = series_gaps(row->series);
	bool some = row->verdict.applied < row->verdict.total;
	guint gap = 0, beside = 0;

	if (row->series->cover) {
		put_posting(text, row, row->series->cover, 0, false);
		show_append_loose_tags(text->out, text->view->palette, row->talk);
	}
	for (guint i = 0; i < patches->len; i++) {
		const struct talk_patch *patch = &g_array_index(patches, struct talk_patch, i);

		for (; gap < gaps->len &&
		       g_array_index(gaps, struct series_gap, gap).first < patch->n;
		     gap++)
			put_gap(text, row->series, &g_array_index(gaps, struct series_gap, gap));
		put_posting(text, row, patch->patch, patch->n,
			    some && row->verdict.patch_applied[i]);
		show_append_tags(text->out, text->view->palette, patch->tags);
		show_append_beside(text->out, text->view, row->series, patch->patch, &beside);
		show_append_below(text->out, text->view, below, patch->patch);
	}
	for (; row->series->leader->subject.m >= 0 && gap < gaps->len; gap++)
		put_gap(text, row->series, &g_array_index(gaps, struct series_gap, gap));
	g_array_unref(gaps);
}

/* One line tells what became of several tags of a patch. */
static void put_fate(struct text *text, const struct tag_history *tag, const char *last)
{
	if (*last) {
		g_string_append(text->out, ", ");
	} else {
		put_formatted(text, "  %d ", tag->newer);
		g_string_append(text->out, tag->fate == TAG_DROPPED
						   ? "dropped, though the patch is the same: "
						   : "kept, though the patch changed: ");
	}
	if (g_ascii_strcasecmp(last, tag->tag->key)) {
		put(text, PALETTE_TRAILER, tag->tag->key);
		g_string_append_c(text->out, ' ');
	}
	put_plain(text, show_tag_giver(tag->tag));
}

/* What the next version did with tags that it should have treated otherwise. */
static void put_history(struct text *text, const GArray *history)
{
	const struct tag_history *before = NULL;

	for (guint i = 0; history && i < history->len; i++) {
		const struct tag_history *tag = &g_array_index(history, struct tag_history, i);
		bool goes_on = before && before->newer == tag->newer && before->fate == tag->fate;

		if (tag->fate != TAG_DROPPED && tag->fate != TAG_KEPT)
			continue;
		if (!before)
			put_heading(text, "Tags of the version before");
		else if (!goes_on)
			g_string_append_c(text->out, '\n');
		put_fate(text, tag, goes_on ? before->tag->key : "");
		before = tag;
	}
	if (before)
		g_string_append_c(text->out, '\n');
}

static void put_word(struct text *text, const struct show_word *word)
{
	g_string_append(text->out, "  ");
	put_date(text, word->mail->record);
	g_string_append_c(text->out, ' ');
	put(text, PALETTE_AUTHOR, name_of(&word->mail->record->sender));
	if (word->mail->patch)
		put_formatted(text, " on %d", word->mail->patch);
	if (*word->text) {
		g_string_append(text->out, ": ");
		put_plain(text, word->text);
	}
	g_string_append_c(text->out, '\n');
}

static void put_words(struct text *text, const struct series_show *show)
{
	if (!show->words->len)
		return;
	put_heading(text, "Last words");
	if (show->earlier) {
		g_string_append(text->out, "  (");
		put_count(text, show->earlier, "mail", "mails");
		g_string_append(text->out, " before)\n");
	}
	for (guint i = 0; i < show->words->len; i++)
		put_word(text, &g_array_index(show->words, struct show_word, i));
}

void series_show_text(const struct series_show_view *view, const struct series_show *show)
{
	struct text text = { .view = view, .out = g_string_new(NULL) };
	const struct show_version *shown =
		&g_array_index(show->versions, struct show_version, show->shown);
	GString *heading = g_string_new("Patches of ");

	put_title(&text, &shown->row);
	put_versions(&text, show);
	series_append_version(shown->row.series, heading);
	put_heading(&text, heading->str);
	g_string_free(heading, TRUE);
	put_patches(&text, &shown->row, show->below);
	put_history(&text, show->history);
	put_words(&text, show);
	if (view->why && show->obeyed)
		put_formatted(&text, "\n%zu overrides obeyed\n", show->obeyed);
	sink_write(&view->sink, text.out->str, text.out->len);
	g_string_free(text.out, TRUE);
}

void series_show_release(struct series_show *show)
{
	for (guint i = 0; i < show->versions->len; i++) {
		struct show_version *version =
			&g_array_index(show->versions, struct show_version, i);

		verdict_release(&version->row.verdict);
		g_free(version->changelog);
	}
	for (guint i = 0; i < show->words->len; i++)
		g_free(g_array_index(show->words, struct show_word, i).text);
	g_array_unref(show->versions);
	g_array_unref(show->words);
	g_ptr_array_unref(show->below);
	g_clear_pointer(&show->history, g_array_unref);
}
