/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include "series/topic.h"

/* A list in the making: postings, newest first as series_group() wants them. */
static GPtrArray *records, *series, *topics;
static struct overrides *overrides;
static bool withhold;
static size_t obeyed;

#define ANN "Ann Example <ann@example.org>"
#define BOB "Bob Sample <bob@example.com>"

static int setup(void **state)
{
	(void)state;
	records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	series = topics = NULL;
	overrides = NULL;
	withhold = false;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	if (topics)
		g_ptr_array_unref(topics);
	if (series)
		g_ptr_array_unref(series);
	overrides_free(overrides);
	g_ptr_array_unref(records);
	return 0;
}

/* day: since 1 January 2023. file: what the patch touches. body: before the diffstat. */
static void post_text(const char *from, const char *id, const char *parent, int day,
		      const char *subject, const char *file, const char *body)
{
	GDateTime *start = g_date_time_new_utc(2023, 1, 1, 12, 0, 0);
	GDateTime *when = g_date_time_add_days(start, day);
	char *date = g_date_time_format(when, "%a, %d %b %Y %H:%M:%S +0000");
	char *reply = *parent ? g_strdup_printf("In-Reply-To: <%s>\n", parent) : g_strdup("");
	char *raw = g_strdup_printf("From: %s\nDate: %s\nMessage-ID: <%s>\n%sSubject: %s\n\n%s\n"
				    "---\n %s | 1 +\n 1 file changed, 1 insertion(+)\n",
				    from, date, id, reply, subject, body, file);
	struct record *rec = record_parse(slice_str(raw), NULL);

	assert_non_null(rec);
	assert_true(rec->kind == RECORD_PATCH || rec->kind == RECORD_COVER);
	g_ptr_array_insert(records, 0, rec);
	g_free(raw);
	g_free(reply);
	g_free(date);
	g_date_time_unref(when);
	g_date_time_unref(start);
}

static void post(const char *from, const char *id, const char *parent, int day, const char *subject)
{
	post_text(from, id, parent, day, subject, "virt/kvm/a.c", "Text.");
}

/* A cover and its patches, whose titles are split at "|"; prefix as "PATCH v2". */
static void post_series(const char *from, const char *id, int day, const char *prefix,
			const char *cover, const char *titles)
{
	char **list = g_strsplit(titles, "|", 0);
	unsigned total = g_strv_length(list);
	char *subject = g_strdup_printf("[%s 0/%u] %s", prefix, total, cover);

	post(from, id, "", day, subject);
	g_free(subject);
	for (unsigned i = 0; i < total; i++) {
		char *own = g_strdup_printf("%s-%u", id, i + 1);

		subject = g_strdup_printf("[%s %u/%u] %s", prefix, i + 1, total, list[i]);
		post(from, own, id, day, subject);
		g_free(subject);
		g_free(own);
	}
	g_strfreev(list);
}

/* "a b; c": the leaders' ids of all topics, oldest to newest in each. */
static void expect(const char *want)
{
	struct topic_options options = { .overrides = overrides,
					 .withhold_declared = withhold,
					 .obeyed = &obeyed };
	GString *seen = g_string_new(NULL);

	series = series_group(records);
	topics = topics_find(series, &options);
	for (guint i = 0; i < topics->len; i++) {
		const struct topic *topic = topics->pdata[i];

		if (i)
			g_string_append(seen, "; ");
		for (guint j = 0; j < topic->series->len; j++)
			g_string_append_printf(
				seen, "%s%s", j ? " " : "",
				((struct series *)topic->series->pdata[j])->leader->message_id);
		assert_int_equal(topic->links->len, topic->series->len - 1);
		assert_ptr_equal(topic->latest, topic->series->pdata[topic->series->len - 1]);
	}
	assert_string_equal(seen->str, want);
	g_string_free(seen, TRUE);
}

static void expect_why(guint at, const char *name, const char *why)
{
	const struct topic *topic = topics->pdata[at];
	const struct topic_link *link = topic_link_of(topic, topic->latest);

	assert_non_null(link);
	assert_ptr_equal(link->newer, topic->latest);
	assert_string_equal(link_evidence_name(link->evidence), name);
	assert_string_equal(link->why, why);
	assert_true(link->confidence >= 70 && link->confidence <= 100);
}

