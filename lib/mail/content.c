/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/content.h"

#define CONTENT_MAX_FIELD 16384 /* what follows in a longer field is not read */

static char *field_string(struct pool *pool, struct slice field)
{
	field = slice_trim(field);
	field.len = MIN(field.len, CONTENT_MAX_FIELD);
	return pool_copy(pool, field);
}

static const char *copy_string(struct pool *pool, const char *string)
{
	return pool_copy(pool, slice_str(string));
}

static bool says(const char *value, const char *wanted)
{
	return value && !g_ascii_strcasecmp(value, wanted);
}

static void copy_type(struct content *content, struct pool *pool, GMimeContentType *type)
{
	const char *name = g_mime_content_type_get_parameter(type, "name");

	content->type = copy_string(pool, g_mime_content_type_get_media_type(type));
	content->subtype = copy_string(pool, g_mime_content_type_get_media_subtype(type));
	content->charset = copy_string(pool, g_mime_content_type_get_parameter(type, "charset"));
	content->boundary = copy_string(pool, g_mime_content_type_get_parameter(type, "boundary"));
	content->flowed = says(g_mime_content_type_get_parameter(type, "format"), "flowed");
	content->delsp = says(g_mime_content_type_get_parameter(type, "delsp"), "yes");
	if (name)
		content->filename = copy_string(pool, name);
	content->labelled = true;
}

static void copy_disposition(struct content *content, struct pool *pool,
			     GMimeContentDisposition *disposition)
{
	const char *name = g_mime_content_disposition_get_parameter(disposition, "filename");

	content->attachment = g_mime_content_disposition_is_attachment(disposition);
	if (name)
		content->filename = copy_string(pool, name);
}

/* "text" or "; charset=utf-8": GMime would call it application/octet-stream. */
static bool is_broken(const char *field)
{
	const char *end = field + strcspn(field, ";");
	const char *slash = memchr(field, '/', (size_t)(end - field));

	return !slash || slash == field || slash + 1 == end;
}

void content_set_type(struct content *content, struct pool *pool, struct slice field)
{
	GMimeContentType *type;
	char *string;

	if (!field.len)
		return;
	string = field_string(pool, field);
	if (is_broken(string))
		return;
	mail_library_init();
	type = g_mime_content_type_parse(NULL, string);
	copy_type(content, pool, type);
	g_object_unref(type);
}

void content_set_disposition(struct content *content, struct pool *pool, struct slice field)
{
	GMimeContentDisposition *disposition;

	if (!field.len)
		return;
	mail_library_init();
	disposition = g_mime_content_disposition_parse(NULL, field_string(pool, field));
	copy_disposition(content, pool, disposition);
	g_object_unref(disposition);
}

void content_set_encoding(struct content *content, struct slice field)
{
	static const struct {
		struct slice name;
		GMimeContentEncoding encoding;
	} encodings[] = {
		{ SLICE("base64"), GMIME_CONTENT_ENCODING_BASE64 },
		{ SLICE("quoted-printable"), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE },
		{ SLICE("uuencode"), GMIME_CONTENT_ENCODING_UUENCODE },
		{ SLICE("x-uuencode"), GMIME_CONTENT_ENCODING_UUENCODE },
		{ SLICE("x-uue"), GMIME_CONTENT_ENCODING_UUENCODE },
	};

	field = slice_trim(field);
	for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++)
		if (slice_ieq(field, encodings[i].name))
			content->encoding = encodings[i].encoding;
}

void content_of_mail(struct content *content, struct pool *pool, const struct mail *mail)
{
	struct slice rest = mail->header, value;

	*content = (struct content)CONTENT_INIT;
	content_set_type(content, pool, mail->field[FIELD_CONTENT_TYPE]);
	if (mail->repeated & 1u << FIELD_CONTENT_TYPE)
		while (!content->labelled && mail_find_field(&rest, "Content-Type", &value))
			content_set_type(content, pool, value);
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

enum content_role content_role(const struct content *content)
{
	if (content_is(content, "multipart", NULL) && !content->attachment)
		return CONTENT_TEXT;
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
