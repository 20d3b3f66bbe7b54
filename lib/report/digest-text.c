/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/escape.h"
#include "report/width.h"

#define RULE "----------------------------------------------------------------------"

/* What is made of one piece of the report before it goes out. */
struct text {
	const struct digest_view *view;
	GString *out;
	size_t indent; /* of the patches of a series: they stand below its prefix */
};

void digest_text_begin(struct report *report)
{
	const struct digest_view *view = (const struct digest_view *)report;
	struct text *text = report->own = g_new0(struct text, 1);

	text->view = view;
	text->out = g_string_new(NULL);
	digest_keep_messages(view);
}

static void send(struct text *text)
{
	sink_write(&text->view->report.sink, text->out->str, text->out->len);
	g_string_truncate(text->out, 0);
}

/* One line's worth of a mail's text, in a colour. */
static void put(struct text *text, enum palette_slot slot, const char *str)
{
	palette_put(text->out, text->view->report.palette, slot, str);
}

static void put_plain(struct text *text, const char *str)
{
	escape_terminal(text->out, str, strlen(str), ESCAPE_LINE);
}

static void put_heading(struct text *text, const char *heading)
{
	put(text, PALETTE_HEADING, heading);
	g_string_append(text->out, "\n\n");
}

static void put_title(struct text *text, const struct digest *digest)
{
	const struct digest_view *view = text->view;
	char *name = digest_list_name(view, digest);
	char *line = g_strdup_printf("%s mailing list update %s", name, view->range);

	put_plain(text, view->heading);
	g_string_append_c(text->out, '\n');
	put(text, PALETTE_HEADING, line);
	put_plain(text, view->besides);
	g_string_append(text->out, "\n\n");
	g_free(line);
	g_free(name);
}

/* In the form of `uniq -c`. */
static void put_table(struct text *text, struct tally *tally, const char *what, const char *gap)
{
	GArray *rows = tally_top(tally, text->view->top);
	char *heading = text->view->top ? g_strdup_printf("Top %u %s (Based on Email Body)",
							  text->view->top, what)
					: g_strdup_printf("All %s (Based on Email Body)", what);

	put_heading(text, heading);
	for (guint i = 0; i < rows->len; i++) {
		const struct tally_row *row = &g_array_index(rows, struct tally_row, i);
		char count[32];

		g_snprintf(count, sizeof(count), "%7" G_GUINT64_FORMAT, row->count);
		put(text, PALETTE_COUNT, count);
		g_string_append_printf(text->out, " %s", gap);
		put(text, PALETTE_AUTHOR, row->label);
		g_string_append_c(text->out, '\n');
	}
	g_string_append_c(text->out, '\n');
	g_free(heading);
	g_array_unref(rows);
}

/* The line of a series: when, prefix, title, who. */
static void put_leader(struct text *text, const struct record *rec)
{
	GString *date = g_string_new(NULL);

	when_append(date, &text->view->date, rec->date, rec->zone);
	put(text, PALETTE_DATE, date->str);
	text->indent = text_width(date->str) + 1;
	g_string_free(date, TRUE);
	g_string_append_c(text->out, ' ');
	put(text, PALETTE_PREFIX, rec->subject.prefix);
	g_string_append_c(text->out, ' ');
	put(text, PALETTE_TITLE, *rec->subject.title ? rec->subject.title : "(no title)");
	g_string_append(text->out, " (");
	put(text, PALETTE_AUTHOR, digest_person_label(&rec->author));
	g_string_append(text->out, ")\n");
}

static void put_patch(struct text *text, const struct series *series, const struct record *rec,
		      bool again)
{
	text_pad(text->out, "", text->indent, WIDTH_LEFT);
	put(text, PALETTE_PREFIX, rec->subject.counter);
	g_string_append_c(text->out, ' ');
	put_plain(text, *rec->subject.title ? rec->subject.title : "(no title)");
	if (strcmp(digest_person_label(&rec->author),
		   digest_person_label(&series->leader->author))) {
		g_string_append(text->out, " (");
		put(text, PALETTE_AUTHOR, digest_person_label(&rec->author));
		g_string_append_c(text->out, ')');
	}
	g_string_append(text->out, again ? " (posted again)\n" : "\n");
}

