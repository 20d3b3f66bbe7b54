/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/renames.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "inbox/objects.h"
#include "inbox/oid.h"
#include "text/hash.h"
#include "tree/similarity.h"
#include "text/each.h"

/* As diffcore-rename.c of git has them. */
#define MIN_SCORE (SIMILARITY_MAX / 2)
#define MIN_SCORE_OF_SAME_NAME (MIN_SCORE + (SIMILARITY_MAX - MIN_SCORE) / 2)
#define CANDIDATES 4			/* of a new file, the best ones */
#define MAX_PAIRS ((size_t)1000 * 1000) /* diff.renameLimit, squared */

#define MAX_BYTES (64 << 20) /* of a file that is looked into */

/* A file that is deleted, or new. */
struct side {
	const git_diff_file *file;
	const char *base; /* its name without folders */
	size_t delta;
	struct similarity *similarity; /* NULL: not made yet */
	bool has_size, is_unreadable;
	uint64_t size;
	bool used;
};

struct candidate {
	size_t from, to; /* in the arrays of sides */
	int score;	 /* -1: there is none */
	bool same_base;
};

struct search {
	struct objects *objects;
	GArray *from, *to; /* of struct side */
	GArray *found;	   /* of struct rename */
};

static struct side *side_of(GArray *sides, size_t i)
{
	return &g_array_index(sides, struct side, i);
}

static void clear_side(void *data)
{
	similarity_free(((struct side *)data)->similarity);
}

static void add_side(GArray *sides, const git_diff_file *file, size_t delta)
{
	const char *slash = strrchr(file->path, '/');
	struct side side = { .file = file, .base = slash ? slash + 1 : file->path, .delta = delta };

	g_array_append_val(sides, side);
}

static bool same_path(git_diff *diff, size_t i, size_t k)
{
	return k < git_diff_num_deltas(diff) && !strcmp(git_diff_get_delta(diff, i)->new_file.path,
							git_diff_get_delta(diff, k)->new_file.path);
}

/* What is deleted and new at one path is a file whose type changes: it is renamed to nothing. */
static void collect(struct search *search, git_diff *diff)
{
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *delta = git_diff_get_delta(diff, i);

		if (same_path(diff, i, i + 1))
			i++;
		else if (delta->status == GIT_DELTA_DELETED)
			add_side(search->from, &delta->old_file, i);
		else if (delta->status == GIT_DELTA_ADDED)
			add_side(search->to, &delta->new_file, i);
	}
}

static void record(struct search *search, size_t from, size_t to, int score)
{
	struct side *before = side_of(search->from, from), *after = side_of(search->to, to);
	struct rename found = { .from = before->delta, .to = after->delta, .score = score };

	before->used = after->used = true;
	g_array_append_val(search->found, found);
}

static bool is_regular(const struct side *side)
{
	return (side->file->mode & 0170000) == 0100000;
}

static guint hash_id(gconstpointer id)
{
	guint hash;

	memcpy(&hash, id, sizeof(hash));
	return hash;
}

static gboolean same_id(gconstpointer a, gconstpointer b)
{
	return oid_equal(a, b);
}

/* The best of the deleted files with the same blob. */
static size_t find_same(struct search *search, const GArray *places, const struct side *after)
{
	size_t found = SIZE_MAX;

	for (guint i = 0; i < places->len; i++) {
		size_t place = g_array_index(places, size_t, i);
		const struct side *before = side_of(search->from, place);

		if (before->used || ((!is_regular(before) || !is_regular(after)) &&
				     before->file->mode != after->file->mode))
			continue;
		if (!strcmp(before->base, after->base))
			return place;
		if (found == SIZE_MAX)
			found = place;
	}
	return found;
}

static void find_exact(struct search *search)
{
	g_autoptr(GHashTable) blobs =
		g_hash_table_new_full(hash_id, same_id, NULL, (GDestroyNotify)g_array_unref);

	for (size_t i = 0; i < search->from->len; i++) {
		const git_oid *id = &side_of(search->from, i)->file->id;
		GArray *places = g_hash_table_lookup(blobs, id);

		if (!places) {
			places = g_array_new(FALSE, FALSE, sizeof(size_t));
			g_hash_table_insert(blobs, (gpointer)id, places);
		}
		g_array_append_val(places, i);
	}
	for (size_t i = 0; i < search->to->len; i++) {
		const struct side *after = side_of(search->to, i);
		const GArray *places = g_hash_table_lookup(blobs, &after->file->id);
		size_t same = places ? find_same(search, places, after) : SIZE_MAX;

		if (same != SIZE_MAX)
			record(search, same, i, SIMILARITY_MAX);
	}
}

static bool read_size(struct search *search, struct side *side)
{
	git_odb *odb = objects_odb(search->objects);
	git_object_t type;
	size_t size;

	if (!side->has_size && !side->is_unreadable) {
		side->is_unreadable = !odb ||
				      git_odb_read_header(&size, &type, odb, &side->file->id) ||
				      type != GIT_OBJECT_BLOB || size > MAX_BYTES;
		side->has_size = !side->is_unreadable;
		side->size = side->has_size ? size : 0;
	}
	return side->has_size;
}

