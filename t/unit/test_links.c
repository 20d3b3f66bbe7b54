/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "patch/links.h"

/* want is "version:id" of each link, separated by spaces. */
static void expect(const char *text, const char *want)
{
	struct pool pool = POOL_INIT;
	GString *seen = g_string_new(NULL);
	struct record_link *links;
	unsigned nr;

	links_parse(&pool, slice_str(text), &links, &nr);
	for (size_t i = 0; i < nr; i++)
		g_string_append_printf(seen, "%s%d:%s", i ? " " : "", links[i].version,
				       links[i].message_id);
	assert_string_equal(seen->str, want);
	g_string_free(seen, TRUE);
	pool_release(&pool);
}

static void test_b4(void **state)
{
	(void)state;
	expect("Changes in v3:\n- Rebase.\n"
	       "- Link to v2: https://lore.kernel.org/r/20250102-frob-v2-0-abc@example.org\n\n"
	       "Changes in v2:\n- Mend.\n"
	       "- Link to v1: https://lore.kernel.org/r/20250101-frob-v1-0-abc@example.org\n",
	       "2:20250102-frob-v2-0-abc@example.org 1:20250101-frob-v1-0-abc@example.org");
}

static void test_lists_of_versions(void **state)
{
	(void)state;
	expect("v2: https://lore.kernel.org/all/two@example.org/\nv1: "
	       "https://lore.kernel.org/kvm/one@example.org/T/#u\n",
	       "2:two@example.org 1:one@example.org");
	expect("[v1] https://lore.kernel.org/lkml/one%40example.org\n", "1:one@example.org");
	expect("Changes since v1 [https://lore.kernel.org/r/one@example.org]:\n - all\n",
	       "1:one@example.org");
	expect("v3:\n  https://lore.kernel.org/r/three@example.org\n", "3:three@example.org");
}

static void test_footnotes(void **state)
{
	(void)state;
	expect("Changes since v2 [1]:\n - this\n - that [2]\n\n"
	       "[1] https://lore.kernel.org/r/two@example.org\n"
	       "[2] https://lore.kernel.org/r/thread@example.org\n",
	       "2:two@example.org");
}

static void test_footnote_zero(void **state)
{
	(void)state;
	expect("* From v16 [0]:\n  - this\n\n[0] https://lore.kernel.org/r/old@example.org\n",
	       "16:old@example.org");
	expect("Changes since v2 []:\n\n[] https://lore.kernel.org/r/two@example.org\n", "");
}

static void test_forms(void **state)
{
	(void)state;
	expect("v1: https://lists.example.org/archives/list/kvm/message/one@example.org/\n",
	       "1:one@example.org");
	expect("v1: https://example.org/?i=one@example.org\n", "1:one@example.org");
	expect("v1: <one@example.org>\n", "1:one@example.org");
	expect("RFC: https://patchwork.example.org/patch/one@example.org/\n", "0:one@example.org");
	expect("Previous version: <one@example.org>\n", "0:one@example.org");
	expect("Supersedes: <one@example.org>\n", "-1:one@example.org");
	expect("Supersedes: https://lore.kernel.org/r/one@example.org\n", "-1:one@example.org");
}

static void test_no_links(void **state)
{
	(void)state;
	/* quoted lines, prose, what stands in the diff */
	expect("> v1: https://lore.kernel.org/r/one@example.org\n", "");
	expect("As said for v1 in https://lore.kernel.org/r/reply@example.org\n", "");
	expect("Supersedes what was said in <reply@example.org>\n", "");
	expect("diff --git a/x b/x\nv1: https://lore.kernel.org/r/one@example.org\n", "");
	/* no Message-ID in it */
	expect("v1: https://lore.kernel.org/kvm/\n", "");
	expect("v1: https://ann@example.org/kvm/\n", "");
	expect("v1: <>\n", "");
	expect("", "");
}

static void test_obsoleted(void **state)
{
	struct pool pool = POOL_INIT;
	struct record_link *links;
	unsigned nr;

	(void)state;
	links_parse_obsoleted(
		&pool,
		slice_str("> Obsoleted-by: <no@example.org>\n\n"
			  "Obsoleted-by: https://lore.kernel.org/r/new@example.org\n"),
		&links, &nr);
	assert_int_equal(nr, 1);
	assert_int_equal(links[0].version, LINK_OBSOLETED_BY);
	assert_string_equal(links[0].message_id, "new@example.org");
	pool_release(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_b4),	  cmocka_unit_test(test_lists_of_versions),
		cmocka_unit_test(test_footnotes), cmocka_unit_test(test_footnote_zero),
		cmocka_unit_test(test_no_links),  cmocka_unit_test(test_forms),
		cmocka_unit_test(test_obsoleted),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
