/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "body/body.h"
#include "inbox/oid.h"
#include "late/git.h"
#include "text/plural.h"

#define RULER_MIN 20 /* of a mailing list's footer */

static bool is_field(struct slice line, const struct slice *names, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (slice_istarts(line, names[i]))
			return true;
	return false;
}

/* Fields that some tools leave at the start of the text. */
static bool is_mime_field(struct slice line)
{
	static const struct slice names[] = { SLICE("MIME-Version:"), SLICE("Content-Type:"),
					      SLICE("Content-Transfer-Encoding:"),
					      SLICE("Content-Disposition:") };

	return is_field(line, names, G_N_ELEMENTS(names));
}

static bool is_addressee(struct slice line)
{
	static const struct slice names[] = { SLICE("To: "), SLICE("Cc: ") };

	return is_field(line, names, G_N_ELEMENTS(names));
}

static struct slice skip_mime_fields(struct slice text)
{
	struct slice rest = text, line;
	bool any = false;

	while (slice_next_line(&rest, &line)) {
		bool goes_on = any && line.len && (*line.ptr == ' ' || *line.ptr == '\t');

		if (!goes_on && !is_mime_field(line))
			return any && !slice_trim(line).len ? rest : text;
		any = true;
		text = rest;
	}
	return text;
}

static bool is_ruler(struct slice line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] != '_')
			return false;
	return line.len >= RULER_MIN;
}

/* Without what lists put below a ruler, and without a "---" that has nothing below it. */
static struct slice cut_end(struct slice text)
{
	static const struct slice dashes = SLICE("---");
	struct slice rest = text, line, kept = text;

	while (slice_next_line(&rest, &line) && kept.len == text.len)
		if (is_ruler(line))
			kept.len = (size_t)(line.ptr - kept.ptr);
	kept = slice_trim_end(kept);
	while (kept.len > dashes.len &&
	       slice_eq(slice_skip(kept, kept.len - dashes.len - 1), SLICE("\n---")))
		kept = slice_trim_end(slice_of(kept.ptr, kept.len - dashes.len));
	return kept;
}

/*
 * Without the stanza of "To:" and "Cc:" lines that tells b4 whom to send it to, and the blank line
 * behind it.
 */
static void append_lines(struct slice text, GString *out)
{
	bool blank = true, in_stanza = false;
	struct slice line;

	while (text.len) {
		const char *start = text.ptr;
		bool was_blank = blank;

		slice_next_line(&text, &line);
		if (is_addressee(line) &&
		    (in_stanza || (blank && slice_istarts(line, SLICE("To: "))))) {
			in_stanza = true;
			continue;
		}
		blank = !slice_trim(line).len;
		if (!(in_stanza && blank && was_blank))
			g_string_append_len(out, start, (gssize)(text.ptr - start));
		in_stanza = false;
	}
}

static void append_listed(struct slice text, GString *out)
{
	struct inbody inbody;
	struct patch patch;
	struct slice listed;

	inbody_parse(skip_mime_fields(text), &inbody);
	patch_split(skip_mime_fields(inbody.rest), &patch);
	listed = cut_end(patch.listed);
	append_lines(listed, out);
	if (listed.len)
		g_string_append_c(out, '\n');
}

static void use_listed(struct slice text, GString *out, int version)
{
	(void)version;
	append_listed(text, out);
}

bool digest_use_text(const struct version_reader *reader, const struct record *record,
		     digest_use_fn *use, GString *out, GError **error)
{
	struct mail_blob blob;
	struct mail mail;
	struct body body;
	bool ok;

	if (!reader->read(record, &blob, error, reader->data))
		return false;
	ok = mail_parse(&mail, blob.raw, error) && body_decode(&mail, &body, error);
	if (ok) {
		use(body_patch(&body), out, record->subject.version);
		body_release(&body);
	}
	mail_blob_release(&blob);
	return ok;
}

bool digest_message(const struct digest_view *view, const struct record *record, GString *out)
{
	struct version_reader reader = { view->read, view->read_data };
	char hex[GIT_OID_HEXSZ + 1];
	GError *error = NULL;
	git_oid id;

	if (digest_use_text(&reader, record, use_listed, out, &error))
		return true;
	oid_from_raw(&id, record->commit);
	view->problem(oid_text(hex, sizeof(hex), &id), error->message, view->problem_data);
	g_error_free(error);
	return false;
}

/* Cuts behind so many lines. */
static void cut_lines(GString *text, size_t from, unsigned lines)
{
	const char *at = text->str + from;
	unsigned rest = 0;
	gsize len;

	for (; lines && *at; lines--)
		at += strcspn(at, "\n") + (strchr(at, '\n') != NULL);
	len = (gsize)(at - text->str);
	for (; *at; rest++)
		at += strcspn(at, "\n") + (strchr(at, '\n') != NULL);
	if (rest) {
		g_string_truncate(text, len);
		g_string_append_printf(text, "(%u more %s)\n", rest, plural(rest, "line", "lines"));
	}
}

void digest_item_message(const struct digest_view *view, const struct brief_item *item,
			 GString *out)
{
	gsize start = out->len;

	if (item->changelog && *item->changelog) {
		g_string_append(out, "Changes in ");
		series_append_version(item->row.series, out);
		g_string_append_printf(out, ":\n%s\n", item->changelog);
	}
	if (!digest_message(view, item->row.series->leader, out))
		g_string_append(out, "(this mail cannot be read any more)\n");
	if (view->body_lines)
		cut_lines(out, start, view->body_lines);
}
