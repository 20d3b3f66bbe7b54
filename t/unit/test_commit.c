/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tree/commit.h"
#include "tree/naming.h"
#include "tree/postings.h"

#define ID "0123456789abcdef0123456789abcdef01234567"

static struct tree_commit commit;

static bool parse_bytes(struct slice raw)
{
	git_oid id = { { 0 } };

	tree_commit_release(&commit);
	return tree_commit_parse(&id, raw, &commit);
}

static bool parse(const char *raw)
{
	return parse_bytes(slice_str(raw));
}

static int release(void **state)
{
	(void)state;
	tree_commit_release(&commit);
	return 0;
}

/* Of a message: its Message-IDs and names, each with a letter before it. */
static void check_names(const char *message, const char *expected)
{
	static const char kinds[NAMES_NR] = { 'c', 'r', 'f' };
	char *raw = g_strconcat("tree " ID "\n\nA title\n\n", message, NULL);
	GString *got = g_string_new(NULL);

	assert_true(parse(raw));
	for (const char **id = commit.message_ids; *id; id++)
		g_string_append_printf(got, "m:%s ", *id);
	for (size_t i = 0; i < commit.nr_names; i++)
		g_string_append_printf(got, "%c:%s ", kinds[commit.names[i].kind],
				       commit.names[i].digits);
	if (strcmp(g_strchomp(got->str), expected))
		fail_msg("\"%s\": \"%s\", not \"%s\"", message, got->str, expected);
	g_string_free(got, TRUE);
	g_free(raw);
}

static void test_header(void **state)
{
	char hex[GIT_OID_HEXSZ + 1];

	(void)state;
	assert_true(
		parse("tree " ID "\nparent " ID "\nparent " ID "\n"
		      "author Ada L <ada@example.org> 1741000000 +0130\n"
		      "committer <mara@example.org> 1741000600 -0500\ngpgsig x\n y\n\nTitle\n"));
	assert_string_equal(git_oid_tostr(hex, sizeof(hex), &commit.tree), ID);
	assert_string_equal(git_oid_tostr(hex, sizeof(hex), &commit.parent), ID);
	assert_int_equal(commit.nr_parents, 2);
	assert_string_equal(commit.author.name, "Ada L");
	assert_string_equal(commit.author.email, "ada@example.org");
	assert_string_equal(commit.committer.name, "");
	assert_int_equal(commit.authored, 1741000000);
	assert_int_equal(commit.authored_zone, 90);
	assert_int_equal(commit.committed_zone, -300);
	assert_string_equal(commit.title, "Title");
	assert_string_equal(commit.message, "");
}

static void test_title(void **state)
{
	(void)state;
	assert_true(parse("tree " ID "\n\n\n \n  Two lines \n  of a title\n\nText\nmore\n"));
	assert_string_equal(commit.title, "Two lines of a title");
	assert_string_equal(commit.message, "Text\nmore\n");
	assert_true(parse("tree " ID "\n\nOne line\r\n\r\nText"));
	assert_string_equal(commit.title, "One line");
	assert_string_equal(commit.message, "Text");
	assert_true(parse("tree " ID "\n\nNo end"));
	assert_string_equal(commit.title, "No end");
	assert_string_equal(commit.message, "");
	assert_true(parse("tree " ID "\n\nA\nB"));
	assert_string_equal(commit.title, "A B");
}

static void test_text(void **state)
{
	(void)state;
	assert_true(parse("tree " ID "\nauthor \xc4 <a@example.org> 1 +0000\n\nT\xe4g\n"));
	assert_string_equal(commit.author.name, "\xef\xbf\xbd");
	assert_string_equal(commit.title, "T\xef\xbf\xbdg");
	assert_true(parse("tree " ID "\nencoding ISO-8859-1\n\nT\xe4g\n"));
	assert_string_equal(commit.title, "T\xc3\xa4g");
	assert_true(parse("tree " ID "\nencoding utf-8\n\nT\xc3\xa4g\n"));
	assert_string_equal(commit.title, "T\xc3\xa4g");
	assert_true(parse("tree " ID "\nencoding nonsense\n\nT\xe4g\n"));
	assert_string_equal(commit.title, "T\xef\xbf\xbdg");
	assert_true(parse_bytes(SLICE("tree " ID "\n\nT\0g\n\nLink: <a\0b@example.org>\n")));
	assert_string_equal(commit.title, "T\xef\xbf\xbdg");
}

