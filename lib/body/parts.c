/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "body/parts.h"

#include "mime/charset.h"
#include "patch/patch.h"

struct joiner {
	struct body *body;
	GString *string; /* NULL as long as one slice is all there is */
	struct text only;
	bool started;
	bool apart;	   /* an empty line goes in front of what is added next */
	GString *left_out; /* names; NULL without any */
};

static void end_line(GString *string)
{
	if (string->len && string->str[string->len - 1] != '\n')
		g_string_append_c(string, '\n');
}

/* Git takes the line end in front of a boundary for a line, which base64 has no place for. */
static bool is_apart(const struct mime_part *part)
{
	return part->content.exact && part->apart &&
	       part->content.encoding != GMIME_CONTENT_ENCODING_BASE64;
}

/* Takes the text of a part over. */
static void add_text(struct joiner *joiner, struct text *text, const struct mime_part *part)
{
	bool apart = joiner->apart;

	joiner->apart = is_apart(part);
	if (!joiner->started) {
		joiner->started = true;
		joiner->only = *text;
		return;
	}
	if (!joiner->string) {
		joiner->string =
			g_string_new_len(joiner->only.slice.ptr, (gssize)joiner->only.slice.len);
		end_line(joiner->string);
		text_release(&joiner->only);
	}
	if (apart)
		g_string_append_c(joiner->string, '\n');
	g_string_append_len(joiner->string, text->slice.ptr, (gssize)text->slice.len);
	end_line(joiner->string);
	text_release(text);
}

/* Where what is added next will begin: every text before it ends with a line end. */
static size_t joined_length(const struct joiner *joiner)
{
	struct slice only = joiner->only.slice;

	if (joiner->string)
		return joiner->string->len + joiner->apart;
	return only.len + (only.len && only.ptr[only.len - 1] != '\n') + joiner->apart;
}

/* Bytes that no encoded word holds are read as they are in the header of a mail. */
static void append_field(GString *string, const char *name, struct slice value)
{
	g_autoptr(GString) decoded = NULL;
	bool bad;

	if (!value.len)
		return;
	if (!charset_to_utf8(value, NULL, &decoded, &bad))
		value = slice_of(decoded->str, decoded->len);
	g_string_append_printf(string, "%s: %.*s\n", name, (int)value.len, value.ptr);
}

/* Whether a From will be taken for one when it stands in a text: "root" alone is prose there. */
static bool is_author(struct slice from)
{
	g_autoptr(GString) line = g_string_new(NULL);
	struct inbody inbody;

	append_field(line, "From", from);
	inbody_parse(slice_of(line->str, line->len), &inbody);
	return inbody.from.len;
}

/*
 * Puts text, the message and diff of a mail, below its header as git mailinfo takes one. What the
 * message says at its beginning counts, as it does for git.
 */
static void put_header(const struct mail *mail, struct slice message, struct text *text)
{
	GString *string = g_string_sized_new(message.len + 256);
	struct slice from = mail->field[FIELD_FROM];
	struct inbody inbody;

	inbody_parse(message, &inbody);
	if (inbody.from.len)
		append_field(string, "From", inbody.from);
	else if (is_author(from))
		append_field(string, "From", from);
	append_field(string, "Subject",
		     inbody.subject.len ? inbody.subject : mail->field[FIELD_SUBJECT]);
	append_field(string, "Date", inbody.date.len ? inbody.date : mail->field[FIELD_DATE]);
	if (string->len)
		g_string_append_c(string, '\n');
	g_string_append_len(string, inbody.rest.ptr, (gssize)inbody.rest.len);
	text_release(text);
	text->slice.len = string->len;
	text->slice.ptr = text->owned = g_string_free(string, FALSE);
}

/*
 * A file of git format-patch is a mail of an mbox: "From <hash> <date>", header, message. Its
 * header becomes the header block that git mailinfo takes from the start of a text.
 */
static bool unwrap_patch_mail(struct text *text)
{
	struct mail mail;

	if (!slice_starts(text->slice, SLICE("From ")) || !mail_parse(&mail, text->slice, NULL))
		return false;
	put_header(&mail, mail.body, text);
	return true;
}

static void add_inline(struct joiner *joiner, const struct mime_part *part)
{
	struct text text;

	text_decode(&part->content, part->bytes, &text, &joiner->body->flags);
	add_text(joiner, &text, part);
}

/* Text with a name that is shown inline, as some clients send all they send. */
static void add_named(struct joiner *joiner, const struct mime_part *part)
{
	struct text text;

	text_decode(&part->content, part->bytes, &text, &joiner->body->flags);
	if (patch_has_diff(text.slice))
		text_release(&text);
	else
		add_text(joiner, &text, part);
}

static void mark_patch(struct joiner *joiner)
{
	struct body *body = joiner->body;
	size_t at = joiner->started ? joined_length(joiner) : 0;

	if (joiner->started && !body->nr_patches)
		body->patch_at = at;
	if (body->nr_patches < BODY_MAX_PATCHES)
		body->patches[body->nr_patches++] = at;
	else
		body->flags |= BODY_MANY_PATCHES;
}

static void leave_out(struct joiner *joiner, const char *names)
{
	if (!joiner->left_out)
		joiner->left_out = g_string_new(NULL);
	else
		g_string_append(joiner->left_out, ", ");
	g_string_append(joiner->left_out, names);
}

