/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "authors/employers.h"
#include "authors/keys.h"
#include "authors/pairs.h"
#include "authors/period.h"
#include "authors/tally.h"
#include "report/csv.h"
#include "report/html_page.h"
#include "report/sparkline.h"

static void test_keys(void **state)
{
	struct keys *keys = keys_new(), *others = keys_new();
	struct person ada = { "Ada", "ada@example.org" }, loud = { "Ada", "ADA@Example.ORG" };
	struct person older = { "Ada L.", "ada@example.org" }, none = { "", "" };
	struct person ben = { "Ben", "list@example.org" }, cy = { "Cy", "list@example.org" };

	(void)state;
	assert_int_equal(keys_find(keys, &ada, KEYS_OWN), -1);
	assert_int_equal(keys_person(keys, &ada, KEYS_OWN), 0);
	assert_int_equal(keys_person(keys, &loud, KEYS_OWN), 0);
	assert_int_equal(keys_person(keys, &older, KEYS_MENTION), 0);
	assert_int_equal(keys_person(keys, &none, KEYS_OWN), 1);
	assert_int_equal(keys_text(keys, "Ada"), 2);
	assert_int_equal(keys_person(keys, &ben, KEYS_NAMED), 3);
	assert_int_equal(keys_person(keys, &cy, KEYS_NAMED), 4);
	assert_int_equal(keys_person(keys, &cy, KEYS_OWN), 5);
	for (int i = 0; i < 1000; i++) {
		char name[16];

		g_snprintf(name, sizeof(name), "n%d", i);
		assert_int_equal(keys_text(keys, name), 6 + i);
	}
	assert_int_equal(keys_find(keys, &loud, KEYS_MENTION), 0);
	assert_int_equal(keys_count(keys), 1006);
	assert_string_equal(keys_get(keys, 0)->email, "ada@example.org");
	assert_string_equal(keys_get(keys, 505)->name, "n499");
	keys_person(others, &cy, KEYS_NAMED);
	keys_text(others, "n499");
	assert_int_equal(keys_translate(keys, others, 0), 4);
	assert_int_equal(keys_translate(keys, others, 1), 505);
	assert_int_equal(keys_translate(others, keys, 0), -1);
	keys_free(keys);
	keys_free(others);
}

/* The newest name, which comes first, but for what others call him. */
static void test_names(void **state)
{
	static const char email[] = "ada@example.org";
	struct person bare = { "", email }, mention = { "ada", email };
	struct person newest = { "Ada Lindqvist", email }, older = { "A. Lindqvist", email };
	struct keys *keys = keys_new();

	(void)state;
	keys_person(keys, &bare, KEYS_OWN);
	assert_string_equal(keys_get(keys, 0)->name, "");
	keys_person(keys, &mention, KEYS_MENTION);
	assert_string_equal(keys_get(keys, 0)->name, "ada");
	keys_person(keys, &newest, KEYS_OWN);
	keys_person(keys, &older, KEYS_OWN);
	keys_person(keys, &mention, KEYS_MENTION);
	assert_string_equal(keys_get(keys, 0)->name, "Ada Lindqvist");
	assert_int_equal(keys_count(keys), 1);
	keys_free(keys);
}

/* People of one name are one, whatever other names they have; a single word is nobody's. */
static void test_merged(void **state)
{
	static const struct {
		const char *name, *email;
		guint number;
	} rows[] = {
		{ "Ada Lindqvist", "ada@example.org", 0 },
		{ "Ben Other", "ben@example.org", 1 },
		{ "Ada Lindqvist", "ada@example.com", 0 },
		{ "Ada Lindqvist", "ben@example.org", 1 },
		{ "Ben Other", "ada@example.com", 0 },
		{ "cy", "cy@example.org", 3 },
		{ "cy", "cy@example.com", 4 },
	};
	struct keys *keys = keys_new();

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct person person = { rows[i].name, rows[i].email };

		assert_int_equal(keys_merged(keys, &person, KEYS_OWN), rows[i].number);
	}
	keys_free(keys);
}

static void test_pairs(void **state)
{
	struct pairs pairs = { 0 };
	bool is_new;

	(void)state;
	assert_int_equal(pairs_find(&pairs, 1, 2), -1);
	for (guint i = 0; i < 500; i++) {
		assert_int_equal(pairs_add(&pairs, i % 7, i, &is_new), i);
		assert_true(is_new);
	}
	assert_int_equal(pairs_add(&pairs, 3, 3, &is_new), 3);
	assert_false(is_new);
	assert_int_equal(pairs_find(&pairs, 3, 4), -1);
	pairs_release(&pairs);
}

