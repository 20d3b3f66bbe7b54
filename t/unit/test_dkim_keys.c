/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib.h>
#include "attest/dkim_keys.h"

/* A line, and what is found in it for selector s of example.org; NULL: nothing. */
static const struct {
	const char *line, *record;
} rows[] = {
	{ "s._domainkey.example.org. 300 IN TXT \"v=DKIM1; p=AB\"", "v=DKIM1; p=AB" },
	{ "s._domainkey.example.org 300 IN TXT \"p=AB\"", "p=AB" },
	{ "s._domainkey.example.org\tIN\tTXT\t\"p=AB\"", "p=AB" },
	{ "S._DomainKey.Example.ORG. IN TXT \"p=AB\"", "p=AB" },
	{ "s._domainkey.example.org. IN TXT \"p=\" \"AB\"", "p=AB" },
	{ "s._domainkey.example.org. IN TXT ( \"p=A\"\"B\" ) ; all", "p=AB" },
	{ "s._domainkey.example.org. IN TXT \"p=\\\"\\\\A\"", "p=\"\\A" },
	{ "s._domainkey.example.org. IN TXT \"p=A\\", "p=A\\" },
	{ "s._domainkey.example.org. IN TXT \\\"", NULL },
	{ "s._domainkey.example.org. IN TXT \"\"", NULL },
	{ "s._domainkey.example.org. IN TXT p=AB", NULL },
	{ "s._domainkey.example.org.. IN TXT \"p=AB\"", NULL },
	{ "s._domainkey.example.or IN TXT \"p=AB\"", NULL },
	{ "s_domainkey.example.org. IN TXT \"p=AB\"", NULL },
	{ ". IN TXT \"p=AB\"", NULL },
	{ " s._domainkey.example.org. IN TXT \"p=AB\"", NULL },
	{ "", NULL },
	{ "; s._domainkey.example.org.", NULL },
	{ "x\n\ns._domainkey.example.org. TXT \"p=A\"\nt._domainkey.example.org. TXT \"p=B\"",
	  "p=A" },
	{ "s._domainkey.example.org. TXT \"p=A\"\ns._domainkey.example.org. TXT \"p=B\"", "p=B" },
};

static void test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct dkim_keys *keys = dkim_keys_parse(slice_str(rows[i].line));
		const char *record = dkim_keys_find(keys, "s", "example.org");

		if (g_strcmp0(record, rows[i].record) != 0)
			fail_msg("'%s': %s", rows[i].line, record ? record : "nothing");
		assert_null(dkim_keys_find(keys, "u", "example.org"));
		assert_ptr_equal(dkim_keys_find(keys, "S", "EXAMPLE.org"), record);
		dkim_keys_free(keys);
	}
	dkim_keys_free(NULL);
}

static unsigned asked;

static GString *answer(const char *name)
{
	asked++;
	assert_true(g_str_has_suffix(name, "._domainkey.example.org"));
	return *name == 's' ? g_string_new("p=AB") : NULL;
}

/* Each name is asked for once, whether there is an answer or not. */
static void test_asked(void **state)
{
	struct dkim_keys *keys = dkim_keys_ask(answer);

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_string_equal(dkim_keys_find(keys, "s", "example.org"), "p=AB");
		assert_int_equal(asked, 1 + i);
		assert_null(dkim_keys_find(keys, "t", "Example.org"));
		assert_int_equal(asked, 2);
	}
	dkim_keys_free(keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_asked),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
