/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/loose.h"

#include <git2/sys/odb_backend.h>
#if __has_include(<git2/sys/errors.h>) /* where newer versions declare git_error_set_str() */
#include <git2/sys/errors.h>
#endif
#include <glib.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <zlib.h>
#include "inbox/file.h"
#include "mime/limits.h"

#define HEADER_ROOM 64	    /* "commit 12345\0" fits well */
#define ALTERNATES_DEPTH 5  /* as in git */
#define GUARD_PRIORITY 1000 /* libgit2's own have 1 and 2 */

struct loose_dir {
	char *path;
	dev_t device; /* which folder it is, whatever it is called */
	ino_t inode;
	guint8 fanout[256]; /* whether the folder xx exists */
};

struct loose_map {
	GPtrArray *dirs; /* of struct loose_dir */
	bool odd;	 /* alternates are no file somewhere */
};

struct guard {
	git_odb_backend backend;
	const struct loose_map *map;
};

static void loose_dir_free(void *data)
{
	struct loose_dir *dir = data;

	g_free(dir->path);
	g_free(dir);
}

static bool map_has(const struct loose_map *map, const GStatBuf *folder)
{
	for (guint i = 0; i < map->dirs->len; i++) {
		const struct loose_dir *dir = map->dirs->pdata[i];

		if (dir->device == folder->st_dev && dir->inode == folder->st_ino)
			return true;
	}
	return false;
}

static void add_dir(struct loose_map *map, const char *path, int depth);

static void add_alternates(struct loose_map *map, const char *path, int depth)
{
	char *name = g_build_filename(path, "info", "alternates", NULL), *text;
	gsize len;

	if (file_read(name, &text, &len)) {
		char **lines = g_strsplit(text, "\n", -1);

		for (char **line = lines; *line; line++) {
			char *dir;

			if (!**line || **line == '#')
				continue;
			dir = g_path_is_absolute(*line) ? g_strdup(*line)
							: g_build_filename(path, *line, NULL);
			add_dir(map, dir, depth + 1);
			g_free(dir);
		}
		g_strfreev(lines);
		g_free(text);
	} else {
		map->odd |= g_file_test(name, G_FILE_TEST_EXISTS);
	}
	g_free(name);
}

static void add_dir(struct loose_map *map, const char *path, int depth)
{
	struct loose_dir *dir;
	GStatBuf folder;
	const char *name;
	GDir *list;

	if (depth > ALTERNATES_DEPTH || g_stat(path, &folder) || map_has(map, &folder))
		return;
	list = g_dir_open(path, 0, NULL);
	if (!list)
		return;
	dir = g_new0(struct loose_dir, 1);
	dir->path = g_strdup(path);
	dir->device = folder.st_dev;
	dir->inode = folder.st_ino;
	while ((name = g_dir_read_name(list)))
		if (g_ascii_isxdigit(name[0]) && g_ascii_isxdigit(name[1]) && !name[2])
			dir->fanout[g_ascii_xdigit_value(name[0]) << 4 |
				    g_ascii_xdigit_value(name[1])] = 1;
	g_dir_close(list);
	g_ptr_array_add(map->dirs, dir);
	add_alternates(map, path, depth);
}

struct loose_map *loose_map_new(const char *objects_dir)
{
	struct loose_map *map = g_new0(struct loose_map, 1);

	map->dirs = g_ptr_array_new_with_free_func(loose_dir_free);
	add_dir(map, objects_dir, 0);
	return map;
}

bool loose_map_is_odd(const struct loose_map *map)
{
	return map->odd;
}

size_t loose_map_count(const struct loose_map *map)
{
	return map->dirs->len;
}

const char *loose_map_folder(const struct loose_map *map, size_t number)
{
	return ((const struct loose_dir *)map->dirs->pdata[number])->path;
}

void loose_map_free(struct loose_map *map)
{
	if (!map)
		return;
	g_ptr_array_unref(map->dirs);
	g_free(map);
}

static int damaged(const char *why)
{
	git_error_set_str(GIT_ERROR_ZLIB, why);
	return GIT_ERROR;
}

/* Reads "blob 123\0" off the first inflated bytes; returns its length with the NUL, 0 when it is
 * none. */
static size_t parse_header(const char *head, size_t len, git_object_t *type, guint64 *size)
{
	const char *nul = memchr(head, '\0', len),
		   *space = nul ? memchr(head, ' ', (size_t)(nul - head)) : NULL;
	char name[8];

	if (!space || (size_t)(space - head) >= sizeof(name))
		return 0;
	memcpy(name, head, (size_t)(space - head));
	name[space - head] = '\0';
	*type = git_object_string2type(name);
	if (*type == GIT_OBJECT_INVALID ||
	    !g_ascii_string_to_unsigned(space + 1, 10, 0, G_MAXINT64, size, NULL))
		return 0;
	return (size_t)(nul + 1 - head);
}

