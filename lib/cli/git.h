/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_GIT_H
#define CLI_GIT_H

/* What git, by whom a command is started, told it, and what it can be asked. */

/* The command that runs, without "git-kvm-": "digest". */
const char *cli_command_name(void);

/* GIT_DIR as the user (or git --git-dir) set it; NULL where it is not set. */
const char *cli_git_dir(void);

/* GIT_CEILING_DIRECTORIES, or NULL: where the search for a repository stops. */
const char *cli_ceilings(void);

/*
 * What `git <args…>` prints, without its last line end: for the few things only git knows
 * (args = { "rev-parse", "--since=yesterday", NULL }). Its errors go to our stderr. Returns NULL
 * when git could not be run or did not exit with 0; else free with g_free().
 */
char *cli_git_output(const char *const *args);

/* The same, when it is no mistake that git cannot tell: without a word of it. */
char *cli_git_answer(const char *const *args);

#endif
