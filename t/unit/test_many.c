/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Much of the same: what takes a second would take minutes, and be killed, if each
 * mail, line or version were held against all the others.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <sys/resource.h>
#include "authors/authors.h"
#include "list.h"
#include "series/identity.h"
#include "series/topic.h"
#include "text/each.h"
#include "text/integers.h"

#define SECONDS 10 /* of processor time; more than enough with sanitizers */

/* A mail with more fields, each in a line of its own. */
static void add(struct list *list, const char *from, const char *id, const char *parent,
		const char *subject, const char *fields, const char *text)
{
	int second = list->hours++;
	g_autofree char *raw =
		g_strdup_printf("From: %s\nMessage-ID: <%s@x.example>\n%s%s%sSubject: %s\n"
				"Date: Mon, 3 Mar 2025 %02d:%02d:%02d +0000\n%s\n%s",
				from, id, parent ? "In-Reply-To: <" : "", parent ? parent : "",
				parent ? "@x.example>\n" : "", subject, second / 3600,
				second / 60 % 60, second % 60, fields, text);
	struct record *record = record_parse(slice_str(raw), NULL);

	assert_non_null(record);
	g_ptr_array_insert(list->records, 0, record);
	if (record_is_posting(record))
		g_ptr_array_insert(list->postings, 0, record);
}

/* A cover letter of Ann's with that text and so many patches. */
static void post_many(struct list *list, int nr, const char *fields, const char *why)
{
	g_autofree char *cover = g_strdup_printf("[PATCH 0/%d] frob: better", nr);

	list_init(list);
	add(list, ANN, "c", NULL, cover, "", why);
	for (int i = 1; i <= nr; i++) {
		g_autofree char *id = g_strdup_printf("p%d", i);
		g_autofree char *subject = g_strdup_printf("[PATCH %d/%d] frob: %d", i, nr, i);

		add(list, ANN, id, "c", subject, fields, "Why.\n\nSigned-off-by: " ANN "\n" DIFF);
	}
}

/* Lines for 1 to nr. */
static char *lines(int nr, const char *before, const char *after)
{
	GString *text = g_string_new(NULL);

	for (int i = 1; i <= nr; i++)
		g_string_append_printf(text, "%s%d%s", before, i, after);
	return g_string_free(text, FALSE);
}

static int applied_of(struct list *list)
{
	const struct talk *talk = read_talk(list, NULL);
	const struct state_context context = { .takers = takers_new(), .pulls = list->pulls };
	struct verdict verdict;
	int applied;

	state_of(talk->series, talk, &context, &verdict);
	applied = verdict.applied;
	verdict_release(&verdict);
	takers_free(context.takers);
	return applied;
}

#define PATCHES 200

/* Each of the lines counts by whether the last of all recipients of all patches is who wrote it. */
static void test_applied(void **state)
{
	g_autofree char *cc = lines(190, ", max@example.co", "");
	g_autofree char *to = g_strdup_printf("Cc: c@example.com%s\n", cc);
	g_autofree char *names = lines(PATCHES, "[", "/200] frob: x\n      commit: 0123456789ab\n");
	g_autofree char *text = g_strconcat("Applied to next, thanks!\n\n", names, names, names,
					    names, names, names, names, names, NULL);
	struct list list;

	(void)state;
	post_many(&list, PATCHES, to, "Why.\n");
	add(&list, ANN, "last", "c", "[PATCH 200/200] frob: 200", "To: max@example.net\n",
	    "Why.\n" DIFF);
	for (int i = 0; i < 60; i++) {
		g_autofree char *id = g_strdup_printf("r%d", i);

		add(&list, "Max Fourth <max@example.net>", id, "c",
		    "Re: [PATCH 0/200] frob: better", "", text);
	}
	assert_int_equal(applied_of(&list), PATCHES);
	list_release(&list);
}

#define TAGGED 1500

/* Tags below a cover letter are for each patch, and of each patch each is there once. */
static void test_tags(void **state)
{
	static const char own[] = "Reviewed-by: Max Fourth <max@example.net>\n";
	struct list list;
	const struct talk *talk;

	(void)state;
	post_many(&list, TAGGED, "", "Why.\n");
	for (int i = 0; i < 30; i++) {
		g_autofree char *id = g_strdup_printf("r%d", i);
		g_autofree char *before = g_strdup_printf("Tested-by: X <r%d-", i);
		g_autofree char *others = lines(199, before, "@example.org>\n");
		g_autofree char *text = g_strconcat(own, others, NULL);

		add(&list, "Max Fourth <max@example.net>", id, "c",
		    "Re: [PATCH 0/1500] frob: better", "", text);
	}
	talk = read_talk(&list, NULL);
	talk_need_tags(talk);
	assert_int_equal(talk->reviewed, TAGGED);
	list_release(&list);
}

#define SCOPED 3000
#define TAGGERS 130

