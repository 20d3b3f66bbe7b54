/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_REPO_H
#define UNIT_REPO_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>
#include "inbox/stream.h"

/* Small repositories in a temporary folder, made by git itself, for tests of lib/inbox. */

#define REPO_EPOCH 1700000000 /* the date of the first mail, and the step to the next ones */
#define REPO_STEP 3600

/* Call first in main(): keeps the user's config out. Also starts the library. */
void repo_setup(void);
void repo_teardown(void);

/* A new bare repository; free with repo_free(), which removes it. */
char *repo_new(void);
void repo_free(char *path);

/* Runs "git -C path args", split at blanks, feeds it input where not NULL; expects success. Returns
 * its output without the last line end. */
char *repo_git(const char *path, const char *input, const char *args);

/* Commits nr mails one after another on master, with the tags t1 to tnr. */
void repo_add_mails(const char *path, unsigned nr);

/* The same with forks, merges, several roots and dates out of order; the same for the same seed. */
void repo_add_tangle(const char *path, unsigned nr, unsigned seed);

/* Commits a tree on master, as text for git mktree. */
void repo_commit_tree(const char *path, const char *mktree);

/*
 * For a program that opens repositories of format 1, over which libgit2 1.5 leaks: tells
 * LeakSanitizer. Has no effect without it.
 */
#define TOLERATE_LIBGIT2_LEAKS                                                                     \
	const char *__lsan_default_suppressions(void);                                             \
	const char *__lsan_default_suppressions(void)                                              \
	{                                                                                          \
		return "leak:libpcre2\n";                                                          \
	}                                                                                          \
	const char *__lsan_default_options(void);                                                  \
	const char *__lsan_default_options(void)                                                   \
	{                                                                                          \
		return "print_suppressions=0";                                                     \
	}

/* inbox_open() that expects success. */
struct inbox *repo_open(const char *path);

/* What a scan gave: the ids of the commits as rev-list prints them, and the problems. */
struct scanned {
	GString *ids, *problems;
	struct scan_counts counts;
	unsigned stop_after; /* in: records; 0: never */
	unsigned records;
};

void scanned_run(struct scanned *scanned, struct inbox *inbox, const struct range *range,
		 unsigned threads);
void scanned_release(struct scanned *scanned);

/* The same of one revision; stop as stop_after. */
struct scanned scan_revision(struct inbox *inbox, const char *revision, unsigned threads,
			     unsigned stop);

/* Runs the tests of a program that uses repositories; returns what main() is to return. */
#define repo_run_tests(tests)                                                                      \
	(repo_setup(), cmocka_set_message_output(CM_OUTPUT_TAP),                                   \
	 repo_finish(cmocka_run_group_tests(tests, NULL, NULL)))

int repo_finish(int failed);

#endif
