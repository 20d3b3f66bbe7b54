/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/excerpt.h"

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

/* "Reviewed-by: …", and a mark such as "[snip]". */
static bool is_trailer(struct slice line)
{
	size_t i = 0;

	while (i < line.len && (g_ascii_isalnum(line.ptr[i]) || line.ptr[i] == '-'))
		i++;
	return (i > 3 && i < line.len && line.ptr[i] == ':' &&
		slice_ieq(slice_of(line.ptr + i - 3, 3), SLICE("-by"))) ||
	       (line.len && line.ptr[0] == '[' && line.ptr[line.len - 1] == ']');
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
	g_string_append_len(out, line.ptr, (gssize)line.len);
	if (out->len <= length)
		return;
	while (length && ((unsigned char)out->str[length] & 0xc0) == 0x80)
		length--;
	g_string_truncate(out, length);
	g_string_append(out, "...");
}

void excerpt_find(struct slice text, size_t length, GString *out)
{
	struct slice rest = text, line;
	int skip = 0;

	g_string_truncate(out, 0);
	while (out->len <= length && slice_next_line(&rest, &line)) {
		struct slice words = slice_trim(line);
		int more = 0;

		if (slice_starts(line, SLICE("-- ")) && words.len == 2)
			break;
		if (skip) {
			skip--;
			continue;
		}
		if (!words.len || words.ptr[0] == '>' || is_trailer(words)) {
			if (out->len)
				break;
			continue;
		}
		if (!out->len && (is_greeting(words) || is_initial(words)))
			continue;
		if (!out->len && is_attribution(words, rest, &more)) {
			skip = more;
			continue;
		}
		append_cut(words, length, out);
	}
}
