/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_ERRANDS_H
#define CLI_ERRANDS_H

#include <stdbool.h>
#include <glib.h>

/*
 * A process of ours that is not confined (sandbox.h) and reads no mails: it was forked before the
 * first one was read, runs git and the pager when it is asked to, and nothing but what is listed
 * here, whoever asks. It ends when we do.
 */
enum errands_call { ERRANDS_MAILINFO, ERRANDS_KEY, ERRANDS_OPENPGP, ERRANDS_DNS, ERRANDS_CALLS };

/* What programs do for attest.h: strings of bytes go in and come out; NULL where that cannot be
 * done.
 */
typedef GString *errands_function(const GString *in);

struct errands_setup {
	const GPtrArray *inboxes; /* of char *: the git folders that may be fetched into, */
	const GPtrArray *remotes; /* of char *, NULL for none: and each one's only remote */
	const GPtrArray *folders; /* of char *: removed at the end where nothing came into them */

	/* How each is done there: as by who has no such process. */
	char *(*git)(const char *const *args);
	char *(*answer)(const char *const *args);
	bool (*fetch)(const char *inbox, const char *remote, const GArray *ids);
	GPid (*pager)(const char *command, int *fd);
	errands_function *const *calls; /* ERRANDS_CALLS of them */
};

/* Dies where it cannot be started: to go on unconfined would be silent. Only while there is one
 * thread. */
void errands_start(const struct errands_setup *setup);

/* Whether there is such a process: who needs a program asks it then. */
bool errands_running(void);

/* cli_git_output(), or where silent cli_git_answer(), of a few commands that tell something. */
char *errands_git(const char *const *args, bool silent);

/* Has missing objects (ids, of git_oid) fetched, as fetch_objects() does. */
bool errands_fetch(const char *inbox, const char *remote, const GArray *ids);

GString *errands_call(enum errands_call call, const GString *in);

/* Starts the pager for a command; the descriptor of its input, or -1 where there is to be none. */
int errands_pager(const char *command);

/* Ends it, and waits for what it does then, and for the pager. Safe in a signal handler. */
void errands_end(void);

#endif