static void test_same_title(void **state)
{
	(void)state;
	post_series(ANN, "a", 0, "RFC PATCH", "KVM: Work", "KVM: One|KVM: Two");
	post_series(ANN, "b", 9, "PATCH", "KVM: Work", "KVM: One|KVM: Two");
	post_series(ANN, "c", 20, "PATCH v2", "KVM: Work", "KVM: Three|KVM: Four");
	post(BOB, "x", "", 21, "[PATCH] KVM: Other");
	expect("x; a b c");
	expect_why(1, "title", "the same title, 11 days later, same author");
}

static void test_change_id(void **state)
{
	(void)state;
	post_text(ANN, "a", "", 0, "[PATCH 0/1] Begin", "x.c",
		  "Text.\n---\nbase-commit: 1111111111111111111111111111111111111111\n"
		  "change-id: 20230101-work-0123456789ab\n");
	post_text(BOB, "b", "", 400, "[PATCH v2 0/1] All is different", "y.c",
		  "Text.\n---\nbase-commit: 1111111111111111111111111111111111111111\n"
		  "change-id: 20230101-work-0123456789ab\n");
	expect("a b");
	expect_why(0, "change-id", "change-id 20230101-work-0123456789ab");
}

#define LINK_TO(version, id) "- Link to v" version ": https://lore.kernel.org/r/" id "\n"

/* Two that are named by a third are versions of each other, too. */
static void test_declared(void **state)
{
	(void)state;
	post_text(ANN, "a@x", "", 0, "[PATCH] First name", "a.c", "Text.");
	post_text(ANN, "b@x", "", 100, "[PATCH v2] Second, by contrast", "b.c", "Text.");
	post_text(ANN, "c@x", "", 200, "[PATCH v3] Third time lucky", "c.c",
		  "Text.\n---\n" LINK_TO("2", "b@x") LINK_TO("1", "a@x"));
	expect("a@x b@x c@x");
	expect_why(0, "declared", "v3 names it by a link");
}

static void test_withheld(void **state)
{
	(void)state;
	withhold = true;
	post_text(ANN, "a@x", "", 0, "[PATCH] First name", "a.c", "Text.");
	post_text(ANN, "b@x", "", 100, "[PATCH v2] Second, by contrast", "b.c",
		  "Text.\n---\n" LINK_TO("1", "a@x"));
	expect("b@x; a@x");
}

/* A link to what is no earlier version says nothing. */
static void test_link_elsewhere(void **state)
{
	(void)state;
	post_text(BOB, "base@x", "", 0, "[PATCH v7] What it builds upon", "a.c", "Text.");
	post_text(ANN, "b@x", "", 10, "[PATCH v2] Work", "b.c",
		  "Text.\n---\n" LINK_TO("1", "base@x"));
	expect("b@x; base@x");
}

static void test_reply(void **state)
{
	(void)state;
	post(ANN, "a", "", 0, "[PATCH 0/2] Work");
	post_text(ANN, "b", "a", 3, "[PATCH v2 0/2] Renamed altogether", "other.c", "Text.");
	/* Other work in the thread of the first one. */
	post_text(ANN, "c", "a", 4, "[PATCH 0/4] Preparation", "third.c", "Text.");
	post_text(BOB, "d", "a", 5, "[PATCH v2 0/2] Mine instead", "fourth.c", "Text.");
	expect("d; c; a b");
	expect_why(2, "reply", "sent as a reply to v1, 3 days later, same author");
}

static void test_patches(void **state)
{
	(void)state;
	post_series(ANN, "a", 0, "PATCH", "Fix everything", "KVM: One|KVM: Two|KVM: Three");
	post_series(ANN, "b", 8, "PATCH v2", "Mend the world",
		    "KVM: One|KVM: Two|KVM: Four|KVM: Five");
	expect("a b");
	expect_why(0, "patches", "2 of 3 patch titles are equal, 8 days later, same author");
}

static void test_grew(void **state)
{
	(void)state;
	post(ANN, "a", "", 0, "[PATCH] KVM: One");
	post_series(ANN, "b", 5, "PATCH v2", "KVM: Fixes", "KVM: Zero|KVM: One|KVM: Two");
	expect("a b");
}

