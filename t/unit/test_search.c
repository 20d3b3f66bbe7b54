/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "list.h"
#include "search/error.h"
#include "search/locate.h"
#include "search/query.h"
#include "search/title.h"
#include "search/sides.h"
#include "search/find.h"
#include "search/who.h"
#include "text/pattern.h"

/* Topics of Ann's: "frob: Count exits" in versions 1, 2 and 2.1, and three others. */
static struct list list;
static GPtrArray *topics;

static void post_one(const char *id, const char *subject)
{
	mail(&list, ANN, id, NULL, subject, "Why.\n" DIFF);
}

static int setup(void **state)
{
	(void)state;
	list_init(&list);
	post_one("a1", "[PATCH] frob: Count exits");
	post_one("a2", "[PATCH v2] frob: Count exits");
	post_one("b", "[PATCH] frob: Count exits, and entries");
	post_one("c", "[PATCH] Grau: \303\204rger mit Frob");
	post_one("d", "[PATCH] fix [brackets] (and more)");
	list.series = series_group(list.postings);
	topics = topics_find(list.series, &(struct topic_options){ .overrides = NULL });
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	g_ptr_array_unref(topics);
	list_release(&list);
	return 0;
}

/* The ids of the newest versions that a text finds, as they come. */
static void expect_found(const char *text, int syntax, const char *want)
{
	GPtrArray *found = title_find(topics, text, syntax, NULL);
	GString *ids = g_string_new(NULL);

	assert_non_null(found);
	for (guint i = 0; i < found->len; i++) {
		const struct topic *topic = found->pdata[i];
		char **id = g_strsplit(topic->latest->leader->message_id, "@", 2);

		g_string_append_printf(ids, "%s%s", i ? " " : "", *id);
		g_strfreev(id);
	}
	assert_string_equal(ids->str, want);
	g_string_free(ids, TRUE);
	g_ptr_array_unref(found);
}

static void test_titles(void **state)
{
	GError *error = NULL;

	(void)state;
	/* A whole title goes before a part of others, a part of a title before one of subjects. */
	expect_found("frob: count exits", PATTERN_UNSET, "a2");
	expect_found("frob: Count exits", PATTERN_UNSET, "a2");
	expect_found("count exits", PATTERN_UNSET, "b a2");
	expect_found("Count Exits", PATTERN_UNSET, "");
	expect_found("PATCH v2", PATTERN_UNSET, "a2");
	expect_found("\303\244rger", PATTERN_UNSET, "c");
	expect_found("", PATTERN_EXTENDED, "");
	expect_found("\xff", PATTERN_UNSET, "");
	/* What is no title may be a pattern. */
	expect_found("[brackets]", PATTERN_EXTENDED, "d");
	expect_found("^frob.*entries$", PATTERN_UNSET, "");
	expect_found("^frob.*entries$", PATTERN_FIXED, "");
	expect_found("^frob.*entries$", PATTERN_EXTENDED, "b");
	expect_found("^FROB.*entries$", PATTERN_EXTENDED, "");
	expect_found("exits?(?=,)", PATTERN_PERL, "b");
	assert_null(title_find(topics, "(x", PATTERN_EXTENDED, &error));
	assert_int_equal(error->domain, PATTERN_ERROR);
	g_error_free(error);
}

static void expect_version(const struct topic *topic, const char *version, const char *id)
{
	GError *error = NULL;
	const struct series *series = version_find(topic, version, &error);

	if (id) {
		assert_non_null(series);
		assert_string_equal(series->leader->message_id, id);
		return;
	}
	assert_null(series);
	assert_true(g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_MISSING));
	g_error_free(error);
}

static void expect_sides(const struct topic *topic, const char *one, const char *two,
			 const char *expected)
{
	struct sides sides;
	GError *error = NULL;

	if (sides_choose(topic, one, two, &sides, &error)) {
		char *ids = g_strdup_printf("%.2s %.2s", sides.before->leader->message_id,
					    sides.after->leader->message_id);

		assert_string_equal(ids, expected);
		g_free(ids);
	} else {
		assert_string_equal(error->message, expected);
		g_error_free(error);
	}
}

static void expect_cut(const char *argument, const char *one, const char *name, const char *rest)
{
	char *cut = sides_cut_tree(argument, &one);

	assert_string_equal(cut, name);
	assert_true(!g_strcmp0(one, rest));
	g_free(cut);
}

