/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/mbox_thread.h"

/* Whether it is "From ", ">From ", ">>From " and so on. */
static bool is_from(struct slice line)
{
	while (line.len && *line.ptr == '>')
		line = slice_skip(line, 1);
	return slice_starts(line, SLICE("From "));
}

void mbox_append_raw(GString *out, struct slice raw, const struct record *record)
{
	bool first = true;

	g_string_append(out, "From ");
	for (size_t i = 0; i < RECORD_HASH_SIZE; i++)
		g_string_append_printf(out, "%02x", record->commit[i]);
	g_string_append(out, " Mon Sep 17 00:00:00 2001\n");
	while (raw.len) {
		const char *lf = memchr(raw.ptr, '\n', raw.len);
		struct slice line = slice_of(raw.ptr, lf ? (size_t)(lf + 1 - raw.ptr) : raw.len);

		raw = slice_skip(raw, line.len);
		/* A mail that came out of an mbox may have that one's line still. */
		if (first && slice_starts(line, SLICE("From "))) {
			first = false;
			continue;
		}
		first = false;
		if (is_from(line))
			g_string_append_c(out, '>');
		g_string_append_len(out, line.ptr, (gssize)line.len);
	}
	if (out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
	g_string_append_c(out, '\n');
}
