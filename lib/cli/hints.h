/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_HINTS_H
#define CLI_HINTS_H

#include "cli/source.h"

/*
 * On a terminal, on standard error: that the newest mail of all is older than two weeks, since what
 * is shown may be done long since, or be nothing for that reason. advice.kvmOldInbox turns it off.
 */
void hint_old_inbox(struct source *source);

/* The same: that no series of the range touches the paths of the line. */
void hint_no_path(const struct arguments *args);

#endif
