/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/vfs.h"

#include <sqlite3.h>
#include "index/hash.h"

#define HEADER 100 /* SQLite reads pieces of the first page's header by themselves */

/* What SQLite sees; the file of the layer below follows it in memory. */
struct checked_file {
	sqlite3_file base;
};

static sqlite3_file *below(sqlite3_file *file)
{
	return (sqlite3_file *)((struct checked_file *)file + 1);
}

static sqlite3_vfs *system_vfs(void)
{
	return sqlite3_vfs_find(NULL);
}

/* The place counts too: a page that was copied over another one is wrong. */
static uint64_t checksum(const void *page, sqlite3_int64 offset)
{
	return GUINT64_TO_LE(hash_bytes(page, VFS_PAGE - VFS_RESERVED, (uint64_t)offset));
}

static bool is_page(int amount, sqlite3_int64 offset)
{
	return amount == VFS_PAGE && offset % VFS_PAGE == 0;
}

static int checked_read(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
	sqlite3_file *real = below(file);
	int result = real->pMethods->xRead(real, buffer, amount, offset);
	uint64_t sum;

	if (result != SQLITE_OK)
		return result;
	if (!is_page(amount, offset))
		return offset + amount <= HEADER ? SQLITE_OK : SQLITE_IOERR_DATA;
	sum = checksum(buffer, offset);
	return memcmp(&sum, (char *)buffer + VFS_PAGE - VFS_RESERVED, sizeof(sum))
		       ? SQLITE_IOERR_DATA
		       : SQLITE_OK;
}

/* The end of the page is reserved: SQLite keeps nothing there, and the buffer is its page cache. */
static int checked_write(sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
	sqlite3_file *real = below(file);

	if (is_page(amount, offset)) {
		uint64_t sum = checksum(buffer, offset);

		memcpy((char *)buffer + VFS_PAGE - VFS_RESERVED, &sum, sizeof(sum));
	}
	return real->pMethods->xWrite(real, buffer, amount, offset);
}

static int checked_close(sqlite3_file *file)
{
	return below(file)->pMethods->xClose(below(file));
}

static int checked_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	return below(file)->pMethods->xTruncate(below(file), size);
}

static int checked_sync(sqlite3_file *file, int flags)
{
	return below(file)->pMethods->xSync(below(file), flags);
}

static int checked_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return below(file)->pMethods->xFileSize(below(file), size);
}

static int checked_lock(sqlite3_file *file, int level)
{
	return below(file)->pMethods->xLock(below(file), level);
}

static int checked_unlock(sqlite3_file *file, int level)
{
	return below(file)->pMethods->xUnlock(below(file), level);
}

static int checked_reserved(sqlite3_file *file, int *out)
{
	return below(file)->pMethods->xCheckReservedLock(below(file), out);
}

static int checked_control(sqlite3_file *file, int what, void *arg)
{
	return below(file)->pMethods->xFileControl(below(file), what, arg);
}

static int checked_sector(sqlite3_file *file)
{
	return below(file)->pMethods->xSectorSize(below(file));
}

static int checked_device(sqlite3_file *file)
{
	return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

/* Version 1: neither shared memory nor mapped files, which would go past the checksums. */
static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = checked_close,
	.xRead = checked_read,
	.xWrite = checked_write,
	.xTruncate = checked_truncate,
	.xSync = checked_sync,
	.xFileSize = checked_size,
	.xLock = checked_lock,
	.xUnlock = checked_unlock,
	.xCheckReservedLock = checked_reserved,
	.xFileControl = checked_control,
	.xSectorSize = checked_sector,
	.xDeviceCharacteristics = checked_device,
};

/* Journals have checksums of their own. */
static int checked_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
			int *out_flags)
{
	sqlite3_vfs *real = vfs->pAppData;
	int result;

	if (!(flags & SQLITE_OPEN_MAIN_DB))
		return real->xOpen(real, name, file, flags, out_flags);
	file->pMethods = NULL;
	result = real->xOpen(real, name, below(file), flags, out_flags);
	if (result == SQLITE_OK)
		file->pMethods = &methods;
	return result;
}

bool vfs_register(void)
{
	static sqlite3_vfs vfs;
	static gsize done;
	static bool good;

	if (g_once_init_enter(&done)) {
		sqlite3_vfs *real = sqlite3_initialize() == SQLITE_OK ? system_vfs() : NULL;

		if (real) {
			vfs = *real;
			vfs.zName = VFS_NAME;
			vfs.pNext = NULL;
			vfs.pAppData = real;
			vfs.szOsFile = (int)sizeof(struct checked_file) + real->szOsFile;
			vfs.xOpen = checked_open;
			good = sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
		}
		g_once_init_leave(&done, 1);
	}
	return good;
}