static void assert_period(enum period_kind kind, int64_t when, const char *expected)
{
	char name[PERIOD_NAME_SIZE];

	period_name(kind, period_of(kind, when), name);
	assert_string_equal(name, expected);
}

static void test_period(void **state)
{
	(void)state;
	assert_period(PERIOD_DAY, 0, "1970-01-01");
	assert_period(PERIOD_DAY, -1, "1969-12-31");
	assert_period(PERIOD_DAY, 951782400, "2000-02-29");
	assert_period(PERIOD_MONTH, 951782400, "2000-02");
	assert_period(PERIOD_QUARTER, 951782400, "2000-Q1");
	assert_period(PERIOD_YEAR, 1735689599, "2024");
	assert_period(PERIOD_YEAR, 1735689600, "2025");
	/* ISO 8601: the last days of 2024 are in the first week of 2025; 2020 had 53. */
	assert_period(PERIOD_WEEK, 1735516800, "2025-W01");
	assert_period(PERIOD_WEEK, 1609632000, "2020-W53");
	assert_period(PERIOD_WEEK, 1609718400, "2021-W01");
	/* Whatever a mail says. */
	assert_period(PERIOD_DAY, INT64_MAX, "9999-12-31");
	period_of(PERIOD_WEEK, INT64_MIN);
	assert_int_equal(period_of(PERIOD_MONTH, 951782400) + 1,
			 period_of(PERIOD_MONTH, 951782400 + 86400));
}

/* Every day of 1200 years against GLib. */
static void test_days(void **state)
{
	(void)state;
	for (int64_t day = -200000; day < 238000; day += 37) {
		GDateTime *when = g_date_time_new_from_unix_utc(day * 86400);
		char *expected = g_date_time_format(when, "%Y-%m-%d");

		assert_period(PERIOD_DAY, day * 86400, expected);
		g_free(expected);
		g_date_time_unref(when);
	}
}

static struct employers *parse(const char *text)
{
	struct employers *employers = employers_new();

	assert_true(employers_add(employers, "map", text, strlen(text), NULL));
	return employers;
}

static void assert_employer(struct employers *employers, const char *email, int64_t when,
			    const char *name, enum employer_kind kind)
{
	char buffer[EMPLOYER_NAME_SIZE];
	struct employer found = employers_find(employers, email, when, buffer);

	assert_string_equal(found.name, name);
	assert_int_equal(found.kind, kind);
}

static void test_employers(void **state)
{
	struct employers *map = parse("# map\r\n"
				      "example.com\tWidgets Inc.\r\n"
				      "labs.example.com   Labs # inside\n"
				      "\n"
				      "bo@gmail.com  Third < 2022-01-01\n"
				      "bo@gmail.com  First < 2020-01-01\n"
				      "org Everything\n"
				      "cy@gmail.com  Wrong < 2020-01-01\n"
				      "cy@gmail.com  Right < 2020-01-01\n"
				      "Bo@Gmail.com  Second < 2021-06-01");

	(void)state;
	assert_employer(map, "a@example.com", 0, "Widgets Inc.", EMPLOYER_KNOWN);
	assert_employer(map, "a@x.EXAMPLE.com", 0, "Widgets Inc.", EMPLOYER_KNOWN);
	assert_employer(map, "a@a.labs.example.com", 0, "Labs", EMPLOYER_KNOWN);
	assert_employer(map, "a@myexample.com", 0, "myexample.com", EMPLOYER_DOMAIN);
	assert_employer(map, "a@example.org", 0, "example.org", EMPLOYER_DOMAIN);
	assert_employer(map, "bo@gmail.com", 1577836799, "First", EMPLOYER_KNOWN);
	assert_employer(map, "bo@gmail.com", 1577836800, "Second", EMPLOYER_KNOWN);
	assert_employer(map, "BO@gmail.com", 1640995199, "Third", EMPLOYER_KNOWN);
	assert_employer(map, "bo@gmail.com", 1640995200, "(freemail)", EMPLOYER_FREEMAIL);
	assert_employer(map, "cy@gmail.com", 0, "Right", EMPLOYER_KNOWN);
	assert_employer(map, "x@vger.kernel.org", 0, "(kernel.org and the like)",
			EMPLOYER_COMMUNITY);
	assert_employer(map, "nobody", 0, "(no domain)", EMPLOYER_NONE);
	employers_free(map);
}

