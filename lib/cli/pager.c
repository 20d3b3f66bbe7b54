/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cli/config.h"
#include "cli/die.h"
#include "cli/errands.h"
#include "cli/git.h"

static volatile sig_atomic_t running;
static GPid pager_pid; /* -1: another process runs it, see errands.h */

/*
 * The pager sees the end of its input, and the user quits it. Safe in a signal handler, and when a
 * signal comes while it waits: the pager is running until it has been waited for.
 */
static void wait_for_pager(void)
{
	if (!running)
		return;
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	if (pager_pid < 0)
		errands_end();
	while (pager_pid > 0 && waitpid(pager_pid, NULL, 0) < 0 && errno == EINTR)
		;
	running = 0;
}

/* Without this the shell would have its prompt back while the pager still reads the keyboard. */
static void wait_and_die(int signal_number)
{
	wait_for_pager();
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void catch_signals(void)
{
	static const int signals[] = { SIGINT, SIGHUP, SIGTERM, SIGQUIT, SIGPIPE };
	struct sigaction old, action = { .sa_handler = wait_and_die };

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
		if (!sigaction(signals[i], NULL, &old) && old.sa_handler == SIG_DFL)
			sigaction(signals[i], &action, NULL);
	}
}

/* The pager's command line, to be freed; NULL where there is to be none. */
static char *pager_command(const char *command)
{
	static const char *const var[] = { "var", "GIT_PAGER", NULL };
	g_autofree char *key = g_strdup_printf("pager.%s", command);
	int configured = config_maybe_bool(key, true);
	char *pager = NULL;

	if (configured && getenv("GIT_PAGER"))
		pager = g_strdup(getenv("GIT_PAGER"));
	else if (configured < 0)
		pager = g_strdup(config_string(key));
	else if (configured)
		pager = cli_git_output(var);
	if (pager && (!*pager || !strcmp(pager, "cat")))
		g_clear_pointer(&pager, g_free);
	return pager;
}

static char **pager_environment(void)
{
	char **envp = g_get_environ();

	envp = g_environ_setenv(envp, "LESS", "FRX", FALSE);
	envp = g_environ_setenv(envp, "LV", "-c", FALSE);
	return envp;
}

static GPid spawn_pager(char *pager, int *fd)
{
	/* Only what needs a shell gets one: of a program that is not there we want to know. */
	bool plain = !strpbrk(pager, "|&;<>()$`\\\"' \t\n*?[#~=%");
	char *through_shell[] = { "/bin/sh", "-c", pager, NULL };
	char *alone[] = { pager, NULL };
	g_auto(GStrv) envp = pager_environment();
	GError *error = NULL;
	GPid pid = -1;

	if (!g_spawn_async_with_pipes(NULL, plain ? alone : through_shell, envp,
				      G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN |
					      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES |
					      (fd ? 0 : G_SPAWN_CHILD_INHERITS_STDIN),
				      NULL, NULL, &pid, fd, NULL, NULL, &error)) {
		report_error("cannot run %s: %s", pager, error->message);
		g_error_free(error);
	}
	return pid;
}

GPid pager_run(const char *command, int *fd)
{
	g_autofree char *pager = pager_command(command);

	return pager ? spawn_pager(pager, fd) : -1;
}

void pager_start(const char *command)
{
	int fd = -1;

	if (!isatty(STDOUT_FILENO) || pager_in_use())
		return;
	if (errands_running()) {
		pager_pid = -1;
		fd = errands_pager(command);
	} else {
		pager_pid = pager_run(command, &fd);
	}
	if (fd < 0)
		return;
	dup2(fd, STDOUT_FILENO);
	if (isatty(STDERR_FILENO))
		dup2(fd, STDERR_FILENO);
	close(fd);
	running = 1;
	catch_signals();
	atexit(wait_for_pager);
}

bool pager_in_use(void)
{
	/* git sets "true" or leaves it out. */
	const char *outer = getenv("GIT_PAGER_IN_USE");

	return running || (outer && !strcmp(outer, "true"));
}
