/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/canon.h"

#include "attest/tags.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool next_line(struct slice *rest, struct slice *line)
{
	if (!slice_next_line(rest, line))
		return false;
	if (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

GArray *canon_fields(struct slice header)
{
	GArray *fields = g_array_new(FALSE, TRUE, sizeof(struct canon_field));
	struct slice line;

	while (next_line(&header, &line)) {
		const char *colon = memchr(line.ptr, ':', line.len);
		struct canon_field field = { .whole = line };
		struct canon_field *last =
			fields->len ? &g_array_index(fields, struct canon_field, fields->len - 1)
				    : NULL;

		if (line.len && is_blank(*line.ptr) && last) {
			last->whole.len = (size_t)(line.ptr + line.len - last->whole.ptr);
			last->value.len = (size_t)(line.ptr + line.len - last->value.ptr);
		} else if (colon) {
			field.name = slice_trim(slice_of(line.ptr, (size_t)(colon - line.ptr)));
			field.value =
				slice_of(colon + 1, (size_t)(line.ptr + line.len - colon - 1));
			g_array_append_val(fields, field);
		}
	}
	return fields;
}

static void append_crlf(GString *out, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n' && (!i || text.ptr[i - 1] != '\r'))
			g_string_append_c(out, '\r');
		g_string_append_c(out, text.ptr[i]);
	}
}

static void append_form(GString *out, const struct canon_field *field, bool simple)
{
	g_autofree char *name = NULL;

	if (simple) {
		append_crlf(out, field->whole);
		return;
	}
	name = g_ascii_strdown(field->name.ptr, (gssize)field->name.len);
	g_string_append(out, name);
	g_string_append_c(out, ':');
	tags_relax(out, field->value);
}

void canon_field(GString *out, const struct canon_field *field, bool simple)
{
	append_form(out, field, simple);
	g_string_append(out, "\r\n");
}

/* Where the value of the tag b begins in a field, in either form; its length if there is none. */
static size_t signature_begins(const char *text, size_t from, size_t len)
{
	bool first = true;

	for (size_t i = from; i < len; i++) {
		size_t at = i;

		if (first && text[at] == 'b') {
			for (at++; at < len && g_ascii_isspace(text[at]); at++)
				;
			if (at < len && text[at] == '=')
				return at + 1;
		}
		if (text[i] == ';')
			first = true;
		else if (!g_ascii_isspace(text[i]))
			first = false;
	}
	return len;
}

void canon_unsigned(GString *out, const struct canon_field *field, bool simple)
{
	g_autoptr(GString) form = g_string_new(NULL);
	const char *end;
	size_t begin;

	append_form(form, field, simple);
	begin = signature_begins(form->str, strcspn(form->str, ":") + 1, form->len);
	g_string_append_len(out, form->str, (gssize)begin);
	end = memchr(form->str + begin, ';', form->len - begin);
	if (end)
		g_string_append(out, end);
}

static void relax_line(GString *out, struct slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (!is_blank(line.ptr[i]))
			g_string_append_c(out, line.ptr[i]);
		else if (i + 1 == line.len || !is_blank(line.ptr[i + 1]))
			g_string_append_c(out, ' ');
	}
	if (out->len && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
}

void canon_body(GString *out, struct slice body, bool simple)
{
	size_t whole = 0; /* of out, up to the last line that is not empty */
	struct slice line;

	while (next_line(&body, &line)) {
		size_t before = out->len;

		if (simple)
			g_string_append_len(out, line.ptr, (gssize)line.len);
		else
			relax_line(out, line);
		if (out->len > before)
			whole = out->len + 2;
		g_string_append(out, "\r\n");
	}
	g_string_truncate(out, whole);
	if (!whole && simple)
		g_string_append(out, "\r\n");
}

void canon_hash(const GString *text, guint8 digest[32])
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize len = 32;

	g_checksum_update(checksum, (const guchar *)text->str, (gssize)text->len);
	g_checksum_get_digest(checksum, digest, &len);
}