/* A collection that holds a patch is no new version of it. */
static void test_collected(void **state)
{
	(void)state;
	post(ANN, "a", "", 0, "[PATCH] KVM: One");
	post_series(ANN, "b", 5, "PATCH", "KVM: Everything",
		    "KVM: Zero|KVM: One|KVM: Two|KVM: Three");
	post_series(ANN, "c", 6, "PATCH", "KVM fixes for 6.2, take #1", "KVM: One|KVM: Other");
	post(ANN, "d-1", "the-pull-request", 7, "[PATCH 1/2] KVM: One");
	post(BOB, "d-2", "the-pull-request", 7, "[PATCH 2/2] KVM: Other");
	expect("d-2; d-1; c; b; a");
}

static void test_similar_title(void **state)
{
	(void)state;
	post_text(ANN, "a", "", 0, "[PATCH] KVM: arm64: Use warpper function to lock all vcpus",
		  "a.c", "Text.");
	post_text(ANN, "b", "", 1, "[PATCH v2] KVM: vgic: Use wrapper function to lock all vcpus",
		  "a.c", "Text.");
	post_text(ANN, "c", "", 2, "[PATCH v2] KVM: s390: Document something else", "c.c", "Text.");
	expect("c; a b");
	expect_why(1, "title", "a similar title (85 %), 1 day later, same author");
}

/* Nothing but the files, and nothing else of the author. */
static void test_same_files(void **state)
{
	(void)state;
	post_text(ANN, "a", "", 0, "[PATCH] KVM: Drop the const", "a.c", "Text.");
	post_text(ANN, "b", "", 5, "[PATCH v2] KVM: Turn this into a macro", "a.c", "Text.");
	expect("a b");
	expect_why(
		0, "paths",
		"the same files, and no other work of the author fits, 5 days later, same author");
}

static void test_same_files_doubt(void **state)
{
	(void)state;
	post_text(ANN, "a", "", 0, "[PATCH] KVM: Drop the const", "a.c", "Text.");
	post_text(ANN, "x", "", 1, "[PATCH] KVM: Mention vhost", "a.c", "Text.");
	post_text(ANN, "b", "", 5, "[PATCH v2] KVM: Turn this into a macro", "a.c", "Text.");
	expect("b; x; a");
}

static void test_equal_names(void **state)
{
	(void)state;
	post(ANN, "a", "", 0, "[PATCH] KVM: Fix typo");
	post(BOB, "b", "", 1, "[PATCH] KVM: Fix typo");
	post(BOB, "b2", "", 2, "[PATCH v2] KVM: Fix typo");
	post(ANN, "a2", "", 3, "[PATCH v2] KVM: Fix typo");
	post("Cid <cid@example.net>", "c3", "", 4, "[PATCH v3] KVM: Fix typo");
	expect("c3; a a2; b b2");
}

static void test_taken_over(void **state)
{
	(void)state;
	post_series(ANN, "a", 0, "PATCH v3", "KVM: Work", "KVM: One|KVM: Two|KVM: Three");
	post(BOB, "b", "", 90, "[PATCH v4 0/2] KVM: Work");
	post_text(BOB, "b1", "b", 90, "[PATCH v4 1/2] KVM: One", "virt/kvm/a.c",
		  "From: Ann Example <ann@example.org>\n\nText.");
	post(BOB, "b2", "b", 90, "[PATCH v4 2/2] KVM: Two");
	expect("a b");
	expect_why(0, "patches", "2 of 2 patch titles are equal, 90 days later, another sender");
}

static void test_other_address(void **state)
{
	(void)state;
	post(ANN, "a", "", 0, "[PATCH] KVM: Work");
	post("Ann Example <ann@home.example.net>", "b", "", 9, "[PATCH v2] KVM: Work");
	expect("a b");
}

static void test_resend(void **state)
{
	(void)state;
	post_series(ANN, "a", 0, "PATCH v2", "KVM: Work", "KVM: One|KVM: Two");
	post_series(ANN, "b", 30, "PATCH RESEND v2", "KVM: Work", "KVM: One|KVM: Two");
	post_series(ANN, "c", 60, "PATCH v2", "KVM: Work", "KVM: One|KVM: Two");
	expect("a b c");
}

static void test_resend_without_version(void **state)
{
	(void)state;
	post(ANN, "a", "", 0, "[PATCH v3] KVM: Work");
	post(ANN, "b", "", 30, "[PATCH RESEND] KVM: Work");
	expect("a b");
	assert_int_equal(((struct series *)series->pdata[1])->version, 3);
}

