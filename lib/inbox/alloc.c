/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/alloc.h"

#include <git2/sys/alloc.h>
#include <stdlib.h>
#include <string.h>
#define LATE_OWN_NAMES
#include "late/git.h"
#include "mime/limits.h"

/* An object's header and the NUL behind it come on top of the mail. */
#define LARGEST_BLOCK ((size_t)MAIL_MAX_BYTES + 4096)

static _Thread_local bool refused;

static bool too_large(size_t size)
{
	if (size <= LARGEST_BLOCK)
		return false;
	refused = true;
	return true;
}

static void *limited_malloc(size_t size, const char *file, int line)
{
	(void)file, (void)line;
	return too_large(size) ? NULL : malloc(size);
}

static void *limited_realloc(void *ptr, size_t size, const char *file, int line)
{
	(void)file, (void)line;
	return too_large(size) ? NULL : realloc(ptr, size);
}

#if LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR < 7

/* What newer versions derive from the three functions above and below themselves. */

static void *limited_reallocarray(void *ptr, size_t nr, size_t size, const char *file, int line)
{
	size_t bytes;

	if (__builtin_mul_overflow(nr, size, &bytes))
		bytes = SIZE_MAX;
	return limited_realloc(ptr, bytes, file, line);
}

static void *limited_mallocarray(size_t nr, size_t size, const char *file, int line)
{
	return limited_reallocarray(NULL, nr, size, file, line);
}

static void *limited_calloc(size_t nr, size_t size, const char *file, int line)
{
	size_t bytes;

	(void)file, (void)line;
	if (__builtin_mul_overflow(nr, size, &bytes))
		bytes = SIZE_MAX;
	return too_large(bytes) ? NULL : calloc(nr, size);
}

static char *limited_substrdup(const char *str, size_t len, const char *file, int line)
{
	char *copy = len < SIZE_MAX ? limited_malloc(len + 1, file, line) : NULL;

	if (copy) {
		memcpy(copy, str, len);
		copy[len] = '\0';
	}
	return copy;
}

static char *limited_strndup(const char *str, size_t len, const char *file, int line)
{
	return limited_substrdup(str, strnlen(str, len), file, line);
}

static char *limited_strdup(const char *str, const char *file, int line)
{
	return limited_substrdup(str, strlen(str), file, line);
}

static git_allocator limited = {
	.gmalloc = limited_malloc,
	.gcalloc = limited_calloc,
	.gstrdup = limited_strdup,
	.gstrndup = limited_strndup,
	.gsubstrdup = limited_substrdup,
	.grealloc = limited_realloc,
	.greallocarray = limited_reallocarray,
	.gmallocarray = limited_mallocarray,
	.gfree = free,
};

#else

static git_allocator limited = {
	.gmalloc = limited_malloc,
	.grealloc = limited_realloc,
	.gfree = free,
};

#endif

bool alloc_limit_install(const struct late_git *git)
{
	return git->git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &limited) == 0;
}

bool alloc_limit_allows(uint64_t size)
{
	return size < LARGEST_BLOCK || !too_large(SIZE_MAX);
}

bool alloc_limit_was_hit(void)
{
	bool hit = refused;

	refused = false;
	return hit;
}
