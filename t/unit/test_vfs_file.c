/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <unistd.h>
#include "index/vfs_file.h"

static void check(const char *path, int flags, int expected)
{
	struct vfs_file file = { .fd = open(path, flags | O_CLOEXEC) };

	assert_true(file.fd >= 0);
	assert_int_equal(vfs_file_methods.xWrite((sqlite3_file *)&file, "x", 1, 0), expected);
	close(file.fd);
}

/* Where there is no room is another matter than where nothing can be written. */
static void test_write(void **state)
{
	(void)state;
	check("/dev/null", O_WRONLY, SQLITE_OK);
	check("/dev/full", O_WRONLY, SQLITE_FULL);
	check("/dev/null", O_RDONLY, SQLITE_IOERR_WRITE);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_write) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
