/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/content.h"

#include "mime/parameters.h"

static bool says(const char *value, const char *wanted)
{
	return value && !g_ascii_strcasecmp(value, wanted);
}

/* "text" or "; charset=utf-8": GMime would call it application/octet-stream. */
static bool is_broken(struct slice field)
{
	const char *end = memchr(field.ptr, ';', field.len), *slash;

	if (end)
		field.len = (size_t)(end - field.ptr);
	slash = field.len ? memchr(field.ptr, '/', field.len) : NULL;
	return !slash || slash == field.ptr || slash + 1 == field.ptr + field.len;
}

void content_set_type(struct content *content, struct pool *pool, struct slice field)
{
	struct parameters found;
	struct slice name;
	size_t slash;

	field = slice_trim(field);
	if (field.len)
		field.len = strnlen(field.ptr, field.len);
	if (!field.len || is_broken(field))
		return;
	if (!parameters_plain(field, &found))
		parameters_of_type(field, pool, &found);
	slash = (size_t)((const char *)memchr(found.value.ptr, '/', found.value.len) -
			 found.value.ptr);
	content->type = pool_copy(pool, slice_of(found.value.ptr, slash));
	content->subtype = pool_copy(pool, slice_skip(found.value, slash + 1));
	content->charset = pool_copy(pool, parameters_get(&found, SLICE("charset")));
	content->boundary = pool_copy(pool, parameters_get(&found, SLICE("boundary")));
	content->flowed = slice_ieq(parameters_get(&found, SLICE("format")), SLICE("flowed"));
	content->delsp = slice_ieq(parameters_get(&found, SLICE("delsp")), SLICE("yes"));
	name = parameters_get(&found, SLICE("name"));
	if (name.ptr)
		content->filename = pool_copy(pool, name);
	content->labelled = true;
}

void content_set_disposition(struct content *content, struct pool *pool, struct slice field)
{
	struct parameters found;
	struct slice name;

	if (!field.len)
		return;
	if (!parameters_plain(field, &found))
		parameters_of_disposition(field, pool, &found);
	content->attachment = slice_ieq(found.value, SLICE("attachment"));
	name = parameters_get(&found, SLICE("filename"));
	if (name.ptr)
		content->filename = pool_copy(pool, name);
}

/* As git mailinfo does, which looks for the word in the field, be there a comment, quotes or what
 * else. */
static bool names(struct slice field, struct slice word)
{
	for (; field.len >= word.len; field = slice_skip(field, 1))
		if (slice_istarts(field, word))
			return true;
	return false;
}

static void content_set_encoding(struct content *content, struct slice field)
{
	static const struct {
		struct slice name;
		GMimeContentEncoding encoding;
		bool anywhere;
	} encodings[] = {
		{ SLICE("base64"), GMIME_CONTENT_ENCODING_BASE64, true },
		{ SLICE("quoted-printable"), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, true },
		{ SLICE("uuencode"), GMIME_CONTENT_ENCODING_UUENCODE, false },
		{ SLICE("x-uuencode"), GMIME_CONTENT_ENCODING_UUENCODE, false },
		{ SLICE("x-uue"), GMIME_CONTENT_ENCODING_UUENCODE, false },
	};

	field = slice_trim(field);
	for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++) {
		if (slice_ieq(field, encodings[i].name) ||
		    (encodings[i].anywhere && names(field, encodings[i].name))) {
			content->encoding = encodings[i].encoding;
			return;
		}
	}
}

/* Of several types the last one counts, and what it does not say stays as another one said it: as
 * for git mailinfo. */
static void add_type(struct content *content, struct pool *pool, struct slice field)
{
	struct content one = CONTENT_INIT;

	content_set_type(&one, pool, field);
	if (!one.labelled)
		return;
	one.charset = one.charset ? one.charset : content->charset;
	one.boundary = one.boundary ? one.boundary : content->boundary;
	*content = one;
}

void content_of_mail(struct content *content, struct pool *pool, const struct mail *mail)
{
	const struct slice last = mail->field[FIELD_CONTENT_TYPE];
	struct slice rest = mail->header, value;

	*content = (struct content)CONTENT_INIT;
	if (mail->repeated & 1u << FIELD_CONTENT_TYPE)
		while (mail_find_field(&rest, "Content-Type", &value) && value.ptr <= last.ptr)
			add_type(content, pool, value);
	else
		content_set_type(content, pool, last);
	content_set_encoding(content, mail->field[FIELD_CONTENT_TRANSFER_ENCODING]);
}

static struct slice find_field(struct slice header, const char *name)
{
	struct slice value;

	return mail_find_field(&header, name, &value) ? value : slice_of(NULL, 0);
}

void content_of_part(struct content *content, struct pool *pool, struct slice header)
{
	content_set_type(content, pool, find_field(header, "Content-Type"));
	content_set_disposition(content, pool, find_field(header, "Content-Disposition"));
	content_set_encoding(content, find_field(header, "Content-Transfer-Encoding"));
}

bool content_is(const struct content *content, const char *type, const char *subtype)
{
	return (!type || says(content->type, type)) &&
	       (!subtype || says(content->subtype, subtype));
}

static bool is_named_patch(const char *filename)
{
	size_t len = filename ? strlen(filename) : 0;

	return (len > 6 && says(filename + len - 6, ".patch")) ||
	       (len > 5 && says(filename + len - 5, ".diff"));
}

/* RFC 2046, 5.2.1, allows a mail inside no other encodings. */
static bool is_as_it_stands(const struct content *content)
{
	return content->encoding != GMIME_CONTENT_ENCODING_BASE64 &&
	       content->encoding != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE &&
	       content->encoding != GMIME_CONTENT_ENCODING_UUENCODE;
}

enum content_role content_role(const struct content *content)
{
	if (content_is(content, "multipart", NULL) && !content->attachment)
		return CONTENT_TEXT;
	if (content_is(content, "message", "rfc822") && is_as_it_stands(content))
		return CONTENT_MAIL;
	if (content_is(content, "message", NULL))
		return CONTENT_OTHER;
	if (is_named_patch(content->filename) || says(content->subtype, "x-patch") ||
	    says(content->subtype, "x-diff"))
		return CONTENT_PATCH;
	if (content_is(content, "text", "html"))
		return CONTENT_HTML;
	if (!content_is(content, "text", "plain"))
		return CONTENT_OTHER;
	return content->attachment || content->filename ? CONTENT_FILE : CONTENT_TEXT;
}

enum content_role content_role_of_mail(const struct content *content)
{
	static const char *const others[] = {
		"image", "audio", "video", "font", "model", "message"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (content_is(content, others[i], NULL))
			return CONTENT_OTHER;
	if (content_is(content, "text", "html"))
		return CONTENT_HTML;
	if (content_is(content, "application", NULL) && !says(content->subtype, "pgp"))
		return CONTENT_PATCH;
	return CONTENT_TEXT;
}
