/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/address.h"

#include "mime/address_text.h"
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
	bool one; /* person, so that there are no groups */
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

/* Past what cannot end an address in <>, nor hide its end. */
static void skip_word(struct reader *in)
{
	in->rest = slice_skip(in->rest, word_length(in->rest));
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

/*
 * The word around the first "@" that stands in no quotes and no comment: a quoted local part is
 * part of the word. What is between them is any text; an address in it is not who the mail is from.
 */
static struct slice find_word(struct slice text)
{
	struct reader in = { .rest = text };
	const char *start = NULL;

	while (in.rest.len) {
		struct slice piece = next_piece(&in);

		if (*piece.ptr == '@') {
			/* Without a start, "@@@@" would be read to its end for each of them. */
			size_t host = start ? word_length(in.rest) : 0;

			if (host)
				return slice_between(start, in.rest.ptr + host);
			start = NULL;
		} else if (piece.len > 1 ? *piece.ptr == '(' : is_word_end(*piece.ptr)) {
			start = NULL;
		} else if (!start) {
			start = piece.ptr;
		}
	}
	return (struct slice){ NULL, 0 };
}

static bool has_plain_at(struct slice text)
{
	struct reader in = { .rest = text };

	while (in.rest.len)
		if (*next_piece(&in).ptr == '@')
			return true;
	return false;
}

/* The address where there are no <>; one that is all in quotes or in a comment has to do where
 * nothing else looks like one. */
static struct slice find_bare(struct slice text)
{
	const char *at = text.len ? memchr(text.ptr, '@', text.len) : NULL;
	const char *start = at;
	size_t host;

	if (!at)
		return find_spelled_out(text);
	if (has_plain_at(text))
		return find_word(text);
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
	if (box->name.len && box->email.ptr[-1] == '(') /* "Jane Doe (jane@example.org)" */
		box->name.len--;
	end = box->email.ptr + box->email.len;
	text = slice_trim(slice_between(end, text.ptr + text.len));
	if (text.len && *text.ptr == '(') {
		size_t len = comment_length(text);

		box->comment = slice_of(text.ptr + 1, len ? len - 2 : 0);
	}
	return true;
}

/* Whether it is there again in "<…>": "<jane@example.org<mailto:jane@example.org>>". */
static bool is_said_twice(struct slice email, struct slice angle)
{
	struct slice again = address_without_mailto(slice_skip(angle, 1));

	return email.len && again.len > email.len && again.ptr[email.len] == '>' &&
	       slice_ieq(address_without_mailto(email), slice_of(again.ptr, email.len));
}

/*
 * Cuts "<…>", in which quotes can hide a ">"; without a ">", up to the next white space. When
 * another
 * "<" comes first, what stands in front of it where both say the same, else nothing: of two
 * addresses the inner one is meant, if any.
 */
static struct slice next_angle(struct reader *in)
{
	struct slice inside = slice_skip(in->rest, 1);
	struct reader at = { .rest = inside };
	size_t len, word;

	while (skip_word(&at), at.rest.len && *at.rest.ptr != '<' && *at.rest.ptr != '>')
		next_piece(&at);
	len = inside.len - at.rest.len;
	if (at.rest.len) {
		bool closed = *at.rest.ptr == '>';
		struct slice email = slice_trim(slice_of(inside.ptr, len));

		in->rest = slice_skip(at.rest, closed);
		return closed || is_said_twice(email, at.rest) ? email : slice_of(inside.ptr, 0);
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

static bool looks_like_email(struct slice s)
{
	return s.len && (memchr(s.ptr, '@', s.len) || find_spelled_out(s).ptr);
}

/* "Jane <jane>" is a mailbox only where nothing better follows. */
static void keep_local(struct mailbox *local, struct slice name, struct slice email)
{
	if (!local->email.ptr && email.len && !address_has_space(email))
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
		/* The end or the name of a group. */
		if (!in->one && (c == ';' || (c == ':' && !at_seen)))
			start = in->rest.ptr;
	}
	if (read_bare(slice_between(start, in->rest.ptr), box))
		return true;
	*box = local;
	return local.email.ptr;
}

/* The next mailbox and its address, which is "" where there is none. */
static const char *take_mailbox(struct pool *pool, struct slice *rest, bool one,
				struct mailbox *box)
{
	struct reader in = { .rest = *rest, .one = one };
	const char *email = "";

	/* Of "<@a:>" and the like nothing is left. */
	while (!*email && in.rest.len && next_mailbox(&in, box)) {
		in.rest = slice_skip(in.rest, 1);
		email = address_decode_email(pool, box->email);
	}
	*rest = in.rest;
	return email;
}

const char *address_next_email(struct pool *pool, struct slice *rest)
{
	struct mailbox box = { .email = { NULL, 0 } };
	const char *email = take_mailbox(pool, rest, false, &box);

	return *email ? email : NULL;
}

static bool next_person(struct pool *pool, struct slice *rest, bool one, struct person *out)
{
	struct mailbox box = { .email = { NULL, 0 } };

	*out = (struct person){ "", take_mailbox(pool, rest, one, &box) };
	if (!*out->email)
		return false;
	out->name = address_decode_name(pool, box.name);
	if (!*out->name && box.comment.ptr) {
		out->name = address_decode_name(pool, box.comment);
	} else if (one && box.comment.len) {
		g_autofree char *name = g_strdup_printf("%s (%s)", out->name,
							address_decode_name(pool, box.comment));

		out->name = pool_copy(pool, slice_str(name));
	}
	return true;
}

bool address_next(struct pool *pool, struct slice *rest, struct person *out)
{
	return next_person(pool, rest, false, out);
}

static bool parse(struct pool *pool, struct slice field, bool one, struct person *out)
{
	struct slice rest = field, decoded;

	if (next_person(pool, &rest, one, out))
		return true;
	/* Some clients put all of it into encoded words. */
	if (!field.len || !memmem(field.ptr, field.len, "=?", 2))
		return false;
	decoded = slice_str(words_decode(pool, field));
	return next_person(pool, &decoded, one, out);
}

bool address_parse(struct pool *pool, struct slice field, struct person *out)
{
	return parse(pool, field, false, out);
}

bool address_parse_author(struct pool *pool, struct slice field, struct person *out)
{
	return parse(pool, field, true, out);
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
