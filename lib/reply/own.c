/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/own.h"

#include "reply/given.h"

#define FOOTER_UNDERSCORES 40 /* a list's footer begins with a line of so many */
#define QUOTER_MAX 6	      /* letters before ">" that name who is quoted */
#define ATTRIBUTION_LINES 3   /* over which mailers wrap "On … wrote:" */

static bool is_quoted(struct slice line)
{
	size_t i = 0;

	while (i < line.len && i < 3 && line.ptr[i] == ' ')
		i++;
	if (i == line.len)
		return false;
	if (line.ptr[i] == '>' || line.ptr[i] == '|')
		return true;
	if (i)
		return false;
	while (i < line.len && i < QUOTER_MAX && g_ascii_isalpha(line.ptr[i]))
		i++;
	return i && i < line.len && line.ptr[i] == '>';
}

static bool is_scissors(struct slice line)
{
	bool cut = false;
	size_t dashes = 0;

	if (line.len < 5 || (*line.ptr != '-' && *line.ptr != '8' && *line.ptr != '>'))
		return false;
	for (size_t i = 0; i < line.len && i < 80; i++) {
		struct slice rest = slice_skip(line, i);

		dashes += line.ptr[i] == '-';
		cut |= slice_starts(rest, SLICE("8<")) || slice_starts(rest, SLICE(">8"));
	}
	return cut && dashes >= 4;
}

static bool ends(struct slice line, struct slice end)
{
	return line.len >= end.len && slice_ieq(slice_skip(line, line.len - end.len), end);
}

static bool ends_attribution(struct slice line)
{
	static const struct slice verbs[] = { SLICE("wrote:"),	 SLICE("writes:"),
					      SLICE("said:"),	 SLICE("schrieb:"),
					      SLICE("crit :"),	 SLICE("you wrote"),
					      SLICE("escreveu:") };

	line = slice_trim(line);
	if (!line.len || (line.ptr[line.len - 1] != ':' && !ends(line, SLICE("wrote"))))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (ends(line, verbs[i]))
			return true;
	/* The name comes last: "Am 03.03.25 um 10:00 schrieb Ada Lindqvist:" */
	return slice_istarts(line, SLICE("Excerpts from ")) ||
	       (slice_starts(line, SLICE("Am ")) && memmem(line.ptr, line.len, " schrieb ", 9));
}

static bool is_above_quote(struct slice rest)
{
	struct slice next;

	return slice_next_line(&rest, &next) && is_quoted(next);
}

static bool ends_in_colon(struct slice line)
{
	line = slice_trim(line);
	return line.len && (line.ptr[line.len - 1] == ':' || ends(line, SLICE("：")));
}

/* Whether the line ends with a colon, and a quoted one follows. */
static bool introduces_quote(struct slice line, struct slice rest)
{
	return ends_in_colon(line) && is_above_quote(rest);
}

/* Whether there may be a date, an address, or a word of another language. */
static bool may_attribute(struct slice line)
{
	for (size_t i = 0; i < line.len; i++)
		if (g_ascii_isdigit(line.ptr[i]) || line.ptr[i] == '@' || line.ptr[i] & 0x80)
			return true;
	return false;
}

/* The same where it is the first line of the mail, which a blank line may follow. */
static bool begins_quote(struct slice line, struct slice rest)
{
	struct slice next, behind = rest;

	if (!ends_in_colon(line))
		return false;
	return is_above_quote(rest) || (may_attribute(line) && slice_next_line(&behind, &next) &&
					!slice_trim(next).len && is_above_quote(behind));
}

/*
 * "On <date>, <name> wrote:", wrapped or not, and the like of other languages; "From: <name>" right
 * above the quoted text. Cuts the lines that belong to it off *rest.
 */
static bool take_attribution(const struct own_text *own, struct slice line, struct slice *rest)
{
	struct slice next = *rest;
	struct given_line tag;

	bool address = !own->begun && memchr(line.ptr, '@', line.len) && !given_find(line, &tag);

	if (ends_attribution(line) ||
	    (own->begun ? introduces_quote(line, next) && may_attribute(line)
			: begins_quote(line, next)) ||
	    (address && is_above_quote(next)))
		return true;
	if (!slice_starts(line, SLICE("On ")) && !slice_starts(line, SLICE("* ")) && !address)
		return false;
	for (int i = 1; i < ATTRIBUTION_LINES && slice_next_line(&next, &line) && line.len; i++) {
		if (is_quoted(line))
			return false;
		if (!ends_attribution(line) && !introduces_quote(line, next))
			continue;
		*rest = next;
		return true;
	}
	return false;
}

