/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/inbox.h"

#include "inbox/file.h"
#include "inbox/objects.h"
#include "inbox/plain.h"
#include "inbox/private.h"
#include "inbox/repository.h"

/* A purge may leave empty trees at the tip: how many commits to go back for one that shows the
 * layout. */
#define EMPTY_TIPS 16

/* A shallow clone lists there the commits whose parents it does not have. */
static void read_shallow(struct inbox *inbox)
{
	char *name = g_build_filename(inbox->common_dir, "shallow", NULL), *text;
	struct slice rest, line;
	git_oid id;
	gsize len;

	if (file_read(name, &text, &len)) {
		inbox->shallow =
			g_hash_table_new_full(inbox_oid_hash, inbox_oid_equal, g_free, NULL);
		rest = slice_str(text);
		while (slice_next_line(&rest, &line))
			if (line.len == GIT_OID_HEXSZ && oid_parse(line.ptr, &id))
				g_hash_table_add(inbox->shallow, g_memdup2(&id, sizeof(id)));
		g_free(text);
	}
	g_free(name);
}

int ref_read(struct inbox *inbox, const char *name, git_oid *out)
{
	enum ref_found found = inbox->is_plain
				       ? named_find(&inbox->packed_refs, inbox->git_dir, name, out)
				       : REF_UNSURE;

	if (found != REF_UNSURE)
		return found == REF_FOUND ? 0 : GIT_ENOTFOUND;
	return git_reference_name_to_id(out, inbox_repo(inbox), name);
}

bool ref_guess(struct inbox *inbox, const char *name, git_oid *out)
{
	enum ref_found found = inbox->is_plain
				       ? named_guess(&inbox->packed_refs, inbox->git_dir, name, out)
				       : REF_UNSURE;
	git_reference *ref;
	bool good;

	if (found != REF_UNSURE)
		return found == REF_FOUND;
	if (git_reference_dwim(&ref, inbox_repo(inbox), name))
		return false;
	good = !git_reference_name_to_id(out, inbox_repo(inbox), git_reference_name(ref));
	git_reference_free(ref);
	return good;
}

/* The only branch there is. */
static bool find_only_branch(git_repository *repo, git_oid *out)
{
	git_branch_iterator *branches;
	git_reference *ref;
	git_branch_t type;
	git_oid id, found;
	int nr = 0;

	if (git_branch_iterator_new(&branches, repo, GIT_BRANCH_LOCAL))
		return false;
	while (nr < 2 && !git_branch_next(&ref, &type, branches)) {
		if (!git_reference_name_to_id(&id, repo, git_reference_name(ref))) {
			found = id;
			nr++;
		}
		git_reference_free(ref);
	}
	git_branch_iterator_free(branches);
	if (nr == 1)
		*out = found;
	return nr == 1;
}

/*
 * HEAD. A mirror's HEAD can name a branch that is not there, or be detached and stay behind: then
 * the only branch is meant.
 */
static void find_tip(struct inbox *inbox)
{
	bool has_head = !ref_read(inbox, "HEAD", &inbox->tip);

	inbox->has_tip = has_head;
	if (!has_head || (inbox->repo && git_repository_head_detached(inbox->repo) == 1))
		inbox->has_tip |= find_only_branch(inbox_repo(inbox), &inbox->tip);
}

enum layout { LAYOUT_INBOX, LAYOUT_EMPTY, LAYOUT_V1, LAYOUT_OTHER };

static bool is_v1_folder(const struct tree_entry *entry)
{
	return entry->is_tree && entry->name.len == 2 && g_ascii_isxdigit(entry->name.ptr[0]) &&
	       g_ascii_isxdigit(entry->name.ptr[1]);
}

static enum layout layout_of(struct slice tree)
{
	enum layout layout = LAYOUT_EMPTY;
	struct tree_entry entry;

	while (tree_next(&tree, &entry) > 0) {
		if (!entry.is_tree &&
		    (slice_eq(entry.name, SLICE("m")) || slice_eq(entry.name, SLICE("d"))))
			return LAYOUT_INBOX;
		if (layout == LAYOUT_EMPTY || layout == LAYOUT_V1)
			layout = is_v1_folder(&entry) ? LAYOUT_V1 : LAYOUT_OTHER;
	}
	return layout;
}

