/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib.h>
#include "index/folder.h"
#include "index/vfs_file.h"

struct vfs {
	sqlite3_vfs base;
	int folder;
	char *id, *name, *journal, *wal;
	const char *reason;
};

static int refuse(struct vfs *self, int code, const char *reason)
{
	if (!self->reason)
		self->reason = reason;
	return code;
}

static int refuse_name(struct vfs *self)
{
	return refuse(self, SQLITE_CORRUPT, "its journal names another file");
}

static bool is_database(const struct vfs *self, const char *name)
{
	return !g_strcmp0(name, self->name);
}

static bool is_journal(const struct vfs *self, const char *name)
{
	return !g_strcmp0(name, self->journal);
}

/* Where it cannot be written to, a database can still be read. */
static int open_file(struct vfs *self, const char *name, int *flags)
{
	int how = (*flags & SQLITE_OPEN_READWRITE ? O_RDWR : O_RDONLY) |
		  (*flags & SQLITE_OPEN_CREATE ? O_CREAT : 0);
	const char *reason;
	int fd = folder_open_file(self->folder, name, how, &reason);

	if (fd < 0 && (errno == EACCES || errno == EROFS) && *flags & SQLITE_OPEN_MAIN_DB) {
		*flags &= ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
		*flags |= SQLITE_OPEN_READONLY;
		fd = folder_open_file(self->folder, name, O_RDONLY, &reason);
	}
	if (fd < 0 && reason)
		refuse(self, SQLITE_CANTOPEN, reason);
	return fd;
}

/* What is written to under another name too would change there: it begins anew under this one. */
static bool has_other_names(int fd)
{
	struct stat info;

	return !fstat(fd, &info) && info.st_nlink > 1;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
		    int *out_flags)
{
	struct vfs *self = (struct vfs *)vfs;
	struct vfs_file *out = (struct vfs_file *)file;
	bool database = flags & SQLITE_OPEN_MAIN_DB && is_database(self, name);
	bool journal = flags & SQLITE_OPEN_MAIN_JOURNAL && is_journal(self, name);
	int fd;

	out->base.pMethods = NULL;
	if (!database && !journal)
		return refuse_name(self);
	fd = open_file(self, name, &flags);
	if (fd < 0)
		return SQLITE_CANTOPEN;
	if (has_other_names(fd)) {
		close(fd);
		return refuse(self, SQLITE_CORRUPT, "it has another name, too");
	}
	*out = (struct vfs_file){
		.base.pMethods = &vfs_file_methods,
		.fd = fd,
		.folder = flags & SQLITE_OPEN_CREATE ? self->folder : -1,
		.pages = database,
	};
	if (out_flags)
		*out_flags = flags;
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	struct vfs *self = (struct vfs *)vfs;

	if (!is_journal(self, name))
		return refuse_name(self);
	if (unlinkat(self->folder, self->journal, 0))
		return errno == ENOENT ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE;
	if (sync)
		fsync(self->folder);
	return SQLITE_OK;
}

/* An empty journal is none. */
static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	struct vfs *self = (struct vfs *)vfs;
	struct stat info;

	(void)flags;
	*out = 0;
	if (!g_strcmp0(name, self->wal))
		return SQLITE_OK;
	if (!is_database(self, name) && !is_journal(self, name))
		return refuse_name(self);
	*out = !fstatat(self->folder, name, &info, AT_SYMLINK_NOFOLLOW) &&
	       (!S_ISREG(info.st_mode) || info.st_size > 0);
	return SQLITE_OK;
}

static int vfs_full_name(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
	(void)vfs;
	return g_strlcpy(out, name, (gsize)size) < (gsize)size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static void prepare(struct vfs *self, const sqlite3_vfs *system)
{
	self->base = (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = (int)sizeof(struct vfs_file),
		.mxPathname = 1024,
		.zName = self->id,
		.xOpen = vfs_open,
		.xDelete = vfs_delete,
		.xAccess = vfs_access,
		.xFullPathname = vfs_full_name,
		.xRandomness = system->xRandomness,
		.xSleep = system->xSleep,
		.xCurrentTime = system->xCurrentTime,
	};
}

struct vfs *vfs_new(int folder, const char *name)
{
	sqlite3_vfs *system = sqlite3_initialize() == SQLITE_OK ? sqlite3_vfs_find(NULL) : NULL;
	struct vfs *self = g_new0(struct vfs, 1);

	self->folder = folder;
	self->id = g_strdup_printf("gitkvm-%p", (void *)self);
	self->name = g_strdup(name);
	self->journal = g_strconcat(name, "-journal", NULL);
	self->wal = g_strconcat(name, "-wal", NULL);
	if (system) {
		prepare(self, system);
		if (sqlite3_vfs_register(&self->base, 0) == SQLITE_OK)
			return self;
	}
	vfs_free(self);
	return NULL;
}

void vfs_free(struct vfs *self)
{
	if (!self)
		return;
	sqlite3_vfs_unregister(&self->base);
	close(self->folder);
	g_free(self->id);
	g_free(self->name);
	g_free(self->journal);
	g_free(self->wal);
	g_free(self);
}

const char *vfs_name(const struct vfs *self)
{
	return self->id;
}

const char *vfs_reason(const struct vfs *self)
{
	return self->reason;
}