static void put_gap(struct text *text, const struct series *series, const struct series_gap *gap)
{
	int digits = g_snprintf(NULL, 0, "%d", series->total);
	char line[80];

	if (gap->first == gap->last)
		g_snprintf(line, sizeof(line), "%0*d/%d (missing)", digits, gap->first,
			   series->total);
	else
		g_snprintf(line, sizeof(line), "%0*d-%0*d/%d (missing)", digits, gap->first, digits,
			   gap->last, series->total);
	text_pad(text->out, "", text->indent, WIDTH_LEFT);
	put(text, PALETTE_REMOVED, line);
	g_string_append_c(text->out, '\n');
}

static void put_series(struct text *text, const struct series *series)
{
	GArray *gaps = series_gaps(series);
	const struct series_gap *gap = (const struct series_gap *)(void *)gaps->data;
	const struct series_gap *end = gap ? gap + gaps->len : NULL;
	/* A leader with a gap before it stands in its place among the others, too. */
	bool again = !series->cover && gap < end && gap->first < series->leader->subject.n;
	int last = series->cover ? 0 : -1;

	put_leader(text, series->leader);
	for (guint i = 0; i < series->patches->len; i++) {
		const struct record *rec = series->patches->pdata[i];

		for (; gap < end && gap->first < rec->subject.n; gap++)
			put_gap(text, series, gap);
		if (rec != series->leader || again)
			put_patch(text, series, rec, rec->subject.n == last);
		last = rec->subject.n;
	}
	for (; gap < end; gap++)
		put_gap(text, series, gap);
	g_array_unref(gaps);
}

static void put_subject(struct text *text, const struct record *rec)
{
	put(text, PALETTE_PREFIX, rec->subject.prefix);
	if (*rec->subject.title) {
		g_string_append_c(text->out, ' ');
		put(text, PALETTE_TITLE, rec->subject.title);
	}
	g_string_append_c(text->out, '\n');
}

static void put_author(struct text *text, const struct person *author)
{
	char *line = *author->name ? g_strdup_printf("%s <%s>", author->name, author->email)
				   : g_strdup(digest_person_label(author));

	g_string_append(text->out, "Author: ");
	put(text, PALETTE_AUTHOR, line);
	g_string_append_c(text->out, '\n');
	g_free(line);
}

static void put_new(struct text *text, const struct record *rec)
{
	GString *message = g_string_new(NULL);

	if (!digest_message(text->view, rec, message))
		g_string_assign(message, "(this mail cannot be read any more)\n");
	put(text, PALETTE_NEW, "New:");
	g_string_append(text->out, "  ");
	put(text, PALETTE_TITLE, rec->subject.title);
	g_string_append_c(text->out, '\n');
	put_subject(text, rec);
	put_author(text, &rec->author);
	g_string_append_c(text->out, '\n');
	escape_terminal(text->out, message->str, message->len, 0);
	g_string_append(text->out, "\n" RULE "\n\n");
	g_string_free(message, TRUE);
}

static void put_entry(struct text *text, const struct digest_entry *entry)
{
	if (!entry->printed) {
		put_new(text, entry->record);
		return;
	}
	put(text, PALETTE_OLD, "Exist:");
	g_string_append_c(text->out, ' ');
	put_subject(text, entry->printed);
	put(text, PALETTE_OLD, " Skip:");
	g_string_append_c(text->out, ' ');
	put_subject(text, entry->record);
}

static void put_messages(struct text *text, const struct digest *digest)
{
	put_heading(text, "===== Patch Commit Messages ====");
	for (guint i = 0; i < digest->entries->len; i++) {
		put_entry(text, &g_array_index(digest->entries, struct digest_entry, i));
		send(text);
	}
}

static void put_digest(struct text *text, const struct digest *digest)
{
	put_title(text, digest);
	put_table(text, digest->domains, "contributor Email domains", "");
	put_table(text, digest->people, "contributors", " ");
	put_heading(text, "===== Patch list in this time period =====");
	for (guint i = 0; i < digest->series->len; i++) {
		put_series(text, digest->series->pdata[i]);
		send(text);
	}
	g_string_append_c(text->out, '\n');
	if (text->view->bodies)
		put_messages(text, digest);
	send(text);
}

void digest_text_print(struct report *report)
{
	struct text *text = report->own;
	const struct digest *digest = text->view->digest;

	if (digest->postings->len || !text->view->only_news)
		put_digest(text, digest);
	g_string_free(text->out, TRUE);
	g_free(text);
}
