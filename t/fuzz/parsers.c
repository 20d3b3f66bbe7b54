/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include <string.h>

#define MAX_DEPTH 64

/* What is read of a text; at the end comes 0, which is in none. */
struct reader {
	const char *at, *end;
};

static char peek(const struct reader *in)
{
	return in->at < in->end ? *in->at : '\0';
}

static char next(struct reader *in)
{
	check(in->at < in->end);
	return *in->at++;
}

static bool take(struct reader *in, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(in->end - in->at) < len || memcmp(in->at, word, len))
		return false;
	in->at += len;
	return true;
}

static void skip(struct reader *in, const char *bytes)
{
	while (peek(in) && strchr(bytes, peek(in)))
		in->at++;
}

static struct reader open_text(struct slice text)
{
	struct reader in = { text.ptr, text.len ? text.ptr + text.len : text.ptr };

	check(!text.len || g_utf8_validate(text.ptr, (gssize)text.len, NULL));
	check(!text.len || !memchr(text.ptr, '\0', text.len));
	return in;
}

/* JSON */

static void json_string(struct reader *in)
{
	check(next(in) == '"');
	for (;;) {
		char c = next(in);

		if (c == '"')
			return;
		check((unsigned char)c >= ' ');
		if (c != '\\')
			continue;
		c = next(in);
		check(strchr("\"\\/bfnrtu", c));
		for (int i = 0; c == 'u' && i < 4; i++)
			check(g_ascii_isxdigit(next(in)));
	}
}

static void digits(struct reader *in)
{
	check(g_ascii_isdigit(peek(in)));
	skip(in, "0123456789");
}

static void json_scalar(struct reader *in)
{
	if (peek(in) == '"') {
		json_string(in);
		return;
	}
	if (take(in, "true") || take(in, "false") || take(in, "null"))
		return;
	take(in, "-");
	if (!take(in, "0"))
		digits(in);
	if (take(in, "."))
		digits(in);
	if (take(in, "e") || take(in, "E")) {
		if (!take(in, "-"))
			take(in, "+");
		digits(in);
	}
}

static void json_key(struct reader *in)
{
	skip(in, " \t\r\n");
	json_string(in);
	skip(in, " \t\r\n");
	check(next(in) == ':');
}

/* Opens what begins here; false where it is a scalar or has nothing in it, and is read. */
static bool json_open(struct reader *in, char *open, int *depth)
{
	char kind = peek(in);

	if (kind != '{' && kind != '[') {
		json_scalar(in);
		return false;
	}
	next(in);
	skip(in, " \t\r\n");
	if (take(in, kind == '{' ? "}" : "]"))
		return false;
	check(*depth < MAX_DEPTH);
	open[(*depth)++] = kind;
	if (kind == '{')
		json_key(in);
	return true;
}

static void json_value(struct reader *in)
{
	char open[MAX_DEPTH];
	int depth = 0;

	do {
		skip(in, " \t\r\n");
		if (json_open(in, open, &depth))
			continue;
		while (depth) {
			char c;

			skip(in, " \t\r\n");
			c = next(in);
			if (c == ',') {
				if (open[depth - 1] == '{')
					json_key(in);
				break;
			}
			check(c == (open[--depth] == '{' ? '}' : ']'));
		}
	} while (depth);
}

void fuzz_check_json(struct slice text)
{
	struct reader in = open_text(text);

	skip(&in, " \t\r\n");
	while (peek(&in)) {
		json_value(&in);
		skip(&in, " \t\r\n");
	}
}

/* CSV */

static void csv_start(const struct reader *in)
{
	const struct reader *at = in;

	check(!peek(at) || !strchr("=+-@\t", peek(at)));
}

static void csv_field(struct reader *in)
{
	if (peek(in) != '"') {
		csv_start(in);
		while (in->at < in->end && !strchr(",\r\n", *in->at))
			check(*in->at++ != '"');
		return;
	}
	next(in);
	csv_start(in);
	for (;;)
		if (next(in) == '"' && !take(in, "\""))
			return;
}

void fuzz_check_csv(struct slice text)
{
	struct reader in = open_text(text);
	int columns = 0;

	while (in.at < in.end) {
		int nr = 1;

		for (csv_field(&in); take(&in, ","); nr++)
			csv_field(&in);
		check(take(&in, "\r\n"));
		check(!columns || nr == columns);
		columns = nr;
	}
}

/* HTML */

static struct slice html_name(struct reader *in)
{
	const char *start = in->at;

