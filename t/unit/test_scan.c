/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <git2.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "mime/limits.h"
#include "repo.h"
#include "inbox/selection.h"

TOLERATE_LIBGIT2_LEAKS

/* Around every border of batches, windows and threads. */
static void test_order(void **state G_GNUC_UNUSED)
{
	static const unsigned lengths[] = { 1,	2,  15, 16,  17,  32,  33, 47,
					    48, 49, 64, 127, 128, 129, 400 };
	char *path = repo_new(), *all, *name;
	struct inbox *inbox;

	repo_add_mails(path, 400);
	inbox = repo_open(path);
	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
		name = g_strdup_printf("rev-list t%u", lengths[i]);
		all = repo_git(path, NULL, name);
		for (unsigned threads = 0; threads <= 9; threads += threads == 4 ? 5 : 1) {
			struct scanned scanned =
				scan_revision(inbox, name + strlen("rev-list "), threads, 0);

			assert_int_equal(scanned.counts.read, lengths[i]);
			assert_string_equal(scanned.ids->str, all);
			scanned_release(&scanned);
		}
		g_free(all);
		g_free(name);
	}
	inbox_close(inbox);
	repo_free(path);
}

static void test_stop(void **state G_GNUC_UNUSED)
{
	static const unsigned stops[] = { 1, 16, 17, 50, 150, 299, 300 };
	char *path = repo_new();
	struct inbox *inbox;

	repo_add_mails(path, 300);
	inbox = repo_open(path);
	for (size_t i = 0; i < G_N_ELEMENTS(stops); i++)
		for (unsigned threads = 1; threads <= 4; threads++) {
			struct scanned scanned = scan_revision(inbox, "master", threads, stops[i]);

			assert_int_equal(scanned.records, stops[i]);
			assert_int_equal(scanned.counts.commits, stops[i]);
			scanned_release(&scanned);
		}
	inbox_close(inbox);
	repo_free(path);
}

static void test_dates(void **state G_GNUC_UNUSED)
{
	int64_t next = REPO_EPOCH + 20 * REPO_STEP;
	const struct scan_options options = { 0 };
	const char *revision = "master";
	struct record_stream *stream;
	struct stream_item item;
	struct inbox *inbox;
	struct range *range;
	char *path = repo_new();

	repo_add_mails(path, 20);
	inbox = repo_open(path);
	range = range_parse(inbox, &revision, 1, NULL);
	stream = inbox_stream(inbox, range, &options, NULL);
	assert_non_null(stream);
	for (; record_stream_next(stream, &item, NULL) > 0; next -= REPO_STEP) {
		assert_int_equal(item.record->archived, next);
		assert_int_equal(item.record->date, next); /* the mails have no Date field */
		record_free(item.record);
	}
	record_stream_close(stream);
	assert_int_equal(next, REPO_EPOCH);
	range_free(range);
	inbox_close(inbox);
	repo_free(path);
}

static char *write_blob(const char *path, const char *text)
{
	return repo_git(path, text, "hash-object -w --stdin");
}

/* A blob of zeroes, which takes no room. */
static char *write_zeroes(const char *path, size_t size)
{
	char *name = g_build_filename(path, "zeroes", NULL), *args, *id;
	FILE *file = g_fopen(name, "w");

	assert_non_null(file);
	assert_int_equal(ftruncate(fileno(file), (off_t)size), 0);
	fclose(file);
	args = g_strdup_printf("hash-object -w %s", name);
	id = repo_git(path, NULL, args);
	g_unlink(name);
	g_free(args);
	g_free(name);
	return id;
}

static void commit_entry(const char *path, const char *mode_type, const char *id, const char *name)
{
	char *text = g_strdup_printf("%s %s\t%s\n", mode_type, id, name);

	repo_commit_tree(path, text);
	g_free(text);
}

static char *object_file(const char *path, const char *id)
{
	return g_strdup_printf("%s/objects/%.2s/%s", path, id, id + 2);
}

static void truncate_object(const char *path, const char *id, off_t size)
{
	char *name = object_file(path, id);

	g_chmod(name, 0600);
	assert_int_equal(truncate(name, size), 0);
	g_free(name);
}

