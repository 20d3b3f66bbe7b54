/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/packed.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "inbox/unpacker.h"
#include "late/git.h"

#define PRIORITY 900 /* behind that of loose.c, before libgit2's own */

#define HASH 20
#define SMALLEST_PACK (12 + HASH)
#define SMALLEST_INDEX (8 + 256 * 4 + 2 * HASH)

enum state { UNTRIED, USABLE, UNUSABLE };

struct file {
	char *stem; /* its path without ".pack" */
	atomic_int state;
	struct pack pack;
};

struct mapped {
	GPtrArray *files; /* of struct file */
	bool odd;	  /* see mapped_is_odd() */
	struct bases bases;
	pthread_mutex_t lock;
};

static void unmap(struct slice *bytes)
{
	if (bytes->ptr)
		munmap((void *)bytes->ptr, bytes->len);
	*bytes = slice_of(NULL, 0);
}

static void file_free(void *data)
{
	struct file *file = data;

	unmap(&file->pack.index);
	unmap(&file->pack.bytes);
	g_free(file->stem);
	g_free(file);
}

struct mapped *mapped_new(void)
{
	struct mapped *mapped = g_new0(struct mapped, 1);

	mapped->files = g_ptr_array_new_with_free_func(file_free);
	bases_init(&mapped->bases);
	pthread_mutex_init(&mapped->lock, NULL);
	return mapped;
}

/* The paths of a folder's packs without their endings; NULL-terminated, free with g_strfreev().
 * *odd becomes true as mapped_is_odd() has it. */
static char **find_stems(const char *objects_dir, bool *odd)
{
	g_autofree char *folder = g_build_filename(objects_dir, "pack", NULL);
	GPtrArray *stems = g_ptr_array_new();
	g_autoptr(GDir) list = g_dir_open(folder, 0, NULL);
	bool has_multi = false;
	size_t packs = 0;
	const char *name;

	while (list && (name = g_dir_read_name(list))) {
		char *path;

		has_multi |= g_str_has_prefix(name, "multi-pack-index");
		packs += g_str_has_suffix(name, ".pack") ? 1 : 0;
		if (!g_str_has_suffix(name, ".idx"))
			continue;
		path = g_build_filename(folder, name, NULL);
		path[strlen(path) - strlen(".idx")] = '\0';
		g_ptr_array_add(stems, path);
	}
	*odd |= has_multi && packs != stems->len;
	g_ptr_array_add(stems, NULL);
	return (char **)g_ptr_array_free(stems, FALSE);
}

void mapped_add(struct mapped *mapped, const char *objects_dir)
{
	g_auto(GStrv) stems = find_stems(objects_dir, &mapped->odd);

	for (char **stem = stems; *stem; stem++) {
		struct file *file;

		if (!g_str_has_prefix(strrchr(*stem, '/') + 1, "pack-"))
			continue;
		file = g_new0(struct file, 1);
		file->stem = g_strdup(*stem);
		g_ptr_array_add(mapped->files, file);
	}
}

void mapped_free(struct mapped *mapped)
{
	if (!mapped)
		return;
	g_ptr_array_unref(mapped->files);
	bases_release(&mapped->bases);
	pthread_mutex_destroy(&mapped->lock);
	g_free(mapped);
}

bool mapped_is_odd(const struct mapped *mapped)
{
	return mapped->odd;
}

size_t mapped_count(const struct mapped *mapped)
{
	return mapped->files->len;
}

static struct slice map(const char *stem, const char *ending)
{
	g_autofree char *path = g_strconcat(stem, ending, NULL);
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct slice bytes = { 0 };
	struct stat info;

	if (fd >= 0 && !fstat(fd, &info) && S_ISREG(info.st_mode) && info.st_size > 0 &&
	    (uintmax_t)info.st_size <= PTRDIFF_MAX) {
		void *ptr = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

		if (ptr != MAP_FAILED)
			bytes = slice_of(ptr, (size_t)info.st_size);
	}
	if (fd >= 0)
		close(fd);
	return bytes;
}

static bool open_file(struct file *file)
{
	struct slice index = map(file->stem, ".idx"),
		     bytes = index.ptr ? map(file->stem, ".pack") : index;

	if (bytes.ptr && pack_init(&file->pack, index, bytes))
		return true;
	unmap(&index);
	if (bytes.ptr)
		unmap(&bytes);
	file->pack = (struct pack){ 0 };
	return false;
}

