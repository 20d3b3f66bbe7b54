/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_LANDLOCK_H
#define CLI_LANDLOCK_H

#include <stdbool.h>

/*
 * Linux's Landlock: what a process gives up about files, it never gets back, nor do the threads and
 * processes that it starts. Where the kernel, or the system that this was built on, has none,
 * nothing happens.
 */

enum landlock_right {
	LANDLOCK_READ,	 /* files and folders */
	LANDLOCK_WRITE,	 /* that, and making, changing and removing files */
	LANDLOCK_DEVICE, /* reading and writing what is there */
};

/* Begins a list of what stays allowed; a descriptor, or -1 where there is no Landlock. */
int landlock_begin(void);

/* Allows that below a folder, or of a file; what is not there is passed over. rules may be -1. */
void landlock_allow(int rules, const char *path, enum landlock_right right);

/* The same of an open one. */
void landlock_allow_open(int rules, int fd, enum landlock_right right);

/* Gives up the rest, and closes rules. Only for a process of one thread that can gain no
 * privileges.
 */
bool landlock_finish(int rules);

#endif
