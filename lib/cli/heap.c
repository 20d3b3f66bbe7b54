/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/heap.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

/* In 32 bits, addresses are few; the sanitizers have a heap of their own. */
#if defined(__GLIBC__) && UINTPTR_MAX > UINT32_MAX && !defined(__SANITIZE_ADDRESS__) &&            \
	!defined(__SANITIZE_THREAD__)

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* Linux 5.14 */
#endif

#define ROOM ((size_t)512 << 20) /* of addresses; behind it the heap grows as ever, */
#define LARGE_PAGE ((uintptr_t)2 << 20)
#define STEP ((size_t)1 << 20)	 /* by that at once */
#define SOME ((size_t)1 << 20)	 /* bytes that some hundred records take */
#define LARGE ((size_t)32 << 20) /* malloc() takes no more for what is mapped by itself */

/* Has the heap grow by room bytes and what is probed; where it did, from *start on nothing of it
 * was used. */
static bool grow(size_t room, size_t probed, uintptr_t *start, uintptr_t *end)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), old = (uintptr_t)sbrk(0);
	void *volatile probe; /* else compilers leave both calls out */

	mallopt(M_TRIM_THRESHOLD, INT_MAX);
	mallopt(M_MMAP_THRESHOLD, (int)LARGE);
	mallopt(M_TOP_PAD, (int)room);
	probe = malloc(probed);
	*start = (uintptr_t)probe;
	*end = (uintptr_t)sbrk(0);
	free(probe);
	mallopt(M_TOP_PAD, (int)STEP);
	/* It lies where what was left of the heap began, or the system had no room there. */
	if (*start > old || old - *start > 2 * STEP)
		*start = old;
	*start = (*start + page - 1) / page * page;
	return *end > *start;
}

/* Has the system give the pages that will be used. */
static void populate(uintptr_t start, size_t len)
{
#ifdef MADV_POPULATE_WRITE
	madvise((void *)start, len, MADV_POPULATE_WRITE);
#else
	(void)start, (void)len;
#endif
}

static bool some, many; /* are expected */

void heap_expect_some(void)
{
	uintptr_t start, end;

	/* The probe is more than a young heap has left. */
	if (!some && !many && grow(SOME / 2, SOME / 2, &start, &end))
		populate(start, end - start);
	some = true;
}

void heap_expect_many(void)
{
	uintptr_t start, end;

	if (many)
		return;
	many = true;
	mallopt(M_ARENA_MAX, 1); /* for who reads ahead, too */
	if (!grow(ROOM, LARGE / 2, &start, &end))
		return;
	madvise((void *)start, end - start, MADV_HUGEPAGE);
	/* What lies before the first large page will be used, too. */
	populate(start, LARGE_PAGE - start % LARGE_PAGE);
}

#else

void heap_expect_some(void)
{
}

void heap_expect_many(void)
{
}

#endif

bool heap_is_emptied(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_LEAK__)
	return true;
#else
	return false;
#endif
}