static bool is_header_line(struct slice line)
{
	static const struct slice names[] = { SLICE("Sent:"), SLICE("Date:"), SLICE("To:"),
					      SLICE("Cc:"), SLICE("Subject:") };

	while (line.len && (*line.ptr == '*' || *line.ptr == ' '))
		line = slice_skip(line, 1);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (slice_istarts(line, names[i]))
			return true;
	return false;
}

static bool begins_original(struct slice line, struct slice rest)
{
	struct slice next;

	if (slice_starts(line, SLICE("-----")))
		return memmem(line.ptr, line.len, "Original Message", 16) ||
		       memmem(line.ptr, line.len, "Forwarded", 9);
	while (line.len && *line.ptr == '*')
		line = slice_skip(line, 1);
	return slice_istarts(line, SLICE("From:")) && slice_next_line(&rest, &next) &&
	       is_header_line(next);
}

/*
 * Skips the header of the mail that is quoted below, which may be an attribution of two lines:
 * "From: …", "Date: …". Where the quoted text is not marked, it goes on to the end.
 */
static void skip_original(struct slice *rest)
{
	struct slice line, next = *rest;

	while (slice_next_line(&next, &line) && slice_trim(line).len && !is_quoted(line))
		*rest = next;
	next = *rest;
	while (slice_next_line(&next, &line)) {
		if (!slice_trim(line).len) {
			*rest = next;
			continue;
		}
		if (!is_quoted(line))
			*rest = slice_of(rest->ptr + rest->len, 0);
		return;
	}
}

static bool is_diff_line(struct slice line)
{
	static const struct slice starts[] = {
		SLICE("diff "),		SLICE("index "),    SLICE("--- "),
		SLICE("+++ "),		SLICE("new file "), SLICE("deleted file "),
		SLICE("old mode "),	SLICE("new mode "), SLICE("similarity "),
		SLICE("rename "),	SLICE("Index: "),   SLICE("====="),
		SLICE("Binary files "),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (slice_starts(line, starts[i]))
			return true;
	return false;
}

static bool in_hunk(const struct hunk *hunk)
{
	return hunk->old_lines || hunk->new_lines;
}

static bool take_diff(struct own_text *own, struct slice line)
{
	if (!own->in_diff && !diff_begins(line, own->rest))
		return false;
	own->in_diff = true;
	if ((in_hunk(&own->hunk) && hunk_take(&own->hunk, line)) || hunk_begin(&own->hunk, line) ||
	    is_diff_line(line))
		return true;
	own->in_diff = false;
	return false;
}

static bool is_end(struct slice line)
{
	size_t i = 0;

	if (slice_eq(line, SLICE("-- ")))
		return true;
	while (i < line.len && i < FOOTER_UNDERSCORES && line.ptr[i] == '_')
		i++;
	return i == FOOTER_UNDERSCORES;
}

bool own_next_line(struct own_text *own, struct slice *line)
{
	own->cut = false;
	for (; slice_next_line(&own->rest, line); own->cut = true) {
		if (!in_hunk(&own->hunk) && is_end(*line))
			break;
		/* A line of context may look like a quoted one. */
		if ((in_hunk(&own->hunk) && take_diff(own, *line)) || is_quoted(*line) ||
		    take_diff(own, *line))
			continue;
		if (is_scissors(*line)) {
			own->scissors = !own->scissors;
			continue;
		}
		if (own->scissors || take_attribution(own, *line, &own->rest))
			continue;
		if (begins_original(*line, own->rest)) {
			skip_original(&own->rest);
			continue;
		}
		own->begun |= slice_trim(*line).len > 0;
		return true;
	}
	own->rest.len = 0;
	return false;
}

bool own_is_quoted(struct slice line)
{
	return is_quoted(line);
}

bool own_is_scissors(struct slice line)
{
	return is_scissors(line);
}

bool own_is_end(struct slice line)
{
	return is_end(line);
}

bool own_begins_original(struct slice line, struct slice rest)
{
	return begins_original(line, rest);
}
