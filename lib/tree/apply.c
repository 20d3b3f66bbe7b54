/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/apply.h"

#include "text/hash.h"
#include "tree/filediff.h"
#include "tree/private.h"
#include "text/each.h"

/* Lines that are compared or moved at most, for all patches: half a second or so. A hunk may be
 * made to fit nearly, everywhere in a long file. */
#define MAX_STEPS (1u << 26)
#define MOVED_AT_ONCE 16

struct apply {
	struct tree *tree;
	git_tree *files;
	GHashTable *changed; /* path -> GString, NULL: there is no such file */
	uint64_t steps;	     /* so far */
};

/* A line of a file. */
struct line {
	struct slice text; /* without its LF */
	bool no_end;	   /* the last one, which has none */
};

struct apply *apply_new(struct tree *tree, const git_oid *commit_id)
{
	git_commit *commit;
	git_tree *files = NULL;
	struct apply *apply;

	if (git_commit_lookup(&commit, inbox_repo(tree->repo), commit_id))
		return NULL;
	if (git_commit_tree(&files, commit))
		files = NULL;
	git_commit_free(commit);
	if (!files)
		return NULL;
	apply = g_new0(struct apply, 1);
	apply->tree = tree;
	apply->files = files;
	apply->changed = g_hash_table_new(str_hash, g_str_equal);
	return apply;
}

static void free_file(void *path, void *text, void *data)
{
	(void)data;
	g_free(path);
	if (text)
		g_string_free(text, TRUE);
}

void apply_free(struct apply *apply)
{
	if (!apply)
		return;
	g_hash_table_foreach(apply->changed, free_file, NULL);
	g_hash_table_unref(apply->changed);
	git_tree_free(apply->files);
	g_free(apply);
}

/* Takes the text over. */
static void put_file(struct apply *apply, const char *path, GString *text)
{
	gpointer name, before;

	if (g_hash_table_lookup_extended(apply->changed, path, &name, &before)) {
		if (before)
			g_string_free(before, TRUE);
		g_hash_table_insert(apply->changed, name, text);
		return;
	}
	g_hash_table_insert(apply->changed, g_strdup(path), text);
}

/* What a file holds now, to be freed; NULL where it is not there. *unreadable where that is not
 * known. */
static GString *get_file(struct apply *apply, const char *path, bool *unreadable)
{
	git_tree_entry *entry = NULL;
	git_blob *blob = NULL;
	GString *text = NULL;
	gpointer changed;

	*unreadable = false;
	if (g_hash_table_lookup_extended(apply->changed, path, NULL, &changed))
		return changed ? g_string_new_len(((GString *)changed)->str,
						  (gssize)((GString *)changed)->len)
			       : NULL;
	if (git_tree_entry_bypath(&entry, apply->files, path))
		return NULL;
	if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB) {
		if (!git_blob_lookup(&blob, inbox_repo(apply->tree->repo),
				     git_tree_entry_id(entry)))
			text = g_string_new_len(git_blob_rawcontent(blob),
						(gssize)git_blob_rawsize(blob));
		*unreadable = !text;
	}
	git_blob_free(blob);
	git_tree_entry_free(entry);
	return text;
}

static GArray *split(const GString *text)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	struct slice rest = slice_of(text->str, text->len);

	while (rest.len) {
		const char *lf = memchr(rest.ptr, '\n', rest.len);
		size_t len = lf ? (size_t)(lf - rest.ptr) : rest.len;
		struct line line = { slice_of(rest.ptr, len), !lf };

		g_array_append_val(lines, line);
		rest = slice_skip(rest, lf ? len + 1 : len);
	}
	return lines;
}

static bool is_tired(const struct apply *apply)
{
	return apply->steps > MAX_STEPS;
}

static bool fits_at(struct apply *apply, const GArray *file, const GArray *wanted, guint at)
{
	guint i = 0;

	if (at > file->len || wanted->len > file->len - at)
		return false;
	while (i < wanted->len) {
		const struct line *a = &g_array_index(file, struct line, at + i);
		const struct line *b = &g_array_index(wanted, struct line, i);

		if (a->no_end != b->no_end || !slice_eq(a->text, b->text))
			break;
		i++;
	}
	apply->steps += i + 1;
	return i == wanted->len && !is_tired(apply);
}

/* The place nearest to where the hunk says that it is, as git apply looks for it; -1: none. */
static gint64 find_place(struct apply *apply, const GArray *file, const GArray *wanted, guint start,
			 bool at_beginning, bool at_end)
{
	guint line = at_beginning ? 0 : start, back, forth;

	if (!at_beginning && at_end)
		line = file->len >= wanted->len ? file->len - wanted->len : 0;
	line = MIN(line, file->len);
	if (at_beginning && at_end && file->len != wanted->len)
		return -1;
	if (fits_at(apply, file, wanted, line) && (!at_end || line + wanted->len == file->len))
		return line;
	if (at_beginning || at_end)
		return -1;
	for (back = forth = line; !is_tired(apply) && (back || forth < file->len);) {
		if (forth < file->len && fits_at(apply, file, wanted, ++forth))
			return forth;
		if (back && fits_at(apply, file, wanted, --back))
			return back;
	}
	return -1;
}

