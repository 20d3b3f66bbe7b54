/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/tags.h"

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char *without_white(struct slice s)
{
	GString *out = g_string_sized_new(s.len);

	for (size_t i = 0; i < s.len; i++)
		if (!is_white(s.ptr[i]) && s.ptr[i])
			g_string_append_c(out, s.ptr[i]);
	return g_string_free(out, FALSE);
}

/* Cuts the part before the next ';' off. */
static struct slice next_part(struct slice *rest)
{
	const char *end = memchr(rest->ptr, ';', rest->len);
	struct slice part = slice_of(rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len);

	*rest = slice_skip(*rest, part.len + (end ? 1 : 0));
	return part;
}

char *tags_find(struct slice field, const char *name)
{
	size_t len = strlen(name);
	char *found = NULL;

	while (field.len) {
		g_autofree char *part = without_white(next_part(&field));

		if (!strncmp(part, name, len) && part[len] == '=') {
			g_free(found);
			found = g_strdup(part + len + 1);
		}
	}
	return found;
}

void tags_relax(GString *out, struct slice body)
{
	bool white = false, any = false;

	for (size_t i = 0; i < body.len; i++) {
		char c = body.ptr[i];

		if (c == '\r' || c == '\n')
			continue;
		if (is_white(c)) {
			white = true;
			continue;
		}
		if (white && any)
			g_string_append_c(out, ' ');
		g_string_append_c(out, c);
		white = false;
		any = true;
	}
}

size_t tags_before_signature(const GString *relaxed)
{
	size_t found = 0;

	for (size_t i = 0; i < relaxed->len; i++) {
		size_t at = i;

		if (i && relaxed->str[i - 1] != ';' &&
		    !(relaxed->str[i - 1] == ' ' && i > 1 && relaxed->str[i - 2] == ';'))
			continue;
		if (relaxed->str[at] == 'b' && relaxed->str[at + 1] == '=')
			found = at + 2;
	}
	return found;
}

bool tags_hash_is(const char *base64, struct slice bytes)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize len = sizeof(digest);
	g_autofree char *text = NULL;

	g_checksum_update(checksum, (const guchar *)bytes.ptr, (gssize)bytes.len);
	g_checksum_get_digest(checksum, digest, &len);
	text = g_base64_encode(digest, len);
	return !strcmp(text, base64);
}
