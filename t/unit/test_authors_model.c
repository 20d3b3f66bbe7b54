/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>
#include "authors/authors.h"
#include "list.h"

#define CY "Cy Third <cy@sub.example.com>"
#define ROBOT "kernel test robot <lkp@intel.com>"
#define TESTED "Tested-by: Cy Third <cy@sub.example.com>\n"
#define PATHS(file)                                                                                \
	"\n---\ndiff --git a/" file " b/" file "\n--- a/" file "\n+++ b/" file                     \
	"\n@@ -1 +1 @@\n-a\n+b\n"

/* Two versions of a series, a patch of another's, and what was said about them. */
static void post_all(struct list *list)
{
	mail(list, ANN, "c", NULL, "[PATCH 0/3] KVM: Work", "Text.\n");
	mail(list, ANN, "p1", "c", "[PATCH 1/3] KVM: One", "Text.\n" PATHS("virt/kvm/one.c"));
	mail(list, ANN, "p2", "c", "[PATCH 2/3] KVM: Two", "Text.\n" PATHS("virt/two.c"));
	mail(list, ANN, "p3", "c", "[PATCH 3/3] KVM: Old", "Text.\n" PATHS("old/three.c"));
	mail(list, BEN, "r1", "p1", "Re: [PATCH 1/2] KVM: One", REVIEWED);
	mail(list, BEN, "r2", "p2", "Re: [PATCH 2/2] KVM: Two", "No.\n");
	mail(list, CY, "r3", "c", "Re: [PATCH 0/2] KVM: Work", TESTED);
	mail(list, ANN, "r4", "r2", "Re: [PATCH 2/2] KVM: Two", "Yes.\n");
	mail(list, ROBOT, "b", "p1", "Re: [PATCH 1/2] KVM: One", "It breaks.\n");
	mail(list, ANN, "d", NULL, "[PATCH v2 0/2] KVM: Work", "Text.\n");
	mail(list, ANN, "q1", "d", "[PATCH v2 1/2] KVM: One",
	     "Text.\n\n" REVIEWED TESTED PATHS("virt/kvm/one.c"));
	mail(list, ANN, "q2", "d", "[PATCH v2 2/2] KVM: Two", "Text.\n" PATHS("virt/two.c"));
	mail(list, BEN, "r5", "q1", "Re: [PATCH v2 1/2] KVM: One", REVIEWED);
	mail(list, BEN, "s", NULL, "[PATCH] KVM: Three",
	     "Text.\n\nReported-by: Cy Third <cy@sub.example.com>\n" PATHS("virt/kvm/three.c"));
	mail(list, ANN, "r6", "s", "Re: [PATCH] KVM: Three",
	     "Reviewed-by: Ann Example <ann@example.org>\n");
	mail(list, BEN, "r7", "s", "Re: [PATCH] KVM: Three", "Thanks.\n");
}

/* The rows in order: who, patches, postings, topics, reviews, patches covered, replies, reviews
 * taken, mails. */
static GString *describe(const struct ranking *ranking)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < ranking->order->len; i++) {
		guint row = g_array_index(ranking->order, guint, i);
		const struct figures *figures =
			&g_array_index(ranking->figures, struct figures, row);
		const struct person *who = keys_get(ranking->keys, row);

		g_string_append_printf(out, "%s%s", i ? "; " : "",
				       *who->email ? who->email : who->name);
		for (int n = 0; n <= FIGURE_MAILS; n++)
			g_string_append_printf(out, " %u", figures->n[n]);
	}
	return out;
}

static const struct group_spec groups[] = {
	{ GROUP_AUTHOR, NULL }, { GROUP_SENDER, NULL },		{ GROUP_REVIEWER, NULL },
	{ GROUP_TESTER, NULL }, { GROUP_REPORTER, NULL },	{ GROUP_DOMAIN, NULL },
	{ GROUP_PATH, NULL },	{ GROUP_TRAILER, "tested-by" }, { GROUP_BOT, NULL },
};

struct model {
	struct list list;
	struct employers *employers;
	struct authors *authors;
};

static int setup(void **state)
{
	struct model *model = g_new0(struct model, 1);
	struct authors_options options = { .groups = groups,
					   .nr_groups = G_N_ELEMENTS(groups),
					   .count = FIGURE_PATCHES,
					   .figures_of_topics = true,
					   .borrow = true,
					   .by_sent = true };

	list_init(&model->list);
	post_all(&model->list);
	options.employers = model->employers = employers_new();
	model->authors = authors_new(&options);
	for (guint i = 0; i < model->list.records->len; i++) {
		struct record *record = model->list.records->pdata[i];

		record->archived = record->date;
		authors_add(model->authors, record, true);
	}
	authors_finish(model->authors);
	*state = model;
	return 0;
}

static int teardown(void **state)
{
	struct model *model = *state;

	authors_free(model->authors);
	employers_free(model->employers);
	list_release(&model->list);
	g_free(model);
	return 0;
}

