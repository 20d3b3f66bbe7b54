/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/excerpt.h"

#include "reply/form.h"
#include "reply/lexer.h"
#include "reply/vocabulary.h"

/* So many bytes say enough that the excerpt may end with a paragraph; with what follows a quoted
 * line, which answers something else. */
#define ENOUGH 80
#define ENOUGH_BEFORE_QUOTE 40

/* A word that was cut began at most so many bytes before. */
#define WORD_NEAR 16

/* A longer name of a sender is none. */
#define SENDER_MAX 200

/* The key of "Reviewed-by: …"; "not there" of another line. */
static struct slice trailer_key(struct slice line)
{
	size_t i = 0;

	while (i < line.len && (g_ascii_isalnum(line.ptr[i]) || line.ptr[i] == '-'))
		i++;
	if (i > 3 && i < line.len && line.ptr[i] == ':' &&
	    slice_ieq(slice_of(line.ptr + i - 3, 3), SLICE("-by")))
		return slice_of(line.ptr, i);
	return slice_of(NULL, 0);
}

/* "[1/2] title" of a list of what was applied, or a line below it. */
static bool is_listed(struct slice line, bool *list)
{
	size_t i = 1;

	while (i < line.len && g_ascii_isdigit(line.ptr[i]))
		i++;
	if (i > 1 && *line.ptr == '[' && i < line.len && line.ptr[i] == '/')
		*list = memchr(line.ptr, ']', line.len) != NULL;
	else if (!slice_istarts(line, SLICE("commit")) && !slice_starts(line, SLICE("http")) &&
		 !slice_starts(line, SLICE("(no commit info)")))
		*list = false;
	return *list;
}

/* What stands for text that was cut out: "[snip]", "<...>". */
static bool is_mark(struct slice line)
{
	return (line.ptr[0] == '[' && line.ptr[line.len - 1] == ']') ||
	       slice_eq(line, SLICE("<...>")) || slice_ieq(line, SLICE("snip...")) ||
	       slice_ieq(line, SLICE("<snip>"));
}

static bool has_word(const char *text, struct slice word)
{
	for (; *text; text++) {
		if (g_ascii_strncasecmp(text, word.ptr, word.len) == 0)
			return true;
		while (*text && *text != ' ')
			text++;
		if (!*text)
			break;
	}
	return false;
}

/* "BO" of Ben Okoro. */
static bool is_initials(struct slice line, const char *sender)
{
	size_t at = 0;
	bool begins = true;

	for (; *sender && at <= line.len; sender++) {
		if (begins && *sender != ' ' && (at == line.len || line.ptr[at++] != *sender))
			return false;
		begins = *sender == ' ';
	}
	return at == line.len && at > 1;
}

/* "Ben", "-Ben" or "Ben." of Ben Okoro. */
static bool is_sender(struct slice line, const char *sender)
{
	bool any = false;

	if (line.len > 40)
		return false;
	if (is_initials(line, sender))
		return true;
	while (line.len && strchr("-/~ ", *line.ptr))
		line = slice_skip(line, 1);
	while (line.len) {
		size_t len = 0;

		while (len < line.len && !strchr(" .,", line.ptr[len]))
			len++;
		any |= len > 1;
		if (len && !has_word(sender, slice_of(line.ptr, len)))
			return false;
		line = slice_skip(line, len + 1);
	}
	return any;
}

/* An initial in place of a signature. */
static bool is_initial(struct slice line)
{
	return line.len <= 3 && !memchr(line.ptr, ' ', line.len) && line.ptr[line.len - 1] == '.' &&
	       !slice_ieq(line, SLICE("no."));
}

static void append_cut(struct slice line, size_t length, GString *out)
{
	if (out->len)
		g_string_append_c(out, ' ');
	for (size_t i = 0; i < line.len && out->len <= length; i++)
		g_string_append_c(out, line.ptr[i] == '\t' ? ' ' : line.ptr[i]);
	if (out->len <= length)
		return;
	while (length && ((unsigned char)out->str[length] & 0xc0) == 0x80)
		length--;
	g_string_truncate(out, length);
	g_string_append(out, "...");
}

/* Whether the words end here: at a paragraph's end, or where something else is quoted. A word or
 * two ("Yes.") say little, and what follows belongs to them. */
static bool is_enough(const GString *out, bool cut)
{
	return out->len >= (cut ? ENOUGH_BEFORE_QUOTE : ENOUGH);
}

