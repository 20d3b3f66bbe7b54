/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/loose.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <stdbool.h>
#include <zlib.h>
#include "inbox/alloc.h"
#include "inbox/file.h"
#include "inbox/oid.h"
#include "inbox/unpacker.h"
#include "late/git.h"
#include "mime/limits.h"
#include "text/each.h"

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
	pointers_each (const struct loose_dir, dir, map->dirs)
		if (dir->device == folder->st_dev && dir->inode == folder->st_ino)
			return true;
	return false;
}

static void add_dir(struct loose_map *map, const char *path, int depth);

static void add_alternates(struct loose_map *map, const char *path, int depth)
{
	g_autofree char *name = g_build_filename(path, "info", "alternates", NULL);
	char *text;
	gsize len;

	if (file_read(name, &text, &len)) {
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

		for (char **line = lines; *line; line++) {
			g_autofree char *dir = NULL;

			if (!**line || **line == '#')
				continue;
			dir = g_path_is_absolute(*line) ? g_strdup(*line)
							: g_build_filename(path, *line, NULL);
			add_dir(map, dir, depth + 1);
		}
		g_free(text);
	} else {
		map->odd |= g_file_test(name, G_FILE_TEST_EXISTS);
	}
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

/* Returns false, having said why. */
static bool damaged(const char **why, const char *what)
{
	*why = what;
	return false;
}

/* Reads "blob 123\0" off the first inflated bytes; returns its length with the NUL, 0 when it is
 * none. */
static size_t parse_header(const char *head, size_t len, unsigned *type, guint64 *size)
{
	static const struct {
		const char *name;
		git_object_t type;
	} types[] = {
		{ "commit", GIT_OBJECT_COMMIT },
		{ "tree", GIT_OBJECT_TREE },
		{ "blob", GIT_OBJECT_BLOB },
		{ "tag", GIT_OBJECT_TAG },
	};
	const char *nul = memchr(head, '\0', len),
		   *space = nul ? memchr(head, ' ', (size_t)(nul - head)) : NULL;
	size_t i = 0;

	if (!space)
		return 0;
	while (i < G_N_ELEMENTS(types) &&
	       !slice_eq(slice_str(types[i].name), slice_of(head, (size_t)(space - head))))
		i++;
	if (i == G_N_ELEMENTS(types) ||
	    !g_ascii_string_to_unsigned(space + 1, 10, 0, G_MAXINT64, size, NULL))
		return 0;
	*type = (unsigned)types[i].type;
	return (size_t)(nul + 1 - head);
}

/* Inflates the rest of a loose object, of which head[at..len) is there already, into size bytes. */
static bool inflate_body(z_stream *stream, int state, struct slice there, char *data, size_t size,
			 const char **why)
{
	char extra;

	if (there.len > size)
		return damaged(why, "loose object is longer than it says");
	memcpy(data, there.ptr, there.len);
	stream->next_out = (Bytef *)data + there.len;
	stream->avail_out = (uInt)(size - there.len);
	if (state == Z_OK && stream->avail_out)
		state = inflate(stream, Z_FINISH);
	if (state != Z_STREAM_END && !stream->avail_out) { /* the checksum is still to come */
		stream->next_out = (Bytef *)&extra;
		stream->avail_out = 1;
		state = inflate(stream, Z_FINISH);
		if (!stream->avail_out)
			return damaged(why, "loose object is longer than it says");
		stream->avail_out = 0;
	}
	if (state != Z_STREAM_END || stream->avail_out)
		return damaged(why, "loose object is damaged or cut short");
	return true;
}

/* What is too large, alloc.c refuses. */
static bool inflate_object(struct slice file, struct unpacked_object *out, const char **why)
{
	z_stream stream = { .next_in = (Bytef *)file.ptr, .avail_in = (uInt)file.len };
	char head[HEADER_ROOM];
	guint64 claimed = 0;
	size_t at, len;
	bool good = false;
	int state;

	out->data = NULL;
	if (inflateInit(&stream) != Z_OK)
		return damaged(why, "cannot start zlib");
	stream.next_out = (Bytef *)head;
	stream.avail_out = sizeof(head);
	state = inflate(&stream, Z_SYNC_FLUSH);
	len = sizeof(head) - stream.avail_out;
	at = state == Z_OK || state == Z_STREAM_END ? parse_header(head, len, &out->type, &claimed)
						    : 0;
	if (!at)
		damaged(why, "loose object has no valid header");
	else if (!alloc_limit_allows(claimed) || !(out->data = malloc(claimed + 1)))
		damaged(why, "there is no room for a loose object");
	else
		good = inflate_body(&stream, state, slice_of(head + at, len - at), out->data,
				    claimed, why);
	inflateEnd(&stream);
	if (!good) {
		free(out->data);
		return false;
	}
	out->data[claimed] = '\0';
	out->len = claimed;
	return true;
}

static enum loose_found read_in(const struct loose_dir *dir, const git_oid *id,
				struct unpacked_object *out, const char **why)
{
	char hex[GIT_OID_HEXSZ + 1], *path, *file;
	enum loose_found found = LOOSE_NONE;
	GStatBuf st;
	gsize len;

	oid_hex(hex, id);
	path = g_strdup_printf("%s/%.2s/%s", dir->path, hex, hex + 2);
	if (!g_stat(path, &st)) {
		found = LOOSE_DAMAGED;
		if (!S_ISREG(st.st_mode) || st.st_size > (goffset)MAIL_MAX_BYTES) {
			damaged(why, "loose object is no file, or too large");
		} else if (!file_read(path, &file, &len)) {
			damaged(why, "cannot read loose object");
		} else {
			found = inflate_object(slice_of(file, len), out, why) ? LOOSE_READ
									      : LOOSE_DAMAGED;
			g_free(file);
		}
	}
	g_free(path);
	return found;
}

enum loose_found loose_read(const struct loose_map *map, const git_oid *id,
			    struct unpacked_object *out, const char **why)
{
	enum loose_found found = LOOSE_NONE;

	for (guint i = 0; i < map->dirs->len && found == LOOSE_NONE; i++) {
		const struct loose_dir *dir = map->dirs->pdata[i];

		if (dir->fanout[id->id[0]])
			found = read_in(dir, id, out, why);
	}
	return found;
}

/* Of one folder xx; false where fn has had enough. */
static bool each_in(const struct loose_dir *dir, unsigned char byte,
		    bool (*fn)(const git_oid *id, void *data), void *data)
{
	char *path = g_strdup_printf("%s/%02x", dir->path, byte), hex[GIT_OID_HEXSZ + 1];
	g_autoptr(GDir) list = g_dir_open(path, 0, NULL);
	const char *name;
	bool more = true;
	git_oid id;

	while (list && more && (name = g_dir_read_name(list))) {
		if (strlen(name) != GIT_OID_HEXSZ - 2)
			continue;
		g_snprintf(hex, sizeof(hex), "%02x%s", byte, name);
		more = !oid_parse(hex, &id) || fn(&id, data);
	}
	g_free(path);
	return more;
}

void loose_each(const struct loose_map *map, unsigned char byte,
		bool (*fn)(const git_oid *id, void *data), void *data)
{
	bool more = true;

	for (guint i = 0; more && i < map->dirs->len; i++) {
		const struct loose_dir *dir = map->dirs->pdata[i];

		if (dir->fanout[byte])
			more = each_in(dir, byte, fn, data);
	}
}

static int guard_read(void **data, size_t *size, git_object_t *type, git_odb_backend *backend,
		      const git_oid *id)
{
	struct unpacked_object object;
	const char *why;

	switch (loose_read(((struct guard *)backend)->map, id, &object, &why)) {
	case LOOSE_NONE:
		return GIT_ENOTFOUND;
	case LOOSE_DAMAGED:
		git_error_set_str(GIT_ERROR_ZLIB, why);
		return GIT_ERROR;
	case LOOSE_READ:
		break;
	}
	*data = object.data; /* alloc.c has libgit2 free by free(), too */
	*size = object.len;
	*type = (git_object_t)object.type;
	return 0;
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