static void test_broken(void **state)
{
	static const char *const none[] = {
		"",
		"\n",
		"tree",
		"tree 123\n\nTitle\n",
		"parent " ID "\n\nTitle\n",
		"tree " ID "0\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
		assert_false(parse(none[i]));
	assert_false(parse_bytes(slice_of(NULL, 0)));
	assert_true(parse("tree " ID));
	assert_string_equal(commit.title, "");
	assert_string_equal(commit.message, "");
	assert_null(*commit.message_ids);
	assert_true(parse("tree " ID "\nauthor x> 1 <\ncommitter <> 99999999999999999999 +99\n"));
	assert_string_equal(commit.author.email, "");
	assert_true(commit.committed > 0);
	assert_int_equal(commit.committed_zone, 0);
}

static void test_ids(void **state)
{
	(void)state;
	check_names("Link: https://lore.kernel.org/r/1@example.org\n", "m:1@example.org");
	check_names("Link: https://lore.example/all/1%402@example.org/ # note\n",
		    "m:1@2@example.org");
	check_names("message-id: <1@example.org>\nMessage-ID: <1@example.org>\n",
		    "m:1@example.org");
	check_names("Closes: https://lore.example/kvm/a@b/T/#u\nPatchwork-Link: c@d\n",
		    "m:a@b m:c@d");
	check_names("  Link: https://lore.example/r/in@dented\n", "m:in@dented");
	check_names("Link: https://example.org/bug?id=7\nLink: \nMessage-ID: <>\n"
		    "See Link: https://lore.example/r/1@example.org\n",
		    "");
	check_names("Link: https://lore.example/%00@x/\nLink: https://a@\n", "m:%00@x m:a@");
	/* Blanks, escaped or not */
	check_names("Closes: https://lore.example/a%0a@x\nLink: https://lore.example/a%20b%40x/\n"
		    "Message-ID: <a\tb@example.org>\nMessage-ID: <a b@example.org>\n"
		    "Link: https://lore.example/r/%09a@x\nLink: <a@b>\n",
		    "m:a@b");
}

static void test_commits(void **state)
{
	(void)state;
	check_names("(cherry picked from commit " ID ")\n", "c:" ID);
	check_names("[ Upstream commit " ID " ]\n", "c:" ID);
	check_names("commit 0123456 upstream.\nUpstream commit 1234567\n", "c:0123456 c:1234567");
	check_names("(backported from commit ABCDEF01 linux-next)\n", "c:abcdef01");
	check_names("This reverts commit " ID ".\n", "r:" ID);
	check_names("Fixes: 0123456789ab (\"kvm: x\")\nfixes: commit 1234567\n",
		    "f:0123456789ab f:1234567");
	check_names("Fixes: 012345 too short\nFixes: " ID "0 too long\nFixes: nothing\n"
		    "commit 0123456 is bad\nThis reverts commit x\n",
		    "");
	check_names("This reverts part of commit " ID ".\nas commit " ID " upstream\n", "");
}

/* Each kind of line is found whatever the case of its first letter. */
static void test_first_letters(void **state)
{
	static const char *const lines[] = {
		"link: a@b",
		"message-id: a@b",
		"closes: a@b",
		"patchwork-link: a@b",
		"fixes: 1234567",
		"cherry picked from commit 1234567",
		"backported from commit 1234567",
		"commit 1234567 upstream",
		"upstream commit 1234567",
		"this reverts commit 1234567",
		"(cherry-picked from commit 1234567)",
		"[upstream commit 1234567]",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		for (int upper = 0; upper < 2; upper++) {
			char *raw = g_strconcat("tree " ID "\n\nT\n\n", lines[i], "\n", NULL);

			if (upper)
				raw[strlen("tree " ID "\n\nT\n\n")] = g_ascii_toupper(lines[i][0]);
			assert_true(parse(raw));
			if (!*commit.message_ids && !commit.nr_names)
				fail_msg("nothing was found in \"%s\"", raw);
			g_free(raw);
		}
}

static void test_limit(void **state)
{
	GString *raw = g_string_new("tree " ID "\n\nT\n\n");
	unsigned ids = 0;

	(void)state;
	for (int i = 0; i < 2 * COMMIT_MAX_NAMES; i++)
		g_string_append_printf(raw, "Link: <%d@example.org>\nFixes: %07x\n", i, i);
	assert_true(parse(raw->str));
	while (commit.message_ids[ids])
		ids++;
	assert_int_equal(ids, COMMIT_MAX_NAMES);
	assert_int_equal(commit.nr_names, COMMIT_MAX_NAMES);
	g_string_free(raw, TRUE);
}

static void test_same_person(void **state)
{
	static const struct {
		struct person a, b;
		bool same;
	} rows[] = {
		{ { "Ada", "ada@example.org" }, { "Ada L", "ADA@example.org" }, true },
		{ { "Ada", "ada@example.org" }, { "Ada", "ada@example.net" }, true },
		{ { "Ada", "ada@example.org" }, { "Ben", "ben@example.org" }, false },
		{ { "Ada", "ada@example.org" }, { "", "ben@example.org" }, false },
		{ { "", "ada@example.org" }, { "Ada", "ben@example.org" }, false },
		{ { "", "" }, { "", "" }, false },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_int_equal(commit_same_person(&rows[i].a, &rows[i].b), rows[i].same);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_header),	      cmocka_unit_test(test_title),
		cmocka_unit_test(test_text),	      cmocka_unit_test(test_broken),
		cmocka_unit_test(test_ids),	      cmocka_unit_test(test_commits),
		cmocka_unit_test(test_first_letters), cmocka_unit_test(test_limit),
		cmocka_unit_test(test_same_person),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, release);
}
