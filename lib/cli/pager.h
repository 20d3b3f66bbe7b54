/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_PAGER_H
#define CLI_PAGER_H

#include <stdbool.h>
#include <glib.h>

/*
 * Starts the pager in front of stdout (and of stderr where that is a terminal), as git log does:
 * only when stdout is a terminal, and never a second one inside git's (`git -p`). Which one is
 * GIT_PAGER, pager.<command> (a command, or a boolean), core.pager, PAGER or git's own default; ""
 * and "cat" are none (`git -P` and pager.<command>=false come as GIT_PAGER=cat). LESS=FRX and LV=-c
 * where unset. The process's end waits for the pager's, on signals, too.
 * command is the name behind git: "kvm-digest". To be called before any output.
 */
void pager_start(const char *command);

/*
 * Runs that pager: with our standard input as its own, or where fd is not NULL with a pipe, whose
 * other end is left there. -1 where there is to be none, or it cannot be run.
 */
GPid pager_run(const char *command, int *fd);

/* Whether a pager, ours or git's, is between stdout and the terminal. */
bool pager_in_use(void);

#endif
