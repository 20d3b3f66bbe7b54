/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/patch_text.h"

#include "body/body.h"
#include "compare/diff_text.h"
#include "mime/charset.h"
#include "mime/words.h"
#include "patch/patch.h"

#define TAB_WIDTH 8

/* git log shows a message with its tabs as spaces, and so does range-diff. line is valid UTF-8. */
static void append_untabbed(GString *out, struct slice line)
{
	const char *end = line.ptr + line.len;
	unsigned column = 0;

	if (!line.len || !memchr(line.ptr, '\t', line.len)) {
		g_string_append_len(out, line.ptr, (gssize)line.len);
		return;
	}
	for (const char *p = line.ptr; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\t') {
			unsigned spaces = TAB_WIDTH - column % TAB_WIDTH;

			g_string_append_printf(out, "%*s", (int)spaces, "");
			column += spaces;
			continue;
		}
		g_string_append_len(out, p, g_utf8_next_char(p) - p);
		if (!g_unichar_iszerowidth(c))
			column += g_unichar_iswide(c) ? 2 : 1;
	}
}

/* As git am cleans a message: no empty lines at either end, one at most between others. */
static void append_message(GString *out, struct slice message)
{
	struct slice line;
	bool gap = true; /* behind the title */

	while (slice_next_line(&message, &line)) {
		line = slice_trim_end(line);
		if (!line.len) {
			gap = true;
			continue;
		}
		if (gap)
			g_string_append_c(out, '\n');
		gap = false;
		g_string_append(out, "    ");
		append_untabbed(out, line);
		g_string_append_c(out, '\n');
	}
}

static void append_author(GString *out, const struct person *author)
{
	/* git takes the address for a name that is not there. */
	g_string_append_printf(out, " ## Metadata ##\nAuthor: %s <%s>\n\n",
			       *author->name ? author->name : author->email, author->email);
}

/* An in-body Subject is the title that git am would take. */
static const char *find_title(struct pool *pool, const struct record *record,
			      const struct inbody *inbody)
{
	struct subject subject;

	if (!inbody->subject.len)
		return pool_copy(pool, slice_str(record->subject.title));
	subject_parse(pool, words_decode(pool, inbody->subject), &subject);
	return subject.title;
}

static void build(struct patch_text *patch, const struct record *record, struct slice mail_text)
{
	bool cover = record->kind == RECORD_COVER;
	GString *out = patch->text;
	struct inbody inbody;
	struct patch parts;

	inbody_parse(mail_text, &inbody);
	patch_split(inbody.rest, &parts);
	patch->title = find_title(&patch->pool, record, &inbody);
	append_author(out, &record->people->author);
	g_string_append_printf(out, " ## %s ##\n", cover ? "Cover letter" : "Commit message");
	if (*patch->title)
		g_string_append_printf(out, "    %s\n", patch->title);
	append_message(out, parts.message);
	if (cover || !parts.diff.len)
		return;
	g_string_append_c(out, '\n');
	patch->diff_at = out->len;
	patch->diff_lines = diff_text_append(out, parts.diff);
}

/*
 * CRs that are content of the files are kept, as git am keeps them. Where a patch is no UTF-8 it is
 * shown as what its mail says that it is.
 */
static bool decode(const struct mail *mail, struct body *body, GError **error)
{
	if (!body_decode_exact(mail, body, error))
		return false;
	if (!(bytes_scan(body->text) & (BYTES_8BIT | BYTES_NUL)) ||
	    g_utf8_validate(body->text.ptr, (gssize)body->text.len, NULL))
		return true;
	body_release(body);
	return body_decode(mail, body, error);
}

struct patch_text *patch_text_new(struct slice raw, const struct record *record, int number,
				  GError **error)
{
	struct patch_text *patch;
	struct mail mail;
	struct body body;

	if (!mail_parse(&mail, raw, error) || !decode(&mail, &body, error))
		return NULL;
	patch = g_new0(struct patch_text, 1);
	patch->number = number;
	memcpy(patch->commit, record->commit, RECORD_HASH_SIZE);
	patch->message_id = pool_copy(&patch->pool, slice_str(record->message_id));
	patch->text = g_string_sized_new(body.text.len + 512);
	build(patch, record, body_patch(&body));
	body_release(&body);
	return patch;
}

void patch_text_free(struct patch_text *patch)
{
	if (!patch)
		return;
	g_string_free(patch->text, TRUE);
	pool_release(&patch->pool);
	g_free(patch);
}
