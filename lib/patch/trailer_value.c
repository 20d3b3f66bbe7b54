/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/trailer_value.h"

#include "text/hidden.h"

#define HASH_MIN 6  /* digits of an abbreviated commit */
#define HASH_MAX 64 /* of a SHA-256 */

enum trailer_kind trailer_kind(struct slice key)
{
	if (slice_ieq(key, SLICE("Cc")) ||
	    (key.len > 3 && slice_ieq(slice_skip(key, key.len - 3), SLICE("-by"))))
		return TRAILER_PERSON;
	if (slice_ieq(key, SLICE("Fixes")))
		return TRAILER_COMMIT;
	if (slice_ieq(key, SLICE("Link")) || slice_ieq(key, SLICE("Closes")))
		return TRAILER_URL;
	return TRAILER_OTHER;
}

/* One line of what can be seen, blanks as single spaces. */
static char *clean(struct pool *pool, struct slice raw)
{
	char *text = pool_copy_utf8(pool, raw), *to = text;

	for (const char *at = text, *next; *at; at = next) {
		gunichar c = g_utf8_get_char(at);

		next = g_utf8_next_char(at);
		if (g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029) {
			if (to > text && to[-1] != ' ')
				*to++ = ' ';
		} else if (c < 0x80 || !text_is_hidden(c)) {
			while (at < next)
				*to++ = *at++;
		}
	}
	while (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return text;
}

static bool is_domain_char(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '.' || c & 0x80;
}

static bool is_email(struct slice s)
{
	const char *at = s.len ? memrchr(s.ptr, '@', s.len) : NULL;

	if (!at || at == s.ptr || at + 1 == s.ptr + s.len)
		return false;
	for (const char *c = s.ptr; c < at; c++)
		if (strchr(" <>()[],;:\"\\@", *c))
			return false;
	for (const char *c = at + 1; c < s.ptr + s.len; c++)
		if (!is_domain_char(*c))
			return false;
	return true;
}

#define LINK_START "<mailto:"

/* As strstr(), which with sanitizers measures all that follows each time. */
static const char *find_link(const char *text)
{
	while ((text = strchr(text, '<')) && strncmp(text, LINK_START, strlen(LINK_START)))
		text++;
	return text;
}

/* Mailers put "<mailto:…>" behind an address, inside its "<>", too, or in its place. */
static void drop_links(char *text)
{
	const char *from = text, *link, *end = NULL;

	while ((link = find_link(from))) {
		bool behind = memchr(from, '@', (size_t)(link - from));
		size_t kept = (size_t)(link - from) + !behind; /* the "<" of an address, too */

		if (!end || end < link)
			end = strchr(link, '>');
		if (!end)
			break;
		memmove(text, from, kept);
		text += kept;
		from = behind ? end + 1 : link + strlen(LINK_START);
	}
	memmove(text, from, strlen(from) + 1);
}

/* The parts of "Name <address> remark". */
struct written {
	struct slice name, email, rest;
};

/* Where the name ends, which may be in quotes. */
static size_t name_length(struct slice text)
{
	const char *quote = NULL, *open;
	size_t from = 0;

	if (text.len > 1 && *text.ptr == '"' && (quote = memchr(text.ptr + 1, '"', text.len - 1)))
		from = (size_t)(quote - text.ptr);
	open = memchr(text.ptr + from, '<', text.len - from);
	return open ? (size_t)(open - text.ptr) : text.len;
}

static bool holds_address(struct slice s)
{
	return s.len && (memchr(s.ptr, '@', s.len) || memchr(s.ptr, '<', s.len));
}

static bool split_person(struct slice text, struct written *out)
{
	size_t len = name_length(text), start = len + 1, end;
	bool quoted = *text.ptr == '"';

	out->name = slice_trim(slice_of(text.ptr, len));
	if (len == text.len || (!quoted && holds_address(out->name))) {
		const char *at = memchr(text.ptr, '@', text.len);

		start = at ? (size_t)(at - text.ptr) : text.len;
		while (start && text.ptr[start - 1] != ' ')
			start--;
		out->name = slice_trim(slice_of(text.ptr, start));
		for (end = start; end < text.len && !strchr(" ,;<>()", text.ptr[end]); end++)
			;
		out->rest = slice_trim(slice_skip(text, end));
	} else {
		for (end = start; end < text.len && text.ptr[end] != '>'; end++)
			;
		out->rest = slice_trim(slice_skip(text, end + 1));
	}
	out->email = slice_trim(slice_of(text.ptr + start, end - start));
	while (out->email.len && strchr(".?!'`:", out->email.ptr[out->email.len - 1]))
		out->email.len--;
	if (holds_address(out->name))
		out->name.len = 0;
	return is_email(out->email);
}

/* How long the remark is that may stay behind an address: one that gives no other tag or link. */
static size_t remark_length(struct slice rest)
{
	const char *end;
	size_t len = rest.len;

	if (!len || !strchr("#([", *rest.ptr))
		return 0;
	if (*rest.ptr != '#') {
		end = memchr(rest.ptr, *rest.ptr == '(' ? ')' : ']', len);
		if (!end || (len > 1 && *rest.ptr == '[' && g_ascii_isdigit(rest.ptr[1])))
			return 0;
		len = (size_t)(end + 1 - rest.ptr);
	}
	return holds_address(slice_of(rest.ptr, len)) || memmem(rest.ptr, len, "-by:", 4) ? 0 : len;
}

static const char *take_string(struct pool *pool, GString *string)
{
	const char *copy = pool_copy(pool, slice_of(string->str, string->len));

	g_string_free(string, TRUE);
	return copy;
}

void trailer_person(struct pool *pool, const char *value, struct person *person)
{
	size_t len = strcspn(value, "<#(");
	struct slice name = slice_trim(slice_of(value, len));

	if (!address_parse(pool, slice_str(value), person))
		*person = (struct person){ pool_copy(pool, name), "" };
	else if (name.len && *name.ptr != '"' && memchr(name.ptr, '"', name.len) &&
		 value[len] == '<')
		person->name = pool_copy(pool, name);
}

static const char *person_value(struct pool *pool, char *text, struct person *person)
{
	struct written written;
	const char *value;
	size_t remark;
	GString *out;

	drop_links(text);
	if (!*text || !split_person(slice_str(text), &written))
		return NULL;
	out = g_string_new(NULL);
	if (written.name.len)
		g_string_append_printf(out, "%.*s <%.*s>", (int)written.name.len, written.name.ptr,
				       (int)written.email.len, written.email.ptr);
	else
		g_string_append_len(out, written.email.ptr, (gssize)written.email.len);
	trailer_person(pool, out->str, person);
	remark = remark_length(written.rest);
	if (remark)
		g_string_append_printf(out, " %.*s", (int)remark, written.rest.ptr);
	value = take_string(pool, out);
	return value;
}

static const char *commit_value(char *text)
{
	size_t len = 0;

	if (!g_ascii_strncasecmp(text, "commit ", 7))
		text += 7;
	while (g_ascii_isxdigit(text[len]))
		len++;
	return len >= HASH_MIN && len <= HASH_MAX && (!text[len] || strchr(" (,", text[len]))
		       ? text
		       : NULL;
}

/* Of "<https://…>", as mailers write it, the inside. */
static const char *url_value(struct pool *pool, char *text)
{
	bool angle = *text == '<';
	const char *url = text + angle;
	size_t len = strcspn(url, angle ? " >" : " ");
	struct slice rest = slice_trim(slice_str(url + len + (angle && url[len] == '>')));
	GString *out;

	if (g_ascii_strncasecmp(url, "http://", 7) && g_ascii_strncasecmp(url, "https://", 8))
		return NULL;
	out = g_string_new_len(url, (gssize)len);
	if (rest.len && strchr("#[", *rest.ptr))
		g_string_append_printf(out, " %.*s", (int)rest.len, rest.ptr);
	return take_string(pool, out);
}

const char *trailer_value(struct pool *pool, enum trailer_kind kind, struct slice raw,
			  struct person *person)
{
	char *text = clean(pool, raw);

	*person = (struct person){ "", "" };
	switch (kind) {
	case TRAILER_PERSON:
		return person_value(pool, text, person);
	case TRAILER_COMMIT:
		return commit_value(text);
	case TRAILER_URL:
		return url_value(pool, text);
	case TRAILER_OTHER:
		break;
	}
	return *text ? text : NULL;
}
