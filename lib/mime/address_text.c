/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/address_text.h"

#include "mime/words.h"

bool address_has_space(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (g_ascii_isspace(s.ptr[i]))
			return true;
	return false;
}

struct slice address_without_mailto(struct slice s)
{
	return slice_istarts(s, SLICE("mailto:")) ? slice_skip(s, strlen("mailto:")) : s;
}

/* Without quotes and the backslashes of quoted pairs; in a comment quotes stay, as for git, and
 * outside of both a backslash is a letter. */
static char *unquote(struct pool *pool, struct slice s)
{
	char *out = pool_copy(pool, s), *to = out;
	bool quoted = false;
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '"' && !depth) {
			quoted = !quoted;
			continue;
		}
		if (c == '\\' && (quoted || depth) && i + 1 < s.len)
			c = s.ptr[++i];
		else if (c == '(' && !quoted)
			depth++;
		else if (c == ')' && depth)
			depth--;
		*to++ = c;
	}
	*to = '\0';
	return words_decode(pool, slice_of(out, (size_t)(to - out)));
}

/* White space of any kind, U+00A0 too, which web mailers write. */
static char *single_spaces(char *text)
{
	char *to = text;

	for (const char *c = text, *next; *c; c = next) {
		bool space = g_ascii_isspace(*c);

		next = c + 1;
		if (*c & 0x80) {
			next = g_utf8_next_char(c);
			space = g_unichar_isspace(g_utf8_get_char(c));
		}
		if (space && to > text && to[-1] != ' ')
			*to++ = ' ';
		while (!space && c < next)
			*to++ = *c++;
	}
	while (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return text;
}

/* Some clients quote a name twice, or put the quotes into an encoded word. */
static char *strip_quotes(char *name)
{
	size_t len = strlen(name);

	while (len >= 2 && name[0] == name[len - 1] && (*name == '"' || *name == '\'')) {
		name[len - 1] = '\0';
		name++;
		len -= 2;
	}
	return single_spaces(name);
}

char *address_decode_name(struct pool *pool, struct slice s)
{
	char *name;

	s = slice_trim(s);
	if (s.len && (memchr(s.ptr, '"', s.len) || memchr(s.ptr, '\\', s.len)))
		name = unquote(pool, s);
	else
		name = words_decode(pool, s);
	return strip_quotes(single_spaces(name));
}

/* Without the route of RFC 821, "mailto:" and what surrounds an address in running text. */
static struct slice trim_email(struct slice s)
{
	const char *colon = s.len && *s.ptr == '@' ? memrchr(s.ptr, ':', s.len) : NULL;

	if (colon)
		s = slice_skip(s, (size_t)(colon + 1 - s.ptr));
	s = address_without_mailto(s);
	while (s.len && strchr("'`[", *s.ptr) && *s.ptr)
		s = slice_skip(s, 1);
	while (s.len && s.ptr[s.len - 1] && strchr("'`.:", s.ptr[s.len - 1]))
		s.len--;
	if (s.len && s.ptr[s.len - 1] == ']' && !memchr(s.ptr, '[', s.len))
		s.len--;
	return s;
}

/* g_ascii_isalnum() without its table: most are letters. */
static bool is_alnum(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

/* Letters, digits and what else is in most addresses: nothing that would have to be cut off. */
static bool is_plain_email(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!is_alnum(c) && c != '.' && c != '@' && c != '-' && c != '_' && c != '+')
			return false;
	}
	return s.len && is_alnum(s.ptr[0]) && is_alnum(s.ptr[s.len - 1]);
}

char *address_decode_email(struct pool *pool, struct slice s)
{
	char *email, *to;

	if (is_plain_email(s))
		return pool_copy(pool, s);
	s = trim_email(slice_trim(s));
	if (!s.len)
		return pool_copy(pool, SLICE(""));
	email = pool_copy_utf8(pool, s);
	if (!address_has_space(s) || *email == '"')
		return email;
	if (!memchr(s.ptr, '@', s.len)) {
		char *at = strstr(single_spaces(email), " at ");

		if (at) {
			*at = '@';
			memmove(at + 1, at + 4, strlen(at + 4) + 1);
		}
	}
	to = email;
	for (const char *c = email; *c; c++)
		if (!g_ascii_isspace(*c))
			*to++ = *c;
	*to = '\0';
	return email;
}
