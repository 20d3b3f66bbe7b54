/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/mbox.h"

#include "body/body.h"
#include "mime/error.h"
#include "mime/date.h"
#include "mime/words.h"
#include "patch/mailinfo.h"
#include "report/mbox_field.h"

#define PREFIX_MAX 50 /* bytes in front of a title that is written as encoded words */

/* One mail on its way into the mbox. */
struct entry {
	const struct record *record;
	unsigned part, parts; /* of several patches in one mail, counted from 1 */
	struct slice date;    /* the field of the mail */
	struct pool pool;
	struct person author;
	struct inbody inbody;
	const char *subject;
	bool has_block; /* the in-body header stays in the text, for git to read */
	GString *text;	/* what goes below the header, as git is to read it */
};

char *mbox_title(struct pool *pool, const struct record *record)
{
	g_autofree char *subject = subject_text(&record->subject);

	return mailinfo_title(pool, subject);
}

static int digits(int number)
{
	int count = 1;

	while (number >= 10)
		number /= 10, count++;
	return count;
}

/* "[PATCH 02/12] ", which tells the patches of one mail apart. */
static char *prefix_of_part(struct entry *entry)
{
	g_autofree char *prefix = g_strdup_printf("[PATCH %0*u/%u] ", digits((int)entry->parts),
						  entry->part, entry->parts);

	return pool_copy(&entry->pool, slice_str(prefix));
}

/* Of "[PATCH v3 2/12] title" what is in front of the title, where it is short and plain ASCII:
 * readers look for it, and encoded words would hide it. */
static char *plain_prefix(struct entry *entry)
{
	const char *subject = entry->subject;
	size_t len = 0, end = 0;

	while (subject[len] == '[') {
		while (subject[len] != ']' && subject[len] >= ' ' && subject[len] <= '~')
			len++;
		if (subject[len] != ']' || len > PREFIX_MAX)
			break;
		len++;
		len += strspn(subject + len, " ");
		end = len;
	}
	if (memmem(subject, end, "=?", 2))
		end = 0;
	return pool_copy(&entry->pool, slice_of(subject, end));
}

/* As it was written: git am leaves more or less of its prefix, as it is told to. */
static void append_subject(GString *out, struct entry *entry)
{
	const char *prefix = entry->parts > 1 ? prefix_of_part(entry) : plain_prefix(entry);
	const char *rest = entry->parts > 1 ? mailinfo_title(&entry->pool, entry->subject)
					    : entry->subject + strlen(prefix);

	mbox_field_text(out, "Subject", prefix, rest);
}

/* "2025-03-03T12:00:00+01:00", "@1741000000" */
static bool is_for_git(struct slice field)
{
	size_t digits = 0;

	while (digits < field.len && g_ascii_isdigit(field.ptr[digits]))
		digits++;
	return digits == 4 ? slice_starts(slice_skip(field, digits), SLICE("-"))
			   : slice_starts(field, SLICE("@"));
}

/* A date that git may read otherwise is left to git; so is one in the body that only git can read,
 * and one of the header in a form of git's. */
static void append_date(GString *out, struct entry *entry)
{
	struct slice field = entry->inbody.date.len ? entry->inbody.date : entry->date;
	int64_t when;
	int zone;
	bool read = date_parse(field, &when, &zone);
	bool left = read ? !date_is_plain(field) : entry->inbody.date.len || is_for_git(field);

	if (left)
		mbox_field_text(out, "Date", "", words_decode(&entry->pool, field));
	else if (read)
		mbox_field_date(out, when, zone);
	else
		mbox_field_date(out, entry->record->date, entry->record->zone);
}

/* That of the text where it has a title, else the mail's. */
static const char *find_subject(struct entry *entry)
{
	g_autofree char *subject = NULL;
	const char *inbody = words_decode(&entry->pool, entry->inbody.subject);

	if (*inbody && *mailinfo_title(&entry->pool, inbody))
		return inbody;
	subject = subject_text(&entry->record->subject);
	return pool_copy(&entry->pool, slice_str(subject));
}

static bool has_patch(const struct record *record, struct slice patch)
{
	return record->kind != RECORD_COVER && patch.len;
}

