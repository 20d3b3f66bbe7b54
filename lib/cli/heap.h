/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_HEAP_H
#define CLI_HEAP_H

#include <stdbool.h>

/*
 * Some records will be kept: the heap takes the memory for some hundred of them at once, instead of
 * a page at a time. Once for a process; where the system refuses, nothing changes.
 */
void heap_expect_some(void);

/*
 * Many records will be kept: the heap gets the addresses for them in one go, on large pages where
 * the system has these, so that there is one page fault where there were hundreds. Memory is taken
 * as it is used, still. Once for a process; where the system refuses, nothing changes. threads:
 * somebody will work beside the main thread, once the records are there.
 */
void heap_expect_many(bool threads);

/*
 * Behind heap_expect_many(), what another thread made lies at that place: before it needs the next
 * large page, the system gives that to this thread, which has nothing else to do.
 */
void heap_follow(const void *used);

/*
 * Whether a command that is about to end frees what it holds of many mails, piece by piece. False
 * where nobody looks for leaks: the system takes the whole in one go.
 */
bool heap_is_emptied(void);

#endif
