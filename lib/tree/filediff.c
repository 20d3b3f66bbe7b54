/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/filediff.h"

#include "patch/hunk.h"
#include "patch/paths.h"

struct reader {
	struct pool *pool;
	GArray *files;
	struct hunk hunk; /* what is left of it */
	bool bad, in_header;
	const char *pair_old, *pair_new;     /* of the last file's "diff --git" */
	bool is_old_renamed, is_new_renamed; /* its names are from "rename from" and the like */
};

static void clear_hunk(void *data)
{
	g_array_unref(((struct filediff_hunk *)data)->lines);
}

static void clear_file(void *data)
{
	g_array_unref(((struct filediff *)data)->hunks);
}

static struct filediff *file_of(struct reader *reader)
{
	return &g_array_index(reader->files, struct filediff, reader->files->len - 1);
}

static struct filediff_hunk *hunk_of(struct reader *reader)
{
	GArray *hunks = file_of(reader)->hunks;

	return &g_array_index(hunks, struct filediff_hunk, hunks->len - 1);
}

/* NULL of none, which a NUL in front of it makes it. */
static const char *copy(struct reader *reader, struct slice path)
{
	return path.ptr && path.len && *path.ptr ? pool_copy(reader->pool, path) : NULL;
}

static void begin_file(struct reader *reader)
{
	struct filediff file = { .old_blob = "" };

	file.hunks = g_array_new(FALSE, FALSE, sizeof(struct filediff_hunk));
	g_array_set_clear_func(file.hunks, clear_hunk);
	g_array_append_val(reader->files, file);
	reader->in_header = true;
	reader->pair_old = reader->pair_new = NULL;
	reader->is_old_renamed = reader->is_new_renamed = false;
}

/* "--- x" and the "+++ y" behind it. */
static void read_names(struct reader *reader, struct slice line, struct slice rest)
{
	struct filediff *file = file_of(reader);
	struct slice next, before, after;

	if (!slice_next_line(&rest, &next) || !slice_starts(next, SLICE("+++ ")))
		return;
	before = path_read(reader->pool, slice_skip(line, 4));
	after = path_read(reader->pool, slice_skip(next, 4));
	if (slice_eq(before, SLICE("/dev/null")))
		before = slice_of(NULL, 0);
	if (slice_eq(after, SLICE("/dev/null")))
		after = slice_of(NULL, 0);
	path_strip_prefixes(&before, &after);
	if (!reader->is_old_renamed)
		file->old_path = copy(reader, before);
	if (!reader->is_new_renamed)
		file->new_path = copy(reader, after);
}

static bool begins_file(struct reader *reader, struct slice line, struct slice rest)
{
	struct slice before, after;
	bool prefixed;

	if (!diff_begins(line, rest) || (*line.ptr == '-' && reader->in_header))
		return false;
	begin_file(reader);
	if (slice_starts(line, SLICE("diff --git ")) &&
	    path_read_pair(reader->pool, slice_skip(line, strlen("diff --git ")), &before, &after,
			   &prefixed)) {
		file_of(reader)->old_path = reader->pair_old = copy(reader, before);
		file_of(reader)->new_path = reader->pair_new = copy(reader, after);
	}
	if (*line.ptr == '-')
		read_names(reader, line, rest);
	return true;
}

static bool take(struct slice line, struct slice name, struct slice *value)
{
	if (!slice_starts(line, name))
		return false;
	*value = slice_trim(slice_skip(line, name.len));
	return true;
}

static void read_blob(struct reader *reader, struct slice ids)
{
	size_t len = 0;

	while (len < ids.len && g_ascii_isxdigit(ids.ptr[len]))
		len++;
	file_of(reader)->old_blob = pool_copy(reader->pool, slice_of(ids.ptr, len));
}

static bool read_renamed(struct reader *reader, struct slice line)
{
	struct filediff *file = file_of(reader);
	struct slice value;

	if (take(line, SLICE("rename from "), &value) || take(line, SLICE("copy from "), &value)) {
		file->old_path = copy(reader, path_read(reader->pool, value));
		reader->is_old_renamed = true;
	} else if (take(line, SLICE("rename to "), &value) ||
		   take(line, SLICE("copy to "), &value)) {
		file->new_path = copy(reader, path_read(reader->pool, value));
		reader->is_new_renamed = true;
	} else {
		return false;
	}
	file->is_rename |= slice_starts(line, SLICE("rename "));
	file->is_copy |= slice_starts(line, SLICE("copy "));
	return true;
}

