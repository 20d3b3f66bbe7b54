/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "list.h"

static void test_tags(void **state)
{
	struct list list;
	const struct talk *talk;
	GArray *more;

	(void)state;
	list_init(&list);
	post(&list);
	mail(&list, BEN, "r1", "c", "Re: x", REVIEWED "Cc: x@example.org\n");
	mail(&list, BEN, "r2", "p1", "Re: x", REVIEWED "Acked-by: " BEN "\n");
	mail(&list, "Ben Other <private@example.com>", "r3", "p2", "Re: x",
	     "tested-By: Ben Other <ben@example.net>\n");
	mail(&list, "Eve <eve@example.com>", "r4", "p2", "Re: x",
	     "Acked-by: Carl Third <carl@example.net>\n");
	mail(&list, ANN, "r5", "p2", "Re: x", "Tested-by: " ANN "\nFixes: 012345 (\"x\")\n");
	mail(&list, BEN, "r6", "p2", "Re: x", "> Nacked-by: " BEN "\n");
	talk = read_talk(&list, NULL);
	assert_int_equal(talk->reviewed, 2);
	assert_int_equal(talk->acked, 1);
	assert_int_equal(talk->tested, 1);
	assert_int_equal(talk->nacks->len, 0);
	/* Patch 1: its own sign-off, Ben's review once, Cc, and ack. */
	assert_int_equal(nr_tags(talk, 0), 4);
	assert_true(tag_at(talk, 0, 0)->posted);
	assert_false(tag_at(talk, 0, 1)->posted);
	assert_string_equal(tag_at(talk, 0, 1)->mail->message_id, "r1@x.example");
	/* Patch 2: the key as it should be written, who gave it and who is named. */
	assert_string_equal(tag_at(talk, 1, 3)->key, "Tested-by");
	assert_false(tag_at(talk, 1, 3)->doubted);
	assert_true(tag_at(talk, 1, 4)->doubted);
	assert_string_equal(tag_at(talk, 1, 4)->who.name, "Eve");
	assert_true(tag_at(talk, 1, 5)->by_author);
	more = talk_new_tags(talk, 2, false);
	assert_int_equal(more->len, 3);
	assert_string_equal(g_array_index(more, struct given_tag, 0).value,
			    "Ben Other <ben@example.net>");
	assert_string_equal(g_array_index(more, struct given_tag, 2).key, "Fixes");
	g_array_unref(more);
	list_release(&list);
}

static void test_scopes(void **state)
{
	struct list list;
	const struct talk *talk;

	(void)state;
	list_init(&list);
	post(&list);
	mail(&list, BEN, "r1", "p2", "Re: x", "For the series:\n" REVIEWED);
	mail(&list, BEN, "r2", "c", "Re: x", "For patch 2:\nAcked-by: " BEN "\n");
	talk = read_talk(&list, NULL);
	assert_int_equal(talk->reviewed, 2);
	assert_int_equal(talk->acked, 1);
	assert_int_equal(nr_tags(talk, 1), 3);
	list_release(&list);
}

/* A cover letter and three patches of Ann's: of KVM, of a file below kvm/, and of neither. */
static void post_parts(struct list *list)
{
	mail(list, ANN, "c", NULL, "[PATCH 0/3] frob: better", "Why.\n");
	mail(list, ANN, "p1", "c", "[PATCH 1/3] KVM: arm64: one", "Why.\n" DIFF);
	mail(list, ANN, "p2", "c", "[PATCH 2/3] frob: KVM too",
	     "Why.\n\n---\n arch/x86/kvm/a.c | 1 +\n 1 file changed, 1 insertion(+)\n");
	mail(list, ANN, "p3", "c", "[PATCH 3/3] frob: Add the quux", "Why.\n" DIFF);
}

/* The patches that have Ben's review, given on the cover letter with these words, as "13". */
static void check_part(const char *text, const char *expected, guint loose)
{
	struct list list;
	const struct talk *talk;
	GString *found = g_string_new(NULL);

	list_init(&list);
	post_parts(&list);
	mail(&list, BEN, "r", "c", "Re: x", text);
	talk = read_talk(&list, NULL);
	for (guint i = 0; i < talk->patches->len; i++)
		if (nr_tags(talk, i))
			g_string_append_c(found, (char)('1' + i));
	assert_string_equal(found->str, expected);
	assert_int_equal(talk->reviewed, strlen(expected));
	assert_int_equal(talk->loose->len, loose);
	g_string_free(found, TRUE);
	list_release(&list);
}

