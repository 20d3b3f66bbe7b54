/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

#include "patch/hunk.h"
#include "patch/paths.h"
#include "patch/stat.h"

/* The file of a diff that is being read. */
struct file {
	bool begun, has_hunk;
	struct slice old_path, new_path; /* "not there": not known, or /dev/null */
	struct slice index;		 /* behind "Index: " */
};

struct reader {
	struct pool *pool;
	struct path_list paths;
	struct stat_total total; /* counted */
	struct hunk hunk;
	struct file file;
	bool is_git; /* the file's names are known from "diff --git" */
};

static void end_file(struct reader *reader)
{
	struct file *file = &reader->file;

	if (!file->begun)
		return;
	if (!reader->is_git)
		path_strip_prefixes(&file->old_path, &file->new_path);
	path_list_add(&reader->paths, file->old_path);
	if (!slice_eq(file->old_path, file->new_path))
		path_list_add(&reader->paths, file->new_path);
	if (!file->old_path.ptr && !file->new_path.ptr)
		path_list_add(&reader->paths, file->index);
	reader->total.files++;
	*file = (struct file){ .begun = false };
	reader->is_git = false;
}

static void begin_file(struct reader *reader)
{
	end_file(reader);
	reader->file.begun = true;
}

/* "--- x" begins a file where no line above it has done so. */
static void read_old_name(struct reader *reader, struct slice name)
{
	struct file *file = &reader->file;

	if (!file->begun || file->has_hunk)
		begin_file(reader);
	if (!reader->is_git)
		file->old_path = path_read(reader->pool, name);
}

static void read_renamed(struct reader *reader, struct slice name, struct slice *path)
{
	if (!reader->file.begun || reader->file.has_hunk)
		return;
	*path = path_read(reader->pool, name);
	reader->is_git = true;
}

static bool read_if(struct slice line, struct slice start, struct slice *value)
{
	if (!slice_starts(line, start))
		return false;
	*value = slice_skip(line, start.len);
	return true;
}

static void read_between_hunks(struct reader *reader, struct slice line, struct slice rest)
{
	struct file *file = &reader->file;
	struct slice value;

	if (read_if(line, SLICE("diff --git "), &value)) {
		begin_file(reader);
		reader->is_git =
			path_read_pair(reader->pool, value, &file->old_path, &file->new_path);
	} else if (slice_starts(line, SLICE("diff -")) && diff_begins(line, rest)) {
		begin_file(reader);
	} else if (read_if(line, SLICE("Index: "), &value)) {
		begin_file(reader);
		file->index = slice_trim(value);
	} else if (read_if(line, SLICE("--- "), &value) && slice_starts(rest, SLICE("+++ "))) {
		read_old_name(reader, value);
	} else if (read_if(line, SLICE("+++ "), &value) && file->begun && !reader->is_git) {
		file->new_path = path_read(reader->pool, value);
	} else if (read_if(line, SLICE("rename from "), &value) ||
		   read_if(line, SLICE("copy from "), &value)) {
		read_renamed(reader, value, &file->old_path);
	} else if (read_if(line, SLICE("rename to "), &value) ||
		   read_if(line, SLICE("copy to "), &value)) {
		read_renamed(reader, value, &file->new_path);
	} else if (*line.ptr == '@') {
		file->has_hunk |= hunk_begin(&reader->hunk, line);
	}
}

static void read_diff(struct reader *reader, struct slice diff)
{
	struct slice line;

	while (slice_next_line(&diff, &line)) {
		char kind = 0;

		if (reader->hunk.old_lines || reader->hunk.new_lines)
			kind = hunk_take(&reader->hunk, line);
		if (!kind && line.len)
			read_between_hunks(reader, line, diff);
		reader->total.insertions += kind == '+';
		reader->total.deletions += kind == '-';
	}
	end_file(reader);
}

/* The first summary line; paths only where no diff names them in full. */
static bool read_stat(struct reader *reader, struct slice diffstat, bool want_paths,
		      struct stat_total *total)
{
	struct slice line, path;

	while (slice_next_line(&diffstat, &line)) {
		if (stat_read_summary(line, total))
			return true;
		if (want_paths && stat_read_path(line, &path))
			path_add_stat(&reader->paths, reader->pool, path);
	}
	return false;
}

void diffstat_parse(struct pool *pool, const struct patch *patch, struct diffstat *out)
{
	struct reader reader = { .pool = pool };
	struct stat_total total = { 0, 0, 0 };
	bool has_diff = patch->diff.ptr != NULL;

	*out = (struct diffstat){ .known = false };
	out->known = read_stat(&reader, patch->diffstat, !has_diff, &total);
	if (has_diff)
		read_diff(&reader, patch->diff);
	if (!out->known && has_diff) {
		total = reader.total;
		out->known = out->from_diff = true;
	}
	out->files = total.files;
	out->insertions = total.insertions;
	out->deletions = total.deletions;
	out->paths = path_list_finish(&reader.paths, pool, &out->nr_paths);
	path_list_release(&reader.paths);
}