static void test_bad_employers(void **state)
{
	static const char *const bad[] = {
		"example.com",
		"example.com < 2020-01-01",
		"example.com A < 2020-13-01",
		"example.com A < 2020-01",
		"example.com A < x",
		"example.com A < 20200-1-1",
		"example.com A < 2020-01-01 B",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct employers *employers = employers_new();
		GError *error = NULL;

		assert_false(employers_add(employers, "map", bad[i], strlen(bad[i]), &error));
		assert_non_null(strstr(error->message, "'map', line 1"));
		g_error_free(error);
		employers_free(employers);
	}
}

static void assert_written(void (*write)(GString *, const char *), const char *text,
			   const char *expected)
{
	GString *out = g_string_new(NULL);

	write(out, text);
	assert_string_equal(out->str, expected);
	g_string_free(out, TRUE);
}

static void test_csv(void **state)
{
	(void)state;
	assert_written(csv_text, "plain", "plain");
	assert_written(csv_text, "", "");
	assert_written(csv_text, "a,b", "\"a,b\"");
	assert_written(csv_text, "a \"b\"", "\"a \"\"b\"\"\"");
	assert_written(csv_text, "a\nb", "\"a\nb\"");
	assert_written(csv_text, "=1+1", "'=1+1");
	assert_written(csv_text, "@x,y", "\"'@x,y\"");
	assert_written(csv_text, "\tx", "'\tx");
	assert_written(csv_text, "\357\274\235x", "'\357\274\235x");
	assert_written(csv_text, "a=b", "a=b");
	assert_written(csv_text, " \302\240=1", "' \302\240=1");
	assert_written(csv_text, "\342\200\213\343\205\244+1", "'\342\200\213\343\205\244+1");
	assert_written(csv_text, "a;=1;b; -2", "a;'=1;b;' -2");
	assert_written(csv_text, "a\r\n=1", "\"a\r\n'=1\"");
	assert_written(csv_text, "\n@x", "\"'\n'@x\"");
	assert_written(csv_text, "a; b=c", "a; b=c");
}

static void test_html(void **state)
{
	(void)state;
	assert_written(html_text, "a <b> & \"c\" 'd'",
		       "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
	assert_written(html_text, "x\342\200\256y\033z", "x&lt;U+202E&gt;y&lt;U+001B&gt;z");
}

static void test_sparkline(void **state)
{
	const unsigned numbers[] = { 0, 1, 4, 8 };
	GString *out = g_string_new(NULL);

	(void)state;
	sparkline(out, numbers, 4, 0, 10);
	assert_string_equal(out->str, " ▁▄█");
	g_string_truncate(out, 0);
	sparkline(out, numbers, 4, 0, 2);
	assert_string_equal(out->str, "▁█");
	g_string_truncate(out, 0);
	sparkline(out, numbers, 0, 0, 2);
	sparkbar(out, 0, 10, 4);
	assert_string_equal(out->str, "");
	sparkbar(out, 5, 10, 5);
	assert_string_equal(out->str, "██▌");
	g_string_truncate(out, 0);
	sparkbar(out, 1, 1000000, 5);
	assert_string_equal(out->str, "▏");
	g_string_free(out, TRUE);
}

static void test_domain(void **state)
{
	char domain[8];

	(void)state;
	tally_domain(domain, sizeof(domain), "A@b@X.Org");
	assert_string_equal(domain, "x.org");
	tally_domain(domain, sizeof(domain), "nothing");
	assert_string_equal(domain, "");
	tally_domain(domain, sizeof(domain), "a@0123456789");
	assert_string_equal(domain, "0123456");
	/* cut between characters */
	tally_domain(domain, sizeof(domain), "a@012345\303\244");
	assert_string_equal(domain, "012345");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),	  cmocka_unit_test(test_names),
		cmocka_unit_test(test_merged),	  cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_period),	  cmocka_unit_test(test_days),
		cmocka_unit_test(test_employers), cmocka_unit_test(test_bad_employers),
		cmocka_unit_test(test_csv),	  cmocka_unit_test(test_html),
		cmocka_unit_test(test_sparkline), cmocka_unit_test(test_domain),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