/* The layout at a commit, and its first parent (itself, where it has none). False when it is
 * unreadable. */
static bool look_at_commit(struct inbox *inbox, git_oid *id, enum layout *layout, GError **error)
{
	enum object_status status;
	struct object *object;
	struct commit commit;
	git_oid tree;

	status = object_read(inbox->objects, id, GIT_OBJECT_COMMIT, &object);
	if (status == OBJECT_OK &&
	    !commit_parse(&commit, object_data(object), object_size(object))) {
		object_free(object);
		status = OBJECT_CORRUPT;
	}
	if (status != OBJECT_OK) {
		g_autofree char *what = object_describe(status, id);

		g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE, "cannot read '%s': %s%s",
			    inbox->name, what, inbox_missing_hint(inbox));
		return false;
	}
	tree = commit.tree;
	if (commit.nr_parents && !inbox_is_boundary(inbox, id))
		commit_parent(&commit, 0, id);
	object_free(object);

	*layout = LAYOUT_INBOX; /* a partial clone may lack the tree: to be counted as missing,
				   later */
	if (object_read(inbox->objects, &tree, GIT_OBJECT_TREE, &object) == OBJECT_OK) {
		*layout = layout_of(slice_of(object_data(object), object_size(object)));
		object_free(object);
	}
	return true;
}

static bool check_layout(struct inbox *inbox, GError **error)
{
	enum layout layout = LAYOUT_EMPTY;
	git_oid id = inbox->tip;

	if (!inbox->has_tip)
		return true; /* no commits yet, or several branches and no HEAD: ranges will tell */
	for (int i = 0; i < EMPTY_TIPS && layout == LAYOUT_EMPTY; i++)
		if (!look_at_commit(inbox, &id, &layout, error))
			return false;
	inbox->v1 = layout == LAYOUT_V1;
	if (layout == LAYOUT_INBOX || layout == LAYOUT_V1)
		return true;
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_NOT_INBOX,
		    "'%s' is not a public-inbox clone: its newest commit holds no mail",
		    inbox->name);
	return false;
}

static bool map_objects(struct inbox *inbox, GError **error)
{
	inbox->objects_dir = g_build_filename(inbox->common_dir, "objects", NULL);
	inbox->loose = loose_map_new(inbox->objects_dir);
	if (loose_map_is_odd(inbox->loose))
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE,
			    "cannot open '%s': info/alternates cannot be read", inbox->objects_dir);
	inbox->packs = mapped_new();
	for (size_t i = 0; i < loose_map_count(inbox->loose); i++)
		mapped_add(inbox->packs, loose_map_folder(inbox->loose, i));
	return !loose_map_is_odd(inbox->loose);
}

/* The repository has a way of its own, with ours before libgit2's. */
static bool guard_objects(struct inbox *inbox, git_repository *repo)
{
	git_odb *odb = NULL;
	bool good = !git_repository_odb(&odb, repo) && !loose_guard(odb, inbox->loose) &&
		    !packed_add(odb, inbox->packs);

	git_odb_free(odb);
	return good;
}

static bool open_objects(struct inbox *inbox, GError **error)
{
	bool good = inbox->is_plain || guard_objects(inbox, inbox->repo);

	if (!good)
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE, "cannot open '%s': %s",
			    inbox->objects_dir, inbox_git_message());
	inbox->objects = inbox_open_objects(inbox);
	return good;
}

/* Where a repository has gone that was there: one of nothing. */
static git_repository *open_nothing(void)
{
	git_repository *repo = NULL;
	git_odb *odb;

	if (!git_odb_new(&odb)) {
		git_repository_wrap_odb(&repo, odb);
		git_odb_free(odb);
	}
	return repo;
}

git_repository *inbox_repo(struct inbox *inbox)
{
	static GMutex lock;
	git_repository *repo;

	g_mutex_lock(&lock);
	if (!inbox->repo) {
		repo = repository_open(inbox->workdir ? inbox->workdir : inbox->git_dir, NULL, NULL,
				       NULL);
		if (repo && !guard_objects(inbox, repo))
			g_clear_pointer(&repo, git_repository_free);
		inbox->repo = repo ? repo : open_nothing();
	}
	g_mutex_unlock(&lock);
	return inbox->repo;
}