static bool read_similarity(struct search *search, struct side *side)
{
	struct object *object;

	if (side->similarity || side->is_unreadable)
		return side->similarity;
	if (object_read(search->objects, &side->file->id, GIT_OBJECT_BLOB, &object) != OBJECT_OK) {
		side->is_unreadable = true;
		return false;
	}
	side->similarity = similarity_new(slice_of(object_data(object), object_size(object)));
	object_free(object);
	return true;
}

static int score_of(struct search *search, struct side *before, struct side *after)
{
	uint64_t most, least;

	if (!is_regular(before) || !is_regular(after) || !read_size(search, before) ||
	    !read_size(search, after))
		return 0;
	most = MAX(before->size, after->size);
	least = MIN(before->size, after->size);
	if (most * (SIMILARITY_MAX - MIN_SCORE) < (most - least) * SIMILARITY_MAX ||
	    !read_similarity(search, before) || !read_similarity(search, after))
		return 0;
	return similarity_score(before->similarity, after->similarity);
}

/* Names without folders, each with its place plus 1; 0 where several bear it. */
static GHashTable *name_bases(GArray *sides)
{
	GHashTable *bases = g_hash_table_new(str_hash, g_str_equal);

	for (size_t i = 0; i < sides->len; i++) {
		const struct side *side = side_of(sides, i);

		if (!side->used)
			g_hash_table_insert(bases, (gpointer)side->base,
					    g_hash_table_contains(bases, side->base)
						    ? NULL
						    : GSIZE_TO_POINTER(i + 1));
	}
	return bases;
}

/* One deleted file of a name and one new one are not held against all others. */
static void find_by_base(struct search *search)
{
	g_autoptr(GHashTable) from = name_bases(search->from), to = name_bases(search->to);

	for (size_t i = 0; i < search->from->len; i++) {
		struct side *before = side_of(search->from, i);
		size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(to, before->base));
		int score;

		if (before->used || !place || !g_hash_table_lookup(from, before->base))
			continue;
		score = score_of(search, before, side_of(search->to, place - 1));
		if (score >= MIN_SCORE_OF_SAME_NAME)
			record(search, i, place - 1, score);
	}
}

/* As qsort() has it: the better one is less. */
static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (int)y->same_base - (int)x->same_base;
}

static void keep_better(struct candidate *best, const struct candidate *candidate)
{
	int worst = 0;

	for (int i = 1; i < CANDIDATES; i++)
		if (compare_candidates(&best[i], &best[worst]) > 0)
			worst = i;
	if (compare_candidates(&best[worst], candidate) > 0)
		best[worst] = *candidate;
}

static void find_candidates(struct search *search, size_t to, GArray *all)
{
	struct candidate best[CANDIDATES];

	for (int i = 0; i < CANDIDATES; i++)
		best[i] = (struct candidate){ .score = -1 };
	for (size_t from = 0; from < search->from->len; from++) {
		struct side *before = side_of(search->from, from);
		struct side *after = side_of(search->to, to);
		struct candidate candidate = { .from = from, .to = to };

		if (before->used)
			continue;
		candidate.score = score_of(search, before, after);
		candidate.same_base = !strcmp(before->base, after->base);
		keep_better(best, &candidate);
	}
	g_array_append_vals(all, best, CANDIDATES);
}

static size_t count_unused(GArray *sides)
{
	size_t nr = 0;

	for (size_t i = 0; i < sides->len; i++)
		nr += !side_of(sides, i)->used;
	return nr;
}

static void find_similar(struct search *search)
{
	size_t from = count_unused(search->from), to = count_unused(search->to);
	g_autoptr(GArray) all = NULL;

	if (!from || !to || to > MAX_PAIRS / from)
		return;
	all = g_array_new(FALSE, FALSE, sizeof(struct candidate));
	for (size_t i = 0; i < search->to->len; i++)
		if (!side_of(search->to, i)->used)
			find_candidates(search, i, all);
	/* It leaves equal ones in their order, as git does. */
	g_array_sort(all, compare_candidates);
	array_each (const struct candidate, candidate, all) {
		if (candidate->score < MIN_SCORE)
			break;
		if (!side_of(search->to, candidate->to)->used &&
		    !side_of(search->from, candidate->from)->used)
			record(search, candidate->from, candidate->to, candidate->score);
	}
}

static gint compare_renames(gconstpointer a, gconstpointer b)
{
	const struct rename *x = a, *y = b;

	return (x->to > y->to) - (x->to < y->to);
}

GArray *renames_find(struct objects *objects, git_diff *diff)
{
	struct search search = { .objects = objects,
				 .found = g_array_new(FALSE, FALSE, sizeof(struct rename)) };

	search.from = g_array_new(FALSE, FALSE, sizeof(struct side));
	search.to = g_array_new(FALSE, FALSE, sizeof(struct side));
	g_array_set_clear_func(search.from, clear_side);
	g_array_set_clear_func(search.to, clear_side);
	collect(&search, diff);
	if (search.from->len && search.to->len) {
		find_exact(&search);
		find_by_base(&search);
		find_similar(&search);
	}
	g_array_unref(search.from);
	g_array_unref(search.to);
	g_array_sort(search.found, compare_renames);
	return search.found;
}