/* Of a file that is made or deleted the name of "diff --git" counts, whatever came before. */
static void read_header(struct reader *reader, struct slice line, struct slice rest)
{
	struct filediff *file = file_of(reader);
	struct slice value;

	if (read_renamed(reader, line))
		return;
	if (slice_starts(line, SLICE("new file mode "))) {
		file->old_path = NULL;
		file->new_path = reader->pair_new;
	} else if (slice_starts(line, SLICE("deleted file mode "))) {
		file->old_path = reader->pair_old;
		file->new_path = NULL;
	} else if (take(line, SLICE("index "), &value)) {
		read_blob(reader, value);
	} else if (slice_starts(line, SLICE("--- "))) {
		read_names(reader, line, rest);
	} else if (slice_starts(line, SLICE("GIT binary patch"))) {
		file->is_binary = file->has_binary = true;
	} else if (slice_starts(line, SLICE("Binary files "))) {
		file->is_binary = true;
	}
}

static unsigned read_start(struct slice line, char sign)
{
	const char *at = memchr(line.ptr, sign, line.len);
	unsigned number = 0;

	for (at++; at < line.ptr + line.len && g_ascii_isdigit(*at); at++)
		number = MIN(number, 100000000u) * 10 + (unsigned)(*at - '0');
	return number;
}

static bool begins_hunk(struct reader *reader, struct slice line)
{
	struct filediff_hunk hunk;

	if (!reader->files->len || !hunk_begin(&reader->hunk, line))
		return false;
	hunk = (struct filediff_hunk){ .old_start = read_start(line, '-'),
				       .new_start = read_start(line, '+'),
				       .lines = g_array_new(FALSE, FALSE,
							    sizeof(struct filediff_line)) };
	g_array_append_val(file_of(reader)->hunks, hunk);
	reader->in_header = false;
	return true;
}

static void add_line(struct reader *reader, char kind, struct slice line, struct slice whole)
{
	struct filediff_hunk *hunk = hunk_of(reader);
	bool signless = !line.len || *line.ptr == '\t';
	struct filediff_line added = { .kind = kind,
				       .text = signless ? whole : slice_skip(whole, 1) };

	if (kind != ' ')
		hunk->trailing = 0;
	else if (hunk->lines->len == hunk->leading)
		hunk->leading++, hunk->trailing++;
	else
		hunk->trailing++;
	g_array_append_val(hunk->lines, added);
}

/* "\ No newline at end of file" stands behind the last line, also where the hunk has its lines. */
static void end_last_line(struct reader *reader)
{
	struct filediff_hunk *hunk;

	if (!reader->files->len || reader->in_header || !file_of(reader)->hunks->len)
		return;
	hunk = hunk_of(reader);
	if (hunk->lines->len)
		g_array_index(hunk->lines, struct filediff_line, hunk->lines->len - 1).no_end =
			true;
}

static void read_line(struct reader *reader, struct slice line, struct slice whole,
		      struct slice rest)
{
	char kind;

	if (line.len && *line.ptr == '\\') {
		end_last_line(reader);
		return;
	}
	if (reader->hunk.old_lines || reader->hunk.new_lines) {
		kind = hunk_take(&reader->hunk, line);
		if (kind)
			add_line(reader, kind, line, whole);
		else
			reader->bad = true;
		return;
	}
	if (begins_file(reader, line, rest) || begins_hunk(reader, line))
		return;
	if (reader->in_header)
		read_header(reader, line, rest);
}

GArray *filediff_read(struct pool *pool, struct slice text)
{
	struct reader reader = { .pool = pool,
				 .files = g_array_new(FALSE, FALSE, sizeof(struct filediff)) };
	struct slice line;

	g_array_set_clear_func(reader.files, clear_file);
	while (!reader.bad && slice_next_line(&text, &line)) {
		const char *end =
			text.ptr > line.ptr && text.ptr[-1] == '\n' ? text.ptr - 1 : text.ptr;

		read_line(&reader, line, slice_of(line.ptr, (size_t)(end - line.ptr)), text);
	}
	if (!reader.bad && !reader.hunk.old_lines && !reader.hunk.new_lines)
		return reader.files;
	g_array_unref(reader.files);
	return NULL;
}
