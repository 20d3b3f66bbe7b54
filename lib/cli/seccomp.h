/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SECCOMP_H
#define CLI_SECCOMP_H

#include <stdbool.h>

/*
 * Linux's seccomp: from now on this process, and all that it starts, cannot make connections, run
 * programs, reach into other processes, type into the terminal, or use what reading mails has no
 * use for (mounting, namespaces, keys, modules, io_uring, …): such calls fail with EPERM. What is
 * open stays open. Only for a process that can gain no privileges. False where there is none.
 */
bool seccomp_start(void);

#endif
