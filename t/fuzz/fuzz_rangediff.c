/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two versions of a series, compared and printed: the length of the first in 16 bits,
 * little-endian, and its mbox, then the second's.
 */
#include "fuzz.h"

#include <string.h>
#include "inbox/inbox.h"
#include "report/rangediff.h"

#define MAX_PATCHES 12

static void collect(const char *bytes, size_t len, void *data)
{
	g_string_append_len(data, bytes, (gssize)len);
}

static GPtrArray *read_version(struct slice text)
{
	GPtrArray *patches = g_ptr_array_new();
	struct fuzz_mails mails;

	fuzz_mails_init(&mails, text);
	for (guint i = mails.records->len; i > 0; i--) {
		struct record *record = mails.records->pdata[i - 1];
		struct patch_text *patch = NULL;

		if (patches->len < MAX_PATCHES)
			patch = patch_text_new(
				g_array_index(mails.raw, struct slice, record->commit[0]), record,
				(int)patches->len + 1, NULL);
		if (patch)
			g_ptr_array_add(patches, patch);
		record_free(record);
	}
	fuzz_mails_release(&mails);
	return patches;
}

/* Each patch of both versions is in one pair. */
static void check_pairs(const struct rangediff *rangediff)
{
	guint before = 0, after = 0;

	for (guint i = 0; i < rangediff->pairs->len; i++) {
		const struct pair *pair = &g_array_index(rangediff->pairs, struct pair, i);

		before += pair->before != NULL;
		after += pair->after != NULL;
		check(pair->before || pair->after);
		check((pair->status == PAIR_DROPPED) == !pair->after);
		check((pair->status == PAIR_CREATED) == !pair->before);
	}
	check(before == rangediff->before->len && after == rangediff->after->len);
}

static void print(const struct rangediff *rangediff, enum rangediff_detail detail)
{
	struct rangediff_view view = {
		.rangediff = rangediff, .detail = detail, .diff = { .context = 3 }, .abbrev = 8
	};
	struct palette palette;

	palette_clear(&palette);
	for (size_t i = 0; rangediff_formats[i].name; i++) {
		GString *out = g_string_new(NULL);

		view.report = (struct report){ { collect, out }, &palette, false, 80, NULL, NULL };
		rangediff_formats[i].print(&view.report);
		if (strcmp(rangediff_formats[i].name, "json"))
			fuzz_check_plain(slice_of(out->str, out->len));
		else
			fuzz_check_json(slice_of(out->str, out->len));
		g_string_free(out, TRUE);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_of((const char *)data, size), first;
	struct rangediff *rangediff;
	static bool started;

	if (!started)
		started = inbox_library_init(NULL);
	check(started);
	first = fuzz_take(&rest);
	rangediff = rangediff_new(read_version(first), read_version(rest), NULL, NULL,
				  size % 2 ? 60 : 1000);
	check_pairs(rangediff);
	print(rangediff, size % 3);
	rangediff_free(rangediff);
	return 0;
}