/* Many give one patch of many the same tags, again and again. */
static void test_scopes(void **state)
{
	g_autofree char *few = lines(20, "Tested-by: X <x", "@example.org> # for patch 2\n");
	g_autofree char *more = g_strconcat(few, few, few, few, few, NULL);
	g_autofree char *tags = g_strconcat(more, more, NULL);
	struct list list;
	const struct talk *talk;

	(void)state;
	post_many(&list, SCOPED, "", "Why.\n");
	for (int i = 0; i < TAGGERS; i++) {
		g_autofree char *id = g_strdup_printf("r%d", i);

		add(&list, "Max Fourth <max@example.net>", id, "c",
		    "Re: [PATCH 0/3000] frob: better", "", tags);
	}
	assert_int_equal(((const struct record *)list.records->pdata[0])->trailers.nr, 200);
	talk = read_talk(&list, NULL);
	assert_int_equal(nr_tags(talk, 0), 1);
	assert_int_equal(nr_tags(talk, 1), 21);
	list_release(&list);
}

#define COVERED 150

/* A cover letter has many tags for each patch, of people whose addresses begin alike. */
static void test_cover(void **state)
{
	g_autofree char *address = g_strnfill(400, 'x');
	g_autofree char *before = g_strconcat("Tested-by: Max <", address, NULL);
	g_autofree char *tags = lines(1000, before, "@example.net>\n");
	g_autofree char *text = g_strconcat("Why.\n\n", tags, NULL);
	struct list list;

	(void)state;
	post_many(&list, COVERED, "", text);
	assert_int_equal(nr_tags(read_talk(&list, NULL), COVERED - 1), 200);
	list_release(&list);
}

#define LEFT_OUT 1000

/* A version of 64 patches and the next one of 63, all with one title and the same 300 files but
 * one. */
static void post_version(struct list *list, int version, int nr)
{
	g_autofree char *stem = g_strdup_printf("v%d", version);
	g_autofree char *cover = g_strdup_printf("[PATCH v%d 0/%d] frob: better", version, nr);
	g_autofree char *files = lines(299, " drivers/frob/and/its/many/files/a", ".c | 1 +\n");

	add(list, ANN, stem, NULL, cover, "", "Why.\n");
	for (int i = 1; i <= nr; i++) {
		g_autofree char *id = g_strdup_printf("%s-%d", stem, i);
		g_autofree char *subject =
			g_strdup_printf("[PATCH v%d %d/%d] frob: x", version, i, nr);
		g_autofree char *text = g_strdup_printf("Why.\n---\n%s drivers/z%d.c | 1 +\n 300 "
							"files changed, 300 insertions(+)\n",
							files, version == 1 && i != 63 ? i : 0);

		add(list, ANN, id, stem, subject, "", text);
	}
}

/* Judges each of the list's series as a version of one work; returns the state of the newest. */
static enum series_state judge_versions(struct list *list)
{
	struct topic topic = { .series = g_ptr_array_new() };
	struct state_context context = { .topic = &topic };
	struct verdict verdict = { .state = STATE_NEW };

	read_talk(list, NULL);
	context.talks = list->talks;
	for (guint i = list->series->len; COUNT_DOWN(i);) {
		((struct series *)list->series->pdata[i])->place = topic.series->len;
		g_ptr_array_add(topic.series, list->series->pdata[i]);
	}
	for (guint i = 0; i < topic.series->len; i++) {
		if (i)
			verdict_release(&verdict);
		state_of(topic.series->pdata[i], talks_of(list->talks, topic.series->pdata[i]),
			 &context, &verdict);
	}
	verdict_release(&verdict);
	g_ptr_array_unref(topic.series);
	return verdict.state;
}

/* Many ask about the patch that the next version has not: each of its patches is another one. */
static void test_left_out(void **state)
{
	struct list list;

	(void)state;
	list_init(&list);
	post_version(&list, 1, 64);
	post_version(&list, 2, 63);
	for (int i = 0; i < LEFT_OUT; i++) {
		g_autofree char *id = g_strdup_printf("r%d", i);

		add(&list, "Max Fourth <max@example.net>", id, "v1-64",
		    "Re: [PATCH v1 64/64] frob: x", "", "Why is this so, do you think?\n");
	}
	assert_int_equal(judge_versions(&list), STATE_NEW);
	list_release(&list);
}

#define ONE_NUMBER 4000

/* All patches have one number, and answers to the cover letter name that and a title. */
static void test_one_number(void **state)
{
	g_autofree char *title = lines(250, " x", "");
	struct list list;
	const struct talk *talk;

	(void)state;
	list_init(&list);
	add(&list, ANN, "c", NULL, "[PATCH 0/3] frob: better", "", "Why.\n");
	for (int i = 0; i < 2 * ONE_NUMBER; i++) {
		g_autofree char *id = g_strdup_printf("m%d", i);
		g_autofree char *subject = g_strdup_printf("%s[PATCH 1/3] %d%s",
							   i < ONE_NUMBER ? "" : "Re: ", i, title);

		add(&list, i < ONE_NUMBER ? ANN : BEN, id, "c", subject, "", "Why.\n" DIFF);
	}
	talk = read_talk(&list, NULL);
	assert_int_equal(talk->mails->len, ONE_NUMBER);
	assert_int_equal(g_array_index(talk->mails, struct talk_mail, 0).patch, 0);
	list_release(&list);
}

