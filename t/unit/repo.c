/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
#include "repo.h"
#include "inbox/selection.h"

static char *home;

void repo_setup(void)
{
	GError *error = NULL;

	home = g_dir_make_tmp("gitkvm-home-XXXXXX", NULL);
	g_setenv("HOME", home, TRUE);
	g_setenv("XDG_CONFIG_HOME", home, TRUE);
	g_setenv("GIT_CONFIG_NOSYSTEM", "1", TRUE);
	g_setenv("GIT_AUTHOR_NAME", "A", TRUE);
	g_setenv("GIT_AUTHOR_EMAIL", "a@example.org", TRUE);
	g_setenv("GIT_COMMITTER_NAME", "A", TRUE);
	g_setenv("GIT_COMMITTER_EMAIL", "a@example.org", TRUE);
	g_unsetenv("GIT_DIR");
	if (!inbox_library_init(&error))
		g_error("%s", error->message);
}

void repo_teardown(void)
{
	inbox_library_shutdown();
	repo_free(home);
}

char *repo_new(void)
{
	char *path = g_dir_make_tmp("gitkvm-repo-XXXXXX", NULL);

	g_free(repo_git(path, NULL, "init -q --bare -b master"));
	return path;
}

void repo_free(char *path)
{
	const char *argv[] = { "rm", "-rf", path, NULL };

	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
		     NULL);
	g_free(path);
}