/* The in-body header is in the mail's own now; where another seems to follow, one ends it. */
static void compose(struct entry *entry, struct slice text, const struct mbox_trailer *trailers,
		    size_t nr, const struct mbox_options *options)
{
	size_t len = mailinfo_message_length(text);
	struct slice message = slice_of(text.ptr, len), patch = slice_skip(text, len);
	GString *out = entry->text;

	if (has_patch(entry->record, patch))
		trailers_fold(out, message, trailers, options->trailers ? nr : 0,
			      options->link_base, entry->record->message_id);
	else
		g_string_append_len(out, message.ptr, (gssize)message.len);
	if (!entry->has_block && mailinfo_is_header_next(slice_of(out->str, out->len))) {
		g_autoptr(GString) guard = g_string_new(NULL);

		mbox_field_person(guard, "From", &entry->author);
		g_string_append_c(guard, '\n');
		g_string_prepend_len(out, guard->str, (gssize)guard->len);
	}
	g_string_append_len(out, patch.ptr, (gssize)patch.len);
	if (out->len && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
}

/* Whether git mailsplit would take a CR off, or the text apart. */
static bool is_at_risk(struct slice text)
{
	struct slice line;

	while (text.len) {
		const char *start = text.ptr;

		slice_next_line(&text, &line);
		if (text.ptr - start >= 2 && text.ptr[-1] == '\n' && text.ptr[-2] == '\r')
			return true;
		if (*start == 'F' && mailinfo_is_mbox_line(line))
			return true;
	}
	return false;
}

/* begins: a line of the mail, where "From " may not stand, though it goes on in the middle of one.
 */
static bool stands_for_itself(struct slice line, size_t at, bool begins)
{
	char c = line.ptr[at];

	if (c == ' ' || c == '\t')
		return at + 1 < line.len;
	return c > ' ' && c <= '~' && c != '=' &&
	       !(c == 'F' && begins && slice_starts(slice_skip(line, at), SLICE("From ")));
}

/* RFC 2045, 6.7: a line has 76 at most, the "=" that joins it to the next one included. */
#define QUOTED_COLUMNS 75

static void append_quoted_line(GString *out, struct slice line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.len; i++) {
		bool plain = stands_for_itself(line, i, !column || column == QUOTED_COLUMNS);

		if (column + (plain ? 1 : 3) > QUOTED_COLUMNS) {
			g_string_append(out, "=\n");
			column = 0;
		}
		if (plain)
			g_string_append_c(out, line.ptr[i]);
		else
			g_string_append_printf(out, "=%02X", (unsigned char)line.ptr[i]);
		column += plain ? 1 : 3;
	}
	g_string_append_c(out, '\n');
}

static void append_quoted(GString *out, struct slice text)
{
	while (text.len) {
		const char *lf = memchr(text.ptr, '\n', text.len);
		size_t len = lf ? (size_t)(lf - text.ptr) : text.len;

		append_quoted_line(out, slice_of(text.ptr, len));
		text = slice_skip(text, len + (lf != NULL));
	}
}

static void append_header(GString *out, struct entry *entry, bool quoted)
{
	const struct record *record = entry->record;

	g_string_append(out, "From ");
	for (size_t i = 0; i < RECORD_HASH_SIZE; i++)
		g_string_append_printf(out, "%02x", record->commit[i]);
	g_string_append(out, " Mon Sep 17 00:00:00 2001\n");
	mbox_field_person(out, "From", &entry->author);
	append_date(out, entry);
	append_subject(out, entry);
	mbox_field_message_id(out, record->message_id);
	g_string_append_printf(out,
			       "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
			       "Content-Transfer-Encoding: %s\n\n",
			       quoted ? "quoted-printable" : "8bit");
}

static void append_entry(GString *out, struct entry *entry)
{
	struct slice text = slice_of(entry->text->str, entry->text->len);
	bool quoted = is_at_risk(text);

	append_header(out, entry, quoted);
	if (quoted)
		append_quoted(out, text);
	else
		g_string_append_len(out, text.ptr, (gssize)text.len);
	/* What reads an mbox but git wants a blank line before the next mail. */
	if (text.len < 2 || memcmp(text.ptr + text.len - 2, "\n\n", 2))
		g_string_append_c(out, '\n');
}

/*
 * At scissors git am -c forgets the in-body header above them, and has the mail's own author and
 * title again: so both are left as they came.
 */
static bool has_scissors_behind(const struct inbody *inbody, struct slice text)
{
	struct slice message = inbody->rest;

	message.len = mailinfo_message_length(message);
	return message.ptr != text.ptr && mailinfo_has_scissors(message);
}

