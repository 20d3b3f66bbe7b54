/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cli/cli.h"
#include "take.h"

static struct take_options take = TAKE_OPTIONS_INIT;

static const struct option_def options[] = {
	OPTS_TAKE(&take),
	OPTS_SERIES_LONG(&take.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <series> [-- <git-am-options>...]", NULL };
static const struct command command = {
	.name = "kvm-series am", .usage = usage, .options = options, .complete = complete_series
};

/* What git am will read: a file without a name. */
static FILE *mails;

static void on_entry(const struct record *record, int n, const GString *entry, void *data)
{
	(void)record;
	(void)n;
	(void)data;
	if (fwrite(entry->str, 1, entry->len, mails) != entry->len)
		die_errno("cannot write a temporary file");
}

/* A bare inbox is no place for it: that is said before anything is read. */
static void check_work_tree(void)
{
	static const char *const args[] = { "rev-parse", "--is-inside-work-tree", NULL };
	g_autofree char *inside = cli_git_output(args);

	if (!inside || strcmp(inside, "true"))
		die("'am' applies patches in the work tree that you are in, and this is none\n"
		    "hint: go to it, and name the list with --inbox=<path|name>");
}

/*
 * Another process reads the mails, which runs no programs any more (cli/sandbox.h), and leaves what
 * git am is to have in the file that both have open. Its exit status.
 */
static int read_apart(const char *name)
{
	struct export export = { .entry = on_entry };
	pid_t pid = fork();
	int status;

	if (pid < 0)
		die_errno("cannot start a process");
	if (!pid) {
		status = take_series(&take, name, &export);
		if (fflush(mails))
			die_errno("cannot write a temporary file");
		exit(status);
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die_errno("cannot wait for a process");
	if (WIFSIGNALED(status))
		raise(WTERMSIG(status));
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FATAL;
}

/* In the place of this process, so that it has the terminal and its exit status is ours. */
static G_NORETURN void run_git_am(const struct arguments *args)
{
	GPtrArray *argv = g_ptr_array_new();

	g_ptr_array_add(argv, "git");
	g_ptr_array_add(argv, "am");
	for (size_t i = 0; i < args->nr_paths; i++)
		g_ptr_array_add(argv, (gpointer)args->paths[i]);
	g_ptr_array_add(argv, NULL);
	if (lseek(fileno(mails), 0, SEEK_SET) < 0 || dup2(fileno(mails), STDIN_FILENO) < 0)
		die_errno("cannot hand the patches to 'git am'");
	execvp("git", (char **)argv->pdata);
	die_errno("cannot run 'git am'");
}

int kvm_series_am(int argc, char **argv)
{
	struct arguments args;
	int status;

	options_parse(&command, argc, argv, &args);
	if (args.nr_revisions != 1)
		die_usage(&command, "name one series; options of git am stand behind '--'");
	check_work_tree();
	mails = tmpfile();
	if (!mails)
		die_errno("cannot make a temporary file");
	status = read_apart(args.revisions[0]);
	if (status == EXIT_OK)
		run_git_am(&args);
	fclose(mails);
	arguments_release(&args);
	return status;
}
