/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/private.h"

#include "inbox/graph.h"
#include "inbox/oid.h"
#include "index/folder.h"
#include "index/lookup.h"

#define DEFAULT_SEGMENT 8192

/*
 * In the clone where that can be written to, else in the cache, unless there is none and the clone
 * has one that may be read.
 */
static char *choose_path(const char *git_dir, const char *cache_dir)
{
	g_autofree char *folder = g_build_filename(git_dir, "kvm", NULL);
	char *inside = g_build_filename(folder, "index.sqlite", NULL), *outside;
	g_autofree char *hash = NULL, *name = NULL;
	bool writable = folder_is_writable(folder);

	if (writable || !cache_dir)
		return inside;
	hash = g_compute_checksum_for_string(G_CHECKSUM_SHA1, git_dir, -1);
	name = g_strconcat(hash, ".sqlite", NULL);
	outside = g_build_filename(cache_dir, name, NULL);
	if (!g_file_test(outside, G_FILE_TEST_EXISTS) && folder_has(folder, "index.sqlite")) {
		g_free(outside);
		outside = g_strdup(inside);
	}
	g_free(inside);
	return outside;
}

int index_folder(const char *git_dir, const char *cache_dir, char **made)
{
	g_autofree char *path = choose_path(git_dir, cache_dir), *folder = g_path_get_dirname(path);
	bool is_there = g_file_test(folder, G_FILE_TEST_EXISTS);
	const char *reason;
	int fd = folder_open(folder, true, &reason);

	*made = fd < 0 || is_there ? NULL : g_strdup(folder);
	return fd;
}

/* See struct ancestors: the mails of an index are of one line of commits. */
static bool find_ancestor(void *data, const git_oid *commit, uint64_t steps, git_oid *out)
{
	struct index *index = data;
	int64_t number;
	bool found;

	if (index->lent || !index_begin(index))
		return false;
	oid_from_raw(&index->inbox->ancestors.newest, store_head(index->store)->tip);
	number = index_number(index, commit);
	found = number >= 0 && steps <= (uint64_t)number &&
		index_commit(index, number - (int64_t)steps, out);
	if (index_give_up_broken(index))
		return false;
	index_end(index);
	return found;
}

struct index *index_open(struct inbox *inbox, const struct index_options *options)
{
	struct index *index = g_new0(struct index, 1);

	index->inbox = inbox;
	index->options = *options;
	index->options.segment = options->segment ? options->segment : DEFAULT_SEGMENT;
	index->path = choose_path(inbox_path(inbox), options->cache_dir);
	strings_init(&index->strings, NULL);
	inbox->ancestors = (struct ancestors){ .find = find_ancestor, .data = index };
	return index;
}

static void close_store(struct index *index)
{
	index->fresh = false;
	index_forget_rows(index);
	g_clear_pointer(&index->store, store_close);
	index->strings.store = NULL;
}

void index_close(struct index *index)
{
	struct ancestors *ancestors = &index->inbox->ancestors;

	if (ancestors->data == index)
		*ancestors = (struct ancestors){ .find = NULL };
	close_store(index);
	strings_release(&index->strings);
	g_free(index->brought);
	g_free(index->path);
	g_free(index);
}

const char *index_path(const struct index *index)
{
	return index->path;
}

static void say(struct index *index, const char *reason, bool worn)
{
	g_autofree char *message = NULL;

	if (index->said || !index->options.notice)
		return;
	index->said = true;
	message = worn ? g_strdup_printf("the index '%s' is no good and starts anew: %s",
					 index->path, reason)
		       : g_strdup_printf("the index '%s' cannot be used: %s", index->path, reason);
	index->options.notice(message, index->options.data);
}

static void take_store(struct index *index, struct store *store)
{
	close_store(index);
	index->store = store;
	index->strings.store = store;
	index->looked = true;
}

