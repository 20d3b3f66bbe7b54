/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/objects.h"

#include <errno.h>
#include <stdlib.h>
#include "inbox/alloc.h"
#include "inbox/unpacker.h"

struct object {
	gint users;
	git_object_t type;
	const char *data;
	size_t size;
	char *own;		/* the same, to be freed; or NULL */
	git_odb_object *theirs; /* libgit2's, whose bytes they are; or NULL */
};

const char *object_data(const struct object *object)
{
	return object->data;
}

size_t object_size(const struct object *object)
{
	return object->size;
}

git_object_t object_type(const struct object *object)
{
	return object->type;
}

struct object *object_share(struct object *object)
{
	g_atomic_int_inc(&object->users);
	return object;
}

void object_free(struct object *object)
{
	if (!object || !g_atomic_int_dec_and_test(&object->users))
		return;
	free(object->own);
	if (object->theirs)
		git_odb_object_free(object->theirs);
	g_free(object);
}

static struct object *object_of_us(const struct unpacked_object *bytes)
{
	struct object *object = g_new(struct object, 1);

	*object = (struct object){ .users = 1,
				   .type = (git_object_t)bytes->type,
				   .data = bytes->data,
				   .size = bytes->len,
				   .own = bytes->data };
	return object;
}

static struct object *object_of_git(git_odb_object *theirs)
{
	struct object *object = g_new(struct object, 1);

	*object = (struct object){ .users = 1,
				   .type = git_odb_object_type(theirs),
				   .data = git_odb_object_data(theirs),
				   .size = git_odb_object_size(theirs),
				   .theirs = theirs };
	return object;
}

struct objects {
	const char *folder;
	const struct loose_map *loose;
	struct mapped *packs;
	struct packed_reader *packed;
	git_odb *odb; /* NULL before the first object that is left to it */
};

struct objects *objects_new(const char *folder, const struct loose_map *loose, struct mapped *packs)
{
	struct objects *objects = g_new0(struct objects, 1);

	objects->folder = folder;
	objects->loose = loose;
	objects->packs = packs;
	objects->packed = packed_reader_new(packs);
	return objects;
}

void objects_free(struct objects *objects)
{
	if (!objects)
		return;
	packed_reader_free(objects->packed);
	if (objects->odb)
		git_odb_free(objects->odb);
	g_free(objects);
}

git_odb *objects_odb(struct objects *objects)
{
	git_odb *odb;

	if (!objects->odb && !git_odb_open(&odb, objects->folder)) {
		if (loose_guard(odb, objects->loose) || packed_add(odb, objects->packs))
			git_odb_free(odb);
		else
			objects->odb = odb;
	}
	return objects->odb;
}

bool objects_refresh(struct objects *objects)
{
	git_odb *odb = objects_odb(objects);

	return odb && !git_odb_refresh(odb);
}

bool objects_have_commit(struct objects *objects, const git_oid *id)
{
	struct object *object;

	if (object_read(objects, id, GIT_OBJECT_COMMIT, &object) != OBJECT_OK)
		return false;
	object_free(object);
	return true;
}

void object_expect(struct objects *objects, const git_oid *id)
{
	packed_expect(objects->packed, id);
}

static bool read_ourselves(struct objects *objects, const git_oid *id, struct object **out)
{
	struct unpacked_object bytes;
	const char *why;

	if (!packed_read(objects->packed, id, &bytes) &&
	    loose_read(objects->loose, id, &bytes, &why) != LOOSE_READ)
		return false;
	*out = object_of_us(&bytes);
	return true;
}

static int try_to_read(git_odb *odb, const git_oid *id, git_odb_object **out, int *reason)
{
	int error;

	errno = 0;
	error = git_odb_read(out, odb, id);
	*reason = errno;
	return error;
}

static enum object_status leave_to_git(struct objects *objects, const git_oid *id,
				       struct object **out)
{
	int error = GIT_ERROR, reason = 0;
	git_odb *odb;
	git_odb_object *theirs;
	const git_error *last;

	errno = 0;
	odb = objects_odb(objects);
	reason = errno;
	if (odb)
		error = try_to_read(odb, id, &theirs, &reason);
	/* What git packs anew meanwhile is not damaged: libgit2 looks at the folder of packs again
	 * by itself only where an object was in none of them. */
	if (odb && error && error != GIT_ENOTFOUND && !git_odb_refresh(odb))
		error = try_to_read(odb, id, &theirs, &reason);
	if (!error) {
		*out = object_of_git(theirs);
		return OBJECT_OK;
	}
	if (alloc_limit_was_hit())
		return OBJECT_TOO_LARGE;
	/* A pack that cannot be mapped or opened looks as if it were not there. */
	last = git_error_last();
	if (reason == ENOMEM || (last && last->klass == GIT_ERROR_NOMEMORY))
		return OBJECT_NO_MEMORY;
	if (reason == EMFILE || reason == ENFILE || reason == EIO)
		return OBJECT_NO_ACCESS;
	return error == GIT_ENOTFOUND ? OBJECT_MISSING : OBJECT_CORRUPT;
}

enum object_status object_read(struct objects *objects, const git_oid *id, git_object_t type,
			       struct object **out)
{
	enum object_status status = OBJECT_OK;

	if (!read_ourselves(objects, id, out))
		status = leave_to_git(objects, id, out);
	if (status != OBJECT_OK || type == GIT_OBJECT_ANY || object_type(*out) == type)
		return status;
	object_free(*out);
	return OBJECT_CORRUPT;
}