/* With its places alone; NULL with an error. */
static struct inbox *find(const char *path, const char *git_dir, const char *ceilings,
			  GError **error)
{
	struct inbox *inbox = g_new0(struct inbox, 1);
	struct plain plain;

	g_mutex_init(&inbox->packed_refs.lock);
	inbox->is_plain = plain_find(path, git_dir, ceilings, &plain);
	if (inbox->is_plain) {
		inbox->git_dir = plain.git_dir;
		inbox->common_dir = g_strdup(plain.git_dir);
		inbox->workdir = plain.workdir;
		return inbox;
	}
	inbox->repo = repository_open(path, git_dir, ceilings, error);
	if (!inbox->repo) {
		g_free(inbox);
		return NULL;
	}
	inbox->git_dir = g_strdup(git_repository_path(inbox->repo));
	inbox->common_dir = g_strdup(git_repository_commondir(inbox->repo));
	inbox->workdir = g_strdup(git_repository_workdir(inbox->repo));
	return inbox;
}

struct inbox *inbox_open_any(const char *path, const char *git_dir, const char *ceilings,
			     GError **error)
{
	struct inbox *inbox = find(path, git_dir, ceilings, error);

	if (!inbox)
		return NULL;
	inbox->name = g_strdup(path ? path : git_dir ? git_dir : inbox->git_dir);
	read_shallow(inbox);
	if (map_objects(inbox, error)) {
		find_tip(inbox);
		if (open_objects(inbox, error))
			return inbox;
	}
	inbox_close(inbox);
	return NULL;
}

struct inbox *inbox_open(const char *path, const char *git_dir, const char *ceilings,
			 GError **error)
{
	struct inbox *inbox = inbox_open_any(path, git_dir, ceilings, error);

	if (inbox && !check_layout(inbox, error))
		g_clear_pointer(&inbox, inbox_close);
	return inbox;
}

bool inbox_holds_mails(struct inbox *inbox)
{
	return inbox->has_tip && check_layout(inbox, NULL);
}

void inbox_close(struct inbox *inbox)
{
	if (!inbox)
		return;
	kept_release(&inbox->kept);
	lineage_release(&inbox->lineage);
	objects_free(inbox->objects);
	if (inbox->repo)
		git_repository_free(inbox->repo);
	packed_refs_release(&inbox->packed_refs);
	loose_map_free(inbox->loose);
	mapped_free(inbox->packs);
	g_clear_pointer(&inbox->shallow, g_hash_table_unref);
	g_free(inbox->git_dir);
	g_free(inbox->common_dir);
	g_free(inbox->workdir);
	g_free(inbox->objects_dir);
	g_free(inbox->name);
	g_free(inbox->missing_hint);
	g_free(inbox);
}

const char *inbox_path(const struct inbox *inbox)
{
	return inbox->git_dir;
}

bool inbox_has_mails(const struct inbox *inbox)
{
	return inbox->has_tip;
}

struct objects *inbox_open_objects(const struct inbox *inbox)
{
	return objects_new(inbox->objects_dir, inbox->loose, inbox->packs);
}

static int look_for_promisor(const git_config_entry *entry, void *found)
{
	if (!strcmp(entry->name, "extensions.partialclone") ||
	    (g_str_has_prefix(entry->name, "remote.") &&
	     g_str_has_suffix(entry->name, ".promisor")))
		*(bool *)found = true;
	return 0;
}

static bool is_partial(git_repository *repo)
{
	git_config *config;
	bool partial = false;

	if (git_repository_config(&config, repo))
		return false;
	git_config_foreach(config, look_for_promisor, &partial);
	git_config_free(config);
	return partial;
}

const char *inbox_missing_hint(struct inbox *inbox)
{
	g_autofree char *pack = NULL;

	if (inbox->missing_hint)
		return inbox->missing_hint;
	pack = packs_find_damaged(inbox->objects_dir);
	if (pack)
		inbox->missing_hint = g_strdup_printf(": '%s' is damaged and cannot be used", pack);
	else if (is_partial(inbox_repo(inbox)))
		inbox->missing_hint = g_strdup(": not fetched, this is a partial clone");
	else
		inbox->missing_hint = g_strdup("");
	return inbox->missing_hint;
}
