/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/diff.h"

#include "inbox/oid.h"
#include "text/hash.h"
#include "tree/private.h"
#include "tree/renames.h"
#include "tree/similarity.h"
#include "inbox/objects.h"

#define MAX_FILES 2000
#define MAX_BYTES (64 << 20)

static git_tree *look_up(struct tree *tree, const git_oid *commit_id)
{
	git_commit *commit;
	git_tree *found = NULL;

	if (git_commit_lookup(&commit, inbox_repo(tree->repo), commit_id))
		return NULL;
	if (git_commit_tree(&found, commit))
		found = NULL;
	git_commit_free(commit);
	return found;
}

/* git has no names of files for what is created or deleted empty. */
static size_t header_length(const git_diff_line *line)
{
	const char *names = g_strstr_len(line->content, (gssize)line->content_len, "\n--- ");
	bool empty = g_strstr_len(line->content, (gssize)line->content_len, "..e69de29") ||
		     g_strstr_len(line->content, (gssize)line->content_len, "\nindex e69de29");

	/* A file may be called dev/null. */
	return empty && names &&
			       (g_strstr_len(line->content, (gssize)line->content_len,
					     "\n--- /dev/null\n") ||
				g_strstr_len(line->content, (gssize)line->content_len,
					     "\n+++ /dev/null\n"))
		       ? (size_t)(names + 1 - line->content)
		       : line->content_len;
}

struct printer {
	git_repository *repo;
	struct objects *objects;
	git_diff_options options;
	GString *out;
	bool in_rename; /* whose header is there already */
};

/* A file under its old name and its new one. */
struct pair {
	const git_diff_file *before, *after;
};

static int append_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		       const git_diff_line *line, void *data)
{
	const struct printer *printer = data;
	bool is_header = line->origin == GIT_DIFF_LINE_FILE_HDR;

	(void)delta, (void)hunk;
	if (printer->out->len + line->content_len > MAX_BYTES)
		return -1;
	if (is_header && printer->in_rename)
		return 0;
	if (line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION ||
	    line->origin == GIT_DIFF_LINE_DELETION)
		g_string_append_c(printer->out, line->origin);
	g_string_append_len(printer->out, line->content,
			    (gssize)(is_header ? header_length(line) : line->content_len));
	return 0;
}

/* As git writes it: in quotes where it holds what may not stand there. */
static void append_path(GString *out, const char *prefix, const char *path)
{
	static const char letters[] = "abtnvfr"; /* of \a, which is 7, and so on */
	bool quoted = false;

	for (const char *at = path; *at; at++)
		quoted |= *at < ' ' || *at > '~' || *at == '"' || *at == '\\';
	g_string_append_printf(out, "%s%s", quoted ? "\"" : "", prefix);
	for (const char *at = path; *at; at++)
		if (*at == '"' || *at == '\\')
			g_string_append_printf(out, "\\%c", *at);
		else if (*at >= 7 && *at < 14)
			g_string_append_printf(out, "\\%c", letters[*at - 7]);
		else if (*at < ' ' || *at > '~')
			g_string_append_printf(out, "\\%03o", (unsigned char)*at);
		else
			g_string_append_c(out, *at);
	if (quoted)
		g_string_append_c(out, '"');
}

/* words, one path, more words, the other path, and an end. */
static void append_paths(GString *out, const char *words[3], const char *prefixes[2],
			 const struct pair *pair)
{
	g_string_append(out, words[0]);
	append_path(out, prefixes[0], pair->before->path);
	g_string_append(out, words[1]);
	append_path(out, prefixes[1], pair->after->path);
	g_string_append(out, words[2]);
}

static void append_header(GString *out, const struct pair *pair, int score)
{
	static const char *none[] = { "", "" }, *sides[] = { "a/", "b/" };
	static const char *first[] = { "diff --git ", " ", "\n" };
	static const char *names[] = { "rename from ", "\nrename to ", "\n" };

	append_paths(out, first, sides, pair);
	if (pair->before->mode != pair->after->mode)
		g_string_append_printf(out, "old mode %06o\nnew mode %06o\n",
				       (unsigned)pair->before->mode, (unsigned)pair->after->mode);
	g_string_append_printf(out, "similarity index %d%%\n", score * 100 / SIMILARITY_MAX);
	append_paths(out, names, none, pair);
}