/* One commit of each kind; none may be lost, and nothing may loop for ever. */
static void test_counts(void **state G_GNUC_UNUSED)
{
	char *path = repo_new(), *mail, *cut, *huge, *mid;
	struct inbox *inbox;

	mail = write_blob(path, "From: A <a@example.org>\nSubject: s\n\ntext\n");
	cut = write_blob(path, "From: A <a@example.org>\nSubject: cut short\n\ntext, text\n");
	huge = write_zeroes(path, (size_t)MAIL_MAX_BYTES * 4);
	mid = write_zeroes(path, (size_t)MAIL_MAX_BYTES + 1);
	commit_entry(path, "100644 blob", mail, "m");
	commit_entry(path, "100644 blob", mail, "d");
	commit_entry(path, "100644 blob", "1234567890123456789012345678901234567890", "m");
	commit_entry(path, "100644 blob", mail, "other");
	commit_entry(path, "040000 tree", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "m");
	repo_commit_tree(path, "");
	commit_entry(path, "100644 blob", cut, "m");
	commit_entry(path, "100644 blob", huge, "m");
	commit_entry(path, "100644 blob", mid, "m");
	commit_entry(path, "100644 blob", mail, "m");
	truncate_object(path, cut, 30);
	alarm(60);
	inbox = repo_open(path);
	for (unsigned threads = 1; threads <= 2; threads++) {
		struct scanned scanned = scan_revision(inbox, "master", threads, 0);

		assert_int_equal(scanned.counts.commits, 10);
		assert_int_equal(scanned.counts.read, 2);
		assert_int_equal(scanned.counts.removed, 1);
		assert_int_equal(scanned.counts.missing, 4);
		assert_int_equal(scanned.counts.corrupt, 1);
		assert_int_equal(scanned.counts.unusable, 2);
		assert_non_null(strstr(scanned.problems->str, "12345678901234567890 is missing"));
		assert_non_null(strstr(scanned.problems->str, "holds no mail"));
		assert_non_null(strstr(scanned.problems->str, "is corrupt"));
		assert_non_null(strstr(scanned.problems->str, "is too large"));
		scanned_release(&scanned);
	}
	alarm(0);
	inbox_close(inbox);
	g_free(mail);
	g_free(cut);
	g_free(huge);
	g_free(mid);
	repo_free(path);
}

/* Cut at every length, a loose object is an error or whole. */
static void test_truncated_loose(void **state G_GNUC_UNUSED)
{
	char *path = repo_new(), *mail, *name;
	GStatBuf st;

	mail = write_blob(path, "From: A <a@example.org>\nSubject: s\n\ntext, text, text, text\n");
	commit_entry(path, "100644 blob", mail, "m");
	name = object_file(path, mail);
	assert_int_equal(g_stat(name, &st), 0);
	alarm(60);
	for (off_t size = st.st_size; size >= 0; size--) {
		struct inbox *inbox = repo_open(path);
		struct scanned scanned;

		truncate_object(path, mail, size);
		scanned = scan_revision(inbox, "master", 1, 0);
		assert_int_equal(scanned.counts.read, size == st.st_size);
		assert_int_equal(scanned.counts.corrupt, size != st.st_size);
		scanned_release(&scanned);
		inbox_close(inbox);
	}
	alarm(0);
	g_free(name);
	g_free(mail);
	repo_free(path);
}

/* A commit that cannot be read ends the walk: what is behind it is unknown. */
static void test_broken_history(void **state G_GNUC_UNUSED)
{
	const struct scan_options options = { 0 };
	char *path = repo_new(), *mail, *commit;
	const char *revision = "master";
	struct record_stream *stream;
	struct stream_item item;
	struct inbox *inbox;
	struct range *range;
	GError *error = NULL;

	mail = write_blob(path, "Subject: s\n\ntext\n");
	for (int i = 0; i < 3; i++)
		commit_entry(path, "100644 blob", mail, "m");
	commit = repo_git(path, NULL, "rev-parse master~1");
	truncate_object(path, commit, 20);
	alarm(60);
	inbox = repo_open(path);
	range = range_parse(inbox, &revision, 1, NULL);
	assert_non_null(range);
	stream = inbox_stream(inbox, range, &options, &error);
	assert_non_null(stream);
	assert_int_equal(record_stream_next(stream, &item, &error), -1);
	record_stream_close(stream);
	assert_true(g_error_matches(error, INBOX_ERROR, INBOX_ERROR_READ));
	assert_non_null(strstr(error->message, commit));
	alarm(0);
	g_error_free(error);
	range_free(range);
	inbox_close(inbox);
	g_free(commit);
	g_free(mail);
	repo_free(path);
}

