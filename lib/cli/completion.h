/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include "cli/options.h"

/*
 * What the shells ask for at TAB, in one process for each:
 *
 *	git kvm-digest --git-completion-helper-line <word>...
 *
 * with what stands behind the command up to the word that is completed, which may be "". Printed is
 * a line with the part of that word that stays ("--format=", "v6.1.."), a tab, and what the shell
 * is to add on its own ("files", "folders" or nothing); then for each candidate a line with what
 * follows that part, a tab, and a description, which may be empty. Not only what fits is printed:
 * how words match is up to the shell. "=" at the end of one wants no space behind it.
 */
#define COMPLETION_LINE "--git-completion-helper-line"

struct completion {
	const char *word;     /* what is completed, without the part that stays */
	GPtrArray *arguments; /* of const char *: the words before it that are no options */
	GPtrArray *inboxes;   /* of const char *: what --inbox names; NULL where it is not there */
	const char *shell;    /* "files", "folders" or "" */
	GString *stays, *candidates;
};

/*
 * Adds a candidate; description may be NULL. Both may come from mails: what could steer a terminal
 * is escaped in the one, and a word with such a thing is not offered.
 */
void completion_add(struct completion *completion, const char *word, const char *description);

/* The first len bytes of the word stay. */
void completion_keep(struct completion *completion, size_t len);

/* All that is printed for the words, of which there is at least one; free with g_free(). */
char *completion_lines(const struct command *command, char **words, int nr);

#endif
