/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/heap.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

/* In 32 bits, addresses are few; the sanitizers have a heap of their own. */
#if defined(__GLIBC__) && UINTPTR_MAX > UINT32_MAX && !defined(__SANITIZE_ADDRESS__) &&            \
	!defined(__SANITIZE_THREAD__)

#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
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

/*
 * Who reads ahead takes memory where the main thread does, where the large pages are. Who works
 * beside that later has an arena of his own, since two who often take and free would wait for each
 * other. With M_ARENA_MAX, glibc gives a new thread the arena that has none, else one after the
 * other, main's first: so somebody holds the second one until whoever reads ahead has his.
 */
#define ARENA_ROOM ((size_t)16 << 20)	  /* that is ready in it */
#define ARENA_ALIGN ((uintptr_t)64 << 20) /* glibc's HEAP_MAX_SIZE */

static sem_t arena_tried, arena_free;
static bool arena_held;

static void *hold_arena(void *unused)
{
	void *volatile probe = malloc(ARENA_ROOM);
	uintptr_t start = (uintptr_t)probe / ARENA_ALIGN * ARENA_ALIGN;
	bool own = (uintptr_t)probe > (uintptr_t)sbrk(0);

	if (own)
		madvise((void *)start, ARENA_ROOM, MADV_HUGEPAGE);
	free(probe);
	arena_held = own;
	sem_post(&arena_tried);
	if (!own)
		return unused;
	sem_wait(&arena_free);
	/* Where pages were taken already, there is no large one. */
	populate(start + LARGE_PAGE, LARGE_PAGE);
	return unused;
}

/* Where another thread has the second one already, the first who tries gets main's. */
static void hold_second_arena(void)
{
	pthread_t holder;

	if (sem_init(&arena_tried, 0, 0) || sem_init(&arena_free, 0, 0))
		return;
	for (int tries = 0; tries < 2 && !arena_held; tries++) {
		if (pthread_create(&holder, NULL, hold_arena, NULL))
			return;
		pthread_detach(holder);
		sem_wait(&arena_tried);
	}
}

static bool some, many; /* are expected */

static uintptr_t ready, last; /* where the first large page begins that nobody had the system give,
				 and the last one */

void heap_expect_some(void)
{
	uintptr_t start, end;

	/* The probe is more than a young heap has left. */
	if (!some && !many && grow(SOME / 2, SOME / 2, &start, &end))
		populate(start, end - start);
	some = true;
}

void heap_expect_many(bool threads)
{
	uintptr_t start, end;

	if (many)
		return;
	many = true;
	mallopt(M_ARENA_MAX, threads ? 2 : 1);
	if (!grow(ROOM, LARGE / 2, &start, &end))
		return;
	if (threads)
		hold_second_arena();
	madvise((void *)start, end - start, MADV_HUGEPAGE);
	/* What lies before the first large page will be used, too. */
	ready = start + LARGE_PAGE - start % LARGE_PAGE;
	populate(start, ready - start);
	last = end - end % LARGE_PAGE - LARGE_PAGE;
}

void heap_follow(const void *used)
{
	static unsigned nr;
	uintptr_t place = (uintptr_t)used;

	if (ready >= last || place >= ready || ready - place > LARGE_PAGE / 2)
		return;
	populate(ready, LARGE_PAGE);
	ready += LARGE_PAGE;
	/* What lies behind the first large page is none of the main thread's. */
	if (++nr == 2 && arena_held)
		sem_post(&arena_free);
}

#else

void heap_expect_some(void)
{
}

void heap_expect_many(bool threads)
{
	(void)threads;
}

void heap_follow(const void *used)
{
	(void)used;
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
