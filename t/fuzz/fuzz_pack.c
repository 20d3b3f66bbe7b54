/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A pack that somebody made up. The input is its objects: a byte with the kind in its lowest three
 * bits, one that is added to the size it says, one that tells the base of a delta, and 16 bits of
 * length (little-endian) before what is deflated. A kind of 0 ends them; behind it are changes of
 * the finished pack and its index: place (16 bits) and the byte that is put there. What is read out
 * of it libgit2 has to read, too, with the same result; but where a change put ids out of order, or
 * made two of them equal, which of the objects is found is nobody's fault.
 */
#include "fuzz.h"

#include <git2.h>
#include <git2/odb_backend.h>
#include <git2/sys/odb_backend.h>
#include <string.h>
#include <unistd.h>

#include "../unit/made_pack.h"
#include "inbox/alloc.h"
#include "inbox/unpacker.h"
#include "late/git.h"

#define MOST 64 /* objects */
#define OFFSET_DELTA 6
#define ID_DELTA 7

static bool started;

static void start(void)
{
	check(alloc_limit_install(late_git()) && git_libgit2_init() > 0);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	started = true;
}

static unsigned take_byte(struct slice *data)
{
	unsigned byte = data->len ? (unsigned char)*data->ptr : 0;

	*data = slice_skip(*data, 1);
	return byte;
}

/* The base is an object before it, or, from 128 on, so far before it. */
static void add_near(struct made_pack *made, unsigned base, struct slice delta)
{
	uint32_t distance = base;

	if (base < 128 && made->places->len)
		distance = made_pack_distance(made, base % made->places->len);
	made_pack_add_near_delta(made, distance, delta);
}

static void make(struct made_pack *made, struct slice *data)
{
	unsigned kind;

	made_pack_init(made);
	while (made->places->len < MOST && (kind = take_byte(data) & 7)) {
		size_t lie = take_byte(data);
		unsigned base = take_byte(data);
		struct slice inflated = fuzz_take(data);

		if (kind == OFFSET_DELTA)
			add_near(made, base, inflated);
		else if (kind == ID_DELTA)
			made_pack_add_delta(made, base, inflated);
		else
			made_pack_add(made, (struct made_object){ .type = kind,
								  .size = inflated.len + lie,
								  .inflated = inflated });
	}
	made_pack_finish(made);
}

static void change(struct made_pack *made, struct slice data)
{
	while (data.len >= 3) {
		size_t place = take_byte(&data);

		place |= take_byte(&data) << 8;
		if (place < made->pack->len)
			made->pack->data[place] = (guint8)take_byte(&data);
		else if (place - made->pack->len < made->index->len)
			made->index->data[place - made->pack->len] = (guint8)take_byte(&data);
		else
			return;
	}
}

static void write_file(const char *path, const GByteArray *bytes)
{
	check(g_file_set_contents_full(path, (char *)bytes->data, bytes->len,
				       G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* The pack as libgit2 sees it, in files. */
struct theirs {
	char *index, *pack;
	git_odb *odb;
};

/* Each pack has a name of its own: libgit2 knows a pack again by its name. */
static void open_theirs(struct theirs *theirs, const struct made_pack *made)
{
	static unsigned number;
	char *stem = g_strdup_printf("pack-%u", number++), *path = fuzz_path(stem);
	git_odb_backend *backend;

	theirs->index = g_strconcat(path, ".idx", NULL);
	theirs->pack = g_strconcat(path, ".pack", NULL);
	write_file(theirs->index, made->index);
	write_file(theirs->pack, made->pack);
	check(!git_odb_new(&theirs->odb) && !git_odb_backend_one_pack(&backend, theirs->index) &&
	      !git_odb_add_backend(theirs->odb, backend, 1));
	g_free(stem);
	g_free(path);
}

static void close_theirs(struct theirs *theirs)
{
	if (!theirs->odb)
		return;
	git_odb_free(theirs->odb);
	unlink(theirs->index);
	unlink(theirs->pack);
	g_free(theirs->index);
	g_free(theirs->pack);
}

static void compare(git_odb *odb, const unsigned char *id, const struct unpacked_object *ours)
{
	git_odb_object *theirs;
	git_oid oid;

	git_oid_fromraw(&oid, id);
	check(!git_odb_read(&theirs, odb, &oid));
	check(git_odb_object_type(theirs) == (git_object_t)ours->type &&
	      git_odb_object_size(theirs) == ours->len &&
	      !memcmp(git_odb_object_data(theirs), ours->data, ours->len));
	git_odb_object_free(theirs);
}

/* Behind the header and the 256 numbers of the index, see gitformat-pack(5). */
static bool is_in_order(const struct made_pack *made)
{
	const guint8 *ids = made->index->data + 8 + 256 * 4;

	for (guint i = 1; i < made->places->len; i++)
		if (memcmp(ids + (size_t)(i - 1) * MADE_ID, ids + (size_t)i * MADE_ID, MADE_ID) >=
		    0)
			return false;
	return true;
}

/* Twice, since the second time bases are there. */
static void read_all(const struct made_pack *made, const struct pack *pack)
{
	struct bases bases;
	struct unpacker unpacker;
	struct theirs theirs = { 0 };
	bool in_order = is_in_order(made);

	bases_init(&bases);
	unpacker_init(&unpacker, &bases);
	for (guint i = 0; i < 2 * made->places->len; i++) {
		unsigned char id[MADE_ID];
		struct unpacked_object object;
		uint64_t offset;

		made_pack_id(i % made->places->len, id);
		if (!pack_find(pack, id, &offset) ||
		    !unpacker_read(&unpacker, pack, offset, &object))
			continue;
		if (in_order && !theirs.odb)
			open_theirs(&theirs, made);
		if (in_order)
			compare(theirs.odb, id, &object);
		free(object.data);
	}
	close_theirs(&theirs);
	unpacker_release(&unpacker);
	bases_release(&bases);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_of((const char *)data, size);
	struct made_pack made;
	struct pack pack;

	if (!started)
		start();
	make(&made, &rest);
	change(&made, rest);
	if (pack_init(&pack, slice_of((char *)made.index->data, made.index->len),
		      slice_of((char *)made.pack->data, made.pack->len)))
		read_all(&made, &pack);
	made_pack_release(&made);
	return 0;
}
