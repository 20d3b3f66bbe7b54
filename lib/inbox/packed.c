/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/packed.h"

#include <git2/sys/odb_backend.h>
#include "inbox/unpacker.h"

#define PRIORITY 900 /* behind that of loose.c, before libgit2's own */

struct packed {
	git_odb_backend backend;
	struct mapped *packs;
	size_t last; /* the pack that had the last object */
	struct unpacker unpacker;
};

static const struct pack *find(struct packed *packed, const git_oid *id, uint64_t *offset)
{
	size_t nr = mapped_count(packed->packs);

	for (size_t i = 0; i < nr; i++) {
		size_t number = packed->last + i < nr ? packed->last + i : packed->last + i - nr;
		const struct pack *pack = mapped_pack(packed->packs, number);

		if (pack && pack_find(pack, id->id, offset)) {
			packed->last = number;
			return pack;
		}
	}
	return NULL;
}

static int read_object(void **data, size_t *len, git_object_t *type, git_odb_backend *backend,
		       const git_oid *id)
{
	struct packed *packed = (struct packed *)backend;
	struct unpacked object;
	uint64_t offset;
	const struct pack *pack = find(packed, id, &offset);

	if (!pack || !unpacker_read(&packed->unpacker, pack, offset, &object))
		return GIT_ENOTFOUND;
	*data = object.data; /* alloc.c has libgit2 free by free(), too */
	*len = object.len;
	*type = (git_object_t)object.type;
	return 0;
}

/* Of what is no delta; libgit2 knows the rest. */
static int read_header(size_t *len, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
	struct packed *packed = (struct packed *)backend;
	struct pack_entry entry;
	uint64_t offset;
	const struct pack *pack = find(packed, id, &offset);

	if (!pack || !pack_read(pack, offset, &entry) || entry.type == PACK_DELTA)
		return GIT_ENOTFOUND;
	*len = entry.size;
	*type = (git_object_t)entry.type;
	return 0;
}

/* libgit2's own backend lists them; but this function must be there. */
static int list_objects(git_odb_backend *backend, git_odb_foreach_cb cb, void *data)
{
	(void)backend, (void)cb, (void)data;
	return 0;
}

static void free_backend(git_odb_backend *backend)
{
	struct packed *packed = (struct packed *)backend;

	unpacker_release(&packed->unpacker);
	g_free(packed);
}

int packed_add(git_odb *odb, struct mapped *packs)
{
	struct packed *packed = g_new0(struct packed, 1);
	int error;

	git_odb_init_backend(&packed->backend, GIT_ODB_BACKEND_VERSION);
	packed->backend.read = read_object;
	packed->backend.read_header = read_header;
	packed->backend.foreach = list_objects;
	packed->backend.free = free_backend;
	packed->packs = packs;
	unpacker_init(&packed->unpacker);
	error = git_odb_add_backend(odb, &packed->backend, PRIORITY);
	if (error)
		free_backend(&packed->backend);
	return error;
}
