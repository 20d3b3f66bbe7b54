/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/mailinfo.h"

#define MBOX_LINE_MIN 20 /* shorter ones are prose for git */

/* "--- name" begins a patch, "---" with nothing but white space ends the message. */
static bool is_dashes(struct slice line)
{
	if (line.len > 4 && line.ptr[3] == ' ' && !g_ascii_isspace(line.ptr[4]))
		return true;
	return !slice_trim(slice_skip(line, 3)).len;
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

/* In any case, with white space behind it: the line end will do. */
static bool is_mark(struct slice line, struct slice mark)
{
	return slice_istarts(line, mark) &&
	       (line.len == mark.len || g_ascii_isspace(line.ptr[mark.len]));
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