static void append_index(struct printer *printer, const struct pair *pair)
{
	char before[GIT_OID_HEXSZ + 1], after[GIT_OID_HEXSZ + 1];
	size_t size = (size_t)printer->options.id_abbrev + 1;

	g_string_append_printf(printer->out, "index %s..%s",
			       oid_text(before, size, &pair->before->id),
			       oid_text(after, size, &pair->after->id));
	if (pair->before->mode == pair->after->mode)
		g_string_append_printf(printer->out, " %06o", (unsigned)pair->after->mode);
	g_string_append_c(printer->out, '\n');
}

static bool append_hunks(struct printer *printer, const struct pair *pair, git_patch *patch)
{
	static const char *sides[] = { "a/", "b/" };
	static const char *binary[] = { "Binary files ", " and ", " differ\n" };
	static const char *names[] = { "--- ", "\n+++ ", "\n" };

	append_index(printer, pair);
	if (git_patch_get_delta(patch)->flags & GIT_DIFF_FLAG_BINARY) {
		append_paths(printer->out, binary, sides, pair);
		return true;
	}
	append_paths(printer->out, names, sides, pair);
	printer->in_rename = true;
	return !git_patch_print(patch, append_line, printer);
}

static bool print_rename(struct printer *printer, git_diff *diff, const struct rename *rename)
{
	struct pair pair = { &git_diff_get_delta(diff, rename->from)->old_file,
			     &git_diff_get_delta(diff, rename->to)->new_file };
	git_blob *before = NULL, *after = NULL;
	git_patch *patch = NULL;
	bool good;

	append_header(printer->out, &pair, rename->score);
	if (oid_equal(&pair.before->id, &pair.after->id))
		return true;
	good = !git_blob_lookup(&before, printer->repo, &pair.before->id) &&
	       !git_blob_lookup(&after, printer->repo, &pair.after->id) &&
	       !git_patch_from_blobs(&patch, before, NULL, after, NULL, &printer->options) &&
	       append_hunks(printer, &pair, patch);
	printer->in_rename = false;
	git_patch_free(patch);
	git_blob_free(before);
	git_blob_free(after);
	return good;
}

static bool print_delta(struct printer *printer, git_diff *diff, size_t i)
{
	git_patch *patch = NULL;
	bool good = !git_patch_from_diff(&patch, diff, i) &&
		    (!patch || !git_patch_print(patch, append_line, printer));

	git_patch_free(patch);
	return good;
}

/* Each rename stands where its new file does. */
static bool print_renames(struct printer *printer, git_diff *diff, const GArray *renames)
{
	size_t nr = git_diff_num_deltas(diff);
	bool *is_old = g_new0(bool, nr), good = true;

	for (guint i = 0; i < renames->len; i++)
		is_old[g_array_index(renames, struct rename, i).from] = true;
	for (size_t i = 0, next = 0; good && i < nr; i++) {
		const struct rename *rename =
			next < renames->len ? &g_array_index(renames, struct rename, next) : NULL;

		if (rename && rename->to == i) {
			good = print_rename(printer, diff, rename);
			next++;
		} else if (!is_old[i]) {
			good = print_delta(printer, diff, i);
		}
	}
	g_free(is_old);
	return good;
}

static bool print(struct printer *printer, git_diff *diff, bool with_renames)
{
	GArray *renames;
	bool good;

	if (git_diff_num_deltas(diff) > MAX_FILES)
		return false;
	renames = with_renames ? renames_find(printer->objects, diff) : NULL;
	good = renames && renames->len
		       ? print_renames(printer, diff, renames)
		       : !git_diff_print(diff, GIT_DIFF_FORMAT_PATCH, append_line, printer);
	g_clear_pointer(&renames, g_array_unref);
	return good;
}

bool tree_diff(struct tree *tree, const struct tree_commit *commit, bool renames, GString *out)
{
	struct printer printer = { .repo = inbox_repo(tree->repo),
				   .objects = tree->repo->objects,
				   .out = out };
	git_tree *after = look_up(tree, &commit->id), *before = NULL;
	git_diff *diff = NULL;
	bool has_parent = !oid_is_zero(&commit->parent), good = false;

	g_string_truncate(out, 0);
	git_diff_options_init(&printer.options, GIT_DIFF_OPTIONS_VERSION);
	printer.options.id_abbrev = (uint16_t)tree_digits(tree);
	printer.options.flags = GIT_DIFF_INDENT_HEURISTIC;
	if (has_parent)
		before = look_up(tree, &commit->parent);
	if (after && (before || !has_parent) &&
	    !git_diff_tree_to_tree(&diff, printer.repo, before, after, &printer.options))
		good = print(&printer, diff, renames);
	git_diff_free(diff);
	git_tree_free(before);
	git_tree_free(after);
	return good;
}

