/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "mime/flowed.h"
#include "patch/patch.h"
#include "reply/given.h"
#include "reply/lexer.h"
#include "text/each.h"
#include "tree/filediff.h"
#include "tree/postings.h"

static void check_patch(const struct patch *patch, struct slice text)
{
	const struct slice parts[] = {
		patch->message,	  patch->trailers,  patch->notes,
		patch->diffstat,  patch->diff,	    patch->base_commit,
		patch->change_id, patch->signature, patch->listed,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		check_inside(parts[i], text);
	if (patch->diff.ptr && !patch_has_diff(text))
		abort();
}

static void check_paths(const struct diffstat *stat)
{
	for (size_t i = 0; i < stat->nr_paths; i++)
		if (!*stat->paths[i] || !g_utf8_validate(stat->paths[i], -1, NULL))
			abort();
	if (stat->paths[stat->nr_paths])
		abort();
}

static void check_hunk(const struct filediff_hunk *hunk, struct slice diff)
{
	check(hunk->leading <= hunk->lines->len && hunk->trailing <= hunk->lines->len);
	array_each (const struct filediff_line, line, hunk->lines) {
		check(strchr(" -+", line->kind) && line->kind);
		check_inside(line->text, diff);
		check(!memchr(line->text.ptr, '\n', line->text.len));
	}
}

/* The diff file by file, as it would be applied, and the lines that commits are compared with. */
static void check_files(struct pool *pool, struct slice diff)
{
	g_autoptr(GArray) files = filediff_read(pool, diff);
	struct sketch *sketch = sketch_new(diff);

	for (guint i = 0; files && i < files->len; i++) {
		const struct filediff *file = &g_array_index(files, struct filediff, i);

		check(!file->old_path || *file->old_path);
		check(!file->new_path || *file->new_path);
		array_each (const struct filediff_hunk, hunk, file->hunks)
			check_hunk(hunk, diff);
	}
	check(sketch_same_patch(sketch, sketch) == sketch->has_id);
	check(sketch_common(sketch, sketch) == sketch->nr_lines);
	sketch_free(sketch);
}

static void run_flowed(struct slice text)
{
	GString *out = flowed_undo(text, text.len % 2);

	if (out)
		g_string_free(out, TRUE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	GArray *own;
	struct slice text = slice_of((const char *)data, size);
	struct pool pool = POOL_INIT;
	struct trailer_list trailers;
	struct diffstat stat;
	struct inbody in;
	struct patch patch;

	inbody_parse(text, &in);
	check_inside(in.from, text);
	check_inside(in.subject, text);
	check_inside(in.date, text);
	check_inside(in.rest, text);
	patch_split(in.rest, &patch);
	check_patch(&patch, in.rest);
	diffstat_parse(&pool, &patch, &stat);
	check_paths(&stat);
	check_files(&pool, patch.applied);
	trailer_parse_patch(&pool, patch.trailers, &trailers);
	own = lexer_own_lines(text);
	trailer_parse_reply(&pool, text, own, &trailers);
	g_array_unref(own);
	run_flowed(text);
	pool_release(&pool);
	return 0;
}
