/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/inbox.h"

#include <sys/resource.h>
#include "inbox/alloc.h"
#include "late/git.h"

/* Extensions that change nothing for who only reads; libgit2 compares lower-case names. */
static const char *const harmless_extensions[] = {
	"objectformat", /* sha1 spelled out; sha256 is refused in repository_open() */
	"partialclone",
	"preciousobjects",
	"worktreeconfig",
};

/*
 * Debian's libgit2 has mbedTLS for its network code, and git_libgit2_init() has it parse all the
 * certificates of the system: 5 to 10 ms, a third of the start of a small run. Nothing here speaks
 * to a network, and libgit2 starts as well where there are no certificates: so it starts with no
 * file descriptor to be had. Where it then does not start, it is asked again with all that it may
 * want.
 */
static int start_without_files(void)
{
	struct rlimit limit, none;
	int result;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return git_libgit2_init();
	none = limit;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &none);
	result = git_libgit2_init();
	setrlimit(RLIMIT_NOFILE, &limit);
	return result < 0 ? git_libgit2_init() : result;
}

bool inbox_library_init(GError **error)
{
	if (!alloc_limit_install() || start_without_files() < 0) {
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE, "cannot start libgit2: %s",
			    inbox_git_message());
		return false;
	}
	/* Half as slow again with it, and zlib still finds damaged bytes. */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	/* Every object is read once. */
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, harmless_extensions,
			 G_N_ELEMENTS(harmless_extensions));
	return true;
}

void inbox_library_shutdown(void)
{
	git_libgit2_shutdown();
}