	while (g_ascii_isalnum(peek(in)) || (peek(in) && strchr("-:", peek(in))))
		in->at++;
	check(in->at > start);
	return slice_of(start, (size_t)(in->at - start));
}

static void html_entity(struct reader *in)
{
	const char *start = in->at;

	take(in, "#");
	while (g_ascii_isalnum(peek(in)))
		in->at++;
	check(in->at > start && next(in) == ';');
}

/* Returns whether the tag closes itself. */
static bool html_attributes(struct reader *in)
{
	for (;;) {
		char quote;

		skip(in, " \n");
		if (take(in, "/>"))
			return true;
		if (take(in, ">"))
			return false;
		html_name(in);
		if (!take(in, "="))
			continue;
		quote = next(in);
		check(quote == '"' || quote == '\'');
		for (char c; (c = next(in)) != quote;) {
			check(c != '<');
			if (c == '&')
				html_entity(in);
		}
	}
}

static bool html_is_empty(struct slice name)
{
	static const char *const empty[] = { "meta", "br", "link", "hr", "img", "col", "input" };

	for (size_t i = 0; i < G_N_ELEMENTS(empty); i++)
		if (slice_eq(name, slice_str(empty[i])))
			return true;
	return false;
}

static void html_tag(struct reader *in, struct slice *open, int *depth)
{
	struct slice name;

	if (take(in, "!")) {
		html_name(in);
		html_attributes(in);
		return;
	}
	if (take(in, "/")) {
		name = html_name(in);
		check(*depth && slice_eq(open[--*depth], name) && next(in) == '>');
		return;
	}
	name = html_name(in);
	if (html_attributes(in) || html_is_empty(name))
		return;
	check(*depth < MAX_DEPTH);
	open[(*depth)++] = name;
	if (slice_eq(name, slice_str("style")) || slice_eq(name, slice_str("script")))
		while (peek(in) != '<' || in->end - in->at < 2 || in->at[1] != '/')
			next(in);
}

void fuzz_check_html(struct slice text)
{
	struct reader in = open_text(text);
	struct slice open[MAX_DEPTH];
	int depth = 0;

	while (in.at < in.end) {
		char c = *in.at++;

		if (c == '<')
			html_tag(&in, open, &depth);
		else if (c == '&')
			html_entity(&in);
	}
	check(!depth);
}

/* Markdown, as far as it is ours: what a mail says is plain words and entities in it. */

/* [text](<url>), behind the bracket. */
#define CUT "<!-- -->" /* in the middle of words that forges would make links of */

static void markdown_link_is_whole(struct reader *in)
{
	while (peek(in) != ']') {
		if (take(in, CUT))
			continue;
		check(!strchr("<[\n", next(in)));
		check(in->at < in->end);
	}
	check(take(in, "](<https://") || take(in, "](<http://"));
	while (peek(in) != '>')
		check(!strchr("< \n\\", next(in)));
	check(take(in, ">)"));
}

/* `0123abc`, behind the first. */
static void markdown_id(struct reader *in)
{
	while (g_ascii_isxdigit(peek(in)))
		in->at++;
	check(next(in) == '`');
}

static void markdown_tag(struct reader *in, int *details, int *pre)
{
	if (take(in, &CUT[1]) || take(in, "br>") || take(in, "summary>") || take(in, "/summary>"))
		return;
	if (take(in, "details>"))
		(*details)++;
	else if (take(in, "/details>"))
		(*details)--;
	else if (take(in, "pre>"))
		(*pre)++;
	else if (take(in, "/pre>"))
		(*pre)--;
	else
		check(false);
	check(*details >= 0 && *details <= 1 && *pre >= 0 && *pre <= 1);
}

void fuzz_check_markdown(struct slice text)
{
	struct reader in = open_text(text);
	int details = 0, pre = 0;

	fuzz_check_plain(text);
	while (in.at < in.end) {
		char c = *in.at++;

		check(!strchr("@~\\", c));
		check(!(pre && c == '\n' && peek(&in) == '\n')); /* would end the block */
		if (c == '<')
			markdown_tag(&in, &details, &pre);
		else if (c == '&')
			html_entity(&in);
		else if (c == '[')
			markdown_link_is_whole(&in);
		else if (c == '`')
			markdown_id(&in);
	}
	check(!details && !pre);
}

/* Text */

static bool is_harmful(gunichar c)
{
	return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200b ||
	       c == 0x200e || c == 0x200f || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

void fuzz_check_plain(struct slice text)
{
	struct reader in = open_text(text);

	for (; in.at < in.end; in.at = g_utf8_next_char(in.at))
		check(!is_harmful(g_utf8_get_char(in.at)));
}
