/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/vfs_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "index/hash.h"

#define HEADER 100 /* SQLite reads pieces of the first page's header by themselves */
#define MAX_SIZE ((sqlite3_int64)1 << 36)

/* The bytes of the file that stand for locks; SQLite keeps no data there. */
#define PENDING_BYTE 0x40000000
#define RESERVED_BYTE (PENDING_BYTE + 1)
#define SHARED_FIRST (PENDING_BYTE + 2)
#define SHARED_SIZE 510

uint64_t vfs_checksum(const void *page, sqlite3_int64 offset)
{
	return GUINT64_TO_LE(hash_long(page, VFS_PAGE - VFS_RESERVED, (uint64_t)offset));
}

static int read_bytes(int fd, char *buffer, int amount, sqlite3_int64 offset)
{
	int done = 0;

	while (done < amount) {
		ssize_t got = pread(fd, buffer + done, (size_t)(amount - done), offset + done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return SQLITE_IOERR_READ;
		if (!got)
			break;
		done += (int)got;
	}
	memset(buffer + done, 0, (size_t)(amount - done));
	if (done == amount)
		return SQLITE_OK;
	return done && amount == VFS_PAGE ? SQLITE_IOERR_DATA : SQLITE_IOERR_SHORT_READ;
}

static int read_page(int fd, char *page, sqlite3_int64 offset)
{
	int result = read_bytes(fd, page, VFS_PAGE, offset);
	uint64_t sum;

	if (result != SQLITE_OK)
		return result;
	sum = vfs_checksum(page, offset);
	return memcmp(&sum, page + VFS_PAGE - VFS_RESERVED, sizeof(sum)) ? SQLITE_IOERR_DATA
									 : SQLITE_OK;
}

/* A piece of a page is as good as its page: SQLite 3.45 reads long rows without their ends. */
static int file_read(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
	const struct vfs_file *self = (struct vfs_file *)file;
	char page[VFS_PAGE];
	int at = (int)(offset % VFS_PAGE), result;

	if (!self->pages || offset + amount <= HEADER)
		return read_bytes(self->fd, buffer, amount, offset);
	if (at + amount > VFS_PAGE)
		return SQLITE_IOERR_DATA;
	if (amount == VFS_PAGE)
		return read_page(self->fd, buffer, offset);
	result = read_page(self->fd, page, offset - at);
	memcpy(buffer, page + at, (size_t)amount);
	return result;
}

static int write_bytes(int fd, const char *bytes, int amount, sqlite3_int64 offset)
{
	int done = 0;

	while (done < amount) {
		ssize_t put = pwrite(fd, bytes + done, (size_t)(amount - done), offset + done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return !put || errno == ENOSPC || errno == EFBIG || errno == EDQUOT
				       ? SQLITE_FULL
				       : SQLITE_IOERR_WRITE;
		done += (int)put;
	}
	return SQLITE_OK;
}

/* The end of the page is reserved: SQLite keeps nothing there, and the buffer is its page cache. */
static int file_write(sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
	const struct vfs_file *self = (struct vfs_file *)file;

	if (offset > MAX_SIZE)
		return SQLITE_FULL;
	if (self->pages && amount == VFS_PAGE && offset % VFS_PAGE == 0) {
		uint64_t sum = vfs_checksum(buffer, offset);

		memcpy((char *)buffer + VFS_PAGE - VFS_RESERVED, &sum, sizeof(sum));
	}
	return write_bytes(self->fd, buffer, amount, offset);
}

static int file_close(sqlite3_file *file)
{
	close(((struct vfs_file *)file)->fd);
	return SQLITE_OK;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	if (size > MAX_SIZE)
		return SQLITE_FULL;
	return ftruncate(((struct vfs_file *)file)->fd, size) ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int file_sync(sqlite3_file *file, int flags)
{
	struct vfs_file *self = (struct vfs_file *)file;

	if (flags & SQLITE_SYNC_DATAONLY ? fdatasync(self->fd) : fsync(self->fd))
		return SQLITE_IOERR_FSYNC;
	if (self->folder >= 0)
		fsync(self->folder); /* some file systems cannot */
	self->folder = -1;
	return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	struct stat info;

	if (fstat(((struct vfs_file *)file)->fd, &info))
		return SQLITE_IOERR_FSTAT;
	*size = info.st_size;
	return SQLITE_OK;
}

/* Of the open file, not of the process: two stores in one process are as two processes. */
static int set_lock(const struct vfs_file *file, short type, off_t from, off_t len)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = from, .l_len = len };

	if (!fcntl(file->fd, F_OFD_SETLK, &lock))
		return SQLITE_OK;
	return errno == EAGAIN || errno == EACCES ? SQLITE_BUSY : SQLITE_IOERR_LOCK;
}

/* Who reads goes through the pending byte, which who waits to write holds. */
static int lock_shared(const struct vfs_file *file)
{
	int result = set_lock(file, F_RDLCK, PENDING_BYTE, 1);

	if (result == SQLITE_OK) {
		result = set_lock(file, F_RDLCK, SHARED_FIRST, SHARED_SIZE);
		set_lock(file, F_UNLCK, PENDING_BYTE, 1);
	}
	return result;
}

static int lock_exclusive(struct vfs_file *file)
{
	int result = SQLITE_OK;

	if (file->locked < SQLITE_LOCK_PENDING)
		result = set_lock(file, F_WRLCK, PENDING_BYTE, 1);
	if (result != SQLITE_OK)
		return result;
	file->locked = SQLITE_LOCK_PENDING;
	return set_lock(file, F_WRLCK, SHARED_FIRST, SHARED_SIZE);
}

/* SQLite asks for shared, reserved and exclusive, in that order, or exclusive out of shared. */
static int file_lock(sqlite3_file *file, int level)
{
	struct vfs_file *self = (struct vfs_file *)file;
	int result;

	if (self->locked >= level)
		return SQLITE_OK;
	if (level == SQLITE_LOCK_SHARED)
		result = lock_shared(self);
	else if (level == SQLITE_LOCK_RESERVED)
		result = set_lock(self, F_WRLCK, RESERVED_BYTE, 1);
	else
		result = lock_exclusive(self);
	if (result == SQLITE_OK)
		self->locked = level;
	return result;
}

static int file_unlock(sqlite3_file *file, int level)
{
	struct vfs_file *self = (struct vfs_file *)file;

	if (self->locked <= level)
		return SQLITE_OK;
	if (level == SQLITE_LOCK_SHARED) {
		if (set_lock(self, F_RDLCK, SHARED_FIRST, SHARED_SIZE) != SQLITE_OK)
			return SQLITE_IOERR_RDLOCK;
		set_lock(self, F_UNLCK, PENDING_BYTE, SHARED_FIRST - PENDING_BYTE);
	} else {
		set_lock(self, F_UNLCK, PENDING_BYTE, SHARED_FIRST + SHARED_SIZE - PENDING_BYTE);
	}
	self->locked = level;
	return SQLITE_OK;
}

static int file_is_reserved(sqlite3_file *file, int *out)
{
	const struct vfs_file *self = (struct vfs_file *)file;
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = RESERVED_BYTE, .l_len = 1
	};

	*out = 1;
	if (self->locked >= SQLITE_LOCK_RESERVED)
		return SQLITE_OK;
	if (fcntl(self->fd, F_OFD_GETLK, &lock))
		return SQLITE_IOERR_CHECKRESERVEDLOCK;
	*out = lock.l_type != F_UNLCK;
	return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int what, void *arg)
{
	(void)file, (void)what, (void)arg;
	return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *file)
{
	(void)file;
	return 4096;
}

static int file_device(sqlite3_file *file)
{
	(void)file;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

/* Version 1: neither shared memory nor mapped files, which would go past the checksums. */
const sqlite3_io_methods vfs_file_methods = {
	.iVersion = 1,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_is_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_device,
};
