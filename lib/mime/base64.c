/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/base64.h"

static bool is_letter(char c)
{
	return g_ascii_isalnum(c) || c == '+' || c == '/';
}

static size_t count_letters(struct slice s)
{
	size_t nr = 0;

	while (nr < s.len && is_letter(s.ptr[nr]))
		nr++;
	return nr;
}

size_t base64_length(struct slice s, bool *broken)
{
	struct slice rest = s, line;
	size_t letters = 0, pads = 0;

	while (!pads && rest.len) {
		struct slice next = rest;
		size_t nr;

		slice_next_line(&next, &line);
		line = slice_trim(line);
		nr = count_letters(line);
		if (nr < line.len && line.ptr[nr] != '=')
			break;
		letters += nr;
		if (nr == line.len) {
			rest = next;
			continue;
		}
		rest = slice_skip(rest, (size_t)(line.ptr + nr - rest.ptr));
		for (; rest.len && (*rest.ptr == '=' || g_ascii_isspace(*rest.ptr));
		     rest = slice_skip(rest, 1))
			pads += *rest.ptr == '=';
	}
	*broken = slice_trim(rest).len || pads > 2 || (letters + pads) % 4;
	return s.len - rest.len;
}

/* Nothing but letters, and padding where it belongs, reaches the decoder: all of them agree on
 * that. */
void base64_append(GString *out, struct slice s)
{
	gsize before = out->len;
	gint state = 0;
	guint save = 0;
	guchar *at;

	g_string_set_size(out, before + s.len / 4 * 3 + 6);
	at = (guchar *)out->str + before;
	while (s.len && *s.ptr != '=') {
		size_t nr = count_letters(s);

		at += g_base64_decode_step(s.ptr, nr, at, &state, &save);
		s = slice_skip(s, nr + (nr < s.len && s.ptr[nr] != '='));
	}
	if (state > 1)
		at += g_base64_decode_step("==", (gsize)(4 - state), at, &state, &save);
	g_string_set_size(out, (gsize)((char *)at - out->str));
}
