/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/excerpt.h"

#include "mail/own.h"

/* So many bytes say enough that the excerpt may end with a paragraph; with what follows a quoted
 * line, which answers something else. */
#define ENOUGH 80
#define ENOUGH_BEFORE_QUOTE 40

/* "On <date>, <name> wrote:" takes no more lines than that. */
#define ATTRIBUTION_LINES 4

static bool ends_in(struct slice line, struct slice end)
{
	return line.len >= end.len && slice_ieq(slice_skip(line, line.len - end.len), end);
}

/* Whether the lines from this one on say who wrote what is quoted below; how many more there are.
 */
static bool is_attribution(struct slice line, struct slice rest, int *more)
{
	if (ends_in(line, SLICE("wrote:")) || ends_in(line, SLICE("writes:"))) {
		*more = 0;
		return true;
	}
	if (!slice_starts(line, SLICE("On ")) && !slice_starts(line, SLICE("* ")) &&
	    !slice_istarts(line, SLICE("from:")))
		return false;
	for (*more = 1; *more < ATTRIBUTION_LINES && slice_next_line(&rest, &line); (*more)++)
		if (ends_in(slice_trim(line), SLICE("wrote:")))
			return true;
	return false;
}

static bool is_greeting(struct slice line)
{
	static const char *const words[] = { "hi", "hello", "hey", "dear" };

	if (line.len > 40)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t len = strlen(words[i]);

		if (slice_istarts(line, slice_str(words[i])) &&
		    (line.len == len || !g_ascii_isalnum(line.ptr[len])))
			return true;
	}
	return false;
}

/* "Reviewed-by: …", or what stands for text that was cut out: "[snip]", "<...>". */
static bool is_mark(struct slice line)
{
	size_t i = 0;

	while (i < line.len && (g_ascii_isalnum(line.ptr[i]) || line.ptr[i] == '-'))
		i++;
	return (i > 3 && i < line.len && line.ptr[i] == ':' &&
		slice_ieq(slice_of(line.ptr + i - 3, 3), SLICE("-by"))) ||
	       (line.len && line.ptr[0] == '[' && line.ptr[line.len - 1] == ']') ||
	       slice_eq(line, SLICE("<...>")) || slice_ieq(line, SLICE("snip...")) ||
	       slice_ieq(line, SLICE("<snip>"));
}

/* "Cheers,": a name follows, and no more words. */
static bool is_closing(struct slice line)
{
	static const char *const words[] = { "thanks", "cheers", "regards", "best",
					     "kind",   "thx",	 "br",	    "many thanks" };

	if (line.len > 20 || line.ptr[line.len - 1] != ',')
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (slice_istarts(line, slice_str(words[i])))
			return true;
	return false;
}

/* A first name in place of a signature: "Paul", though not "More." */
static bool is_name(struct slice line)
{
	size_t i = 0;

	while (i < line.len && i < 20 &&
	       (g_ascii_isalpha(line.ptr[i]) || (line.ptr[i] & 0x80) || (i && line.ptr[i] == '-')))
		i++;
	return i > 1 && g_ascii_isupper(line.ptr[0]) && !g_ascii_isupper(line.ptr[1]) &&
	       i == line.len;
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

void excerpt_find(struct slice text, size_t length, GString *out)
{
	struct own_text own = { .rest = text };
	struct slice line;
	int skip = 0;
	bool pending = false; /* something was left out */
	bool blank = false;   /* the line before was */

	g_string_truncate(out, 0);
	while (out->len <= length && own_next_line(&own, &line)) {
		struct slice words = slice_trim(line);
		int more = 0;

		if (own.cut && is_enough(out, true))
			break;
		pending |= own.cut && out->len;
		if (skip) {
			skip--;
			continue;
		}
		if (!words.len || is_mark(words)) {
			blank = !words.len;
			if (is_enough(out, false))
				break;
			continue;
		}
		if (is_greeting(words) || is_initial(words))
			continue;
		if (out->len && (is_closing(words) || (blank && is_name(words))))
			break;
		if (is_attribution(words, own.rest, &more)) {
			skip = more;
			continue;
		}
		if (pending)
			append_cut(SLICE("..."), length, out);
		pending = blank = false;
		append_cut(words, length, out);
	}
}