#define PULLED 1000

/* A pull request lists one of the patches, and many long titles that are none of them. */
static void test_pulled(void **state)
{
	g_autofree char *words = lines(400, " word", "");
	g_autofree char *line = g_strconcat(words, "\n      frob: ", NULL);
	g_autofree char *titles = lines(1900, "", line);
	g_autofree char *text = g_strconcat("The following changes since commit 0123456789ab:\n\n"
					    "  Linux 6.0 (2025-01-01)\n\n"
					    "are available in the Git repository at:\n\n"
					    "  https://git.example.org/x.git tags/for-6.1\n\n"
					    "for you to fetch changes up to 0123456789ab:\n\n"
					    "Ann Example (1901):\n      frob: 1\n      frob: ",
					    titles, "end\n", NULL);
	struct list list;

	(void)state;
	post_many(&list, PULLED, "To: max@example.net\n", "Why.\n");
	add(&list, "Max Fourth <max@example.net>", "pull", NULL, "[GIT PULL] frob for 6.1", "",
	    text);
	assert_int_equal(applied_of(&list), 1);
	list_release(&list);
}

#define REVIEWED_PATCHES 500
#define REVIEWERS 250

/* Each of many reviews all of a series: of that 100,000 patches count, and all reviews. */
static void test_covered(void **state)
{
	static const struct group_spec group = { GROUP_AUTHOR, NULL };
	struct employers *employers = employers_new();
	const struct authors_options options = { .groups = &group,
						 .nr_groups = 1,
						 .count = FIGURE_PATCHES,
						 .figures_of_topics = true,
						 .employers = employers,
						 .borrow = true,
						 .by_sent = true };
	struct authors *authors = authors_new(&options);
	unsigned covered = 0;
	struct list list;

	(void)state;
	post_many(&list, REVIEWED_PATCHES, "", "Why.\n");
	for (int i = 0; i < REVIEWERS; i++) {
		g_autofree char *id = g_strdup_printf("r%d", i);
		g_autofree char *who = g_strdup_printf("Max N%d <max%d@example.net>", i, i);
		g_autofree char *text = g_strdup_printf("Acked-by: %s\n", who);

		add(&list, who, id, "c", "Re: [PATCH 0/500] frob: better", "", text);
	}
	for (guint i = 0; i < list.records->len; i++)
		authors_add(authors, list.records->pdata[i], true);
	authors_finish(authors);
	assert_int_equal(authors_total(authors)->n[FIGURE_REVIEWS], REVIEWERS);
	assert_int_equal(authors_total(authors)->n[FIGURE_COVERED], REVIEWED_PATCHES);
	array_each (const struct figures, figures, authors_ranking(authors, 0)->figures)
		covered += figures->n[FIGURE_COVERED];
	assert_int_equal(covered, 100000);
	authors_free(authors);
	employers_free(employers);
	list_release(&list);
}

#define NAMES 24000

/* Who is asked about bears a name that no other mail of his address has. */
static void test_names(void **state)
{
	const struct person person = { "", "carl@example.com" };
	struct list list;
	struct identity *identity;

	(void)state;
	list_init(&list);
	for (int i = 0; i < NAMES; i++) {
		g_autofree char *id = g_strdup_printf("n%d", i);
		g_autofree char *from = g_strdup_printf("Carl N%d <x@example.net>", i);

		add(&list, from, id, NULL, "hello", "", "Hi.\n");
	}
	identity = identity_new(list.records, NULL);
	for (guint i = 0; i < list.records->len; i++) {
		const struct record *record = list.records->pdata[i];
		struct person author = person;

		author.name = record->people->sender.name;
		assert_false(identity_is_author(identity, &author, record));
	}
	identity_free(identity);
	g_ptr_array_unref(list.postings);
	g_ptr_array_unref(list.records);
}

static void check_near(guint place, guint first, guint end)
{
	struct series series[200];
	struct topic topic = { .series = g_ptr_array_new() };
	guint behind;

	for (guint i = 0; i < G_N_ELEMENTS(series); i++) {
		series[i].place = i;
		g_ptr_array_add(topic.series, &series[i]);
	}
	assert_int_equal(topic_near(&topic, &series[place], &behind), first);
	assert_int_equal(behind, end);
	g_ptr_array_unref(topic.series);
}

static void test_versions(void **state)
{
	(void)state;
	check_near(0, 0, 64);
	check_near(64, 0, 128);
	check_near(65, 1, 129);
	check_near(136, 72, 200);
	check_near(199, 135, 200);
}

int main(void)
{
	const struct rlimit limit = { SECONDS, SECONDS };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_applied),	   cmocka_unit_test(test_tags),
		cmocka_unit_test(test_scopes),	   cmocka_unit_test(test_cover),
		cmocka_unit_test(test_left_out),   cmocka_unit_test(test_pulled),
		cmocka_unit_test(test_covered),	   cmocka_unit_test(test_names),
		cmocka_unit_test(test_one_number), cmocka_unit_test(test_versions),
	};

	setrlimit(RLIMIT_CPU, &limit);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
