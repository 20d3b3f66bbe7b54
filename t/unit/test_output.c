/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "subprocess.h"

#define NO_SPACE "fatal: unable to write to standard output: No space left on device\n"

static void print_all_ways(void *unused)
{
	(void)unused;
	output_write(SLICE("a\0b"));
	output_write(slice_of(NULL, 0));
	output_puts("");
	output_puts("x-5\n");
	output_write_data("end", 3, NULL);
	output_finish();
}

static void test_bytes(void **state)
{
	struct outcome outcome = run_in_child(print_all_ways, NULL);

	(void)state;
	assert_int_equal(outcome.status, 0);
	assert_memory_equal(outcome.out, "a\0bx-5\nend", 11);
	outcome_release(&outcome);
}

/* Pieces of many sizes around the buffer's come out whole and in order. */
static void print_pieces(void *unused)
{
	char *piece = g_malloc(200000);

	(void)unused;
	for (size_t i = 0; i < 200000; i++)
		piece[i] = 'a' + i % 26;
	for (size_t len = 1; len < 200000; len = len * 3 + 1)
		output_write(slice_of(piece, len));
	output_write(slice_of(piece, 65536));
	output_write(slice_of(piece, 65535));
	output_write(slice_of(piece, 65537));
	output_finish();
}

static void test_pieces(void **state)
{
	struct outcome outcome = run_in_child(print_pieces, NULL);
	const char *p = outcome.out;
	size_t sizes[32], nr = 0;

	(void)state;
	for (size_t len = 1; len < 200000; len = len * 3 + 1)
		sizes[nr++] = len;
	sizes[nr++] = 65536;
	sizes[nr++] = 65535;
	sizes[nr++] = 65537;
	for (size_t i = 0; i < nr; i++) {
		for (size_t k = 0; k < sizes[i]; k++, p++)
			assert_int_equal(*p, 'a' + k % 26);
	}
	assert_int_equal(*p, '\0');
	outcome_release(&outcome);
}

/* stdout of the child becomes this file, or is closed (NULL). */
static void redirect(const char *path)
{
	close(STDOUT_FILENO);
	if (path && open(path, O_WRONLY) != STDOUT_FILENO)
		_exit(99);
}

static void full_small(void *unused)
{
	(void)unused;
	redirect("/dev/full");
	output_puts("text");
	output_finish();
}

static void full_large(void *unused)
{
	char *large = g_strnfill(1 << 20, 'x');

	(void)unused;
	redirect("/dev/full");
	output_puts(large);
}

static void test_full(void **state)
{
	(void)state;
	assert_outcome(full_small, NULL, EXIT_FATAL, "", NO_SPACE);
	assert_outcome(full_large, NULL, EXIT_FATAL, "", NO_SPACE);
}

static void closed(void *unused)
{
	(void)unused;
	redirect(NULL);
	cli_init();
	/* What is opened now must not become stdout. */
	if (open("/dev/null", O_WRONLY) <= STDERR_FILENO)
		_exit(99);
	output_puts("text");
	output_finish();
}

static void test_closed(void **state)
{
	(void)state;
	assert_outcome(closed, NULL, EXIT_FATAL, "",
		       "fatal: unable to write to standard output: Bad file descriptor\n");
}

static void broken_pipe(void *ignored)
{
	int fds[2];

	if (ignored)
		signal(SIGPIPE, SIG_IGN);
	if (pipe(fds) || dup2(fds[1], STDOUT_FILENO) < 0)
		_exit(99);
	close(fds[0]);
	close(fds[1]);
	output_puts("text");
	output_finish();
}

static void test_broken_pipe(void **state)
{
	(void)state;
	assert_outcome(broken_pipe, NULL, -SIGPIPE, "", "");
	assert_outcome(broken_pipe, "ignored", -SIGPIPE, "", "");
}

/* A pipe that somebody made non-blocking, with a reader slower than we are. */
static void non_blocking(void *unused)
{
	char chunk[5000], *large = g_strnfill(300000, 'x');
	size_t total = 0;
	ssize_t n;
	int fds[2];

	(void)unused;
	if (pipe(fds))
		_exit(99);
	if (!fork()) {
		fcntl(fds[1], F_SETFL, O_NONBLOCK);
		dup2(fds[1], STDOUT_FILENO);
		output_puts(large);
		output_finish();
		_exit(0);
	}
	close(fds[1]);
	g_usleep(50000);
	while ((n = read(fds[0], chunk, sizeof(chunk))) > 0)
		total += n;
	g_snprintf(chunk, sizeof(chunk), "%zu", total);
	output_puts(chunk);
	output_finish();
}

static void test_non_blocking(void **state)
{
	(void)state;
	assert_outcome(non_blocking, NULL, 0, "300000", "");
}

static void die_plain(void *text)
{
	output_puts("half a result");
	die("%s in '%s'", "oops", (const char *)text);
}

static void die_with_errno(void *unused)
{
	(void)unused;
	errno = ENOENT;
	die_errno("cannot open '%s'", "x");
}

static void die_with_gerror(void *unused)
{
	(void)unused;
	die_gerror(g_error_new(g_quark_from_string("x"), 1, "bad\abell"));
}

static void complain(void *unused)
{
	(void)unused;
	warning("one\ntwo %d", 3);
	report_error("caf\xe9 \xe2\x80\xae");
}

static void test_messages(void **state)
{
	(void)state;
	assert_outcome(die_plain, "\033]0;x\a", EXIT_FATAL, "",
		       "fatal: oops in '<U+001B>]0;x<U+0007>'\n");
	assert_outcome(die_with_errno, NULL, EXIT_FATAL, "",
		       "fatal: cannot open 'x': No such file or directory\n");
	assert_outcome(die_with_gerror, NULL, EXIT_FATAL, "", "fatal: bad<U+0007>bell\n");
	assert_outcome(complain, NULL, 0, "", "warning: one\ntwo 3\nerror: caf<E9> <U+202E>\n");
}

static void count(void *option)
{
	struct progress *bar;

	g_setenv("GIT_PROGRESS_DELAY", "0", TRUE);
	bar = progress_start("Reading mails", 200, *(int *)option);
	progress_update(bar, 84);
	warning("here");
	progress_stop(bar);
	bar = progress_start("Counting", 0, *(int *)option);
	progress_update(bar, 7);
	progress_stop(bar);
}

static void test_progress(void **state)
{
	int always = 1, never = 0, by_terminal = -1;

	(void)state;
	assert_outcome(count, &always, 0, "",
		       "Reading mails:  42% (84/200)\r\nwarning: here\n"
		       "Reading mails:  42% (84/200), done.\nCounting: 7\rCounting: 7, done.\n");
	assert_outcome(count, &never, 0, "", "warning: here\n");
	assert_outcome(count, &by_terminal, 0, "", "warning: here\n");
}

static void count_quickly(void *unused)
{
	struct progress *bar = progress_start("Reading mails", 2, 1);

	(void)unused;
	progress_update(bar, 1);
	progress_update(bar, 2);
	progress_stop(bar);
}

static void test_progress_is_delayed(void **state)
{
	(void)state;
	g_unsetenv("GIT_PROGRESS_DELAY");
	assert_outcome(count_quickly, NULL, 0, "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_closed),
		cmocka_unit_test(test_broken_pipe),
		cmocka_unit_test(test_non_blocking),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_progress),
		cmocka_unit_test(test_progress_is_delayed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
