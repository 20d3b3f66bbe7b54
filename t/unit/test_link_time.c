/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "list.h"
#include "series/topic.h"

/*
 * Two postings of Ann's, of one patch or of several, that are one work when so many days lie
 * between them, and not when it is a day more.
 */
static const struct pair {
	const char *what; /* the constant of link_judge.c */
	int days;
	const char *older, *newer; /* the subjects, or titles of patches behind that of a cover */
} pairs[] = {
	{ "VERSION_DAYS", 800, "[PATCH] KVM: Work", "[PATCH v2] KVM: Work" },
	{ "REPOST_DAYS", 200, "[PATCH] KVM: Work", "[PATCH] KVM: Work" },
	{ "REPOST_DAYS, of a similar title", 200, "[PATCH] KVM: arm64: Count exits of one vcpu",
	  "[PATCH v2] KVM: arm64: Count the exits, by kind and vcpu, of guests" },
	{ "SAME_FILES_DAYS", 21, "[PATCH] KVM: Drop the const",
	  "[PATCH v2] KVM: Turn this into a macro" },
	{ "PART_DAYS", 30, "[PATCH] kvm: Remove a needless cast",
	  "[PATCH] KVM: arm64: Remove a needless cast" },
	{ "GROWTH_DAYS", 90, "KVM: Beginnings|KVM: One|KVM: Two",
	  "KVM: All of what follows|KVM: One|KVM: Two|KVM: Three" },
};

static void add(struct list *list, const char *id, const char *parent, const char *subject, int day)
{
	struct record *record;

	mail(list, ANN, id, parent, subject, "Text.\n" DIFF);
	record = list->records->pdata[0];
	record->date = record->archived = 1700000000 + (int64_t)day * 24 * 60 * 60;
}

static void post_at(struct list *list, const char *id, const char *text, int day)
{
	char **titles = g_strsplit(text, "|", -1);
	unsigned total = g_strv_length(titles) - 1;

	if (!total)
		add(list, id, NULL, text, day);
	for (unsigned i = 0; total && i <= total; i++) {
		char *subject = g_strdup_printf("[PATCH %u/%u] %s", i, total, titles[i]);
		char *own = i ? g_strdup_printf("%s%u", id, i) : g_strdup(id);

		add(list, own, i ? id : NULL, subject, day);
		g_free(own);
		g_free(subject);
	}
	g_strfreev(titles);
}

/* How many topics a pair makes. */
static guint topics_of(const struct pair *pair, int days)
{
	GPtrArray *topics;
	struct list list;
	guint nr;

	list_init(&list);
	post_at(&list, "a", pair->older, 0);
	post_at(&list, "b", pair->newer, days);
	list.series = series_group(list.postings);
	topics = topics_find(list.series, &(struct topic_options){ .overrides = NULL });
	nr = topics->len;
	g_ptr_array_unref(topics);
	list_release(&list);
	return nr;
}

static void test_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (topics_of(&pairs[i], pairs[i].days) != 1)
			fail_msg("%s: they are apart", pairs[i].what);
		if (topics_of(&pairs[i], pairs[i].days + 1) != 2)
			fail_msg("%s: they are one a day later", pairs[i].what);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_pairs) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
