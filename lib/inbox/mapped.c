/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/mapped.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum state { UNTRIED, USABLE, UNUSABLE };

struct file {
	char *stem; /* its path without ".pack" */
	atomic_int state;
	struct pack pack;
};

struct mapped {
	GPtrArray *files; /* of struct file */
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
	pthread_mutex_init(&mapped->lock, NULL);
	return mapped;
}

void mapped_add(struct mapped *mapped, const char *objects_dir)
{
	char *folder = g_build_filename(objects_dir, "pack", NULL);
	GDir *list = g_dir_open(folder, 0, NULL);
	const char *name;

	while (list && (name = g_dir_read_name(list))) {
		struct file *file;

		if (!g_str_has_prefix(name, "pack-") || !g_str_has_suffix(name, ".idx"))
			continue;
		file = g_new0(struct file, 1);
		file->stem = g_build_filename(folder, name, NULL);
		file->stem[strlen(file->stem) - strlen(".idx")] = '\0';
		g_ptr_array_add(mapped->files, file);
	}
	if (list)
		g_dir_close(list);
	g_free(folder);
}

void mapped_free(struct mapped *mapped)
{
	if (!mapped)
		return;
	g_ptr_array_unref(mapped->files);
	pthread_mutex_destroy(&mapped->lock);
	g_free(mapped);
}

size_t mapped_count(const struct mapped *mapped)
{
	return mapped->files->len;
}

static struct slice map(const char *stem, const char *ending)
{
	char *path = g_strconcat(stem, ending, NULL);
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
	g_free(path);
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