static GArray *side_of(const struct filediff_hunk *hunk, char other)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));

	array_each (const struct filediff_line, line, hunk->lines) {
		struct line one = { line->text, line->no_end };

		if (line->kind != other)
			g_array_append_val(lines, one);
	}
	return lines;
}

/* Where there are as many lines as before, nothing is moved. */
static void replace(struct apply *apply, GArray *file, guint at, const GArray *before,
		    const GArray *after)
{
	guint same = MIN(before->len, after->len);

	for (guint i = 0; i < same; i++)
		g_array_index(file, struct line, at + i) = g_array_index(after, struct line, i);
	if (before->len == after->len)
		return;
	apply->steps += (file->len - at) / MOVED_AT_ONCE;
	at += same;
	if (before->len > same)
		g_array_remove_range(file, at, before->len - same);
	else
		g_array_insert_vals(file, at, &g_array_index(after, struct line, same),
				    after->len - same);
}

static bool apply_hunk(struct apply *apply, GArray *file, const struct filediff_hunk *hunk)
{
	g_autoptr(GArray) before = side_of(hunk, '+'), after = side_of(hunk, '-');
	bool at_beginning = hunk->old_start <= 1;
	gint64 at;

	at = find_place(apply, file, before, hunk->new_start ? hunk->new_start - 1 : 0,
			at_beginning, !hunk->trailing);
	if (at >= 0)
		replace(apply, file, (guint)at, before, after);
	return at >= 0;
}

static GString *join(const GArray *lines)
{
	GString *text = g_string_new(NULL);

	array_each (const struct line, line, lines) {
		g_string_append_len(text, line->text.ptr, (gssize)line->text.len);
		if (!line->no_end)
			g_string_append_c(text, '\n');
	}
	return text;
}

static bool fail(struct apply_failure *failure, const char *path, unsigned hunk, const char *reason)
{
	*failure = (struct apply_failure){ g_strdup(path ? path : ""), hunk, reason };
	return false;
}

/* Of a binary patch the contents are not worked out, but whether they are what it is for. */
static bool apply_binary(const struct filediff *file, struct apply_failure *failure)
{
	return file->has_binary || fail(failure, file->new_path ? file->new_path : file->old_path,
					0, "it is binary, and its contents are not in the patch");
}

static bool apply_hunks(struct apply *apply, const struct filediff *file, GString **text,
			struct apply_failure *failure)
{
	const char *path = file->new_path ? file->new_path : file->old_path;
	g_autoptr(GArray) lines = split(*text);
	GString *after;
	bool good = true;

	for (guint i = 0; good && i < file->hunks->len; i++)
		if (!apply_hunk(apply, lines, &g_array_index(file->hunks, struct filediff_hunk, i)))
			good = fail(failure, path, i + 1,
				    is_tired(apply) ? "the search for its lines was given up"
						    : "its lines are not there");
	if (good) {
		after = join(lines);
		g_string_free(*text, TRUE);
		*text = after;
	}
	return good;
}

static bool check_target(struct apply *apply, const struct filediff *file,
			 struct apply_failure *failure)
{
	bool moves = !file->old_path || file->is_rename || file->is_copy, unreadable;
	GString *there;

	if (!file->new_path || !moves)
		return true;
	there = get_file(apply, file->new_path, &unreadable);
	if (!there && !unreadable)
		return true;
	if (there)
		g_string_free(there, TRUE);
	return fail(failure, file->new_path, 0, "it is there already");
}

static bool apply_file(struct apply *apply, const struct filediff *file,
		       struct apply_failure *failure)
{
	const char *path = file->old_path ? file->old_path : file->new_path;
	GString *text = g_string_new(NULL);
	bool unreadable = false;

	if (!check_target(apply, file, failure)) {
		g_string_free(text, TRUE);
		return false;
	}
	if (file->old_path) {
		g_string_free(text, TRUE);
		text = get_file(apply, file->old_path, &unreadable);
		if (!text)
			return fail(failure, path, 0,
				    unreadable ? "it cannot be read" : "it is not there");
	}
	if (!(file->is_binary ? apply_binary(file, failure)
			      : apply_hunks(apply, file, &text, failure))) {
		g_string_free(text, TRUE);
		return false;
	}
	if (!file->new_path && text->len && !file->is_binary) {
		g_string_free(text, TRUE);
		return fail(failure, path, 0, "something is left of it");
	}
	if (file->old_path && (!file->new_path || file->is_rename))
		put_file(apply, file->old_path, NULL);
	if (file->new_path)
		put_file(apply, file->new_path, text);
	else
		g_string_free(text, TRUE);
	return true;
}

bool apply_patch(struct apply *apply, struct slice diff, struct apply_failure *failure)
{
	struct pool pool = POOL_INIT;
	g_autoptr(GArray) files = filediff_read(&pool, diff);
	bool good = true;

	if (!files)
		good = fail(failure, "", 0, "the patch is corrupt");
	else if (!files->len)
		good = fail(failure, "", 0, "there is no diff in it");
	for (guint i = 0; good && i < files->len; i++) {
		const struct filediff *file = &g_array_index(files, struct filediff, i);

		if (file->old_path || file->new_path)
			good = apply_file(apply, file, failure);
		else
			good = fail(failure, "", 0, "the patch is corrupt");
	}
	pool_release(&pool);
	return good;
}