const struct pack *mapped_pack(struct mapped *mapped, size_t number)
{
	struct file *file = mapped->files->pdata[number];
	int state = atomic_load_explicit(&file->state, memory_order_acquire);

	if (state == UNTRIED) {
		pthread_mutex_lock(&mapped->lock);
		state = atomic_load_explicit(&file->state, memory_order_relaxed);
		if (state == UNTRIED) {
			state = open_file(file) ? USABLE : UNUSABLE;
			atomic_store_explicit(&file->state, state, memory_order_release);
		}
		pthread_mutex_unlock(&mapped->lock);
	}
	return state == USABLE ? &file->pack : NULL;
}

struct packed_reader {
	struct mapped *packs;
	size_t last; /* the pack that had the last object */
	struct unpacker unpacker;
};

struct packed_reader *packed_reader_new(struct mapped *packs)
{
	struct packed_reader *reader = g_new0(struct packed_reader, 1);

	reader->packs = packs;
	unpacker_init(&reader->unpacker, &packs->bases);
	return reader;
}

void packed_reader_free(struct packed_reader *reader)
{
	unpacker_release(&reader->unpacker);
	/* Who read beside others has ended, and so has what they did. */
	bases_empty(&reader->packs->bases);
	g_free(reader);
}

static const struct pack *find(struct packed_reader *reader, const git_oid *id, uint64_t *offset)
{
	size_t nr = mapped_count(reader->packs);

	for (size_t i = 0; i < nr; i++) {
		size_t number = reader->last + i < nr ? reader->last + i : reader->last + i - nr;
		const struct pack *pack = mapped_pack(reader->packs, number);

		if (pack && pack_find(pack, id->id, offset)) {
			reader->last = number;
			return pack;
		}
	}
	return NULL;
}

void packed_expect(struct packed_reader *reader, const git_oid *id)
{
	const struct pack *pack =
		mapped_count(reader->packs) ? mapped_pack(reader->packs, reader->last) : NULL;

	if (pack)
		pack_expect(pack, id->id);
}

bool packed_read(struct packed_reader *reader, const git_oid *id, struct unpacked_object *out)
{
	uint64_t offset;
	const struct pack *pack = find(reader, id, &offset);

	return pack && unpacker_read(&reader->unpacker, pack, offset, out);
}

struct packed {
	git_odb_backend backend;
	struct packed_reader *reader;
};

static int read_object(void **data, size_t *len, git_object_t *type, git_odb_backend *backend,
		       const git_oid *id)
{
	struct packed *packed = (struct packed *)backend;
	struct unpacked_object object;

	if (!packed_read(packed->reader, id, &object))
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
	const struct pack *pack = find(packed->reader, id, &offset);

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

	packed_reader_free(packed->reader);
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
	packed->reader = packed_reader_new(packs);
	error = git_odb_add_backend(odb, &packed->backend, PRIORITY);
	if (error)
		free_backend(&packed->backend);
	return error;
}

/* Reads the len bytes that begin `before` bytes in front of the end of the file. */
static bool read_tail(const char *path, off_t smallest, off_t before, void *buf, size_t len)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	off_t size;
	bool good;

	if (fd < 0)
		return false;
	size = lseek(fd, 0, SEEK_END);
	good = size >= smallest && pread(fd, buf, len, size - before) == (ssize_t)len;
	close(fd);
	return good;
}

/* An index ends with the checksum its pack must end with, and its own. */
static bool pack_is_whole(const char *stem)
{
	unsigned char expected[HASH], found[HASH];
	g_autofree char *index = g_strconcat(stem, ".idx", NULL),
			*pack = g_strconcat(stem, ".pack", NULL);

	return read_tail(index, SMALLEST_INDEX, 2 * HASH, expected, HASH) &&
	       read_tail(pack, SMALLEST_PACK, HASH, found, HASH) && !memcmp(expected, found, HASH);
}

char *packs_find_damaged(const char *objects_dir)
{
	bool odd = false;
	char **stems = find_stems(objects_dir, &odd), *damaged = NULL;

	for (char **stem = stems; *stem && !damaged; stem++)
		if (!pack_is_whole(*stem))
			damaged = g_strconcat(strrchr(*stem, '/') + 1, ".pack", NULL);
	g_strfreev(stems);
	return damaged;
}