/* Feeds input by a file: simpler than two pipes. */
static int open_input(const char *input)
{
	FILE *file = tmpfile();
	int fd;

	assert_non_null(file);
	fwrite(input, 1, strlen(input), file);
	fflush(file);
	fd = dup(fileno(file));
	fclose(file);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static void use_input(void *fd)
{
	dup2(GPOINTER_TO_INT(fd), STDIN_FILENO);
}

char *repo_git(const char *path, const char *input, const char *args)
{
	char *command = g_strdup_printf("git -C %s %s", path, args), *out = NULL;
	char **argv = g_strsplit(command, " ", -1);
	int fd = open_input(input ? input : ""), status = -1;
	size_t len;

	assert_true(g_spawn_sync(NULL, argv, NULL,
				 G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, use_input,
				 GINT_TO_POINTER(fd), &out, NULL, &status, NULL));
	if (status)
		fail_msg("%s", command);
	close(fd);
	len = strlen(out);
	if (len && out[len - 1] == '\n')
		out[len - 1] = '\0';
	g_strfreev(argv);
	g_free(command);
	return out;
}

static void import(const char *path, GString *stream)
{
	g_free(repo_git(path, stream->str, "fast-import --quiet --force"));
	g_string_free(stream, TRUE);
}

static void put_mail(GString *stream, unsigned i)
{
	char *mail =
		g_strdup_printf("From: A <a@example.org>\nSubject: mail %u\n\nText %u\n", i, i);

	g_string_append_printf(stream, "blob\nmark :%u\ndata %zu\n%s\n", 100000 + i, strlen(mail),
			       mail);
	g_free(mail);
}

static void put_commit(GString *stream, unsigned i, int64_t date)
{
	char *message = g_strdup_printf("mail %u", i);

	g_string_append_printf(stream,
			       "commit refs/heads/master\nmark :%u\n"
			       "committer A <a@example.org> %" G_GINT64_FORMAT
			       " +0000\ndata %zu\n%s\n",
			       i, date, strlen(message), message);
	g_free(message);
}

static void put_tree(GString *stream, unsigned i)
{
	g_string_append_printf(stream, "deleteall\nM 100644 :%u m\n\n", 100000 + i);
}

void repo_add_mails(const char *path, unsigned nr)
{
	GString *stream = g_string_new(NULL);

	for (unsigned i = 1; i <= nr; i++) {
		put_mail(stream, i);
		put_commit(stream, i, REPO_EPOCH + (int64_t)i * REPO_STEP);
		put_tree(stream, i);
		g_string_append_printf(stream, "reset refs/tags/t%u\nfrom :%u\n\n", i, i);
	}
	import(path, stream);
}

/* Up to three parents off the commits without children, of which most then have one. */
static void put_parents(GString *stream, GRand *rand, GArray *heads)
{
	unsigned nr = g_rand_int_range(rand, 0, 20) ? (unsigned)g_rand_int_range(rand, 1, 4) : 0;
	bool keep = !g_rand_int_range(rand, 0, 4);

	for (unsigned i = 0; i < nr && heads->len; i++) {
		guint at = (guint)g_rand_int_range(rand, 0, (gint32)heads->len);

		g_string_append_printf(stream, "%s :%u\n", i ? "merge" : "from",
				       g_array_index(heads, unsigned, at));
		if (!keep || i)
			g_array_remove_index_fast(heads, at);
		else
			break;
	}
}

void repo_add_tangle(const char *path, unsigned nr, unsigned seed)
{
	static const int steps[] = { 0, 0, 1, 5, 60, -3, -200 };
	GArray *heads = g_array_new(FALSE, FALSE, sizeof(unsigned));
	GString *stream = g_string_new(NULL);
	GRand *rand = g_rand_new_with_seed(seed);
	int64_t date = REPO_EPOCH;

	for (unsigned i = 1; i <= nr; i++) {
		date += steps[g_rand_int_range(rand, 0, G_N_ELEMENTS(steps))] + 10;
		put_mail(stream, i);
		g_string_append(stream, "reset refs/heads/master\n\n");
		put_commit(stream, i, date);
		put_parents(stream, rand, heads);
		put_tree(stream, i);
		g_array_append_val(heads, i);
		g_string_append_printf(stream, "reset refs/tags/t%u\nfrom :%u\n\n", i, i);
	}
	import(path, stream);
	g_rand_free(rand);
	g_array_unref(heads);
}

void repo_commit_tree(const char *path, const char *mktree)
{
	char *tree = repo_git(path, mktree, "mktree --missing"), *args, *commit;
	char *tip = repo_git(path, NULL, "for-each-ref --format=%(objectname) refs/heads/master");

	args = g_strdup_printf("commit-tree %s%s -m x %s", *tip ? "-p " : "", tip, tree);
	if (!*tip) {
		g_free(args);
		args = g_strdup_printf("commit-tree -m x %s", tree);
	}
	commit = repo_git(path, NULL, args);
	g_free(args);
	args = g_strdup_printf("update-ref refs/heads/master %s", commit);
	g_free(repo_git(path, NULL, args));
	g_free(args);
	g_free(commit);
	g_free(tip);
	g_free(tree);
}

/* Returns false when that was the last one wanted. */
static bool take_record(struct scanned *scanned, struct record *record)
{
	for (int i = 0; i < RECORD_HASH_SIZE; i++)
		g_string_append_printf(scanned->ids, "%02x", record->commit[i]);
	g_string_append_c(scanned->ids, '\n');
	record_free(record);
	return ++scanned->records != scanned->stop_after;
}

static bool take_item(struct scanned *scanned, struct stream_item *item)
{
	scan_counts_take(&scanned->counts, item);
	if (item->record)
		return take_record(scanned, item->record);
	if (item->reason) {
		assert_int_equal(strlen(item->commit), 2 * RECORD_HASH_SIZE);
		g_string_append_printf(scanned->problems, "%s\n", item->reason);
		g_free(item->reason);
	}
	return true;
}

void scanned_run(struct scanned *scanned, struct inbox *inbox, const struct range *range,
		 unsigned threads)
{
	struct scan_options options = { .threads = threads };
	struct record_stream *stream;
	struct stream_item item;
	GError *error = NULL;
	int got = -1;

	scanned->ids = g_string_new(NULL);
	scanned->problems = g_string_new(NULL);
	stream = inbox_stream(inbox, range, &options, &error);
	while (stream && (got = record_stream_next(stream, &item, &error)) > 0 &&
	       take_item(scanned, &item))
		;
	record_stream_close(stream);
	if (got < 0)
		fail_msg("%s", error->message);
	assert_int_equal(scanned->counts.commits,
			 scanned->counts.read + scanned->counts.removed + scanned->counts.missing +
				 scanned->counts.corrupt + scanned->counts.unusable);
	assert_int_equal(scanned->counts.read, scanned->records);
	if (scanned->ids->len)
		g_string_truncate(scanned->ids, scanned->ids->len - 1);
}

void scanned_release(struct scanned *scanned)
{
	g_string_free(scanned->ids, TRUE);
	g_string_free(scanned->problems, TRUE);
}

struct inbox *repo_open(const char *path)
{
	GError *error = NULL;
	struct inbox *inbox = inbox_open(path, NULL, NULL, &error);

	if (!inbox)
		fail_msg("%s", error->message);
	return inbox;
}

struct scanned scan_revision(struct inbox *inbox, const char *revision, unsigned threads,
			     unsigned stop)
{
	struct range *range = range_parse(inbox, &revision, 1, NULL);
	struct scanned scanned = { .stop_after = stop };

	assert_non_null(range);
	scanned_run(&scanned, inbox, range, threads);
	range_free(range);
	return scanned;
}

int repo_finish(int failed)
{
	repo_teardown();
	return failed;
}
