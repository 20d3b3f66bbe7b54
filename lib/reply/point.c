/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/point.h"

#include "reply/phrase.h"

#define POINT_LINES 12 /* of a paragraph */
#define POINT_ROOM 600

/* The last line of text, which is shortened by it. */
static struct slice take_last_line(struct slice *text)
{
	const char *start;
	size_t len = text->len;

	if (len && text->ptr[len - 1] == '\n')
		len--;
	start = memrchr(text->ptr, '\n', len);
	start = start ? start + 1 : text->ptr;
	len -= (size_t)(start - text->ptr);
	text->len = (size_t)(start - text->ptr);
	return slice_of(start, len);
}

/* What whoever is answered wrote in a quoted line; nothing of what he quotes, and of code. */
static struct slice read_quoted(struct slice line)
{
	if (!line.len || *line.ptr != '>')
		return slice_of(NULL, 0);
	line = slice_trim(slice_skip(line, 1));
	if (line.len && strchr(">+-@|", *line.ptr))
		return slice_of(NULL, 0);
	return line;
}

bool point_is_wish(struct slice quoted)
{
	char text[POINT_ROOM];
	size_t at = sizeof(text);
	int lines = 0;

	quoted = slice_trim(quoted);
	while (quoted.len && lines < POINT_LINES) {
		struct slice line = read_quoted(take_last_line(&quoted));

		/* Empty lines below the paragraph. */
		if (!line.len && !lines)
			continue;
		if (!line.len || line.len + 1 > at)
			break;
		if (at < sizeof(text))
			text[--at] = ' ';
		at -= line.len;
		memcpy(text + at, line.ptr, line.len);
		lines++;
	}
	return phrase_is_wish(slice_of(text + at, sizeof(text) - at));
}

bool point_is_posting(struct slice line)
{
	static const char *const places[] = { "patchwork", "lore.", "/msgid/", "marc.info" };

	for (size_t i = 0; slice_starts(line, SLICE("http")) && i < G_N_ELEMENTS(places); i++)
		if (memmem(line.ptr, line.len, places[i], strlen(places[i])))
			return true;
	return false;
}
