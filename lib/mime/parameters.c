/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/parameters.h"

#include "late/late.h"
#include "mime/mail.h"

#define MAX_FIELD 16384 /* what follows in a longer field is not read */

/* A subset of RFC 2045's tokens, without what other RFCs gave a meaning. */
static bool is_token_char(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '.' || c == '_' || c == '+';
}

static struct slice take_token(struct slice *rest)
{
	struct slice token = slice_of(rest->ptr, 0);

	while (token.len < rest->len && is_token_char(rest->ptr[token.len]))
		token.len++;
	*rest = slice_skip(*rest, token.len);
	return token;
}

static bool take_char(struct slice *rest, char c)
{
	if (!rest->len || *rest->ptr != c)
		return false;
	*rest = slice_skip(*rest, 1);
	return true;
}

static void skip_space(struct slice *rest)
{
	while (rest->len && g_ascii_isspace(*rest->ptr))
		*rest = slice_skip(*rest, 1);
}

/* Behind the opening quote. Returns "" where it is not plain. */
static struct slice take_quoted(struct slice *rest)
{
	const char *end = memchr(rest->ptr, '"', rest->len);
	struct slice value = slice_of(rest->ptr, end ? (size_t)(end - rest->ptr) : 0);

	*rest = slice_skip(*rest, value.len + 1);
	for (size_t i = 0; i < value.len; i++)
		if (!g_ascii_isprint(value.ptr[i]) || value.ptr[i] == '\\')
			return SLICE("");
	if (memmem(value.ptr, value.len, "=?", 2) || slice_trim(value).len != value.len)
		return SLICE("");
	return value;
}

static bool take_parameter(struct slice *rest, struct parameters *out)
{
	struct slice name, value;

	skip_space(rest);
	name = take_token(rest);
	if (!name.len || out->nr == PARAMETERS_MAX || parameters_get(out, name).ptr ||
	    !take_char(rest, '='))
		return false;
	value = take_char(rest, '"') ? take_quoted(rest) : take_token(rest);
	out->items[out->nr].name = name;
	out->items[out->nr++].value = value;
	return value.len;
}

bool parameters_plain(struct slice field, struct parameters *out)
{
	struct slice rest = slice_trim(field), subtype;

	out->nr = 0;
	if (rest.len > MAX_FIELD)
		return false;
	out->value = take_token(&rest);
	if (!out->value.len)
		return false;
	if (take_char(&rest, '/')) {
		subtype = take_token(&rest);
		if (!subtype.len)
			return false;
		out->value.len += 1 + subtype.len;
	}
	for (;;) {
		skip_space(&rest);
		if (!rest.len)
			return true;
		if (!take_char(&rest, ';') || !take_parameter(&rest, out))
			return false;
	}
}

static char *field_string(struct pool *pool, struct slice field)
{
	field = slice_trim(field);
	field.len = MIN(field.len, MAX_FIELD);
	return pool_copy(pool, field);
}

static void add(struct parameters *out, struct pool *pool, const char *name, const char *value)
{
	if (!value)
		return;
	out->items[out->nr].name = slice_str(name);
	out->items[out->nr].value = slice_str(pool_copy(pool, slice_str(value)));
	out->nr++;
}

void parameters_of_type(struct slice field, struct pool *pool, struct parameters *out)
{
	static const char *const names[] = { "charset", "boundary", "name", "format", "delsp" };
	GMimeContentType *type;
	g_autofree char *value = NULL;

	mail_library_init();
	type = late()->g_mime_content_type_parse(NULL, field_string(pool, field));
	value = g_strconcat(late()->g_mime_content_type_get_media_type(type), "/",
			    late()->g_mime_content_type_get_media_subtype(type), NULL);
	out->value = slice_str(pool_copy(pool, slice_str(value)));
	out->nr = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		add(out, pool, names[i], late()->g_mime_content_type_get_parameter(type, names[i]));
	late()->g_object_unref(type);
}

void parameters_of_disposition(struct slice field, struct pool *pool, struct parameters *out)
{
	GMimeContentDisposition *parsed;
	const char *value;

	mail_library_init();
	parsed = late()->g_mime_content_disposition_parse(NULL, field_string(pool, field));
	value = late()->g_mime_content_disposition_get_disposition(parsed);
	out->value = slice_str(pool_copy(pool, slice_str(value ? value : "")));
	out->nr = 0;
	add(out, pool, "filename",
	    late()->g_mime_content_disposition_get_parameter(parsed, "filename"));
	late()->g_object_unref(parsed);
}

struct slice parameters_get(const struct parameters *parameters, struct slice name)
{
	for (unsigned i = 0; i < parameters->nr; i++)
		if (slice_ieq(parameters->items[i].name, name))
			return parameters->items[i].value;
	return slice_of(NULL, 0);
}
