/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include <git2.h>

#include "compare/rangediff.h"

static void check_patch(const struct patch_text *patch)
{
	const GString *text = patch->text;

	if (!g_utf8_validate(text->str, (gssize)text->len, NULL) || !text->len ||
	    text->str[text->len - 1] != '\n' || patch->diff_at > text->len)
		abort();
}

static struct patch_text *read_patch(struct slice raw)
{
	struct record *record = record_parse(raw, NULL);
	struct patch_text *patch;

	if (!record)
		return NULL;
	patch = patch_text_new(raw, record, 1, NULL);
	if (patch)
		check_patch(patch);
	record_free(record);
	return patch;
}

static void ignore_section(struct slice section, void *data)
{
	(void)section;
	(void)data;
}

/* The diff, applied in thought, has all lines of both texts that are not left out as context. */
static void count(char kind, struct slice line, void *data)
{
	int64_t *balance = data;

	(void)line;
	*balance += kind == '+' ? 1 : kind == '-' ? -1 : 0;
}

static int64_t count_lines(const GString *text)
{
	int64_t lines = 0;

	for (size_t i = 0; i < text->len; i++)
		lines += text->str[i] == '\n';
	return lines;
}

static void check_pair(const struct pair *pair)
{
	int64_t balance = 0;

	pair_diff(pair, NULL, ignore_section, count, &balance);
	if (pair->status == PAIR_CHANGED &&
	    balance != count_lines(pair->after->text) - count_lines(pair->before->text))
		abort();
}

/* The mail in two versions: as it is, and without its last third. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	GPtrArray *before = g_ptr_array_new(), *after = g_ptr_array_new();
	struct patch_text *patch;
	struct rangediff *rangediff;
	static int started;

	if (!started++)
		git_libgit2_init();
	if ((patch = read_patch(slice_of((const char *)data, size))))
		g_ptr_array_add(before, patch);
	if ((patch = read_patch(slice_of((const char *)data, size - size / 3))))
		g_ptr_array_add(after, patch);
	rangediff = rangediff_new(before, after, NULL, NULL, 1000);
	for (guint i = 0; i < rangediff->pairs->len; i++)
		check_pair(&g_array_index(rangediff->pairs, struct pair, i));
	rangediff_free(rangediff);
	return 0;
}
