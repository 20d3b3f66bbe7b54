/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

#include <assert.h>
#include "mime/limits.h"
#include "patch/hunk.h"
#include "patch/paths.h"
#include "patch/stat.h"

static_assert(MAIL_MAX_PATHS < 1 << 27, "as struct diffstat has them");

/* The file of a diff that is being read. */
struct file {
	bool begun, has_hunk;
	bool is_git;			 /* "diff --git" began it */
	bool in_header;			 /* of git's: lines may follow that belong to it */
	bool renamed;			 /* the paths are from "rename from" and the like */
	bool named;			 /* … or from "--- a/x" and "+++ b/x" */
	bool prefixed;			 /* "diff --git a/x b/x" has prefixes, which are off */
	struct slice old_path, new_path; /* "not there": not known, or /dev/null */
	struct slice pair_path;		 /* of "diff --git", for names that have no prefix */
	struct slice index;		 /* behind "Index: " */
};

/* Reads a diff as git apply does (2.39). */
struct reader {
	struct pool *pool;
	const struct hunk_lines *known, *known_end; /* in order, those behind what was read */
	struct path_list paths;
	struct stat_total total; /* counted */
	struct hunk hunk;
	struct file file;
	bool bare;	  /* a name has no prefix, and git apply takes a folder off it */
	bool whole_names; /* from here on git apply takes no folder off */
};

