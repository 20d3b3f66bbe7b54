/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/address.h"

#include "mime/words.h"

/*
 * One lenient reader for all forms instead of a fast one in front of GMime's: GMime's parser calls
 * itself for each nested group, so that a header of colons would exhaust the stack, and it takes
 * an unquoted "Doe, Jane <jane@example.org>" for two people.
 */

/* Where the parts of one mailbox are. */
struct mailbox {
	struct slice name;    /* in front of the address, as written */
	struct slice comment; /* the "(…)" behind the address, without parentheses */
	struct slice email;
};

struct reader {
	struct slice rest;
	/* What does not follow any more is not looked for again and again. */
	bool no_quote, no_comment;
};

static size_t quoted_length(struct slice s)
{
	for (size_t i = 1; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '"')
			return i + 1;
	}
	return 0;
}

static size_t comment_length(struct slice s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '(')
			depth++;
		else if (s.ptr[i] == ')' && !--depth)
			return i + 1;
	}
	return 0;
}

/* Cuts what belongs together: a quoted string, a comment, or one byte. */
static struct slice next_piece(struct reader *in)
{
	struct slice piece = slice_of(in->rest.ptr, 1);
	size_t len = 0;

	if (*piece.ptr == '"' && !in->no_quote) {
		len = quoted_length(in->rest);
		in->no_quote = !len;
	} else if (*piece.ptr == '(' && !in->no_comment) {
		len = comment_length(in->rest);
		in->no_comment = !len;
	}
	piece.len = len ? len : 1;
	in->rest = slice_skip(in->rest, piece.len);
	return piece;
}

static struct slice slice_between(const char *from, const char *to)
{
	return slice_of(from, (size_t)(to - from));
}

static bool is_word_end(char c)
{
	static const bool ends[256] = {
		['\0'] = true, ['\t'] = true, ['\n'] = true, ['\f'] = true, ['\r'] = true,
		[' '] = true,  ['<'] = true,  ['>'] = true,  [','] = true,  [';'] = true,
		['('] = true,  [')'] = true,  ['"'] = true,
	};

	return ends[(unsigned char)c];
}

static size_t word_length(struct slice s)
{
	size_t len = 0;

	while (len < s.len && !is_word_end(s.ptr[len]))
		len++;
	return len;
}

/* The "jane at example.org" of web archives, where there is one. */
static struct slice find_spelled_out(struct slice text)
{
	static const struct slice at = SLICE(" at ");
	struct slice rest = text;
	const char *found;

	while (rest.len && (found = memmem(rest.ptr, rest.len, at.ptr, at.len))) {
		const char *start = found, *host = found + at.len;
		size_t len;

		rest = slice_between(host, text.ptr + text.len);
		len = word_length(rest);
		while (start > text.ptr && !is_word_end(start[-1]))
			start--;
		if (start < found && len && memchr(host, '.', len - 1))
			return slice_between(start, host + len);
		rest = slice_skip(rest, len);
	}
	return (struct slice){ NULL, 0 };
}

/* The word around the first "@", which is the address where there are no <>. */
static struct slice find_bare(struct slice text)
{
	const char *at = text.len ? memchr(text.ptr, '@', text.len) : NULL;
	const char *start = at;
	size_t host;

	if (!at)
		return find_spelled_out(text);
	if (at > text.ptr && at[-1] == '"') { /* "jane doe"@example.org */
		start--;
		while (start > text.ptr && *--start != '"')
			;
	}
	while (start > text.ptr && !is_word_end(start[-1]))
		start--;
	host = word_length(slice_between(at + 1, text.ptr + text.len));
	if (start == at || !host)
		return (struct slice){ NULL, 0 };
	return slice_between(start, at + 1 + host);
}

