/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/heap.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* In 32 bits, addresses are few; the sanitizers have a heap of their own. */
#if defined(__GLIBC__) && UINTPTR_MAX > UINT32_MAX && !defined(__SANITIZE_ADDRESS__) &&            \
	!defined(__SANITIZE_THREAD__)

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROOM ((size_t)512 << 20) /* of addresses; behind it the heap grows as ever, */
#define LARGE_PAGE ((uintptr_t)2 << 20)
#define STEP ((size_t)1 << 20)	 /* by that at once */
#define LARGE ((size_t)32 << 20) /* malloc() takes no more for what is mapped by itself */

void heap_expect_many(void)
{
	static bool done;
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start, end;
	void *volatile probe; /* else compilers leave both calls out */

	if (done)
		return;
	done = true;
	mallopt(M_ARENA_MAX, 1); /* for who reads ahead, too */
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
	mallopt(M_MMAP_THRESHOLD, (int)LARGE);
	mallopt(M_TOP_PAD, (int)ROOM);
	start = ((uintptr_t)sbrk(0) + page - 1) / page * page;
	probe = malloc(LARGE / 2);
	end = (uintptr_t)sbrk(0);
	free(probe);
	mallopt(M_TOP_PAD, (int)STEP);
	if (end <= start)
		return;
	madvise((void *)start, end - start, MADV_HUGEPAGE);
#ifdef MADV_POPULATE_WRITE
	/* What lies before the first large page will be used, too. */
	madvise((void *)start, LARGE_PAGE - start % LARGE_PAGE, MADV_POPULATE_WRITE);
#endif
}

#else

void heap_expect_many(void)
{
}

#endif
