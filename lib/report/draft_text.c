/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/draft_text.h"

#include "patch/patch.h"
#include "reply/lexer.h"
#include "report/when.h"

#define COLUMNS 72 /* of the line that says who wrote */

/* Text of a mail on its line: without control characters, which a mail has no use for. */
static void append_clean(GString *out, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end) {
		const char *next = g_utf8_next_char(text);
		gunichar c = g_utf8_get_char(text);

		if (c == '\t' || (c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0)))
			g_string_append_len(out, text, next - text);
		text = next;
	}
}

/* "On Mon, 3 Mar 2025 12:00:00 +0000, Ada Lindqvist wrote:" */
static void append_attribution(GString *out, const struct record *record)
{
	struct when_format format = { .kind = WHEN_RFC, .now = record->date };
	const struct person *sender = &record->author;
	const char *name = *sender->name ? sender->name : sender->email;
	g_autoptr(GString) person = g_string_new(NULL);
	size_t start = out->len;

	g_string_append(out, "On ");
	when_append(out, &format, record->date, record->zone);
	append_clean(person, name, strlen(name));
	g_string_append(out, ",");
	g_string_append(out, out->len - start + person->len + 8 > COLUMNS ? "\n" : " ");
	g_string_append_printf(out, "%s wrote:\n", person->str);
}

/* Of a patch without its diff the message, and what the author wrote below it. */
static void add_message(GArray *lines, struct slice text)
{
	struct patch patch;

	patch_split(text, &patch);
	lexer_append(lines, patch.message);
	if (!slice_trim(patch.notes).len)
		return;
	lexer_append(lines, SLICE("---\n"));
	lexer_append(lines, patch.notes);
}

static bool is_quoted(const struct text_line *item, bool patch)
{
	switch (item->kind) {
	case LINE_SIGNATURE:
		return false;
	case LINE_DIFF:
	case LINE_FRAG:
	case LINE_ADDED:
	case LINE_REMOVED:
	case LINE_CONTEXT:
		return patch;
	default:
		return true;
	}
}

static void append_lines(GString *out, const GArray *lines, bool patch)
{
	GString *blank = g_string_new(NULL); /* lines that are quoted if another one follows */

	for (guint i = 0; i < lines->len; i++) {
		const struct text_line *item = &g_array_index(lines, struct text_line, i);

		if (!is_quoted(item, patch))
			continue;
		if (!slice_trim(item->line).len) {
			g_string_append(blank, ">\n");
			continue;
		}
		g_string_append_len(out, blank->str, (gssize)blank->len);
		g_string_truncate(blank, 0);
		g_string_append(out, "> ");
		append_clean(out, item->line.ptr, item->line.len);
		g_string_append_c(out, '\n');
	}
	g_string_free(blank, TRUE);
}

void draft_append_quoted(GString *out, const struct record *record, const struct body *body,
			 bool patch)
{
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	struct inbody inbody;

	if (record_is_posting(record)) {
		inbody_parse(body_patch(body), &inbody);
		lexer_append(lines, slice_of(body->text.ptr, body->patch_at));
		if (patch)
			lexer_append(lines, inbody.rest);
		else
			add_message(lines, inbody.rest);
	} else {
		lexer_append(lines, body->text);
	}
	append_attribution(out, record);
	append_lines(out, lines, patch);
}