/* Who is left out is left out; what cannot be told is for none. */
static void test_exclusions(void **state)
{
	static const struct {
		const char *text, *patches;
		guint loose;
	} exclusions[] = {
		{ "Except for patch 3:\n\n", "12", 0 },
		{ "For all patches except patch 3:\n", "12", 0 },
		{ "With the exception of patch 3, the series is\n\n", "12", 0 },
		{ "All but patch 3:\n", "12", 0 },
		{ "All but 3:\n", "12", 0 },
		{ "Apart from patch 2, this is\n", "13", 0 },
		{ "For everything but patches 2-3:\n", "1", 0 },
		{ "For patches 1-3, but not patch 2:\n", "13", 0 },
		{ "For the series, other than patch 3:\n", "12", 0 },
		{ "Not for patch 3, but for the others:\n", "12", 0 },
		{ "I have not looked at patch 3. For the rest:\n", "12", 0 },
		{ "Looked at some. For the rest:\n", "", 1 },
		{ "Other than that, there is more than 3 of it.\n", "123", 0 },
		{ "The rest of patch 3 is fine, too.\n", "123", 0 },
		{ "Patches 1 and 3 are\n\n", "13", 0 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(exclusions); i++) {
		char *text = g_strconcat(exclusions[i].text, REVIEWED, NULL);

		check_part(text, exclusions[i].patches, exclusions[i].loose);
		g_free(text);
	}
	check_part("Reviewed-by: Ben Other <ben@example.net> # patches 1,3\n", "13", 0);
	check_part("Patches 1-2: " REVIEWED, "12", 0);
	check_part(REVIEWED "\nfor patches 2-3.\n", "23", 0);
}

static void test_parts(void **state)
{
	(void)state;
	check_part("For the KVM patches:\n\n" REVIEWED, "1", 0);
	check_part("Reviewed-by: Ben Other <ben@example.net> # for the KVM bits\n", "1", 0);
	check_part(REVIEWED "for the Arm side.\n", "1", 0);
	check_part("With that, for x86 bits\n" REVIEWED, "2", 0);
	check_part("For the KVM/x86 part:\n" REVIEWED, "2", 0);
	check_part("For the arm64 and x86 parts:\n" REVIEWED, "1", 0);
	check_part("For the quux-related changes,\n" REVIEWED, "3", 0);
	check_part("For the frobs patches in this series:\n" REVIEWED, "23", 0);
	check_part("For the memory hotplug bits:\n" REVIEWED, "", 1);
	/* No parts. */
	check_part("For the patches:\n" REVIEWED, "123", 0);
	check_part("For these patches:\n" REVIEWED, "123", 0);
	check_part("For the KVM patches I have no opinion.\n" REVIEWED, "123", 0);
	check_part("For the KVM patches:\n" REVIEWED "For patch 3:\n" REVIEWED, "13", 0);
}

/* A word of a title, what somebody calls that part, and whether it is that. */
static void test_part_words(void **state)
{
	static const struct {
		const char *word, *part;
		bool same;
	} rows[] = {
		{ "frob", "frob", true },      { "frob", "Frobs", true },
		{ "frobs", "frob", true },     { "frob64", "frob", true },
		{ "hyperv", "Hyper-V", true }, { "hyper-v", "HyperV", true },
		{ "frob64x", "frob", false },  { "frobst", "frob", false },
		{ "frob", "frobst", false },   { "fro", "frob", false },
		{ "frob", "frob64", false },   { "flob", "frob", false },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *title = g_strdup_printf("[PATCH 2/2] %s: two", rows[i].word);
		char *text = g_strdup_printf("For the %s patches:\n" REVIEWED, rows[i].part);
		const struct talk *talk;
		struct list list;

		list_init(&list);
		mail(&list, ANN, "c", NULL, "[PATCH 0/2] better", "Why.\n");
		mail(&list, ANN, "p1", "c", "[PATCH 1/2] other: one", "Why.\n" DIFF);
		mail(&list, ANN, "p2", "c", title, "Why.\n" DIFF);
		mail(&list, BEN, "r", "c", "Re: x", text);
		talk = read_talk(&list, NULL);
		if (nr_tags(talk, 1) != rows[i].same || nr_tags(talk, 0))
			fail_msg("'%s' of '%s'", rows[i].part, rows[i].word);
		list_release(&list);
		g_free(title);
		g_free(text);
	}
}

/* The part of a patch is in that patch. */
static void test_part_of_patch(void **state)
{
	struct list list;
	const struct talk *talk;

	(void)state;
	list_init(&list);
	post_parts(&list);
	mail(&list, BEN, "r", "p3", "Re: x", "For the KVM bits:\n" REVIEWED);
	talk = read_talk(&list, NULL);
	assert_int_equal(talk->reviewed, 1);
	assert_int_equal(nr_tags(talk, 2), 1);
	assert_int_equal(talk->loose->len, 0);
	list_release(&list);
}

/* What is said of a bug in the series is for no patch of it. */
static void test_bug_on_cover(void **state)
{
	struct list list;
	const struct talk *talk;
	const struct given_tag *loose;

	(void)state;
	list_init(&list);
	post_parts(&list);
	mail(&list, BEN, "r1", "c", "Re: x",
	     "It crashes.\n\nReported-by: Test Lab <lab@example.com>\n"
	     "Closes: https://example.com/1\nFixes: 012345678901 (\"x\")\n"
	     "Bisected-by: " BEN "\nLink: https://example.com/2\n");
	mail(&list, BEN, "r2", "p3", "Re: x", "Reported-by: " BEN "\n");
	talk = read_talk(&list, NULL);
	assert_int_equal(nr_tags(talk, 0), 0);
	assert_int_equal(nr_tags(talk, 1), 0);
	assert_int_equal(nr_tags(talk, 2), 1);
	assert_int_equal(talk->loose->len, 5);
	loose = &g_array_index(talk->loose, struct given_tag, 0);
	assert_string_equal(loose->key, "Reported-by");
	assert_string_equal(loose->part, "");
	list_release(&list);
}

#define CARL "Carl Third <carl@example.net>"
#define FIX                                                                                        \
	"How about this?\n\nSigned-off-by: " BEN "\nAcked-by: " BEN                                \
	"\n\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n"

/* Tags below somebody's diff are for that, but those of who sent it. */
static void test_diff_in_reply(void **state)
{
	struct list list;
	const struct talk *talk;

	(void)state;
	list_init(&list);
	post_parts(&list);
	mail(&list, BEN, "fix", "p1", "Re: x", FIX);
	mail(&list, CARL, "r1", "fix", "Re: x", "Thanks.\n");
	mail(&list, CARL, "r2", "r1", "Re: x", "Tested-by: " CARL "\nNacked-by: " CARL "\n");
	mail(&list, ANN, "r3", "r2", "Re: x", "Acked-by: " ANN "\n");
	mail(&list, BEN, "r4", "r3", "Re: x", REVIEWED);
	talk = read_talk(&list, NULL);
	/* Ben's ack and his review of the patch. */
	assert_int_equal(nr_tags(talk, 0), 2);
	assert_string_equal(tag_at(talk, 0, 0)->key, "Acked-by");
	assert_string_equal(tag_at(talk, 0, 1)->key, "Reviewed-by");
	assert_int_equal(talk->nacks->len, 0);
	list_release(&list);
}

/* A diff of the author's own amends his patch; what he thinks of it is no review. */
static void test_authors_diff(void **state)
{
	struct list list;
	const struct talk *talk;
	GArray *more;

	(void)state;
	list_init(&list);
	post_parts(&list);
	mail(&list, ANN, "fix", "p1", "Re: x",
	     "With this?\n\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n");
	mail(&list, BEN, "r1", "fix", "Re: x", REVIEWED);
	mail(&list, ANN, "r2", "r1", "Re: x", "Tested-by: " ANN "\nSigned-off-by: " ANN "\n");
	talk = read_talk(&list, NULL);
	assert_int_equal(talk->reviewed, 1);
	assert_int_equal(talk->tested, 0);
	more = talk_new_tags(talk, 1, false);
	assert_int_equal(more->len, 2);
	assert_string_equal(g_array_index(more, struct given_tag, 1).key, "Signed-off-by");
	g_array_unref(more);
	list_release(&list);
}

/* They are read once more when they are needed again. */
static void test_dropped(void **state)
{
	struct list list;
	const struct talk *talk;

	(void)state;
	list_init(&list);
	post_parts(&list);
	mail(&list, BEN, "r1", "p1", "Re: x", REVIEWED);
	mail(&list, BEN, "r2", "c", "Re: x", "Reported-by: Test Lab <lab@example.com>\n");
	talk = read_talk(&list, NULL);
	assert_int_equal(talk->reviewed, 1);
	for (int i = 0; i < 2; i++) {
		assert_null(g_array_index(talk->patches, struct talk_patch, 0).tags);
		assert_int_equal(talk->loose->len, 0);
		talk_need_tags(talk);
		talk_need_tags(talk);
		assert_int_equal(nr_tags(talk, 0), 1);
		assert_string_equal(tag_at(talk, 0, 0)->key, "Reviewed-by");
		assert_int_equal(talk->loose->len, 1);
		talk_drop_tags(talk);
		talk_drop_tags(talk);
	}
	list_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tags),	     cmocka_unit_test(test_scopes),
		cmocka_unit_test(test_exclusions),   cmocka_unit_test(test_parts),
		cmocka_unit_test(test_part_words),   cmocka_unit_test(test_part_of_patch),
		cmocka_unit_test(test_bug_on_cover), cmocka_unit_test(test_diff_in_reply),
		cmocka_unit_test(test_authors_diff), cmocka_unit_test(test_dropped),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("talk tags", tests, NULL, NULL);
}