static void test_sides(void **state)
{
	const struct topic *topic = NULL;

	(void)state;
	for (guint i = 0; i < topics->len; i++)
		if (((struct topic *)topics->pdata[i])->series->len == 2)
			topic = topics->pdata[i];
	expect_sides(topic, NULL, NULL, "a1 a2");
	expect_sides(topic, "v2", NULL, "a1 a2");
	expect_sides(topic, "v2", "v1", "a2 a1");
	expect_sides(topic, "1", "1", "a1 a1");
	expect_sides(topic, "v1..v2", NULL, "a1 a2");
	expect_sides(topic, "v2..v1", NULL, "a2 a1");
	expect_sides(topic, "v1..", NULL, "a1 a2");
	expect_sides(topic, "..v2", NULL, "a1 a2");
	expect_sides(topic, "..", NULL, "a1 a2");
	expect_sides(topic, "v1...v2", NULL, "'v1...v2' is no range of versions such as v1..v2");
	expect_sides(topic, "v1..v2..", NULL, "'v1..v2..' is no range of versions such as v1..v2");
	expect_sides(topic, "v1", NULL, "there is no version before v1 of 'frob: Count exits'");
	expect_sides(topic, "..v1", NULL, "there is no version before v1 of 'frob: Count exits'");
	expect_sides(topic, "v3", NULL, "no version 'v3' of 'frob: Count exits'");
	expect_sides(topic, "v3", "v1", "no version 'v3' of 'frob: Count exits'");
	expect_sides(topic, "v1", "v3", "no version 'v3' of 'frob: Count exits'");
	expect_sides(topic, "v3..v1", NULL, "no version 'v3' of 'frob: Count exits'");
	expect_sides(topic, "v1..v3", NULL, "no version 'v3' of 'frob: Count exits'");
	assert_true(sides_ask_tree("tree", NULL));
	assert_true(sides_ask_tree("v1..tree", NULL));
	assert_true(sides_ask_tree("v1", "tree"));
	assert_false(sides_ask_tree(NULL, NULL));
	assert_false(sides_ask_tree("v1", NULL));
	assert_false(sides_ask_tree("tree", "v1"));
	assert_false(sides_ask_tree("v1", "v1..tree"));
	expect_cut("a@x..tree", NULL, "a@x", "..tree");
	expect_cut("a@x..tree", "v1", "a@x..tree", "v1");
	expect_cut("a@x", NULL, "a@x", NULL);
}

static void test_versions(void **state)
{
	const struct topic *topic = NULL;

	(void)state;
	for (guint i = 0; i < topics->len; i++)
		if (((struct topic *)topics->pdata[i])->series->len == 2)
			topic = topics->pdata[i];
	assert_non_null(topic);
	expect_version(topic, NULL, "a2@x.example");
	expect_version(topic, "1", "a1@x.example");
	expect_version(topic, "v2", "a2@x.example");
	expect_version(topic, "V2", "a2@x.example");
	expect_version(topic, "v2.0", "a2@x.example");
	expect_version(topic, "v2.1", NULL);
	expect_version(topic, "3", NULL);
	expect_version(topic, "", NULL);
	expect_version(topic, "v", NULL);
	expect_version(topic, "2x", NULL);
	assert_ptr_equal(version_before(topic, topic->latest), topic->series->pdata[0]);
	assert_null(version_before(topic, topic->series->pdata[0]));
}

/* Whole addresses, in any case. */
static GPtrArray *addresses_of_ann(void)
{
	GPtrArray *emails = g_ptr_array_new();

	g_ptr_array_add(emails, "Ann@Example.org");
	return emails;
}

static void test_who(void **state)
{
	static const char *const texts[] = { "\303\244XAMPLE <ann", "me" };
	const struct person ann = { "Ann \303\204xample", "ann@example.org" };
	const struct person other = { "Other", "ann@example.org.example.net" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct who *who = NULL;

		assert_true(who_parse(texts[i], "by", addresses_of_ann, &who, NULL));
		assert_true(who_is(who, &ann));
		assert_false(who_is(who, &other));
		who_free(who);
	}
}

static GPtrArray *nobody(void)
{
	return g_ptr_array_new();
}

static void expect_mistake(const struct query_options *options, enum search_error code,
			   const char *message)
{
	GError *error = NULL;

	assert_null(query_new(options, &error));
	assert_true(g_error_matches(error, SEARCH_ERROR, (gint)code));
	if (!g_str_has_prefix(error->message, message))
		fail_msg("%s", error->message);
	g_error_free(error);
}

static void test_mistakes(void **state)
{
	static const struct query_options right = { .states = "new,!incomplete",
						    .sort = "-age",
						    .me = nobody };
	struct query_options options = { .me = nobody };
	struct query *query = query_new(&right, NULL);

	(void)state;
	assert_non_null(query);
	query_free(query);
	options.states = "new,newer";
	expect_mistake(&options, SEARCH_ERROR_USAGE, "unknown state 'newer': expected one of ");
	options.states = "";
	expect_mistake(&options, SEARCH_ERROR_USAGE, "unknown state ''");
	options.states = NULL;
	options.sort = "-nothing";
	expect_mistake(&options, SEARCH_ERROR_UNKNOWN,
		       "unknown field name: nothing\nhint: the fields are ");
	options.sort = NULL;
	options.reviewer = "";
	expect_mistake(&options, SEARCH_ERROR_USAGE, "option `reviewer' expects");
	options.reviewer = NULL;
	options.waiting_for = "me";
	expect_mistake(&options, SEARCH_ERROR_UNKNOWN, "--waiting-for=me: neither");
}

static void test_names(void **state)
{
	static const char *const series[] = {
		"<a@b>",  "a@b",     "id:a@b",		 "https://x/r/a@b/",
		":/frob", "0123456", "https://x/r/a%40b"
	};
	static const char *const others[] = { "HEAD",	"@",	    "@{1}",  "a@{1}",
					      "012345", "0123456g", "..",    "https://x/",
					      "-a@b",	"@b",	    "v1..v2" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(series); i++)
		if (names_series(series[i]) != (series[i][0] == '0' ? NAMES_COMMIT : NAMES_SERIES))
			fail_msg("%s", series[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (names_series(others[i]))
			fail_msg("%s", others[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_titles, setup, teardown),
		cmocka_unit_test_setup_teardown(test_versions, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sides, setup, teardown),
		cmocka_unit_test(test_who),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_names),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
