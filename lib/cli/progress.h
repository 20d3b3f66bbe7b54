/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdint.h>

/*
 * git's progress line on stderr: "Reading mails:  42% (420/1000)", or "Reading mails: 420" where
 * the total is not known. Shown after two seconds (GIT_PROGRESS_DELAY), at most ten times a second.
 */
struct progress;

/*
 * option is --[no-]progress: 1 shows it always, 0 never, -1 when stderr is a terminal. total 0: not
 * known. title must outlive it. Returns NULL when nothing is to be shown, which the others take.
 */
struct progress *progress_start(const char *title, uint64_t total, int option);

/* n of total are done. Cheap: call it for each. */
void progress_update(struct progress *progress, uint64_t n);

/* Clears the line for a message on stderr; die() and its like do so themselves. */
void progress_make_way(void);

/* Ends the line, if one was shown, with ", done."; frees. Before any output is printed. */
void progress_stop(struct progress *progress);

#endif
