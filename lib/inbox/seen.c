/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/seen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include "inbox/file.h"
#include "inbox/oid.h"
#include "inbox/walk.h"

static char *ref_name(const struct seen_place *place)
{
	return g_strconcat("refs/kvm/seen/", place->command, NULL);
}

/* Where refs cannot be written: the file in their place. NULL where they can. */
static char *file_name(const struct inbox *inbox, const struct seen_place *place)
{
	g_autofree char *refs = g_build_filename(inbox->common_dir, "refs", NULL);
	g_autofree char *hash = NULL, *name = NULL;
	char *path = NULL;

	if (place->cache_dir && access(refs, W_OK)) {
		hash = g_compute_checksum_for_string(G_CHECKSUM_SHA1, inbox_path(inbox), -1);
		name = g_strdup_printf("%s.seen-%s", hash, place->command);
		path = g_build_filename(place->cache_dir, name, NULL);
	}
	return path;
}

static bool refuse(GError **error, const char *what, const char *reason)
{
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_READ, "%s: %s", what, reason);
	return false;
}

/* False when there is no such file, or nothing in it. */
static bool read_file(const char *path, git_oid *out)
{
	char *text;
	gsize len;
	bool good;

	if (!file_read(path, &text, &len))
		return false;
	good = len >= GIT_OID_HEXSZ && oid_parse(text, out);
	g_free(text);
	return good;
}

bool seen_read(struct inbox *inbox, const struct seen_place *place, git_oid *out, GError **error)
{
	g_autofree char *path = file_name(inbox, place), *ref = ref_name(place), *what = NULL;
	bool good = true;
	int code;

	memset(out, 0, sizeof(*out));
	if (!path || !read_file(path, out)) {
		code = ref_read(inbox, ref, out);
		if (code) {
			memset(out, 0, sizeof(*out));
			what = g_strdup_printf("cannot read '%s' of '%s'", ref, inbox->name);
			good = code == GIT_ENOTFOUND || refuse(error, what, inbox_git_message());
		}
	}
	return good;
}

static bool same(const git_oid *a, const git_oid *b)
{
	return oid_equal(a, b);
}

/* Waits for another run's lock as long as git does, a tenth of a second. */
static int try_to_move(struct inbox *inbox, const char *name, const git_oid *old, const git_oid *to)
{
	git_reference *ref = NULL;
	int code;

	for (int attempt = 0; attempt < 10; attempt++) {
		code = oid_is_zero(old)
			       ? git_reference_create(&ref, inbox_repo(inbox), name, to, 0, NULL)
			       : git_reference_create_matching(&ref, inbox_repo(inbox), name, to, 1,
							       old, NULL);
		git_reference_free(ref);
		if (code != GIT_ELOCKED)
			break;
		g_usleep(10000);
	}
	return code;
}

static bool move_ref(struct inbox *inbox, const char *name, const git_oid *old, const git_oid *to,
		     GError **error)
{
	git_oid now = { { 0 } };
	bool good;
	g_autofree char *what = NULL;
	int code;

	code = try_to_move(inbox, name, old, to);
	if (!code)
		return true;
	what = g_strdup_printf("cannot move '%s' of '%s'", name, inbox->name);
	if (git_reference_name_to_id(&now, inbox_repo(inbox), name) || same(&now, old))
		good = refuse(error, what, inbox_git_message());
	else
		good = same(&now, to) || refuse(error, what, "another run has moved it meanwhile");
	return good;
}

/* As git locks refs: the new file is the lock. */
static bool move_file(const char *path, const git_oid *old, const git_oid *to, GError **error)
{
	g_autofree char *lock = g_strconcat(path, ".lock", NULL),
			*folder = g_path_get_dirname(path), *what = NULL;
	char line[GIT_OID_HEXSZ + 2];
	const char *reason = NULL;
	git_oid now = { { 0 } };
	int fd;

	g_mkdir_with_parents(folder, 0777);
	what = g_strdup_printf("cannot write '%s'", path);
	oid_text(line, sizeof(line), to);
	g_strlcat(line, "\n", sizeof(line));
	fd = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0) {
		reason = g_strerror(errno);
	} else {
		if (read_file(path, &now) && !same(&now, old) && !same(&now, to))
			reason = "another run has moved it meanwhile";
		else if (write(fd, line, strlen(line)) != (ssize_t)strlen(line) ||
			 rename(lock, path))
			reason = g_strerror(errno);
		close(fd);
		if (reason)
			unlink(lock);
	}
	if (reason)
		refuse(error, what, reason);
	return !reason;
}

bool seen_move(struct inbox *inbox, const struct seen_place *place, const git_oid *old,
	       const git_oid *to, GError **error)
{
	g_autofree char *path = NULL, *ref = NULL;

	if (same(old, to))
		return true;
	path = file_name(inbox, place);
	ref = ref_name(place);
	return path ? move_file(path, old, to, error) : move_ref(inbox, ref, old, to, error);
}

enum seen_state seen_state(struct inbox *inbox, const git_oid *seen)
{
	enum seen_state state = SEEN_REWRITTEN;
	struct object *object;
	struct commit commit;
	g_autoptr(GArray) common = NULL;

	if (!graph_read_commit(inbox, seen, &object, &commit, NULL))
		return SEEN_GONE;
	object_free(object);
	common = g_array_new(FALSE, FALSE, sizeof(git_oid));
	if (common_ancestors(inbox, &inbox->tip, seen, common, NULL))
		for (guint i = 0; i < common->len; i++)
			if (same(&g_array_index(common, git_oid, i), seen))
				state = SEEN_PART;
	return state;
}

struct range *seen_lost(struct inbox *inbox, const git_oid *seen)
{
	struct range *range = range_new();

	g_array_append_val(range->include, *seen);
	g_array_append_val(range->exclude, inbox->tip);
	return range;
}
