/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_LATE_H
#define CLI_LATE_H

/*
 * Tells lib/late where the object is that it loads: in lib/git-kvm beside the folder of the
 * commands. Dies where it is not there; where it cannot be loaded the first use dies.
 */
void late_start(void);

/* The folder it is in. */
const char *late_folder(void);

/* Loads it now where it may stand on libraries that the sandbox would not let us have later. */
void late_before_sandbox(void);

#endif
