/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/brief_where.h"

static void check(const char *url, const char *expected)
{
	GString *out = g_string_new(NULL);

	assert_int_equal(brief_append_where(slice_str(url), out), *expected != '\0');
	assert_string_equal(out->str, expected);
	g_string_free(out, TRUE);
}

#define ID "0123456789abcdef0123456789abcdef01234567"

static void test_commits(void **state)
{
	(void)state;
	check("https://git.example.org/netdev/net-next/c/" ID, "netdev/net-next: 0123456789ab");
	check("https://git.example.org/pub/scm/fs/x.git/commit/?id=" ID, "fs/x.git: 0123456789ab");
	check("https://git.example.org/pub/scm/fs/x.git/commit/?h=next&id=" ID,
	      "fs/x.git: 0123456789ab");
	check("https://git.example.org/pub/scm/linux/kernel/git/ada/linux.git/commit?id=" ID,
	      "ada/linux.git: 0123456789ab");
	check("http://forge.example.org/ada/kvm/-/commit/0123456789ab", "ada/kvm: 0123456789ab");
	check("http://forge.example.org/ada/kvm/commit/" ID, "ada/kvm: 0123456789ab");
}

static void test_trees(void **state)
{
	(void)state;
	check("https://git.example.org/pub/scm/fs/x.git/log/?h=for-next", "fs/x.git for-next");
	check("https://git.example.org/cgit/x.git/log?h=for-next", "x.git for-next");
	check("https://forge.example.org/ada/kvm/tree/arm/queue", "ada/kvm arm/queue");
	check("https://forge.example.org/ada/kvm/-/commits/arm/queue", "ada/kvm arm/queue");
	check("https://git.example.org/x.git/log/", "x.git");
}

static void test_others(void **state)
{
	(void)state;
	check("", "");
	check("kvm/next", "");
	check("https://", "");
	check("https://git.example.org", "");
	check("https://git.example.org/", "");
	check("https://git.example.org/c/", "");
	check("https://git.example.org/x.git", "");
	check("git://git.example.org/x.git/log/", "");
	check("https://git.example.org/r/mail@example.org", "");
	check("https://git.example.org/x.git?h=next/log/", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commits),
		cmocka_unit_test(test_trees),
		cmocka_unit_test(test_others),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
