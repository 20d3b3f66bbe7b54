/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/sketch.h"

#include "index/hash.h"
#include "patch/hunk.h"

struct reader {
	GArray *lines, *paths; /* of uint64_t */
	GString *stripped;
	struct hunk hunk;
	bool renames;
};

static void add_line(struct reader *reader, char kind, struct slice line)
{
	uint64_t hash;

	if (reader->lines->len >= SKETCH_MAX_LINES)
		return;
	g_string_truncate(reader->stripped, 0);
	for (size_t i = 1; i < line.len; i++)
		if (!g_ascii_isspace(line.ptr[i]))
			g_string_append_c(reader->stripped, line.ptr[i]);
	hash = hash_bytes(reader->stripped->str, reader->stripped->len, (uint64_t)kind);
	g_array_append_val(reader->lines, hash);
}

static uint64_t path_hash(struct slice path)
{
	return hash_bytes(path.ptr, path.len, 1);
}

/* "--- a/x", "+++ b/x", "rename from x" */
static void read_header(struct reader *reader, struct slice line)
{
	struct slice path = slice_of(NULL, 0);
	uint64_t hash;

	if (slice_starts(line, SLICE("--- a/")) || slice_starts(line, SLICE("+++ b/"))) {
		path = slice_skip(line, strlen("--- a/"));
	} else if (slice_starts(line, SLICE("rename from "))) {
		path = slice_skip(line, strlen("rename from "));
		reader->renames = true;
	} else if (slice_starts(line, SLICE("rename to "))) {
		path = slice_skip(line, strlen("rename to "));
	}
	if (path.len && memchr(path.ptr, '\t', path.len))
		path.len = (size_t)((const char *)memchr(path.ptr, '\t', path.len) - path.ptr);
	if (!path.len || reader->paths->len >= SKETCH_MAX_LINES)
		return;
	hash = path_hash(path);
	g_array_append_val(reader->paths, hash);
}

static void read_line(struct reader *reader, struct slice line)
{
	char kind;

	if (reader->hunk.old_lines || reader->hunk.new_lines) {
		kind = hunk_take(&reader->hunk, line);
		if (kind == '+' || kind == '-')
			add_line(reader, kind, line);
		if (kind)
			return;
	}
	if (!hunk_begin(&reader->hunk, line))
		read_header(reader, line);
}

static gint compare_hashes(gconstpointer a, gconstpointer b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static uint64_t *take(GArray *array, size_t *nr)
{
	g_array_sort(array, compare_hashes);
	*nr = array->len;
	return (uint64_t *)(void *)g_array_free(array, FALSE);
}

struct sketch *sketch_new(struct slice diff)
{
	struct sketch *sketch = g_new0(struct sketch, 1);
	struct reader reader = { .lines = g_array_new(FALSE, FALSE, sizeof(uint64_t)),
				 .paths = g_array_new(FALSE, FALSE, sizeof(uint64_t)),
				 .stripped = g_string_new(NULL) };
	struct slice rest = diff, line;

	sketch->has_id = patchid_of(diff, sketch->patch_id);
	while (slice_next_line(&rest, &line))
		read_line(&reader, line);
	sketch->renames = reader.renames;
	sketch->lines = take(reader.lines, &sketch->nr_lines);
	sketch->paths = take(reader.paths, &sketch->nr_paths);
	g_string_free(reader.stripped, TRUE);
	return sketch;
}

void sketch_free(struct sketch *sketch)
{
	if (!sketch)
		return;
	g_free(sketch->lines);
	g_free(sketch->paths);
	g_free(sketch);
}

bool sketch_same_patch(const struct sketch *a, const struct sketch *b)
{
	return a->has_id && b->has_id && !memcmp(a->patch_id, b->patch_id, PATCHID_SIZE);
}

static size_t common(const uint64_t *a, size_t nr_a, const uint64_t *b, size_t nr_b)
{
	size_t i = 0, k = 0, nr = 0;

	while (i < nr_a && k < nr_b) {
		if (a[i] < b[k]) {
			i++;
		} else if (a[i] > b[k]) {
			k++;
		} else {
			i++, k++;
			nr++;
		}
	}
	return nr;
}

size_t sketch_common(const struct sketch *a, const struct sketch *b)
{
	return common(a->lines, a->nr_lines, b->lines, b->nr_lines);
}