static void test_renamed_subsystem(void **state)
{
	(void)state;
	post(ANN, "a", "", 0, "[PATCH] kvm: Remove a needless cast");
	post(ANN, "b", "a", 1, "[PATCH] KVM: arm64: Remove a needless cast");
	/* Other files, another person, too short a title. */
	post_text(ANN, "c", "", 2, "[PATCH] net: Remove a needless cast", "net/a.c", "Text.");
	post(BOB, "d", "", 3, "[PATCH] x86: Remove a needless cast");
	post(ANN, "e", "", 4, "[PATCH] KVM: Fix build");
	post(ANN, "f", "", 5, "[PATCH] x86: Fix build");
	post_text(ANN, "g", "", 20, "[PATCH] KVM: Tell the gest about exits", "g.c", "Text.");
	post_text(ANN, "h", "", 21, "[PATCH] KVM: Tell the guest about exits", "g.c", "Text.");
	post_text(ANN, "i", "", 22, "[PATCH] KVM: Tell the host about signals", "g.c", "Text.");
	expect("i; g h; f; e; d; c; a b");
	expect_why(6, "title", "the same title but for the subsystem, 1 day later, same author");
}

static void test_split(void **state)
{
	const struct topic *topic;

	(void)state;
	post_series(ANN, "a", 0, "PATCH", "KVM: Work", "KVM: A|KVM: B|KVM: C|KVM: D");
	post_series(ANN, "b", 9, "PATCH v2", "KVM: First half of it", "KVM: A|KVM: B");
	post_series(ANN, "c", 9, "PATCH v2", "Documentation cleanup", "KVM: C|KVM: D");
	expect("c; a b");
	topic = topics->pdata[0];
	assert_non_null(topic->origin);
	assert_string_equal(topic->origin->older->leader->message_id, "a");
	assert_string_equal(topic->origin->newer->leader->message_id, "c");
}

/* A small part of what has gone on is other work. */
static void test_split_late(void **state)
{
	(void)state;
	post_series(ANN, "a", 0, "PATCH v0", "KVM: Work", "KVM: A|KVM: B|KVM: C");
	post_series(ANN, "b", 9, "PATCH v1", "KVM: Work", "KVM: A|KVM: D|KVM: E");
	post(ANN, "c", "", 90, "[PATCH] KVM: C");
	expect("c; a b");
}

static void test_merged(void **state)
{
	struct topic_options options = { .overrides = NULL };

	(void)state;
	post_series(ANN, "a", 0, "PATCH", "KVM: Work", "KVM: A|KVM: B");
	post_series(ANN, "b", 1, "PATCH", "Documentation cleanup", "KVM: C|KVM: D");
	post_series(ANN, "c", 9, "PATCH v2", "KVM: Work", "KVM: A|KVM: B|KVM: C|KVM: D");
	series = series_group(records);
	topics = topics_find(series, &options);
	assert_int_equal(topics->len, 1);
	assert_int_equal(((struct topic *)topics->pdata[0])->links->len, 2);
	expect_why(0, "title", "the same title, 9 days later, same author");
}

static void test_stable(void **state)
{
	(void)state;
	post(ANN, "a", "", 0, "[PATCH] KVM: One");
	post("Sam <sam@example.net>", "b", "", 20, "[PATCH AUTOSEL 5.15 1/2] KVM: One");
	post("Sam <sam@example.net>", "c", "", 20, "[PATCH AUTOSEL 5.10 1/2] KVM: One");
	post("Sam <sam@example.net>", "d", "", 80, "[PATCH AUTOSEL 5.10 1/9] KVM: One");
	post(ANN, "e", "", 90, "[PATCH 5.10] KVM: One");
	expect("e; d; c; b; a");
}

static void test_trees(void **state)
{
	(void)state;
	post_text(ANN, "k", "", 0, "[PATCH 0/2] Support for a thing", "virt/kvm/a.c", "Text.");
	post_text(ANN, "t", "", 0, "[PATCH kvmtool 0/2] Support for a thing", "arm/kvm.c", "Text.");
	post_text(ANN, "t2", "", 9, "[PATCH v2 KVMTOOL RFT 0/2] Support for a thing", "arm/kvm.c",
		  "Text.");
	post_text(ANN, "k2", "", 9, "[PATCH v2 0/2] Support for a thing", "virt/kvm/a.c", "Text.");
	expect("k k2; t t2");
	assert_string_equal(((struct topic *)topics->pdata[0])->tree, "");
	assert_string_equal(((struct topic *)topics->pdata[1])->tree, "kvmtool");
}