static bool read_bare(struct slice text, struct mailbox *box)
{
	const char *name = text.ptr, *end;

	box->email = find_bare(text);
	if (!box->email.ptr)
		return false;
	for (const char *c = text.ptr; c < box->email.ptr; c++)
		if (*c == ',')
			name = c + 1;
	box->name = slice_between(name, box->email.ptr);
	end = box->email.ptr + box->email.len;
	text = slice_trim(slice_between(end, text.ptr + text.len));
	if (text.len && *text.ptr == '(') {
		size_t len = comment_length(text);

		box->comment = slice_of(text.ptr + 1, len ? len - 2 : 0);
	}
	return true;
}

/*
 * Cuts "<…>"; without a ">", up to the next white space. When another "<" comes first, what stands
 * in front of it where that is an address ("<jane@example.org<mailto:jane@example.org>>"), else
 * nothing.
 */
static struct slice next_angle(struct reader *in)
{
	struct slice inside = slice_skip(in->rest, 1);
	size_t len = 0, word;

	while (len < inside.len && inside.ptr[len] != '<' && inside.ptr[len] != '>')
		len++;
	if (len < inside.len) {
		bool closed = inside.ptr[len] == '>';

		in->rest = slice_skip(inside, closed ? len + 1 : len);
		return slice_trim(
			slice_of(inside.ptr, closed || memchr(inside.ptr, '@', len) ? len : 0));
	}
	inside = slice_trim(inside);
	for (word = 0; word < inside.len && !is_word_end(inside.ptr[word]); word++)
		;
	in->rest = slice_skip(inside, word);
	return slice_of(inside.ptr, word);
}

/* Past "# v1", "[arm64]" and the like to the end of the mailbox. */
static void skip_remark(struct reader *in, struct mailbox *box)
{
	while (in->rest.len && *in->rest.ptr != ',' && *in->rest.ptr != ';') {
		struct slice piece = next_piece(in);

		if (*piece.ptr == '(' && piece.len > 1 && !box->comment.ptr)
			box->comment = slice_of(piece.ptr + 1, piece.len - 2);
	}
}

static bool has_space(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (g_ascii_isspace(s.ptr[i]))
			return true;
	return false;
}

static bool looks_like_email(struct slice s)
{
	return s.len && (memchr(s.ptr, '@', s.len) || find_spelled_out(s).ptr);
}

/* "Jane <jane>" is a mailbox only where nothing better follows. */
static void keep_local(struct mailbox *local, struct slice name, struct slice email)
{
	if (!local->email.ptr && email.len && !has_space(email))
		*local = (struct mailbox){ .name = name, .email = email };
}

/* Past bytes that mean nothing by themselves. */
static void skip_plain(struct reader *in)
{
	static const bool special[256] = {
		['<'] = true, [','] = true, [';'] = true, [':'] = true,
		['@'] = true, ['"'] = true, ['('] = true,
	};
	size_t len = 0;

	while (len < in->rest.len && !special[(unsigned char)in->rest.ptr[len]])
		len++;
	in->rest = slice_skip(in->rest, len);
}

static bool next_mailbox(struct reader *in, struct mailbox *box)
{
	struct mailbox local = { .name = { NULL, 0 } };
	const char *start;
	bool at_seen = false;

	while (in->rest.len && (*in->rest.ptr == ',' || g_ascii_isspace(*in->rest.ptr)))
		in->rest = slice_skip(in->rest, 1);
	start = in->rest.ptr;
	*box = local;
	while (skip_plain(in), in->rest.len) {
		char c = *in->rest.ptr;

		if (c == '<') {
			box->name = slice_between(start, in->rest.ptr);
			box->email = next_angle(in);
			if (looks_like_email(box->email)) {
				skip_remark(in, box);
				return true;
			}
			keep_local(&local, box->name, box->email);
			continue;
		}
		if (at_seen && (c == ',' || c == ';'))
			break;
		at_seen |= c == '@';
		next_piece(in);
		if (c == ';' || (c == ':' && !at_seen)) /* the end or the name of a group */
			start = in->rest.ptr;
	}
	if (read_bare(slice_between(start, in->rest.ptr), box))
		return true;
	*box = local;
	return local.email.ptr;
}