/* One patch, which may be one of several that a mail has attached: each has its own header. */
static void append_patch(GString *out, struct entry *entry, struct slice text,
			 const struct mbox_trailer *trailers, size_t nr,
			 const struct mbox_options *options)
{
	/* The first one's author may be that of its own text. */
	entry->author =
		entry->part > 1 ? entry->record->people->sender : entry->record->people->author;
	inbody_parse(text, &entry->inbody);
	if (has_scissors_behind(&entry->inbody, text)) {
		entry->has_block = true;
		entry->author = entry->record->people->sender;
		entry->inbody = (struct inbody){ .rest = text };
	}
	if (entry->part > 1 && entry->inbody.from.len)
		address_parse_author(&entry->pool, entry->inbody.from, &entry->author);
	entry->subject = find_subject(entry);
	entry->text = g_string_sized_new(text.len);
	compose(entry, entry->inbody.rest, trailers, nr, options);
	append_entry(out, entry);
	g_string_free(entry->text, TRUE);
	pool_release(&entry->pool);
}

bool mbox_append(GString *out, struct slice raw, const struct record *record,
		 const struct mbox_trailer *trailers, size_t nr, const struct mbox_options *options,
		 GError **error)
{
	struct body body;
	struct mail mail;
	unsigned parts;

	if (!mail_parse(&mail, raw, error) || !body_decode_exact(&mail, &body, error))
		return false;
	if (body.flags & BODY_MANY_PATCHES) {
		g_set_error(error, MAIL_ERROR, MAIL_ERROR_LIMIT,
			    "it has more than %d attached patches", BODY_MAX_PATCHES);
		body_release(&body);
		return false;
	}
	parts = MAX(body.nr_patches, 1);
	for (unsigned i = 0; i < parts; i++) {
		struct entry entry = {
			.record = record,
			.part = i + 1,
			.parts = parts,
			.date = mail.field[FIELD_DATE],
		};

		append_patch(out, &entry, body_part(&body, i), trailers, nr, options);
	}
	body_release(&body);
	return true;
}

/* Whether it is "From ", ">From ", ">>From " and so on. */
static bool is_from(struct slice line)
{
	while (line.len && *line.ptr == '>')
		line = slice_skip(line, 1);
	return slice_starts(line, SLICE("From "));
}

void mbox_append_raw(GString *out, struct slice raw, const struct record *record)
{
	bool first = true;

	g_string_append(out, "From ");
	for (size_t i = 0; i < RECORD_HASH_SIZE; i++)
		g_string_append_printf(out, "%02x", record->commit[i]);
	g_string_append(out, " Mon Sep 17 00:00:00 2001\n");
	while (raw.len) {
		const char *lf = memchr(raw.ptr, '\n', raw.len);
		struct slice line = slice_of(raw.ptr, lf ? (size_t)(lf + 1 - raw.ptr) : raw.len);

		raw = slice_skip(raw, line.len);
		/* A mail that came out of an mbox may have that one's line still. */
		if (first && slice_starts(line, SLICE("From "))) {
			first = false;
			continue;
		}
		first = false;
		if (is_from(line))
			g_string_append_c(out, '>');
		g_string_append_len(out, line.ptr, (gssize)line.len);
	}
	if (out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
	g_string_append_c(out, '\n');
}

#define NAME_MAX_BYTES 57 /* format.filenameMaxLength, 64, without ".patch" and its NUL */

/* Those that git format-patch keeps. */
static bool is_title_char(char c)
{
	return g_ascii_isalnum(c) || c == '.' || c == '_';
}

static void trim(GString *name, size_t start, const char *chars)
{
	while (name->len > start && strchr(chars, name->str[name->len - 1]))
		g_string_truncate(name, name->len - 1);
}

char *mbox_file_name(int n, const char *title)
{
	GString *name = g_string_sized_new(NAME_MAX_BYTES + 8);
	bool gap = false;
	size_t start;

	g_string_printf(name, "%04d-", MAX(n, 0));
	start = name->len;
	for (; *title && *title != '\n' && name->len <= NAME_MAX_BYTES + 1; title++) {
		if (!is_title_char(*title)) {
			gap = true;
			continue;
		}
		if (*title == '.' && name->len > start && !gap && name->str[name->len - 1] == '.')
			continue;
		if (gap && name->len > start)
			g_string_append_c(name, '-');
		gap = false;
		g_string_append_c(name, *title);
	}
	trim(name, start, *title && *title != '\n' ? "" : ".-");
	if (name->len > NAME_MAX_BYTES) {
		g_string_truncate(name, NAME_MAX_BYTES);
		trim(name, start, ".");
	}
	g_string_append(name, ".patch");
	return g_string_free(name, FALSE);
}