static void expect(struct model *model, const struct rank_options *options, enum author_group kind,
		   const char *want)
{
	authors_rank(model->authors, options);
	for (size_t g = 0; g < G_N_ELEMENTS(groups); g++) {
		GString *got = describe(authors_ranking(model->authors, g));

		if (groups[g].kind == kind)
			assert_string_equal(got->str, want);
		g_string_free(got, TRUE);
	}
}

#define ANN_ROW "ann@example.org 2 7 1 1 1 2 3 0"
#define BEN_ROW "ben@example.net 1 1 1 2 2 4 1 0"
#define CY_ROW "cy@sub.example.com 0 0 0 1 3 1 0 0"

static void test_figures(void **state)
{
	static const struct {
		enum author_group kind;
		const char *rows;
	} cases[] = {
		{ GROUP_AUTHOR, ANN_ROW "; " BEN_ROW "; " CY_ROW },
		{ GROUP_SENDER, ANN_ROW "; " BEN_ROW "; " CY_ROW },
		{ GROUP_REVIEWER,
		  "ben@example.net 1 2 1 0 0 0 0 0; ann@example.org 1 1 1 0 0 0 0 0" },
		{ GROUP_TESTER, "cy@sub.example.com 1 4 1 0 0 0 0 0" },
		{ GROUP_REPORTER, "cy@sub.example.com 1 1 1 0 0 0 0 0" },
		{ GROUP_DOMAIN, "example.org 2 7 1 1 1 2 3 0; example.net 1 1 1 2 2 4 1 0; "
				"sub.example.com 0 0 0 1 3 1 0 0" },
		{ GROUP_PATH, "virt/kvm 2 3 2 3 3 4 3 0; virt 1 2 1 0 0 2 0 0" },
		{ GROUP_TRAILER, "cy@sub.example.com 1 1 1 0 0 0 0 0" },
		{ GROUP_BOT, "lkp@intel.com 0 0 0 0 0 0 0 1" },
	};
	static const struct rank_options options = { .figure = FIGURE_PATCHES };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		expect(*state, &options, cases[i].kind, cases[i].rows);
}

static void test_order(void **state)
{
	static const struct {
		struct rank_options options;
		enum author_group kind;
		const char *rows;
	} cases[] = {
		{ { .by = SORT_FIRST }, GROUP_AUTHOR, ANN_ROW "; " BEN_ROW "; " CY_ROW },
		{ { .by = SORT_LAST }, GROUP_AUTHOR, BEN_ROW "; " ANN_ROW "; " CY_ROW },
		{ { .by = SORT_NAME },
		  GROUP_DOMAIN,
		  "example.net 1 1 1 2 2 4 1 0; example.org 2 7 1 1 1 2 3 0; "
		  "sub.example.com 0 0 0 1 3 1 0 0" },
		{ { .figure = FIGURE_REVIEWS }, GROUP_AUTHOR, BEN_ROW "; " ANN_ROW "; " CY_ROW },
		{ { .figure = FIGURE_TAKEN }, GROUP_AUTHOR, ANN_ROW "; " BEN_ROW "; " CY_ROW },
		/* Of those who have one each the name tells, and who has none is not there. */
		{ { .figure = FIGURE_TOPICS, .by_name = true },
		  GROUP_AUTHOR,
		  ANN_ROW "; " BEN_ROW },
		{ { .figure = FIGURE_COVERED, .by_name = true },
		  GROUP_AUTHOR,
		  CY_ROW "; " BEN_ROW "; " ANN_ROW },
		/* What only an older version touched counts where postings do. */
		{ { .figure = FIGURE_POSTINGS, .count = FIGURE_POSTINGS },
		  GROUP_PATH,
		  "virt/kvm 2 3 2 3 3 4 3 0; virt 1 2 1 0 0 2 0 0; old 0 1 0 0 0 0 0 0" },
		/* Trailers give no reviews, so that what is counted is taken. */
		{ { .figure = FIGURE_REVIEWS, .count = FIGURE_POSTINGS },
		  GROUP_REVIEWER,
		  "ben@example.net 1 2 1 0 0 0 0 0; ann@example.org 1 1 1 0 0 0 0 0" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		expect(*state, &cases[i].options, cases[i].kind, cases[i].rows);
}

/* Who posted before is none; nor is who never did. */
static void test_newcomers(void **state)
{
	static const struct rank_options options = { .newcomers = true };
	struct model *model = *state;
	struct list older;

	expect(model, &options, GROUP_AUTHOR, ANN_ROW "; " BEN_ROW);
	expect(model, &options, GROUP_REPORTER, "cy@sub.example.com 1 1 1 0 0 0 0 0");
	list_init(&older);
	mail(&older, ANN, "o", NULL, "[PATCH] KVM: Older", "Text.\n" PATHS("x"));
	((struct record *)older.records->pdata[0])->archived = 1740000000;
	authors_see_older(model->authors, older.records->pdata[0]);
	expect(model, &options, GROUP_AUTHOR, BEN_ROW);
	g_ptr_array_unref(older.postings);
	g_ptr_array_unref(older.records);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_figures),
		TEST(test_order),
		TEST(test_newcomers),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
