/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_HEAP_H
#define CLI_HEAP_H

/*
 * Many records will be kept: the heap gets the addresses for them in one go, on large pages where
 * the system has these, so that there is one page fault where there were hundreds. Memory is taken
 * as it is used, still. Once for a process; where the system refuses, nothing changes.
 */
void heap_expect_many(void);

#endif
