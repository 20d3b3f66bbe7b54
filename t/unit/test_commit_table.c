/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>
#include "tree/commits.h"

struct file {
	char *folder, *path, *lock;
};

static void add(struct commits *table, unsigned char id)
{
	struct commits_entry entry = { .id.id = { id } };

	commits_add(table, &entry);
}

/* A file with one commit. */
static int setup(void **state)
{
	struct file *file = g_new0(struct file, 1);
	struct commits *table;

	file->folder = g_dir_make_tmp("gitkvm-table-XXXXXX", NULL);
	file->path = g_build_filename(file->folder, "commits.sqlite", NULL);
	file->lock = g_strconcat(file->path, ".lock", NULL);
	table = commits_open(file->path, NULL, NULL);
	add(table, 1);
	commits_save(table, "first");
	commits_close(table);
	*state = file;
	return 0;
}

static int teardown(void **state)
{
	struct file *file = *state;

	unlink(file->path);
	unlink(file->lock);
	assert_int_equal(rmdir(file->folder), 0);
	g_free(file->lock);
	g_free(file->path);
	g_free(file->folder);
	g_free(file);
	return 0;
}

static void expect_state(const struct file *file, const char *expected)
{
	struct commits *table = commits_open(file->path, NULL, NULL);

	assert_string_equal(commits_state(table), expected);
	commits_close(table);
}

static void test_long_notes(void **state)
{
	const struct file *file = *state;
	const size_t sizes[] = { 0xffff, 0x10000 };

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct commits *table = commits_open(file->path, NULL, NULL);
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		struct slice note;

		g_byte_array_set_size(bytes, (guint)sizes[i]);
		memset(bytes->data, 'x', bytes->len);
		commits_put_note(table, 0, bytes);
		commits_save_notes(table);
		assert_true(commits_note(table, 0, &note));
		assert_int_equal(note.len, 0xffff); /* the longer one is not taken */
		commits_close(table);
	}
}

/* Who reads keeps others from writing until he rests; what could not be written is in memory. */
static void test_rest(void **state)
{
	const struct file *file = *state;
	struct commits *reader = commits_open(file->path, NULL, NULL);
	struct commits *writer = commits_open(file->path, NULL, NULL);
	struct commits_entry entry;

	assert_true(commits_get(reader, 0, &entry));
	commits_clear(writer);
	add(writer, 2);
	commits_save(writer, "second");
	expect_state(file, "first");
	assert_int_equal(commits_count(writer), 1);
	commits_rest(reader);
	commits_save(writer, "second");
	expect_state(file, "second");
	commits_close(writer);
	commits_close(reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_long_notes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rest, setup, teardown),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
