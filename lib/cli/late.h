/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_LATE_H
#define CLI_LATE_H

/*
 * Tells lib/late where the objects are that it loads: in lib/git-kvm beside the folder of the
 * commands. Dies where one is not there; where one cannot be loaded the first use dies.
 */
void late_start(void);

/* That folder. */
const char *late_folder(void);

/* Loads them now where they may stand on libraries that the sandbox would not let us have later. */
void late_before_sandbox(void);

#endif
