/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_BESIDE_H
#define TEXT_BESIDE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* Work that another thread does beside what the caller does meanwhile. */
struct beside {
	void (*work)(void *data);
	void *data;
	pthread_t thread;
	bool begun; /* the thread is there */
};

/*
 * Begins work(data). Without a thread, because none is wanted (beside is false) or to be had, it is
 * done when this returns. *out stays where it is until beside_wait().
 */
void beside_start(struct beside *out, bool beside, void (*work)(void *data), void *data);

/* Until it is done. Once for each beside_start(). */
void beside_wait(struct beside *beside);

/*
 * Has work(i, data) done for each i below nr, once and in any order, by the caller and, where there
 * may be more threads than his, another one: more would wait for each other at the heap. It is done
 * when this returns.
 */
void beside_each(unsigned threads, size_t nr, void (*work)(size_t i, void *data), void *data);

#endif
