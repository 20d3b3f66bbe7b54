/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/rangediff.h"

#include "compare/line_diff.h"

#define SECTION_MAX 80 /* bytes that git shows of a section's name */

static void add_pair(GArray *pairs, const struct patch_text *before, const struct patch_text *after)
{
	struct pair pair = { PAIR_EQUAL, before, after };

	if (!after)
		pair.status = PAIR_DROPPED;
	else if (!before)
		pair.status = PAIR_CREATED;
	else if (!g_string_equal(before->text, after->text))
		pair.status = PAIR_CHANGED;
	g_array_append_val(pairs, pair);
}

/* The patches with a partner come in the new version's order, which may not be the old one's. */
static void list_pairs(struct rangediff *rd, const int *partner_of)
{
	const GPtrArray *a = rd->before, *b = rd->after;
	int *source_of = g_new(int, b->len + 1);
	bool *shown = g_new0(bool, a->len + 1);
	guint i = 0, j = 0;

	for (guint k = 0; k < b->len; k++)
		source_of[k] = PAIRING_NONE;
	for (guint k = 0; k < a->len; k++)
		if (partner_of[k] != PAIRING_NONE)
			source_of[partner_of[k]] = (int)k;
	while (i < a->len || j < b->len) {
		if (i < a->len && shown[i]) {
			i++;
		} else if (i < a->len && partner_of[i] == PAIRING_NONE) {
			add_pair(rd->pairs, a->pdata[i++], NULL);
		} else if (source_of[j] == PAIRING_NONE) {
			add_pair(rd->pairs, NULL, b->pdata[j++]);
		} else {
			shown[source_of[j]] = true;
			add_pair(rd->pairs, a->pdata[source_of[j]], b->pdata[j]);
			j++;
		}
	}
	g_free(source_of);
	g_free(shown);
}

struct rangediff *rangediff_new(GPtrArray *before, GPtrArray *after,
				struct patch_text *cover_before, struct patch_text *cover_after,
				unsigned factor)
{
	struct rangediff *rd = g_new0(struct rangediff, 1);
	g_autofree int *partner_of = g_new(int, before->len + 1);

	rd->before = before;
	rd->after = after;
	rd->cover_before = cover_before;
	rd->cover_after = cover_after;
	rd->pairs = g_array_new(FALSE, FALSE, sizeof(struct pair));
	if (cover_before || cover_after)
		add_pair(rd->pairs, cover_before, cover_after);
	rd->limit = pairing_find(before, after, factor, partner_of);
	list_pairs(rd, partner_of);
	return rd;
}

static void free_patches(GPtrArray *patches)
{
	for (guint i = 0; i < patches->len; i++)
		patch_text_free(patches->pdata[i]);
	g_ptr_array_unref(patches);
}

void rangediff_free(struct rangediff *rangediff)
{
	if (!rangediff)
		return;
	free_patches(rangediff->before);
	free_patches(rangediff->after);
	patch_text_free(rangediff->cover_before);
	patch_text_free(rangediff->cover_after);
	g_array_unref(rangediff->pairs);
	g_free(rangediff);
}

/* Finds the sections of the old text that hunks begin in; one pass over it for all of them. */
struct sections {
	struct slice rest;
	size_t line; /* the number of the line that rest begins with */
	struct slice name;
	void (*header)(struct slice section, void *data);
	void (*print)(char kind, struct slice line, void *data);
	void *data;
};

static struct slice cut_name(struct slice name)
{
	const char *end = name.ptr + MIN(name.len, SECTION_MAX);

	/* Not in the middle of a character. */
	while (end < name.ptr + name.len && end > name.ptr && ((unsigned char)*end & 0xc0) == 0x80)
		end--;
	name.len = (size_t)(end - name.ptr);
	while (name.len && g_ascii_isspace(name.ptr[name.len - 1]))
		name.len--;
	return name;
}

/* " ## name ##", or "@@ name" behind a sign. */
static bool read_section(struct slice line, struct slice *name)
{
	if (slice_starts(line, SLICE(" ## ")) && line.len >= 7 &&
	    !memcmp(line.ptr + line.len - 3, " ##", 3)) {
		*name = slice_of(line.ptr + 4, line.len - 7);
		return true;
	}
	if (line.len && *line.ptr != '@')
		line = slice_skip(line, 1);
	else if (slice_starts(line, SLICE("@@@ ")))
		line = slice_skip(line, 1);
	if (!slice_starts(line, SLICE("@@ ")))
		return false;
	*name = slice_skip(line, 3);
	return true;
}

static void find_section(const struct line_hunk *hunk, void *data)
{
	struct sections *s = data;
	struct slice line, name;

	while (s->line < hunk->old_start && slice_next_line(&s->rest, &line)) {
		s->line++;
		if (read_section(line, &name))
			s->name = cut_name(name);
	}
	s->header(s->name, s->data);
}

static void pass_line(char kind, struct slice line, void *data)
{
	struct sections *s = data;

	s->print(kind, line, s->data);
}

void pair_diff(const struct pair *pair, const struct line_diff_options *how,
	       void (*header)(struct slice section, void *data),
	       void (*line)(char kind, struct slice line, void *data), void *data)
{
	struct sections s = { .header = header, .print = line, .data = data };

	if (pair->status != PAIR_CHANGED)
		return;
	s.rest = patch_text_whole(pair->before);
	line_diff(s.rest, patch_text_whole(pair->after), true, how,
		  &(struct line_diff_sink){ find_section, pass_line, &s });
}
