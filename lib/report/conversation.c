/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/conversation.h"

#include "patch/patch.h"
#include "report/conversation_private.h"
#include "report/escape.h"
#include "report/series_row.h"
#include "late/git.h"
#include "text/plural.h"
#include "text/slice.h"

static void put_field(GString *out, const struct conversation_view *view, const char *name,
		      enum palette_slot slot, const char *value)
{
	g_string_append_printf(out, "%-9s", name);
	palette_put(out, view->palette, slot, value);
	g_string_append_c(out, '\n');
}

static void put_person(GString *out, const struct conversation_view *view, const char *name,
		       const struct person *person)
{
	g_autoptr(GString) both = g_string_new(person->name);

	if (*person->email)
		g_string_append_printf(both, "%s<%s>", both->len ? " " : "", person->email);
	put_field(out, view, name, PALETTE_AUTHOR, both->str);
}

static void put_date(GString *out, const struct conversation_view *view,
		     const struct record *record)
{
	g_autoptr(GString) date = g_string_new(NULL);

	when_append(date, &view->date, record->date, record->zone);
	put_field(out, view, "Date:", PALETTE_DATE, date->str);
}

/* "v3 2/7" of a posting; "on v3 2/7" of what is said about it. */
static void append_place(GString *out, const struct thread_mail *mail)
{
	const struct series *series = mail->series;
	const struct subject *subject = &mail->record->subject;
	int number = mail->said ? mail->said->patch : subject->n < 0 ? 1 : subject->n;

	if (mail->said)
		g_string_append(out, "on ");
	series_append_version(series, out);
	if (series->cover || series->total > 1)
		g_string_append_printf(out, " %d/%d", number, series->total);
}

static void append_marks(GString *out, const struct thread_mail *mail)
{
	append_place(out, mail);
	if (!mail->said && !series_is_own(mail->series, mail->record))
		g_string_append(out, ", by somebody else");
	if (mail->said && mail->said->robot)
		g_string_append(out, ", robot");
	else if (mail->said && mail->said->by_author)
		g_string_append(out, ", author");
}

static void put_id(GString *out, const struct conversation_view *view,
		   const struct thread_mail *mail)
{
	g_autoptr(GString) line = g_string_new("mail "), marks = g_string_new(NULL);

	handles_append_id(view->handles, mail->record, line);
	palette_put(out, view->palette, PALETTE_COMMIT, line->str);
	append_marks(marks, mail);
	g_string_append_printf(out, " (%s)\n", marks->str);
}

/* What a reply answers, unless that stands right above it. */
static void put_answered(GString *out, const struct conversation_view *view,
			 const struct thread_mail *mail, const struct thread_mail *before)
{
	const struct record *above = mail->above;
	g_autoptr(GString) value = NULL;

	if (!mail->said || !above || (before && before->record == above))
		return;
	value = g_string_new(NULL);
	handles_append_id(view->handles, above, value);
	g_string_append_printf(value, " %s",
			       *above->people->sender.name ? above->people->sender.name
							   : above->people->sender.email);
	put_field(out, view, "Answers:", PALETTE_COUNT, value->str);
}

static void put_tags(GString *out, const struct conversation_view *view, const char *name,
		     enum palette_slot slot, const GArray *tags)
{
	for (guint i = 0; tags && i < tags->len; i++) {
		const struct given_tag *tag = &g_array_index(tags, struct given_tag, i);
		g_autofree char *line = g_strdup_printf("%s: %s", tag->key, tag->value);

		put_field(out, view, name, slot, line);
	}
}

static void put_header(GString *out, const struct conversation_view *view,
		       const struct conversation_mail *printed)
{
	const struct thread_mail *mail = printed->mail;
	const struct record *record = mail->record;
	g_autofree char *subject = subject_text(&record->subject);

	put_id(out, view, mail);
	put_person(out, view, "From:", &record->people->sender);
	if (!mail->said && (strcmp(record->people->author.email, record->people->sender.email) ||
			    strcmp(record->people->author.name, record->people->sender.name)))
		put_person(out, view, "Author:", &record->people->author);
	put_date(out, view, record);
	put_field(out, view, "Subject:", PALETTE_TITLE, *subject ? subject : "(no subject)");
	put_answered(out, view, mail, printed->before);
	put_tags(out, view, "Given:", PALETTE_TRAILER, printed->given);
	put_tags(out, view, "Doubted:", PALETTE_REMOVED, printed->doubted);
	g_string_append_c(out, '\n');
}

/* "From: Ada Lindqvist <ada@example.org>" and nothing else, which stands above as the author. */
static bool names_author_alone(struct slice text)
{
	struct slice line;

	return slice_next_line(&text, &line) && slice_istarts(line, SLICE("From:")) &&
	       !slice_trim(text).len;
}

/* What git takes for a header in the text stays as it is: it is no reply's. */
static void add_plain(const struct conversation_view *view, GArray *lines, struct slice text)
{
	struct slice line;

	if (view->quotes != QUOTES_FULL && names_author_alone(text))
		return;
	while (slice_next_line(&text, &line)) {
		struct text_line item = { .line = line, .kind = LINE_OWN };

		g_array_append_val(lines, item);
	}
}

