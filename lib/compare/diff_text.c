/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/diff_text.h"

#include "patch/hunk.h"
#include "patch/paths.h"

/* What the header of one file says. "Not there" is NULL; paths are without a/ and b/. */
struct file_header {
	struct slice old_path, new_path;
	bool is_new, is_deleted;
	bool has_old, has_new; /* a name that "rename from" or "rename to" has said */
	struct slice old_mode, new_mode;
};

struct rewriter {
	GString *out;
	struct pool *pool;
	struct file_header file;
	bool in_header; /* of a file, which is not written yet */
	bool any;	/* a file has been written */
	bool broken;	/* a hunk ended before its lines were there */
	struct hunk hunk;
	size_t lines;
};

static void put(struct rewriter *rw, struct slice s)
{
	g_string_append_len(rw->out, s.ptr, (gssize)s.len);
}

/* Each hunk is headed by the path: bytes of the longest that can be opened. */
#define PATH_MOST 4096

/* What C quotes stood for may be any bytes. */
static void put_path(struct rewriter *rw, struct slice path)
{
	path.len = MIN(path.len, PATH_MOST);
	if (!path.len || g_utf8_validate_len(path.ptr, path.len, NULL))
		put(rw, path);
	else
		g_string_append(rw->out, pool_copy_utf8(rw->pool, path));
}

static void end_line(struct rewriter *rw)
{
	g_string_append_c(rw->out, '\n');
	rw->lines++;
}

static struct slice current_path(const struct file_header *file)
{
	struct slice path = file->is_deleted ? file->old_path : file->new_path;

	if (!path.ptr)
		path = file->is_deleted ? file->new_path : file->old_path;
	return path;
}

static void put_file(struct rewriter *rw)
{
	const struct file_header *file = &rw->file;

	if (!rw->in_header)
		return;
	rw->in_header = false;
	if (rw->any)
		g_string_append_c(rw->out, '\n');
	rw->any = true;
	g_string_append(rw->out, " ## ");
	if (file->has_old || file->has_new) {
		put_path(rw, file->old_path);
		g_string_append(rw->out, " => ");
		put_path(rw, file->new_path);
	} else {
		put_path(rw, current_path(file));
	}
	if (file->is_new || file->is_deleted)
		g_string_append(rw->out, file->is_new ? " (new)" : " (deleted)");
	if (file->old_mode.len && file->new_mode.len) {
		g_string_append(rw->out, " (mode change ");
		put(rw, file->old_mode);
		g_string_append(rw->out, " => ");
		put(rw, file->new_mode);
		g_string_append_c(rw->out, ')');
	}
	g_string_append(rw->out, " ##");
	end_line(rw);
}

static void begin_file(struct rewriter *rw)
{
	put_file(rw);
	rw->file = (struct file_header){ .is_new = false };
	rw->in_header = true;
	rw->broken = false;
	rw->hunk = (struct hunk){ 0, 0 };
}

/* "/dev/null" of a plain diff says what git says by "new file mode". */
static void take_names(struct rewriter *rw, struct slice old_path, struct slice new_path)
{
	old_path = path_read(rw->pool, old_path);
	new_path = path_read(rw->pool, new_path);
	rw->file.is_new |= !old_path.ptr;
	rw->file.is_deleted |= !new_path.ptr;
	path_strip_prefixes(&old_path, &new_path);
	if (!rw->file.has_old)
		rw->file.old_path = old_path;
	if (!rw->file.has_new)
		rw->file.new_path = new_path;
}

static bool take_value(struct slice line, struct slice name, struct slice *value)
{
	if (!slice_starts(line, name))
		return false;
	*value = slice_trim(slice_skip(line, name.len));
	return true;
}

/* "--- x" and "+++ y", where the header has not said them in another way. */
static void take_plain_names(struct rewriter *rw, struct slice line, struct slice rest)
{
	struct slice next;

	if (!slice_next_line(&rest, &next) || !slice_starts(next, SLICE("+++ ")))
		return;
	take_names(rw, slice_skip(line, 4), slice_skip(next, 4));
}

static void put_binary(struct rewriter *rw)
{
	const struct file_header *file = &rw->file;

	put_file(rw);
	g_string_append(rw->out, " Binary files ");
	put_path(rw, file->is_new || !file->old_path.ptr ? SLICE("/dev/null") : file->old_path);
	g_string_append(rw->out, " and ");
	put_path(rw, file->is_deleted || !file->new_path.ptr ? SLICE("/dev/null") : file->new_path);
	g_string_append(rw->out, " differ");
	end_line(rw);
}

