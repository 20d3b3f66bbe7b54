/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "subprocess.h"

/* There in a sanitized build only: a process that dies need not free anything. */
extern void __lsan_disable(void) __attribute__((weak));

static char *read_file(FILE *file)
{
	GString *text = g_string_new(NULL);
	int c;

	rewind(file);
	while ((c = getc(file)) != EOF)
		g_string_append_c(text, (gchar)c);
	fclose(file);
	return g_string_free(text, FALSE);
}

struct outcome run_in_child(void (*function)(void *data), void *data)
{
	struct outcome outcome = { 0 };
	FILE *out = tmpfile(), *err = tmpfile();
	int status;
	pid_t pid;

	assert_true(out && err);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		if (__lsan_disable)
			__lsan_disable();
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		function(data);
		exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
	outcome.out = read_file(out);
	outcome.err = read_file(err);
	return outcome;
}

void outcome_release(struct outcome *outcome)
{
	g_free(outcome->out);
	g_free(outcome->err);
}

void assert_outcome(void (*function)(void *data), void *data, int status, const char *out,
		    const char *err)
{
	struct outcome outcome = run_in_child(function, data);

	assert_string_equal(outcome.err, err);
	assert_string_equal(outcome.out, out);
	assert_int_equal(outcome.status, status);
	outcome_release(&outcome);
}
