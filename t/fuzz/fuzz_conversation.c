/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "body/body.h"
#include "report/conversation.h"
#include "report/draft.h"
#include "report/mbox.h"
#include "reply/lexer.h"

static void collect(const char *bytes, size_t len, void *data)
{
	g_string_append_len(data, bytes, (gssize)len);
}

static void shorten(const struct record *record, char out[HANDLE_SIZE], void *data)
{
	(void)record;
	(void)data;
	g_strlcpy(out, "0123456", HANDLE_SIZE);
}

static void check_printed(const struct record *record, const struct body *body, size_t size)
{
	struct palette palette;
	struct handles handles = { shorten, NULL, "https://example.org/" };
	GString *out = g_string_new(NULL);
	struct conversation_view view = { .palette = &palette,
					  .handles = &handles,
					  .quotes = (enum conversation_quotes)(size % 3),
					  .diff = size % 2,
					  .stat = size % 5 == 0,
					  .columns = size % 7 ? 80 : 0,
					  .sink = { collect, out } };
	struct series series = { .version = 1, .total = 1 };
	struct talk_mail said = { .record = record };
	struct thread_mail mail = { .record = record,
				    .said = record_is_posting(record) ? NULL : &said,
				    .series = &series };
	struct conversation_mail printed = { .mail = &mail, .body = body };

	palette_clear(&palette);
	conversation_put(&view, &printed);
	fuzz_check_plain(slice_of(out->str, out->len));
	g_string_free(out, TRUE);
}

/* Every line of the text is one, in order. */
static void check_lines(struct slice text)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	struct slice line;
	guint nr = 0;

	lexer_append(lines, text);
	for (; slice_next_line(&text, &line); nr++)
		if (nr >= lines->len ||
		    g_array_index(lines, struct text_line, nr).line.ptr != line.ptr)
			abort();
	if (nr != lines->len)
		abort();
	g_array_unref(lines);
}

/* Each field of a draft is one of ours, and there once; all that is quoted stands behind a ">". */
static void check_draft(const GString *draft)
{
	static const char *const names[] = {
		"From",		"To",		"Cc",
		"Subject",	"In-Reply-To",	"References",
		"MIME-Version", "Content-Type", "Content-Transfer-Encoding"
	};
	struct slice rest = slice_of(draft->str, draft->len), line;
	unsigned seen = 0;
	bool quoted = false;

	while (slice_next_line(&rest, &line) && line.len) {
		size_t i = 0;

		if (*line.ptr == ' ')
			continue;
		while (i < G_N_ELEMENTS(names) && !(slice_starts(line, slice_str(names[i])) &&
						    line.ptr[strlen(names[i])] == ':'))
			i++;
		if (i == G_N_ELEMENTS(names) || seen & 1u << i)
			abort();
		seen |= 1u << i;
	}
	while (slice_next_line(&rest, &line)) {
		if (quoted && (!line.len || *line.ptr != '>'))
			abort();
		quoted |= line.len >= 6 && !memcmp(line.ptr + line.len - 6, "wrote:", 6);
	}
	if (!quoted)
		abort();
}

static void check_raw(struct slice raw, const struct record *record)
{
	GString *out = g_string_new(NULL);
	struct slice rest, line;
	unsigned nr = 0;

	mbox_append_raw(out, raw, record);
	rest = slice_of(out->str, out->len);
	while (slice_next_line(&rest, &line))
		nr += slice_starts(line, SLICE("From "));
	if (nr != 1)
		abort();
	g_string_free(out, TRUE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice raw = slice_of((const char *)data, size);
	struct draft_options options = { .from = { "G\nBcc: x@example.org", "g@example.org" },
					 .patch = size % 2 };
	struct record *record = record_parse(raw, NULL);
	GString *draft = g_string_new(NULL);
	struct mail mail;
	struct body body;

	if (record && mail_parse(&mail, raw, NULL) && body_decode(&mail, &body, NULL)) {
		check_printed(record, &body, size);
		check_lines(body.text);
		check_raw(raw, record);
		if (!draft_append(draft, raw, record, &options, NULL))
			abort();
		check_draft(draft);
		body_release(&body);
	}
	if (record)
		record_free(record);
	g_string_free(draft, TRUE);
	return 0;
}
