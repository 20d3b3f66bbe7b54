/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

#include <assert.h>
#include "mime/limits.h"
#include "patch/hunk.h"
#include "patch/paths.h"
#include "patch/stat.h"

static_assert(MAIL_MAX_PATHS < 1 << 27, "as struct diffstat has them");

enum origin {
	FROM_PAIR,   /* "diff --git a/x b/x": prefixes are off */
	FROM_NAME,   /* "--- a/x" and "+++ b/x" */
	FROM_RENAME, /* "rename from x" and the like, which have no prefix */
};

/* One of the two names of a file. */
struct name {
	struct slice path; /* "not there": not known, or /dev/null */
	enum origin origin;
	bool bare; /* no prefix was found, and git apply takes a folder off */
};

/* The file of a diff that is being read. */
struct file {
	bool begun, has_hunk;
	bool is_git;	 /* "diff --git" began it */
	bool in_header;	 /* of git's: lines may follow that belong to it */
	bool has_header; /* … and one did */
	bool named;	 /* "--- a/x" or "+++ b/x" was met */
	/* Each from the last line that sets it: git apply takes the lines in any order, also in one
	 * that git does not write. */
	struct name old, new;
	struct name old_pair, new_pair; /* of "diff --git", where no line says more */
	struct slice index;		/* behind "Index: " */
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
	if (!file->old.path.ptr || !file->new.path.ptr)
		return;
	if (slice_starts(file->new.path, file->old.path))
		file->new = file->old;
	file->old = file->new;
}

/*
 * Where the new name of a file is in no folder, in a diff that is not git's, git apply takes this
 * file and all that follow to have no prefixes.
 */
static void guess_prefixes(struct reader *reader)
{
	const struct file *file = &reader->file;

	if (!file->is_git && file->new.path.len &&
	    !memchr(file->new.path.ptr, '/', file->new.path.len))
		reader->whole_names = true;
}

/*
 * Adds a name of the file. Where no prefix was found on it, git apply takes its first folder for
 * one: it is not known which was meant.
 */
static void add_path(struct reader *reader, const struct name *name)
{
	struct slice rest = slice_of(NULL, 0);

	if (name->bare && !reader->whole_names)
		rest = path_without_folder(name->path);
	path_list_add(&reader->paths, path_squash(reader->pool, name->path));
	path_list_add(&reader->paths, path_squash(reader->pool, rest));
	reader->bare |= rest.len > 0;
}

/* Takes the prefixes off the names that may have one. */
static void strip_prefixes(struct file *file)
{
	struct name none = { .origin = FROM_NAME };
	struct name *old = file->old.origin == FROM_NAME ? &file->old : &none;
	struct name *new = file->new.origin == FROM_NAME ? &file->new : &none;

	if (path_strip_prefixes(&old->path, &new->path))
		return;
	if (file->old_pair.bare || !file->is_git) {
		old->bare = new->bare = true;
		return;
	}
	old->path = path_without_folder(old->path);
	new->path = path_without_folder(new->path);
}

static void add_names(struct reader *reader)
{
	struct file *file = &reader->file;

	if (!reader->whole_names)
		strip_prefixes(file);
	if (file->named && !file->is_git)
		choose_name(file);
	if (!file->old.path.len && !file->new.path.len) {
		file->old = file->old_pair;
		file->new = file->new_pair;
	}
	add_path(reader, &file->old);
	if (!slice_eq(file->old.path, file->new.path) || file->old.bare != file->new.bare)
		add_path(reader, &file->new);
	if (!file->old.path.ptr && !file->new.path.ptr)
		path_list_add(&reader->paths, file->index);
}