/* Where somebody else has it open it stays, for now. */
static void throw_away(struct index *index)
{
	g_autofree char *problem = NULL;
	bool worn;

	store_close(store_open(index->path, STORE_RENEW, index->options.segment, &worn, &problem));
}

void index_give_up(struct index *index, const char *reason, bool worn)
{
	say(index, reason, worn);
	close_store(index);
	index->looked = true;
	if (worn)
		throw_away(index);
}

bool index_give_up_broken(struct index *index)
{
	g_autofree char *reason = NULL;

	if (!index->store || !store_problem(index->store))
		return false;
	reason = g_strdup(store_problem(index->store));
	index_give_up(index, reason, store_is_worn(index->store));
	return true;
}

/* A shallow clone may have become deeper, or less so, since the index was made. */
static bool is_whole_history(struct index *index)
{
	GHashTable *shallow = index->inbox->shallow;
	struct object *object;
	struct commit commit;
	GHashTableIter iter;
	void *boundary;
	git_oid root;

	oid_from_raw(&root, store_head(index->store)->root);
	if (!shallow && oid_equal(&root, &index->whole_root))
		return true;
	if (!graph_read_commit(index->inbox, &root, &object, &commit, NULL))
		return false;
	object_free(object);
	if (commit.nr_parents)
		return false;
	if (!shallow) {
		index->whole_root = root;
		return true;
	}
	g_hash_table_iter_init(&iter, shallow);
	while (g_hash_table_iter_next(&iter, &boundary, NULL))
		if (index_number(index, boundary) > 0)
			return false;
	return true;
}

bool index_begin(struct index *index)
{
	g_autofree char *problem = NULL;
	bool worn;

	g_assert(!index->lent);
	if (!index->looked) {
		take_store(index, store_open(index->path, STORE_READ, index->options.segment, &worn,
					     &problem));
		if (problem)
			index_give_up(index, problem, worn);
	}
	if (!index->store)
		return false;
	if (index->held && store_is_reading(index->store))
		return true;
	index_forget_rows(index);
	if (store_begin_read(index->store) && store_head(index->store)->mails > 0 &&
	    is_whole_history(index))
		return true;
	if (!index_give_up_broken(index))
		store_end(index->store);
	return false;
}

void index_end(struct index *index)
{
	if (index->store && !index->held)
		store_end(index->store);
}

void index_hold(struct index *index)
{
	g_clear_pointer(&index->brought, g_free);
	index->held = true;
}

void index_let_go(struct index *index)
{
	g_clear_pointer(&index->brought, g_free);
	index_forget_rows(index);
	index->held = false;
	index->threads = 0;
	index_end(index);
}

void index_leave(struct index *index)
{
	close_store(index);
	index->looked = true;
}

bool index_open_for_update(struct index *index, bool renew, char **problem)
{
	struct store *store;
	bool worn;

	*problem = NULL;
	if (index->store && !renew && !store_problem(index->store))
		return true;
	close_store(index);
	store = store_open(index->path, renew ? STORE_RENEW : STORE_CREATE, index->options.segment,
			   &worn, problem);
	if (!store && worn && !renew) {
		g_clear_pointer(problem, g_free);
		store = store_open(index->path, STORE_RENEW, index->options.segment, &worn,
				   problem);
	}
	take_store(index, store);
	return store;
}

enum index_state index_state(struct index *index)
{
	enum index_state state = INDEX_NONE;

	if (index->fresh && index->store)
		return INDEX_FRESH;
	if (index_begin(index)) {
		bool fresh = !index->inbox->has_tip || index_number(index, &index->inbox->tip) >= 0;

		state = fresh ? INDEX_FRESH : INDEX_STALE;
		index->fresh = fresh;
		if (index_give_up_broken(index))
			return INDEX_NONE;
	}
	index_end(index);
	return state;
}

int64_t index_count(struct index *index)
{
	int64_t count = index_begin(index) ? store_head(index->store)->mails : 0;

	index_end(index);
	return count;
}