#define COLUMNS 80

/*
 * Appends the diffstat of a diff as git diff --stat --summary prints it, in so many columns (0:
 * git's 80). False, nothing appended, where it is no diff that git would make.
 */
static bool stat_append(GString *out, struct slice diff, size_t columns)
{
	git_diff *parsed = NULL;
	git_diff_stats *stats = NULL;
	git_buf text = { NULL, 0, 0 };
	bool done;

	done = !git_diff_from_buffer(&parsed, diff.ptr, diff.len) &&
	       !git_diff_get_stats(&stats, parsed) &&
	       !git_diff_stats_to_buf(&text, stats,
				      GIT_DIFF_STATS_FULL | GIT_DIFF_STATS_INCLUDE_SUMMARY,
				      columns ? columns : COLUMNS);
	if (done)
		g_string_append_len(out, text.ptr, (gssize)text.size);
	git_buf_dispose(&text);
	git_diff_stats_free(stats);
	git_diff_free(parsed);
	return done;
}

/* Of a diff that libgit2 does not read: what was counted, and nothing that the text says. */
static void append_totals(GString *out, const struct diffstat *stat)
{
	g_string_append_printf(out, " %u %s changed, %u %s(+), %u %s(-)\n", stat->files,
			       plural(stat->files, "file", "files"), stat->insertions,
			       plural(stat->insertions, "insertion", "insertions"), stat->deletions,
			       plural(stat->deletions, "deletion", "deletions"));
}

/* Appends the text of a patch as far as it is wanted. */
static void append_wanted(GString *out, const struct conversation_view *view, struct slice text,
			  const struct diffstat *counted)
{
	struct patch patch;
	const char *stat;

	patch_split(text, &patch);
	if (!patch.diff.len) {
		g_string_append_len(out, text.ptr, (gssize)text.len);
		return;
	}
	stat = patch.diffstat.len ? patch.diffstat.ptr : patch.diff.ptr;
	g_string_append_len(out, text.ptr, stat - text.ptr);
	if (!view->stat)
		g_string_append_len(out, patch.diffstat.ptr, (gssize)patch.diffstat.len);
	else if (!stat_append(out, patch.applied, view->columns))
		append_totals(out, counted);
	if (view->diff) {
		g_string_append_c(out, '\n');
		g_string_append_len(out, patch.diff.ptr, text.ptr + text.len - patch.diff.ptr);
	}
}

static void add_posting(GArray *lines, const struct conversation_view *view,
			const struct record *record, const struct body *body, GString *text)
{
	struct inbody inbody;
	struct slice patch = body_patch(body);

	lexer_append(lines, slice_of(body->text.ptr, body->patch_at));
	inbody_parse(patch, &inbody);
	add_plain(view, lines, slice_of(patch.ptr, (size_t)(inbody.rest.ptr - patch.ptr)));
	if (view->diff && !view->stat) {
		lexer_append(lines, inbody.rest);
		return;
	}
	append_wanted(text, view, inbody.rest, &record->posted->diffstat);
	lexer_append(lines, slice_of(text->str, text->len));
}

static void put_left_out(GString *out, const struct conversation_view *view, const char *names)
{
	g_autofree char *valid = g_utf8_make_valid(names, -1),
			*line = g_strdup_printf("(attached: %s)", valid);

	palette_put(out, view->palette, PALETTE_QUOTED, line);
	g_string_append_c(out, '\n');
}

/* A signature ends only the text that it stands below, not the patches that are attached. */
static void add_reply(GArray *lines, const struct body *body)
{
	size_t at = 0;

	for (unsigned i = 0; i < body->nr_patches; i++) {
		lexer_append(lines, slice_of(body->text.ptr + at, body->patches[i] - at));
		at = body->patches[i];
	}
	lexer_append(lines, slice_skip(body->text, at));
}

static void put_body(GString *out, const struct conversation_view *view,
		     const struct thread_mail *mail, const struct body *body)
{
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	g_autoptr(GString) text = g_string_new(NULL);

	if (mail->said)
		add_reply(lines, body);
	else
		add_posting(lines, view, mail->record, body, text);
	conversation_append_lines(out, view, lines);
	if (body->flags & BODY_HTML)
		g_string_append(out, "(this mail is HTML alone)\n");
	if (body->left_out)
		put_left_out(out, view, body->left_out);
}

void conversation_put(const struct conversation_view *view, const struct conversation_mail *mail)
{
	g_autoptr(GString) out = g_string_new(mail->before ? "\n" : NULL);

	put_header(out, view, mail);
	if (mail->body) {
		put_body(out, view, mail->mail, mail->body);
	} else {
		g_string_append(out, "(cannot be read: ");
		escape_terminal(out, mail->why, strlen(mail->why), ESCAPE_LINE);
		g_string_append(out, ")\n");
	}
	sink_write(&view->sink, out->str, out->len);
}