/* "diff --git" alone is no file, but git apply takes its names over to the next one. */
static void end_file(struct reader *reader)
{
	struct file *file = &reader->file, next = { .begun = false };

	if (file->is_git && !file->has_header && !file->has_hunk) {
		next.old = file->old.path.ptr ? file->old : file->old_pair;
		next.new = file->new.path.ptr ? file->new : file->new_pair;
	} else if (file->begun) {
		guess_prefixes(reader);
		add_names(reader);
		reader->total.files++;
	}
	*file = next;
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

/* "rename from x" is not taken back by "--- a/y": git apply refuses that. */
static void read_name(struct reader *reader, struct slice path, struct name *name)
{
	struct file *file = &reader->file;

	file->named = true;
	if (name->origin == FROM_RENAME)
		return;
	path = path_read(reader->pool, path);
	if (!file->is_git && path.ptr)
		path = without_time(path);
	*name = (struct name){ .path = path, .origin = FROM_NAME };
}

static void read_renamed(struct reader *reader, struct slice path, struct name *name)
{
	*name = (struct name){ .path = path_read_whole(reader->pool, path), .origin = FROM_RENAME };
}

/* What else may stand between "diff --git" and the first hunk. */
static bool is_header(struct slice line)
{
	static const struct slice starts[] = {
		SLICE("old mode "),
		SLICE("new mode "),
		SLICE("similarity index "),
		SLICE("dissimilarity index "),
		SLICE("index "),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (slice_starts(line, starts[i]))
			return true;
	return false;
}

/*
 * A line of git's header, whose names count, not those of "diff --git"; but a file that is made or
 * deleted has its name from there again. False where the header ends.
 */
static bool read_header(struct reader *reader, struct slice line)
{
	struct file *file = &reader->file;
	struct slice value;

	if (read_if(line, SLICE("--- "), &value))
		read_name(reader, value, &file->old);
	else if (read_if(line, SLICE("+++ "), &value))
		read_name(reader, value, &file->new);
	else if (slice_starts(line, SLICE("deleted file mode ")))
		file->old = file->old_pair;
	else if (slice_starts(line, SLICE("new file mode ")))
		file->new = file->new_pair;
	else if (read_if(line, SLICE("rename from "), &value) ||
		 read_if(line, SLICE("rename old "), &value) ||
		 read_if(line, SLICE("copy from "), &value))
		read_renamed(reader, value, &file->old);
	else if (read_if(line, SLICE("rename to "), &value) ||
		 read_if(line, SLICE("rename new "), &value) ||
		 read_if(line, SLICE("copy to "), &value))
		read_renamed(reader, value, &file->new);
	else
		return is_header(line);
	return true;
}

static void read_pair(struct reader *reader, struct slice names)
{
	struct file *file = &reader->file;
	bool prefixed = false;

	path_read_pair(reader->pool, names, &file->old_pair.path, &file->new_pair.path, &prefixed);
	file->old_pair.bare = file->new_pair.bare = !prefixed;
}

/* What begins a file, and the names of one that "diff --git" did not begin. */
static void read_start(struct reader *reader, struct slice line, struct slice rest)
{
	struct file *file = &reader->file;
	struct slice value;

	if (read_if(line, SLICE("diff --git "), &value)) {
		begin_file(reader);
		file->is_git = file->in_header = true;
		read_pair(reader, value);
	} else if (slice_starts(line, SLICE("diff -")) && diff_begins(line, rest)) {
		begin_file(reader);
	} else if (read_if(line, SLICE("Index: "), &value) && diff_begins(line, rest)) {
		begin_file(reader);
		file->index = slice_trim(value);
	} else if (read_if(line, SLICE("--- "), &value) && diff_begins(line, rest)) {
		if (!file->begun || file->has_hunk || file->is_git || file->named)
			begin_file(reader);
		read_name(reader, value, &file->old);
	} else if (read_if(line, SLICE("+++ "), &value) && file->begun && !file->is_git &&
		   !file->has_hunk && file->named) {
		read_name(reader, value, &file->new);
	}
}

static void read_between_hunks(struct reader *reader, struct slice line, struct slice rest)
{
	struct file *file = &reader->file;

	if (file->in_header && read_header(reader, line)) {
		file->has_header = true;
		return;
	}
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
