/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/fetch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cli/cli.h"
#include "inbox/list.h"

#define AT_ONCE 500 /* mails */

static void write_ids(int fd, const GArray *ids)
{
	GString *text = g_string_new(NULL);
	char hex[GIT_OID_HEXSZ + 1];
	const char *p;
	ssize_t n;

	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(
			text, "%s\n",
			git_oid_tostr(hex, sizeof(hex), &g_array_index(ids, git_oid, i)));
	for (p = text->str; *p; p += n) {
		n = write(fd, p, strlen(p));
		if (n < 0 && errno != EINTR)
			break; /* git has gone, and tells why */
		n = MAX(n, 0);
	}
	g_string_free(text, TRUE);
}

/* As git itself does it where it meets an object that is missing. */
static bool fetch(struct inbox *inbox, const char *remote, const GArray *ids)
{
	const char *argv[] = { "git",
			       "--git-dir",
			       inbox_path(inbox),
			       "-c",
			       "fetch.negotiationAlgorithm=noop",
			       "fetch",
			       remote,
			       "--quiet",
			       "--no-tags",
			       "--no-write-fetch-head",
			       "--no-auto-maintenance",
			       "--recurse-submodules=no",
			       "--filter=blob:none",
			       "--stdin",
			       NULL };
	struct sigaction ignore = { .sa_handler = SIG_IGN }, old;
	int status = -1, fd;
	GPid pid;

	if (!g_spawn_async_with_pipes(NULL, (char **)argv, NULL,
				      G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN |
					      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES |
					      G_SPAWN_STDOUT_TO_DEV_NULL,
				      NULL, NULL, &pid, &fd, NULL, NULL, NULL))
		return false;
	sigaction(SIGPIPE, &ignore, &old);
	write_ids(fd, ids);
	close(fd);
	sigaction(SIGPIPE, &old, NULL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return !status;
}

/* Twice, as trees that were missing, too, say what mails they have. */
static bool fetch_missing(struct inbox *inbox, const char *remote, const GArray *entries,
			  guint first, guint nr)
{
	bool good = true;

	for (int i = 0; good && i < 2; i++) {
		GArray *missing = g_array_new(FALSE, FALSE, sizeof(git_oid));

		partial_missing(inbox, entries, first, nr, missing);
		if (missing->len)
			good = fetch(inbox, remote, missing);
		g_array_unref(missing);
	}
	if (!good)
		warning("mails that '%s' lacks cannot be fetched from '%s'", inbox_path(inbox),
			remote);
	return good;
}

/* Hands on to who asked for the scan. */
struct passing {
	const struct scan_options *options;
	bool stopped;
};

static bool pass_record(struct record *record, void *data)
{
	struct passing *passing = data;

	passing->stopped = !passing->options->record(record, passing->options->data);
	return !passing->stopped;
}

static void pass_problem(const char *commit, const char *reason, void *data)
{
	const struct passing *passing = data;

	if (passing->options->problem)
		passing->options->problem(commit, reason, passing->options->data);
}

static void scan_some(struct inbox *inbox, const GArray *entries, guint first, guint nr,
		      struct passing *passing, struct scan_counts *counts)
{
	struct scan_options options = *passing->options;
	GArray *some = g_array_sized_new(FALSE, FALSE, sizeof(struct walk_entry), nr);
	struct scan_counts part;

	g_array_append_vals(some, &g_array_index(entries, struct walk_entry, first), nr);
	options.record = pass_record;
	options.problem = pass_problem;
	options.data = passing;
	inbox_scan_list(inbox, some, &options, &part);
	scan_counts_add(counts, &part);
	g_array_unref(some);
}

bool fetching_scan(struct inbox *inbox, const char *remote, const struct range *range,
		   const struct scan_options *options, struct scan_counts *counts, GError **error)
{
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	struct passing passing = { .options = options };
	uint64_t *skipped = options->skip_replies ? &counts->replies : NULL;
	bool good, fetches = !getenv("GIT_NO_LAZY_FETCH");

	memset(counts, 0, sizeof(*counts));
	good = partial_list(inbox, range, skipped, entries, error);
	counts->commits = counts->replies;
	for (guint first = 0; good && !passing.stopped && first < entries->len; first += AT_ONCE) {
		guint nr = MIN(AT_ONCE, entries->len - first);

		fetches = fetches && fetch_missing(inbox, remote, entries, first, nr);
		scan_some(inbox, entries, first, nr, &passing, counts);
	}
	g_array_unref(entries);
	return good;
}