/* A line of a file's header. Returns false where it is none. */
static bool take_header_line(struct rewriter *rw, struct slice line, struct slice rest)
{
	struct file_header *file = &rw->file;
	struct slice value;

	if (take_value(line, SLICE("old mode "), &file->old_mode) ||
	    take_value(line, SLICE("new mode "), &file->new_mode))
		return true;
	if (slice_starts(line, SLICE("new file mode ")))
		return file->is_new = true;
	if (slice_starts(line, SLICE("deleted file mode ")))
		return file->is_deleted = true;
	if (take_value(line, SLICE("rename from "), &value)) {
		file->old_path = path_read(rw->pool, value);
		return file->has_old = true;
	}
	if (take_value(line, SLICE("rename to "), &value)) {
		file->new_path = path_read(rw->pool, value);
		return file->has_new = true;
	}
	if (slice_starts(line, SLICE("--- "))) {
		take_plain_names(rw, line, rest);
		return true;
	}
	if (slice_starts(line, SLICE("GIT binary patch")) ||
	    slice_starts(line, SLICE("Binary files "))) {
		put_binary(rw);
		return true;
	}
	return false;
}

static void put_hunk_header(struct rewriter *rw, struct slice line)
{
	const char *end;
	struct slice function;

	put_file(rw);
	rw->broken = false;
	/* hunk_begin() has seen the second "@@". */
	end = g_strstr_len(line.ptr + 3, (gssize)line.len - 3, "@@");
	function = slice_of(end + 2, (size_t)(line.ptr + line.len - end - 2));
	g_string_append(rw->out, "@@");
	if (function.len) {
		g_string_append_c(rw->out, ' ');
		put_path(rw, current_path(&rw->file));
		g_string_append_c(rw->out, ':');
		put(rw, function);
	}
	end_line(rw);
}

static void put_hunk_line(struct rewriter *rw, char kind, struct slice line)
{
	/* A mailer may have cut off the space of an empty line; "\ No newline" keeps its sign. */
	bool signless = kind == '\\' || !line.len || *line.ptr == '\t';

	g_string_append_c(rw->out, kind == '\\' ? ' ' : kind);
	put(rw, signless ? line : slice_skip(line, 1));
	end_line(rw);
}

static void put_broken_line(struct rewriter *rw, struct slice line)
{
	char kind = line.len ? *line.ptr : ' ';
	bool sign = kind == ' ' || kind == '+' || kind == '-';

	g_string_append_c(rw->out, sign ? kind : ' ');
	put(rw, sign ? slice_skip(line, 1) : line);
	end_line(rw);
}

static bool begins_file(struct rewriter *rw, struct slice line, struct slice rest)
{
	struct slice old_path, new_path;
	bool prefixed;

	if (!diff_begins(line, rest))
		return false;
	/* The "---" of a header that "diff" or "Index:" has begun. */
	if (*line.ptr == '-' && rw->in_header)
		return false;
	begin_file(rw);
	if (slice_starts(line, SLICE("diff --git ")) &&
	    path_read_pair(rw->pool, slice_skip(line, strlen("diff --git ")), &old_path, &new_path,
			   &prefixed)) {
		rw->file.old_path = old_path;
		rw->file.new_path = new_path;
	}
	if (*line.ptr == '-')
		take_plain_names(rw, line, rest);
	return true;
}

/* whole has the CR that its line in the file ends with. */
static void take_line(struct rewriter *rw, struct slice line, struct slice whole, struct slice rest)
{
	bool within = rw->hunk.old_lines || rw->hunk.new_lines;
	char kind;

	if (within) {
		kind = hunk_take(&rw->hunk, line);
		if (kind) {
			put_hunk_line(rw, kind, whole);
			return;
		}
		rw->broken = true;
	}
	if (begins_file(rw, line, rest))
		return;
	if (hunk_begin(&rw->hunk, line)) {
		put_hunk_header(rw, line);
		return;
	}
	if (rw->in_header && take_header_line(rw, line, rest))
		return;
	if (rw->broken)
		put_broken_line(rw, line);
	else if (!rw->in_header && line.len && *line.ptr == '\\')
		put_hunk_line(rw, '\\', line);
}

size_t diff_text_append(GString *out, struct slice diff)
{
	struct pool pool = POOL_INIT;
	struct rewriter rw = { .out = out, .pool = &pool };
	struct slice rest = diff, line;

	while (slice_next_line(&rest, &line)) {
		const char *end =
			rest.ptr > line.ptr && rest.ptr[-1] == '\n' ? rest.ptr - 1 : rest.ptr;

		take_line(&rw, line, slice_of(line.ptr, (size_t)(end - line.ptr)), rest);
	}
	put_file(&rw);
	pool_release(&pool);
	return rw.lines;
}