#define MAX_PATHS 2000
#define MAX_DEPTH 128

struct reader {
	struct objects *objects;
	GHashTable *paths;
	GString *folder; /* with a slash at its end, or empty */
	unsigned depth;
};

/* A tree, and where one is in it; object NULL: there is none on this side. */
struct side {
	struct object *object;
	struct slice rest;
	struct tree_entry entry;
	int got; /* as of tree_next() */
};

static void step(struct side *side)
{
	side->got = side->object ? tree_next(&side->rest, &side->entry) : 0;
}

static bool open_side(struct reader *reader, const git_oid *id, struct side *side)
{
	*side = (struct side){ .object = NULL };
	if (id) {
		if (object_read(reader->objects, id, GIT_OBJECT_TREE, &side->object) != OBJECT_OK)
			return false;
		side->rest = slice_of(object_data(side->object), object_size(side->object));
	}
	step(side);
	return true;
}

/* In the order of git's trees, where a folder's name ends with a slash. */
static int compare_entries(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t len = MIN(a->name.len, b->name.len);
	int order = memcmp(a->name.ptr, b->name.ptr, len);
	int next_a, next_b;

	if (order)
		return order;
	next_a = a->name.len > len ? (unsigned char)a->name.ptr[len] : a->is_tree ? '/' : 0;
	next_b = b->name.len > len ? (unsigned char)b->name.ptr[len] : b->is_tree ? '/' : 0;
	return next_a - next_b;
}

static bool compare_trees(struct reader *reader, const git_oid *before, const git_oid *after);

/* What stands on one side alone, or differs; one of both may be NULL. */
static bool take_entry(struct reader *reader, const struct tree_entry *before,
		       const struct tree_entry *after)
{
	const struct tree_entry *entry = before ? before : after;
	gsize len = reader->folder->len;
	bool good;

	g_string_append_len(reader->folder, entry->name.ptr, (gssize)entry->name.len);
	if (entry->is_tree) {
		g_string_append_c(reader->folder, '/');
		good = compare_trees(reader, before ? &before->id : NULL,
				     after ? &after->id : NULL);
	} else {
		good = g_hash_table_size(reader->paths) < MAX_PATHS;
		g_hash_table_add(reader->paths, g_strdup(reader->folder->str));
	}
	g_string_truncate(reader->folder, len);
	return good;
}

static bool compare_sides(struct reader *reader, struct side *before, struct side *after)
{
	while (before->got > 0 || after->got > 0) {
		int order = before->got <= 0  ? 1
			    : after->got <= 0 ? -1
					      : compare_entries(&before->entry, &after->entry);
		bool same = !order && oid_equal(&before->entry.id, &after->entry.id);

		if (!same && !take_entry(reader, order <= 0 ? &before->entry : NULL,
					 order >= 0 ? &after->entry : NULL))
			return false;
		if (order <= 0)
			step(before);
		if (order >= 0)
			step(after);
	}
	return before->got == 0 && after->got == 0;
}

/* One of both may be NULL. */
static bool compare_trees(struct reader *reader, const git_oid *before, const git_oid *after)
{
	struct side old, new;
	bool good;

	if (reader->depth >= MAX_DEPTH || !open_side(reader, before, &old))
		return false;
	reader->depth++;
	good = open_side(reader, after, &new) && compare_sides(reader, &old, &new);
	reader->depth--;
	object_free(old.object);
	object_free(new.object);
	return good;
}

static bool read_parent(struct reader *reader, const struct tree_commit *commit, git_oid *tree)
{
	struct object *object;
	struct commit parent;
	bool good;

	if (object_read(reader->objects, &commit->parent, GIT_OBJECT_COMMIT, &object) != OBJECT_OK)
		return false;
	good = commit_parse_parents(&parent, object_data(object), object_size(object));
	*tree = parent.tree;
	object_free(object);
	return good;
}

GHashTable *touched_by(struct tree *tree, const struct tree_commit *commit)
{
	struct reader reader = {
		.objects = tree->repo->objects,
		.paths = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL),
		.folder = g_string_new(NULL),
	};
	bool has_parent = !oid_is_zero(&commit->parent);
	git_oid before;

	if ((has_parent && !read_parent(&reader, commit, &before)) ||
	    !compare_trees(&reader, has_parent ? &before : NULL, &commit->tree))
		g_clear_pointer(&reader.paths, g_hash_table_unref);
	g_string_free(reader.folder, TRUE);
	return reader.paths;
}
