/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Preloaded into the commands as they are: one call fails, as when there is no memory, a bad block,
 *no room, no more files or processes.
 *
 *	FAULT_KIND	malloc, read, write, open, mmap, fork or fsync
 *	FAULT_NR	which call of that kind, from 1 on; 0: none
 *	FAULT_STAYS	if set all calls from there on fail
 *	FAULT_LOG	a file to which "hit" goes when it has failed, and at the end of each
 *process how many calls there were
 *
 * Calls that the C library makes inside of itself are not seen.
 */

enum kind { MALLOC, READ, WRITE, OPEN, MMAP, FORK, FSYNC, KINDS };

static const char *const names[KINDS] = {
	"malloc", "read", "write", "open", "mmap", "fork", "fsync"
};
static const int errors[KINDS] = { ENOMEM, EIO, ENOSPC, EMFILE, ENOMEM, EAGAIN, EIO };

static bool active, stays;
static enum kind wanted;
static unsigned long number;
static int log_fd = -1;
static atomic_ulong calls;

static void log_line(const char *text)
{
	int saved = errno;

	syscall(SYS_write, log_fd, text, strlen(text));
	errno = saved;
}

/* Far from the numbers that the command counts on. The sandbox lets nothing be opened later. */
static void open_log(const char *name)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND, 0666);

	log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 500);
	syscall(SYS_close, fd);
}

/* git, which starts the commands and is started by them, is left alone. */
__attribute__((constructor)) static void at_start(void)
{
	const char *kind = getenv("FAULT_KIND"), *nr = getenv("FAULT_NR");

	if (!kind || !nr || !getenv("FAULT_LOG") ||
	    strncmp(program_invocation_short_name, "git-kvm-", strlen("git-kvm-")) != 0)
		return;
	while (wanted < KINDS && strcmp(names[wanted], kind) != 0)
		wanted++;
	number = strtoul(nr, NULL, 10);
	stays = getenv("FAULT_STAYS");
	open_log(getenv("FAULT_LOG"));
	active = wanted < KINDS;
}

__attribute__((destructor)) static void at_end(void)
{
	char line[64];

	if (!active)
		return;
	active = false;
	snprintf(line, sizeof(line), "calls %lu\n", (unsigned long)calls);
	log_line(line);
}

/* Whether this call is to fail: then errno is set. */
static bool fails(enum kind kind)
{
	unsigned long nr;

	if (!active || kind != wanted)
		return false;
	nr = atomic_fetch_add(&calls, 1) + 1;
	if (!number || nr < number || (nr > number && !stays))
		return false;
	if (nr == number)
		log_line("hit\n");
	errno = errors[kind];
	return true;
}

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t nr, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size)
{
	return fails(MALLOC) ? NULL : __libc_malloc(size);
}

void *calloc(size_t nr, size_t size)
{
	return fails(MALLOC) ? NULL : __libc_calloc(nr, size);
}

void *realloc(void *old, size_t size)
{
	return fails(MALLOC) ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return fails(MALLOC) ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	if (fails(MALLOC))
		return ENOMEM;
	*out = __libc_memalign(alignment, size);
	return *out ? 0 : ENOMEM;
}

ssize_t read(int fd, void *bytes, size_t len)
{
	return fails(READ) ? -1 : syscall(SYS_read, fd, bytes, len);
}

ssize_t pread(int fd, void *bytes, size_t len, off_t at)
{
	return fails(READ) ? -1 : syscall(SYS_pread64, fd, bytes, len, at);
}

ssize_t pread64(int fd, void *bytes, size_t len, off64_t at)
{
	return fails(READ) ? -1 : syscall(SYS_pread64, fd, bytes, len, at);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	return fails(WRITE) ? -1 : syscall(SYS_write, fd, bytes, len);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	return fails(WRITE) ? -1 : syscall(SYS_pwrite64, fd, bytes, len, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	return fails(WRITE) ? -1 : syscall(SYS_pwrite64, fd, bytes, len, at);
}

size_t fwrite(const void *bytes, size_t size, size_t nr, FILE *file)
{
	size_t (*real)(const void *, size_t, size_t, FILE *) =
		(size_t(*)(const void *, size_t, size_t, FILE *))dlsym(RTLD_NEXT, __func__);

	return fails(WRITE) ? 0 : real(bytes, size, nr, file);
}

static int open_at(int folder, const char *path, int flags, va_list ap)
{
	unsigned mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, unsigned) : 0;

	return fails(OPEN) ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
}

#define OPEN_FUNCTION(name)                                                                        \
	int name(const char *path, int flags, ...)                                                 \
	{                                                                                          \
		va_list ap;                                                                        \
		int fd;                                                                            \
                                                                                                   \
		va_start(ap, flags);                                                               \
		fd = open_at(AT_FDCWD, path, flags, ap);                                           \
		va_end(ap);                                                                        \
		return fd;                                                                         \
	}

#define OPENAT_FUNCTION(name)                                                                      \
	int name(int folder, const char *path, int flags, ...)                                     \
	{                                                                                          \
		va_list ap;                                                                        \
		int fd;                                                                            \
                                                                                                   \
		va_start(ap, flags);                                                               \
		fd = open_at(folder, path, flags, ap);                                             \
		va_end(ap);                                                                        \
		return fd;                                                                         \
	}

OPEN_FUNCTION(open)
OPEN_FUNCTION(open64)
OPENAT_FUNCTION(openat)
OPENAT_FUNCTION(openat64)

void *mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset)
{
	return fails(MMAP) ? MAP_FAILED
			   : (void *)syscall(SYS_mmap, at, len, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t len, int protection, int flags, int fd, off64_t offset)
{
	return fails(MMAP) ? MAP_FAILED
			   : (void *)syscall(SYS_mmap, at, len, protection, flags, fd, offset);
}

pid_t fork(void)
{
	pid_t (*real)(void) = (pid_t(*)(void))dlsym(RTLD_NEXT, __func__);

	return fails(FORK) ? -1 : real();
}

typedef int spawn(pid_t *, const char *, const posix_spawn_file_actions_t *,
		  const posix_spawnattr_t *, char *const *, char *const *);

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
		const posix_spawnattr_t *attributes, char *const *argv, char *const *envp)
{
	spawn *real = (spawn *)dlsym(RTLD_NEXT, __func__);

	return fails(FORK) ? EAGAIN : real(pid, path, actions, attributes, argv, envp);
}

int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
		 const posix_spawnattr_t *attributes, char *const *argv, char *const *envp)
{
	spawn *real = (spawn *)dlsym(RTLD_NEXT, __func__);

	return fails(FORK) ? EAGAIN : real(pid, file, actions, attributes, argv, envp);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
		   void *data)
{
	int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) =
		(int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))dlsym(
			RTLD_NEXT, __func__);

	return fails(FORK) ? EAGAIN : real(thread, attributes, run, data);
}

int fsync(int fd)
{
	return fails(FSYNC) ? -1 : (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	return fails(FSYNC) ? -1 : (int)syscall(SYS_fdatasync, fd);
}
