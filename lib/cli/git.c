/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/git.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include "cli/die.h"
#include "cli/errands.h"

const char *cli_command_name(void)
{
	const char *name = program_invocation_short_name;

	return g_str_has_prefix(name, "git-kvm-") ? name + strlen("git-kvm-") : name;
}

const char *cli_git_dir(void)
{
	return getenv("GIT_DIR");
}

const char *cli_ceilings(void)
{
	return getenv("GIT_CEILING_DIRECTORIES");
}

static char *run_git(const char *const *args, GSpawnFlags more)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	GError *error = NULL;
	char *out = NULL;
	int status = 0;
	size_t len;
	bool ok;

	g_ptr_array_add(argv, "git");
	for (; *args; args++)
		g_ptr_array_add(argv, (gpointer)*args);
	g_ptr_array_add(argv, NULL);
	/* With these flags GLib need not fork() nor close descriptors one by one. */
	ok = g_spawn_sync(NULL, (char **)argv->pdata, NULL,
			  G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN |
				  G_SPAWN_CHILD_INHERITS_STDIN | more,
			  NULL, NULL, &out, NULL, &status, &error);
	if (!ok) {
		report_error("cannot run git: %s", error->message);
		g_error_free(error);
		return NULL;
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status)) {
		g_free(out);
		return NULL;
	}
	len = strlen(out);
	if (len && out[len - 1] == '\n')
		out[len - 1] = '\0';
	return out;
}

char *cli_git_output(const char *const *args)
{
	return errands_running() ? errands_git(args, false) : run_git(args, G_SPAWN_DEFAULT);
}

char *cli_git_answer(const char *const *args)
{
	return errands_running() ? errands_git(args, true)
				 : run_git(args, G_SPAWN_STDERR_TO_DEV_NULL);
}
