/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/fetch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cli/die.h"
#include "cli/errands.h"
#include "inbox/list.h"
#include "inbox/oid.h"

#define AT_ONCE 500 /* mails */

static void write_ids(int fd, const GArray *ids)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char hex[GIT_OID_HEXSZ + 1];
	const char *p;
	ssize_t n;

	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(text, "%s\n",
				       oid_text(hex, sizeof(hex), &g_array_index(ids, git_oid, i)));
	for (p = text->str; *p; p += n) {
		n = write(fd, p, strlen(p));
		if (n < 0 && errno != EINTR)
			break; /* git has gone, and tells why */
		n = MAX(n, 0);
	}
}

bool fetch_objects(const char *inbox, const char *remote, const GArray *ids)
{
	const char *argv[] = { "git",
			       "--git-dir",
			       inbox,
			       "-c",
			       "fetch.negotiationAlgorithm=noop",
			       "fetch",
			       "--quiet",
			       "--no-tags",
			       "--no-write-fetch-head",
			       "--no-auto-maintenance",
			       "--recurse-submodules=no",
			       "--filter=blob:none",
			       "--stdin",
			       "--",
			       remote,
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

static bool fetch(struct inbox *inbox, const char *remote, const GArray *ids)
{
	return errands_running() ? errands_fetch(inbox_path(inbox), remote, ids)
				 : fetch_objects(inbox_path(inbox), remote, ids);
}

/* What asks the remote is told by the clone's configuration: programs, too. */
static bool is_own(const struct inbox *inbox)
{
	struct stat info;

	return !stat(inbox_path(inbox), &info) && info.st_uid == geteuid();
}

/* Twice, as trees that were missing, too, say what mails they have. */
static bool fetch_missing(struct inbox *inbox, const char *remote, const GArray *entries,
			  guint first, guint nr)
{
	bool good = true, own = true;

	for (int i = 0; good && i < 2; i++) {
		g_autoptr(GArray) missing = g_array_new(FALSE, FALSE, sizeof(git_oid));

		partial_missing(inbox, entries, first, nr, missing);
		own = !missing->len || is_own(inbox);
		if (missing->len)
			good = own && fetch(inbox, remote, missing);
	}
	if (!own)
		warning("mails that '%s' lacks are not fetched: it belongs to another user",
			inbox_path(inbox));
	else if (!good)
		warning("mails that '%s' lacks cannot be fetched from '%s'", inbox_path(inbox),
			remote);
	return good;
}

/* The mails of a range, of which some hundreds are fetched at a time, and then read. */
struct fetching_stream {
	struct record_stream base;
	struct inbox *inbox;
	char *remote; /* NULL: it cannot be asked */
	struct scan_options plain;
	GArray *entries;	     /* of struct walk_entry: what is wanted */
	guint at;		     /* in entries */
	GArray *some;		     /* those that are read now, */
	struct record_stream *mails; /* by this */
	uint64_t replies;	     /* passed over */
};

static void read_some(struct fetching_stream *stream)
{
	guint nr = MIN(AT_ONCE, stream->entries->len - stream->at);

	if (stream->remote &&
	    !fetch_missing(stream->inbox, stream->remote, stream->entries, stream->at, nr))
		g_clear_pointer(&stream->remote, g_free);
	g_array_set_size(stream->some, 0);
	g_array_append_vals(stream->some,
			    &g_array_index(stream->entries, struct walk_entry, stream->at), nr);
	stream->at += nr;
	stream->mails = inbox_stream_list(stream->inbox, stream->some, &stream->plain);
}

static int next_fetched(struct record_stream *base, struct stream_item *out, GError **error)
{
	struct fetching_stream *stream = (struct fetching_stream *)base;
	bool unused;
	int got;

	if (stream->replies) {
		out->outcome = OUTCOME_REPLIES;
		out->nr = stream->replies;
		stream->replies = 0;
		return 1;
	}
	while (!(got = record_stream_pass(&stream->mails, out, &unused, error))) {
		if (stream->at == stream->entries->len)
			return 0;
		read_some(stream);
	}
	return got;
}

static void close_fetching(struct record_stream *base)
{
	struct fetching_stream *stream = (struct fetching_stream *)base;

	record_stream_close(stream->mails);
	g_array_unref(stream->entries);
	g_array_unref(stream->some);
	g_free(stream->remote);
	g_free(stream);
}

static const struct record_stream_type fetching_stream_type = { next_fetched, close_fetching };

struct record_stream *fetching_stream(struct inbox *inbox, const char *remote,
				      const struct range *range, const struct scan_options *options,
				      GError **error)
{
	struct fetching_stream *stream = g_new0(struct fetching_stream, 1);

	stream->base.type = &fetching_stream_type;
	stream->inbox = inbox;
	stream->remote = getenv("GIT_NO_LAZY_FETCH") ? NULL : g_strdup(remote);
	stream->plain = *options;
	stream->plain.skip_replies = false;
	stream->entries = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	stream->some = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	if (partial_list(inbox, range, options->skip_replies ? &stream->replies : NULL,
			 stream->entries, &stream->base.too_old, error))
		return &stream->base;
	close_fetching(&stream->base);
	return NULL;
}