/* Without quotes and the backslashes of quoted pairs. */
static char *unquote(struct pool *pool, struct slice s)
{
	char *out = pool_copy(pool, s), *to = out;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\' && i + 1 < s.len)
			*to++ = s.ptr[++i];
		else if (s.ptr[i] != '"')
			*to++ = s.ptr[i];
	}
	*to = '\0';
	return words_decode(pool, slice_between(out, to));
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

static char *decode_name(struct pool *pool, struct slice s)
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
	if (slice_istarts(s, SLICE("mailto:")))
		s = slice_skip(s, 7);
	while (s.len && strchr("'`[", *s.ptr) && *s.ptr)
		s = slice_skip(s, 1);
	while (s.len && s.ptr[s.len - 1] && strchr("'`.:", s.ptr[s.len - 1]))
		s.len--;
	if (s.len && s.ptr[s.len - 1] == ']' && !memchr(s.ptr, '[', s.len))
		s.len--;
	return s;
}

/* Letters, digits and what else is in most addresses: nothing that would have to be cut off. */
static bool is_plain_email(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!g_ascii_isalnum(c) && c != '.' && c != '@' && c != '-' && c != '_' && c != '+')
			return false;
	}
	return s.len && g_ascii_isalnum(s.ptr[0]) && g_ascii_isalnum(s.ptr[s.len - 1]);
}

static char *decode_email(struct pool *pool, struct slice s)
{
	char *email, *to;

	if (is_plain_email(s))
		return pool_copy(pool, s);
	s = trim_email(slice_trim(s));
	if (!s.len)
		return pool_copy(pool, SLICE(""));
	email = pool_copy_utf8(pool, s);
	if (!has_space(s) || *email == '"')
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

/* The next mailbox and its address, which is "" where there is none. */
static const char *take_mailbox(struct pool *pool, struct slice *rest, struct mailbox *box)
{
	struct reader in = { .rest = *rest };
	const char *email = "";

	/* Of "<@a:>" and the like nothing is left. */
	while (!*email && in.rest.len && next_mailbox(&in, box)) {
		in.rest = slice_skip(in.rest, 1);
		email = decode_email(pool, box->email);
	}
	*rest = in.rest;
	return email;
}

const char *address_next_email(struct pool *pool, struct slice *rest)
{
	struct mailbox box = { .email = { NULL, 0 } };
	const char *email = take_mailbox(pool, rest, &box);

	return *email ? email : NULL;
}

bool address_next(struct pool *pool, struct slice *rest, struct person *out)
{
	struct mailbox box = { .email = { NULL, 0 } };

	*out = (struct person){ "", take_mailbox(pool, rest, &box) };
	if (!*out->email)
		return false;
	out->name = decode_name(pool, box.name);
	if (!*out->name && box.comment.ptr)
		out->name = decode_name(pool, box.comment);
	return true;
}

bool address_parse(struct pool *pool, struct slice field, struct person *out)
{
	struct slice rest = field, decoded;

	if (address_next(pool, &rest, out))
		return true;
	/* Some clients put all of it into encoded words. */
	if (!field.len || !memmem(field.ptr, field.len, "=?", 2))
		return false;
	decoded = slice_str(words_decode(pool, field));
	return address_next(pool, &decoded, out);
}

char *address_format(struct pool *pool, const struct person *person)
{
	const char *name = person->name, *quote = strpbrk(name, "()<>[]:;@\\,\"") ? "\"" : "";
	g_autoptr(GString) out = g_string_new(NULL);

	if (*name) {
		g_string_append(out, quote);
		for (const char *c = name; *c; c++) {
			if (*quote && (*c == '"' || *c == '\\'))
				g_string_append_c(out, '\\');
			g_string_append_c(out, *c);
		}
		g_string_append_printf(out, "%s <%s>", quote, person->email);
	} else {
		g_string_append(out, person->email);
	}
	return pool_copy(pool, slice_of(out->str, out->len));
}