/* Whether the words lead to something that stands below: "please add:" */
static bool ends_open(const GString *out)
{
	return out->len && (out->str[out->len - 1] == ':' || out->str[out->len - 1] == ',');
}

/* Of a trailer that words lead to, "please add my:", the key. */
static void append_key(struct slice key, size_t length, bool *tagged, GString *out)
{
	if (!out->len || out->len > length || (!*tagged && strchr(".!?", out->str[out->len - 1])))
		return;
	if (*tagged)
		g_string_append_c(out, ',');
	append_cut(key, length, out);
	*tagged = true;
}

/* The state of reading a reply. */
struct words {
	struct lexer lexer;
	const char *sender;
	size_t length;
	GString *out;
	bool pending; /* something was left out */
	bool blank;   /* the line before was */
	bool tagged;  /* out ends with the key of a trailer */
	bool trailer; /* there was one */
	bool list;    /* of what was applied, goes on */
};

/* Whether the mail ends there, but for a signature or a list's footer. */
static bool ends_next(struct slice rest)
{
	struct slice line;

	while (slice_next_line(&rest, &line))
		if (slice_trim(line).len)
			return slice_starts(line, SLICE("--")) || slice_starts(line, SLICE("__"));
	return true;
}

static bool is_word(struct slice line)
{
	size_t len = 0;

	while (len < line.len && g_ascii_isalpha(line.ptr[len]))
		len++;
	return len == line.len;
}

/* The sender's name, or a nickname in a paragraph of its own. */
static bool is_signature(const struct words *words, struct slice line)
{
	struct slice rest = words->lexer.rest;

	if (is_sender(line, words->sender))
		return true;
	if (!words->blank || (!words->out->len && !words->trailer))
		return false;
	return (form_is_name(line) && form_ends_paragraph(rest)) ||
	       (is_word(line) && ends_next(rest));
}

/* Takes a line that may be part of the excerpt; false at its end. */
static bool take_words(struct words *words, struct slice line, enum line_kind kind)
{
	if (kind == LINE_GREETING && !words->out->len)
		return true;
	if (is_initial(line))
		return true;
	if (is_signature(words, line) || (words->out->len && kind == LINE_CLOSING))
		return !words->out->len;
	/* "Please add my", the tag, "to all patches." */
	if (words->tagged && !g_ascii_islower(*line.ptr))
		g_string_append_c(words->out, '.');
	if (words->pending)
		append_cut(SLICE("..."), words->length, words->out);
	words->pending = words->blank = words->tagged = false;
	append_cut(line, words->length, words->out);
	return true;
}

/* What was cut in the middle of a word, in front of it where that is near. */
static void trim_word(GString *out)
{
	size_t end = out->len - strlen("..."), at = end;

	while (at && end - at < WORD_NEAR && out->str[at - 1] != ' ')
		at--;
	if (at > 1 && at < end && out->str[at - 1] == ' ')
		g_string_erase(out, (gssize)at - 1, (gssize)(end - at + 1));
}

void excerpt_find(struct slice text, size_t length, const char *sender, GString *out)
{
	struct words words = {
		.lexer = { .rest = text }, .sender = sender, .length = length, .out = out
	};
	struct text_line own;
	struct slice line, key;

	g_string_truncate(out, 0);
	while (out->len <= length && lexer_next(&words.lexer, &own)) {
		if (!own.own)
			continue;
		line = slice_trim(own.line);
		if (own.cut && is_enough(out, true))
			break;
		words.pending |= own.cut && out->len;
		key = trailer_key(line);
		if (key.ptr)
			append_key(key, length, &words.tagged, out);
		words.trailer |= key.ptr != NULL;
		if (!line.len || key.ptr || is_listed(line, &words.list) || is_mark(line)) {
			words.blank = !line.len || key.ptr;
			if (is_enough(out, false) && !(line.len == 0 && ends_open(out)))
				break;
			continue;
		}
		if (!take_words(&words, line, own.kind))
			break;
	}
	if (out->len > length && g_str_has_suffix(out->str, "..."))
		trim_word(out);
}

bool excerpt_says_little(const GString *excerpt)
{
	const char *at = excerpt->str;
	bool little = true;

	while (*at && little) {
		size_t len = strcspn(at, " .,!:)");
		bool known = !len || word_is(slice_of(at, len), WORD_LITTLE);

		/* "Thanks, Ann" */
		little = known || (at != excerpt->str && form_is_name(slice_of(at, len)));
		at += len + (at[len] != '\0');
	}
	return little;
}
