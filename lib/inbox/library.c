/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/inbox.h"

#include <sys/resource.h>
#include "inbox/alloc.h"
#define LATE_OWN_NAMES /* while it is loaded it cannot be called in the usual way */
#include "late/git.h"

/* Extensions that change nothing for who only reads; libgit2 compares lower-case names. */
static const char *const harmless_extensions[] = {
	"objectformat", /* sha1 spelled out; sha256 is refused in repository_open() */
	"partialclone",
	"preciousobjects",
	"worktreeconfig",
};

static struct {
	bool started, done, config;
} settled;

/*
 * Debian's libgit2 has mbedTLS for its network code, and git_libgit2_init() has it parse all the
 * certificates of the system: 5 to 10 ms, a third of the start of a small run. Nothing here speaks
 * to a network, and libgit2 starts as well where there are no certificates: so it starts with no
 * file descriptor to be had. Where it then does not start, it is asked again with all that it may
 * want. Once there may be threads, which would have none either, it starts as it likes.
 */
static int start_without_files(const struct late_git *git)
{
	struct rlimit limit, none;
	int result;

	if (settled.done || getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return git->git_libgit2_init();
	none = limit;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &none);
	result = git->git_libgit2_init();
	setrlimit(RLIMIT_NOFILE, &limit);
	return result < 0 ? git->git_libgit2_init() : result;
}

/* Of the user and of the system; a repository's own is not meant. */
static void forget_config(const struct late_git *git)
{
	static const git_config_level_t levels[] = { GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
						     GIT_CONFIG_LEVEL_GLOBAL,
						     GIT_CONFIG_LEVEL_PROGRAMDATA };

	for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
		git->git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
}

/* NULL, or what is wrong. */
static const char *start(const struct late_git *git)
{
	const git_error *last;

	if (!alloc_limit_install(git) || start_without_files(git) < 0) {
		last = git->git_error_last();
		return last && last->message ? last->message : "it does not start";
	}
	/* Half as slow again with it, and zlib still finds damaged bytes. */
	git->git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	/* Every object is read once. */
	git->git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git->git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, harmless_extensions,
			      G_N_ELEMENTS(harmless_extensions));
	if (settled.done && !settled.config)
		forget_config(git);
	settled.started = true;
	return NULL;
}

/* Most runs need no libgit2: it is loaded and started by its first call. */
bool inbox_library_init(GError **error)
{
	const char *problem = NULL;

	late_git_start(start);
	if (late_git_is_here())
		problem = start(late_git());
	if (problem)
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE, "cannot start libgit2: %s",
			    problem);
	return !problem;
}

void inbox_library_settle(bool config)
{
	settled.done = true;
	settled.config = config;
	if (settled.started && !config)
		forget_config(late_git());
}

/* What was loaded late stays: the process ends anyway. */
void inbox_library_shutdown(void)
{
	if (late_git_is_here())
		late_git()->git_libgit2_shutdown();
}