static void test_read_one(void **state G_GNUC_UNUSED)
{
	char *path = repo_new(), *hex;
	struct mail_blob blob;
	struct inbox *inbox;
	GError *error = NULL;
	git_oid id;

	repo_add_mails(path, 3);
	inbox = repo_open(path);
	hex = repo_git(path, NULL, "rev-parse t2");
	git_oid_fromstr(&id, hex);
	assert_true(inbox_read(inbox, id.id, &blob, NULL));
	assert_true(slice_eq(blob.raw,
			     slice_str("From: A <a@example.org>\nSubject: mail 2\n\nText 2\n")));
	mail_blob_release(&blob);
	memset(id.id, 7, sizeof(id.id));
	assert_false(inbox_read(inbox, id.id, &blob, &error));
	assert_true(g_error_matches(error, INBOX_ERROR, INBOX_ERROR_READ));
	g_error_free(error);
	g_free(hex);
	inbox_close(inbox);
	repo_free(path);
}

static void test_partial_clone(void **state G_GNUC_UNUSED)
{
	char *origin = repo_new(), *path = repo_new(), *args;
	struct scanned scanned;
	struct inbox *inbox;

	repo_add_mails(origin, 5);
	g_free(repo_git(origin, NULL, "config uploadpack.allowFilter true"));
	args = g_strdup_printf("remote add origin file://%s", origin);
	g_free(repo_git(path, NULL, args));
	g_free(args);
	g_free(repo_git(path, NULL, "fetch -q --filter=blob:none --no-tags origin master:master"));
	inbox = repo_open(path);
	scanned = scan_revision(inbox, "master", 2, 0);
	assert_int_equal(scanned.counts.missing, 5);
	assert_non_null(strstr(scanned.problems->str, "this is a partial clone"));
	scanned_release(&scanned);
	inbox_close(inbox);
	repo_free(path);
	repo_free(origin);
}

/* Mails that are borrowed from another repository. */
static void test_alternates(void **state G_GNUC_UNUSED)
{
	char *origin = repo_new(), *path = repo_new(), *text, *name, *mail, *id, *args;
	struct scanned scanned;
	struct inbox *inbox;

	mail = write_blob(origin, "Subject: s\n\ntext, text, text, text, text\n");
	commit_entry(origin, "100644 blob", mail, "m");
	commit_entry(origin, "100644 blob", mail, "m");
	text = g_strdup_printf("%s/objects\n", origin);
	name = g_build_filename(path, "objects", "info", "alternates", NULL);
	assert_true(g_file_set_contents(name, text, -1, NULL));
	id = repo_git(origin, NULL, "rev-parse master");
	args = g_strdup_printf("update-ref refs/heads/master %s", id);
	g_free(repo_git(path, NULL, args));
	alarm(60);
	inbox = repo_open(path);
	scanned = scan_revision(inbox, "master", 1, 0);
	assert_int_equal(scanned.counts.read, 2);
	scanned_release(&scanned);
	truncate_object(origin, mail, 25);
	scanned = scan_revision(inbox, "master", 1, 0);
	assert_int_equal(scanned.counts.corrupt, 2);
	scanned_release(&scanned);
	alarm(0);
	inbox_close(inbox);
	g_free(args);
	g_free(id);
	g_free(name);
	g_free(text);
	g_free(mail);
	repo_free(path);
	repo_free(origin);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_dates),		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_truncated_loose), cmocka_unit_test(test_broken_history),
		cmocka_unit_test(test_read_one),	cmocka_unit_test(test_partial_clone),
		cmocka_unit_test(test_alternates),
	};

	return repo_run_tests(tests);
}
