/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/inbox.h"

#include <git2.h>
#include "inbox/alloc.h"
#include "inbox/private.h"

/* Extensions that change nothing for who only reads; libgit2 compares lower-case names. */
static const char *const harmless_extensions[] = {
	"objectformat", /* sha1 spelled out; sha256 is refused in open_repository() */
	"partialclone",
	"preciousobjects",
	"worktreeconfig",
};

/*
 * Debian's libgit2 has mbedTLS for its network code, and git_libgit2_init() has it parse all the
 * certificates of the system: 10 ms, four fifths of the start of a small run. Nothing here speaks
 * to a network, so these two stand in front of mbedTLS's own and load nothing. libssh2_init() would
 * have OpenSSL prepare itself, another 0.4 ms; and gathering entropy for keys that nobody makes
 * takes 0.2 ms. Where libgit2 was built with other code for these nobody calls them.
 */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_path(void *chain, const char *path);
int libssh2_init(int flags);
void mbedtls_entropy_init(void *context);
void mbedtls_entropy_free(void *context);
int mbedtls_ctr_drbg_seed(void *context, int (*gather)(void *, unsigned char *, size_t),
			  void *entropy, const unsigned char *custom, size_t len);

__attribute__((visibility("default"))) int mbedtls_x509_crt_parse_file(void *chain,
								       const char *path)
{
	(void)chain, (void)path;
	return 0;
}

__attribute__((visibility("default"))) int mbedtls_x509_crt_parse_path(void *chain,
								       const char *path)
{
	(void)chain, (void)path;
	return 0;
}

__attribute__((visibility("default"))) int libssh2_init(int flags)
{
	(void)flags;
	return 0;
}

__attribute__((visibility("default"))) void mbedtls_entropy_init(void *context)
{
	(void)context;
}

__attribute__((visibility("default"))) void mbedtls_entropy_free(void *context)
{
	(void)context;
}

__attribute__((visibility("default"))) int mbedtls_ctr_drbg_seed(
	void *context, int (*gather)(void *, unsigned char *, size_t), void *entropy,
	const unsigned char *custom, size_t len)
{
	(void)context, (void)gather, (void)entropy, (void)custom, (void)len;
	return 0;
}

bool inbox_library_init(GError **error)
{
	if (!alloc_limit_install() || git_libgit2_init() < 0) {
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

const char *inbox_git_message(void)
{
	const git_error *last = git_error_last();

	return last && last->message ? last->message : "unknown error";
}