/* A numbering that begins anew is newer; a wrong clock is not. */
static void test_order(void **state)
{
	(void)state;
	post(ANN, "r2", "", 0, "[RFC PATCH v2] KVM: Work");
	post(ANN, "r1", "", 0, "[RFC PATCH] KVM: Work");
	post(ANN, "p1", "", 30, "[PATCH] KVM: Work");
	post(ANN, "p2", "", 40, "[PATCH v2] KVM: Work");
	post(ANN, "p2.1", "", 41, "[PATCH v2.1] KVM: Work");
	expect("r1 r2 p1 p2 p2.1");
}

/* What was archived before is no new numbering, whatever year its clock or the other's shows. */
static void test_order_of_wrong_clocks(void **state)
{
	(void)state;
	post(ANN, "a1", "", 400, "[PATCH] KVM: Work");
	((struct record *)records->pdata[0])->archived = 1000;
	post(ANN, "a2", "a1", 10, "[PATCH v2] KVM: Work");
	((struct record *)records->pdata[0])->archived = 2000;
	expect("a1 a2");
}

static void read_overrides(const char *text)
{
	overrides = overrides_parse(slice_str(text), "file", NULL);
	assert_non_null(overrides);
}

static void test_overrides(void **state)
{
	(void)state;
	read_overrides("same a-1 z z2\nnot-same w w2\nsame a nowhere\n");
	post_series(ANN, "a", 0, "PATCH", "KVM: Work", "KVM: A|KVM: B");
	post_text(BOB, "z", "", 5, "[PATCH] net: Quite another thing", "z.c", "Text.");
	post_text(BOB, "z2", "", 6, "[PATCH] mm: And yet another one", "y.c", "Text.");
	post(ANN, "w", "", 7, "[PATCH] KVM: Fixes");
	post(ANN, "w2", "", 8, "[PATCH v2] KVM: Fixes");
	expect("w2; w; a z z2");
	assert_int_equal(obeyed, 2);
	expect_why(2, "override", "line 1 of the corrections");
}

/* What is kept apart is not brought together by a third version. */
static void test_apart_through_others(void **state)
{
	(void)state;
	read_overrides("not-same a c\n");
	post(ANN, "a", "", 0, "[PATCH] KVM: Fixes");
	post(ANN, "b", "", 1, "[PATCH v2] KVM: Fixes");
	post(ANN, "c", "", 2, "[PATCH v3] KVM: Fixes");
	expect("c; a b");
}

/* Thousands with one title: each is compared with few others. */
static void test_many(void **state)
{
	char id[32];
	gint64 start = g_get_monotonic_time();

	(void)state;
	for (int i = 0; i < 10000; i++) {
		snprintf(id, sizeof(id), "m%d", i);
		post(ANN, id, "", i / 100, i % 2 ? "[PATCH] Fix" : "[PATCH v2 3/9999] Fix");
	}
	series = series_group(records);
	topics = topics_build(series, NULL);
	assert_true(g_get_monotonic_time() - start < 20 * G_USEC_PER_SEC);
	assert_true(topics->len >= 1 && topics->len <= 10000);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_same_title),
		TEST(test_change_id),
		TEST(test_declared),
		TEST(test_withheld),
		TEST(test_link_elsewhere),
		TEST(test_reply),
		TEST(test_patches),
		TEST(test_grew),
		TEST(test_collected),
		TEST(test_similar_title),
		TEST(test_same_files),
		TEST(test_same_files_doubt),
		TEST(test_equal_names),
		TEST(test_taken_over),
		TEST(test_other_address),
		TEST(test_resend),
		TEST(test_resend_without_version),
		TEST(test_renamed_subsystem),
		TEST(test_split),
		TEST(test_merged),
		TEST(test_split_late),
		TEST(test_stable),
		TEST(test_trees),
		TEST(test_order),
		TEST(test_order_of_wrong_clocks),
		TEST(test_overrides),
		TEST(test_apart_through_others),
		TEST(test_many),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