/* Inflates the rest of a loose object, of which head[at..len) is there already, into size bytes. */
static int inflate_body(z_stream *stream, int state, const char *head, size_t at, size_t len,
			char *data, size_t size)
{
	char extra;

	if (len - at > size)
		return damaged("loose object is longer than it says");
	memcpy(data, head + at, len - at);
	stream->next_out = (Bytef *)data + (len - at);
	stream->avail_out = (uInt)(size - (len - at));
	if (state == Z_OK && stream->avail_out)
		state = inflate(stream, Z_FINISH);
	if (state != Z_STREAM_END && !stream->avail_out) { /* the checksum is still to come */
		stream->next_out = (Bytef *)&extra;
		stream->avail_out = 1;
		state = inflate(stream, Z_FINISH);
		if (!stream->avail_out)
			return damaged("loose object is longer than it says");
		stream->avail_out = 0;
	}
	if (state != Z_STREAM_END || stream->avail_out)
		return damaged("loose object is damaged or cut short");
	return 0;
}

static int inflate_object(git_odb_backend *backend, void **data, size_t *size, git_object_t *type,
			  const char *file, size_t file_len)
{
	z_stream stream = { .next_in = (Bytef *)file, .avail_in = (uInt)file_len };
	char head[HEADER_ROOM];
	guint64 claimed = 0;
	size_t at, len;
	int state, error = GIT_ERROR;

	*data = NULL;
	if (inflateInit(&stream) != Z_OK)
		return damaged("cannot start zlib");
	stream.next_out = (Bytef *)head;
	stream.avail_out = sizeof(head);
	state = inflate(&stream, Z_SYNC_FLUSH);
	len = sizeof(head) - stream.avail_out;
	at = state == Z_OK || state == Z_STREAM_END ? parse_header(head, len, type, &claimed) : 0;
	if (!at)
		damaged("loose object has no valid header");
	else if ((*data = git_odb_backend_data_alloc(backend,
						     claimed + 1))) /* refuses what is too large */
		error = inflate_body(&stream, state, head, at, len, *data, claimed);
	inflateEnd(&stream);
	if (error) {
		if (*data)
			git_odb_backend_data_free(backend, *data);
		return error;
	}
	((char *)*data)[claimed] = '\0';
	*size = claimed;
	return 0;
}

static int read_in(struct guard *guard, const struct loose_dir *dir, void **data, size_t *size,
		   git_object_t *type, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 2], *path, *file;
	GStatBuf st;
	gsize len;
	int error = GIT_ENOTFOUND;

	git_oid_pathfmt(hex, id);
	hex[GIT_OID_HEXSZ + 1] = '\0';
	path = g_build_filename(dir->path, hex, NULL);
	if (!g_stat(path, &st)) {
		if (!S_ISREG(st.st_mode) || st.st_size > (goffset)MAIL_MAX_BYTES)
			error = damaged("loose object is no file, or too large");
		else if (!file_read(path, &file, &len))
			error = damaged("cannot read loose object");
		else {
			error = inflate_object(&guard->backend, data, size, type, file, len);
			g_free(file);
		}
	}
	g_free(path);
	return error;
}

static int guard_read(void **data, size_t *size, git_object_t *type, git_odb_backend *backend,
		      const git_oid *id)
{
	struct guard *guard = (struct guard *)backend;

	for (guint i = 0; i < guard->map->dirs->len; i++) {
		const struct loose_dir *dir = guard->map->dirs->pdata[i];
		int error;

		if (!dir->fanout[id->id[0]])
			continue;
		error = read_in(guard, dir, data, size, type, id);
		if (error != GIT_ENOTFOUND)
			return error;
	}
	return GIT_ENOTFOUND;
}

/* libgit2's own backend lists them; but this function must be there. */
static int guard_foreach(git_odb_backend *backend, git_odb_foreach_cb cb, void *data)
{
	(void)backend, (void)cb, (void)data;
	return 0;
}

static void guard_free(git_odb_backend *backend)
{
	g_free(backend);
}

int loose_guard(git_odb *odb, const struct loose_map *map)
{
	struct guard *guard = g_new0(struct guard, 1);
	int error;

	git_odb_init_backend(&guard->backend, GIT_ODB_BACKEND_VERSION);
	guard->backend.read = guard_read;
	guard->backend.foreach = guard_foreach;
	guard->backend.free = guard_free;
	guard->map = map;
	error = git_odb_add_backend(odb, &guard->backend, GUARD_PRIORITY);
	if (error)
		g_free(guard);
	return error;
}
