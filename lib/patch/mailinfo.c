/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/mailinfo.h"

#define MBOX_LINE_MIN 20 /* shorter ones are prose for git */

/* "--- name" begins a patch, "---" with nothing but white space ends the message. */
static bool is_dashes(struct slice line)
{
	size_t i = 3;

	if (line.len > 4 && line.ptr[3] == ' ' && !mailinfo_is_space(line.ptr[4]))
		return true;
	while (i < line.len && mailinfo_is_space(line.ptr[i]))
		i++;
	return i == line.len;
}

static bool begins_patch(struct slice line)
{
	return slice_starts(line, SLICE("diff -")) || slice_starts(line, SLICE("Index: ")) ||
	       (slice_starts(line, SLICE("---")) && is_dashes(line));
}

size_t mailinfo_message_length(struct slice text)
{
	const char *end = text.ptr + text.len, *at;
	struct slice rest = text, line;

	while ((at = slice_seek_line(rest, 'd', 'I', '-', true))) {
		rest = slice_of(at, (size_t)(end - at));
		if (slice_next_line(&rest, &line) && begins_patch(line))
			return (size_t)(at - text.ptr);
	}
	return text.len;
}

static bool is_blade(struct slice at)
{
	return slice_starts(at, SLICE(">8")) || slice_starts(at, SLICE("8<")) ||
	       slice_starts(at, SLICE(">%")) || slice_starts(at, SLICE("%<"));
}

static bool is_scissors(struct slice line)
{
	size_t blades = 0, dashes = 0, blanks = 0, first = SIZE_MAX, width = 0, cut;
	bool cutting = false;

	for (size_t i = 0; i < line.len; i++) {
		if (mailinfo_is_space(line.ptr[i])) {
			blanks += cutting;
			continue;
		}
		first = MIN(first, i);
		width = i + 1 - first; /* a blade at the end counts half */
		if (line.ptr[i] == '-') {
			cutting = true;
			dashes++;
		} else if (is_blade(slice_skip(line, i))) {
			cutting = true;
			blades++;
			i++;
		} else {
			cutting = false;
		}
	}
	cut = 2 * blades + dashes + blanks;
	return blades && width >= 8 && width < 3 * cut && 2 * blanks < cut;
}

bool mailinfo_has_scissors(struct slice message)
{
	struct slice line;

	while (slice_next_line(&message, &line))
		if (is_scissors(line))
			return true;
	return false;
}

/* In any case, with white space behind it: the line end will do. */
static bool is_mark(struct slice line, struct slice mark)
{
	return slice_istarts(line, mark) &&
	       (line.len == mark.len || mailinfo_is_space(line.ptr[mark.len]));
}

bool mailinfo_is_header_next(struct slice text)
{
	struct slice line;

	while (slice_next_line(&text, &line))
		if (line.len)
			return slice_istarts(line, SLICE("From:")) ||
			       slice_istarts(line, SLICE("Date:")) ||
			       slice_istarts(line, SLICE("Subject:")) ||
			       is_mark(line, SLICE("[PATCH]")) || is_mark(line, SLICE(">From"));
	return false;
}

static struct slice skip_prefixes(struct slice s)
{
	while (s.len) {
		const char *close;

		if (*s.ptr == ' ' || *s.ptr == '\t' || *s.ptr == ':') {
			s = slice_skip(s, 1);
		} else if (s.len > 3 && slice_istarts(s, SLICE("re:"))) {
			s = slice_skip(s, 3);
		} else if (*s.ptr == '[' && (close = memchr(s.ptr, ']', s.len))) {
			s = slice_skip(s, (size_t)(close + 1 - s.ptr));
		} else {
			break;
		}
	}
	return slice_trim(s);
}

char *mailinfo_title(struct pool *pool, const char *subject)
{
	char *title = pool_copy(pool, skip_prefixes(slice_str(subject))), *to = title;

	for (const char *from = title; *from; from++) {
		if (!g_ascii_isspace(*from))
			*to++ = *from;
		else if (to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	return title;
}

bool mailinfo_is_mbox_line(struct slice line)
{
	const char *colon = NULL, *end = line.ptr + line.len;

	if (line.len + 1 < MBOX_LINE_MIN || !slice_starts(line, SLICE("From ")))
		return false;
	/* More lines than git, which also looks for a year, but none that nobody would expect. */
	for (const char *at = line.ptr + strlen("From "); at < end; at++)
		if (*at == ':')
			colon = at;
	return colon && colon - line.ptr > 4 && end - colon > 2 && g_ascii_isdigit(colon[-1]) &&
	       g_ascii_isdigit(colon[1]);
}