static void add_file(struct joiner *joiner, const struct mime_part *part)
{
	unsigned flags = 0;
	struct text text;

	text_decode(&part->content, part->bytes, &text, &flags);
	if (!patch_has_diff(text.slice)) {
		text_release(&text);
		if (part->role == CONTENT_PATCH || part->content.attachment)
			leave_out(joiner,
				  part->content.filename ? part->content.filename : "(no name)");
		return;
	}
	joiner->body->flags |= flags | BODY_ATTACHED;
	if (unwrap_patch_mail(&text))
		mark_patch(joiner);
	add_text(joiner, &text, part);
}

/* The parts of a mail inside that are no mails themselves. */
static GArray *split_inner(const struct mail *mail, bool exact, struct pool *pool, unsigned *flags)
{
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct mime_part));
	struct mime_part whole = { .bytes = mail->body };
	guint nr = 0;

	content_of_mail(&whole.content, pool, mail);
	if (content_is(&whole.content, "multipart", NULL) && whole.content.boundary &&
	    *whole.content.boundary) {
		*flags |= BODY_MULTIPART;
		mime_split(mail, &whole.content, pool, parts, NULL);
	} else {
		whole.role = content_role_of_mail(&whole.content);
		g_array_append_val(parts, whole);
	}
	for (guint i = 0; i < parts->len; i++) {
		struct mime_part *part = &g_array_index(parts, struct mime_part, i);

		part->content.exact = exact;
		if (part->role != CONTENT_MAIL)
			g_array_index(parts, struct mime_part, nr++) = *part;
	}
	g_array_set_size(parts, nr);
	return parts;
}

/* Goes no deeper: split_inner() leaves no mails over. */
static void add_mail(struct joiner *joiner, const struct mime_part *part)
{
	struct pool pool = POOL_INIT;
	struct body inner = { .text = { NULL, 0 } };
	struct mail mail;
	g_autoptr(GArray) parts = NULL;

	if (!mail_parse(&mail, part->bytes, NULL))
		return;
	parts = split_inner(&mail, part->content.exact, &pool, &inner.flags);
	parts_join(parts, &inner);
	if (patch_has_diff(inner.text)) {
		struct text text = { .slice = inner.text, .owned = inner.owned };

		joiner->body->flags |= (inner.flags & ~(unsigned)BODY_HTML) | BODY_ATTACHED;
		put_header(&mail, body_patch(&inner), &text);
		mark_patch(joiner);
		add_text(joiner, &text, part);
		if (inner.left_out)
			leave_out(joiner, inner.left_out);
	} else {
		g_free(inner.owned);
	}
	g_free(inner.left_out);
	pool_release(&pool);
}

static void finish(struct joiner *joiner)
{
	struct body *body = joiner->body;
	struct text *only = &joiner->only;
	bool multipart = body->flags & BODY_MULTIPART;

	if (!joiner->started) {
		body->text = slice_of("", 0);
		return;
	}
	if (!joiner->string && multipart && only->slice.len &&
	    only->slice.ptr[only->slice.len - 1] != '\n') {
		joiner->string = g_string_new_len(only->slice.ptr, (gssize)only->slice.len);
		g_string_append_c(joiner->string, '\n');
		text_release(only);
	}
	if (!joiner->string) {
		body->text = only->slice;
		body->owned = only->owned;
		return;
	}
	body->text.len = joiner->string->len;
	body->text.ptr = body->owned = g_string_free(joiner->string, FALSE);
}

static bool is_file(const struct mime_part *part)
{
	return part->role == CONTENT_FILE || part->role == CONTENT_PATCH;
}

static bool holds_diff(const struct mime_part *part)
{
	unsigned flags = 0;
	struct text text;
	bool has_diff;

	text_decode(&part->content, part->bytes, &text, &flags);
	has_diff = patch_has_diff(text.slice);
	text_release(&text);
	return has_diff;
}

/*
 * The place of the first file with a diff that stands between two texts: the first of these is the
 * message, and what is behind, such as the footer that a list adds, is no part of it. nr where
 * there is none. Who has the file first wrote his message behind it.
 */
static guint find_end_of_message(const struct mime_part *all, guint nr)
{
	guint first = 0, last = nr;

	while (first < nr && all[first].role != CONTENT_TEXT)
		first++;
	while (last && all[last - 1].role != CONTENT_TEXT)
		last--;
	for (guint i = first; i < last; i++)
		if (is_file(&all[i]) && holds_diff(&all[i]))
			return i;
	return nr;
}

static void add_texts(struct joiner *joiner, const struct mime_part *all, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		if (all[i].role == CONTENT_TEXT)
			add_inline(joiner, &all[i]);
		else if (all[i].role == CONTENT_FILE && !all[i].content.attachment)
			add_named(joiner, &all[i]);
}

void parts_join(const GArray *parts, struct body *out)
{
	struct joiner joiner = { .body = out };
	const struct mime_part *all = (const struct mime_part *)(const void *)parts->data;
	guint message_end = find_end_of_message(all, parts->len);
	bool html = false;

	add_texts(&joiner, all, 0, message_end);
	for (guint i = 0; i < parts->len; i++)
		html |= all[i].role == CONTENT_HTML;
	for (guint i = 0; i < parts->len; i++)
		if (is_file(&all[i]))
			add_file(&joiner, &all[i]);
		else if (all[i].role == CONTENT_MAIL)
			add_mail(&joiner, &all[i]);
	add_texts(&joiner, all, message_end, parts->len);
	if (joiner.started && joiner.left_out)
		out->left_out = g_strdup(joiner.left_out->str);
	if (joiner.left_out)
		g_string_free(joiner.left_out, TRUE);
	for (guint i = 0; !joiner.started && i < parts->len; i++)
		if (all[i].role == CONTENT_FILE)
			add_inline(&joiner, &all[i]);
	if (html && !joiner.started)
		out->flags |= BODY_HTML;
	finish(&joiner);
}