static bool is_in(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Without "  2024-01-01 00:00:00.000000000 +0000", which diff puts behind a name. */
static struct slice without_time(struct slice path)
{
	static const char form[] = "0000-00-00 00:00:00"; /* each 0 a digit */
	size_t len = path.len, at;

	for (at = 0; at < 5 && len && is_in(path.ptr[len - 1], "0123456789+-"); at++)
		len--;
	if (at != 5 || !is_in(path.ptr[len], "+-") || !len || path.ptr[--len] != ' ')
		return path;
	for (at = len; at && g_ascii_isdigit(path.ptr[at - 1]);)
		at--;
	if (at && at < len && path.ptr[at - 1] == '.')
		len = at - 1;
	if (len <= strlen(form))
		return path;
	for (size_t i = 0; i < strlen(form); i++) {
		char c = path.ptr[len - strlen(form) + i];

		if (form[i] == '0' ? !g_ascii_isdigit(c) : c != form[i])
			return path;
	}
	return slice_trim(slice_of(path.ptr, len - strlen(form)));
}

/* One file of a diff without git's header has one name: the new one, or the old one, where the new
 * one goes on behind it ("x.orig"). */
static void choose_name(struct file *file)
{
	if (!file->old_path.ptr || !file->new_path.ptr)
		return;
	if (slice_starts(file->new_path, file->old_path))
		file->new_path = file->old_path;
	file->old_path = file->new_path;
}

/*
 * Where the new name of a file is in no folder, in a diff that is not git's, git apply takes this
 * file and all that follow to have no prefixes.
 */
static void guess_prefixes(struct reader *reader)
{
	const struct file *file = &reader->file;

	if (!file->is_git && file->new_path.len &&
	    !memchr(file->new_path.ptr, '/', file->new_path.len))
		reader->whole_names = true;
}

/*
 * Adds a name of the file. Where no prefix was found on it, git apply takes its first folder for
 * one: it is not known which was meant.
 */
static void add_path(struct reader *reader, struct slice path, bool bare)
{
	struct slice rest = bare ? path_without_folder(path) : slice_of(NULL, 0);

	path_list_add(&reader->paths, path_squash(reader->pool, path));
	path_list_add(&reader->paths, path_squash(reader->pool, rest));
	reader->bare |= rest.len > 0;
}

/* Takes the prefixes off, and tells whether there were none. */
static bool strip_prefixes(struct reader *reader)
{
	struct file *file = &reader->file;

	if (file->renamed || reader->whole_names)
		return false;
	if (!file->named)
		return !file->prefixed;
	if (path_strip_prefixes(&file->old_path, &file->new_path))
		return false;
	if (!file->prefixed)
		return true;
	file->old_path = path_without_folder(file->old_path);
	file->new_path = path_without_folder(file->new_path);
	if (!file->old_path.ptr && !file->new_path.ptr)
		file->new_path = file->pair_path;
	return false;
}

static void end_file(struct reader *reader)
{
	struct file *file = &reader->file;
	bool bare;

	if (!file->begun)
		return;
	guess_prefixes(reader);
	bare = strip_prefixes(reader);
	if (file->named && !file->is_git)
		choose_name(file);
	add_path(reader, file->old_path, bare);
	if (!slice_eq(file->old_path, file->new_path))
		add_path(reader, file->new_path, bare);
	if (!file->old_path.ptr && !file->new_path.ptr)
		path_list_add(&reader->paths, file->index);
	reader->total.files++;
	*file = (struct file){ .begun = false };
}

static void begin_file(struct reader *reader)
{
	end_file(reader);
	reader->file.begun = true;
}

static bool read_if(struct slice line, struct slice start, struct slice *value)
{
	if (!slice_starts(line, start))
		return false;
	*value = slice_skip(line, start.len);
	return true;
}

/* Of both names one that is not /dev/null is there once "+++ b/x" has come. */
static void read_name(struct reader *reader, struct slice name, bool old)
{
	struct file *file = &reader->file;

	if (file->renamed)
		return;
	if (!file->named)
		file->old_path = file->new_path = slice_of(NULL, 0);
	file->named = true;
	name = path_read(reader->pool, name);
	if (!file->is_git && name.ptr)
		name = without_time(name);
	*(old ? &file->old_path : &file->new_path) = name;
}

static void read_renamed(struct reader *reader, struct slice name, struct slice *path)
{
	*path = path_read_whole(reader->pool, name);
	reader->file.renamed = true;
}

/* What may stand between "diff --git" and the first hunk. */
static bool is_header(struct slice line)
{
	static const struct slice starts[] = {
		SLICE("old mode "),	 SLICE("new mode "),	     SLICE("deleted file mode "),
		SLICE("new file mode "), SLICE("similarity index "), SLICE("dissimilarity index "),
		SLICE("index "),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (slice_starts(line, starts[i]))
			return true;
	return false;
}

/* A line of git's header, whose names count, not those of "diff --git". False where it ends. */
static bool read_header(struct reader *reader, struct slice line)
{
	struct file *file = &reader->file;
	struct slice value;

	if (read_if(line, SLICE("--- "), &value))
		read_name(reader, value, true);
	else if (read_if(line, SLICE("+++ "), &value))
		read_name(reader, value, false);
	else if (read_if(line, SLICE("rename from "), &value) ||
		 read_if(line, SLICE("rename old "), &value) ||
		 read_if(line, SLICE("copy from "), &value))
		read_renamed(reader, value, &file->old_path);
	else if (read_if(line, SLICE("rename to "), &value) ||
		 read_if(line, SLICE("rename new "), &value) ||
		 read_if(line, SLICE("copy to "), &value))
		read_renamed(reader, value, &file->new_path);
	else
		return is_header(line);
	return true;
}

/* What begins a file, and the names of one that "diff --git" did not begin. */
static void read_start(struct reader *reader, struct slice line, struct slice rest)
{
	struct file *file = &reader->file;
	struct slice value;

	if (read_if(line, SLICE("diff --git "), &value)) {
		begin_file(reader);
		file->is_git = file->in_header = true;
		path_read_pair(reader->pool, value, &file->old_path, &file->new_path,
			       &file->prefixed);
		file->pair_path = file->new_path;
	} else if (slice_starts(line, SLICE("diff -")) && diff_begins(line, rest)) {
		begin_file(reader);
	} else if (read_if(line, SLICE("Index: "), &value) && diff_begins(line, rest)) {
		begin_file(reader);
		file->index = slice_trim(value);
	} else if (read_if(line, SLICE("--- "), &value) && diff_begins(line, rest)) {
		if (!file->begun || file->has_hunk || file->is_git || file->named)
			begin_file(reader);
		read_name(reader, value, true);
	} else if (read_if(line, SLICE("+++ "), &value) && file->begun && !file->is_git &&
		   !file->has_hunk && file->named) {
		read_name(reader, value, false);
	}
}

static void read_between_hunks(struct reader *reader, struct slice line, struct slice rest)
{
	struct file *file = &reader->file;

	if (file->in_header && read_header(reader, line))
		return;
	file->in_header = false;
	if (*line.ptr == '@')
		file->has_hunk |= hunk_begin(&reader->hunk, line);
	else
		read_start(reader, line, rest);
}

/* Where patch_split() has met it, what it has found there. */
static void read_hunk(struct reader *reader, struct slice *diff, struct hunk *changed)
{
	const struct hunk_lines *known = reader->known;

	if (!hunk_is_open(&reader->hunk))
		return;
	while (known < reader->known_end && known->begin < diff->ptr)
		known++;
	reader->known = known;
	if (known == reader->known_end || known->begin != diff->ptr ||
	    known->end > diff->ptr + diff->len) {
		hunk_take_lines(&reader->hunk, diff, changed);
		return;
	}
	changed->old_lines += known->changed.old_lines;
	changed->new_lines += known->changed.new_lines;
	reader->hunk = known->left;
	*diff = slice_skip(*diff, (size_t)(known->end - known->begin));
}

static void read_diff(struct reader *reader, struct slice diff)
{
	struct hunk changed = { 0, 0 };
	struct slice line;

	while (read_hunk(reader, &diff, &changed), slice_next_line(&diff, &line)) {
		if (line.len)
			read_between_hunks(reader, line, diff);
		else
			reader->file.in_header = false;
	}
	reader->total.insertions = changed.new_lines;
	reader->total.deletions = changed.old_lines;
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
	struct reader reader = { .pool = pool,
				 .known = patch->hunks,
				 .known_end = patch->hunks + patch->nr_hunks };
	struct stat_total total = { 0, 0, 0 };
	size_t nr;

	*out = (struct diffstat){ .known = false };
	read_diff(&reader, patch->applied);
	out->has_diff = reader.total.files > 0;
	out->known = read_stat(&reader, patch->diffstat, !out->has_diff, &total);
	out->from_diff = out->has_diff && !out->known;
	out->differs = out->has_diff && out->known && memcmp(&total, &reader.total, sizeof(total));
	if (out->has_diff) {
		total = reader.total;
		out->known = true;
	}
	out->files = total.files;
	out->insertions = total.insertions;
	out->deletions = total.deletions;
	out->paths = path_list_finish(&reader.paths, pool, &nr);
	out->bare = reader.bare;
	out->nr_paths = (unsigned)nr;
	path_list_release(&reader.paths);
}
