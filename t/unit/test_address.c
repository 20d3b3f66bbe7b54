/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/address.h"

struct sample {
	const char *field;
	const char *name, *email; /* email NULL: no address */
};

static const struct sample usual[] = {
	{ "Jane Doe <jane@example.org>", "Jane Doe", "jane@example.org" },
	{ "\"Jane Doe\" <jane@example.org>", "Jane Doe", "jane@example.org" },
	{ "\"Doe, Jane\" <jane@example.org>", "Doe, Jane", "jane@example.org" },
	{ "jane@example.org (Jane Doe)", "Jane Doe", "jane@example.org" },
	{ "jane@example.org", "", "jane@example.org" },
	{ "<jane@example.org>", "", "jane@example.org" },
	{ "<jane@example.org> (Jane Doe)", "Jane Doe", "jane@example.org" },
	{ "=?utf-8?q?J=C3=A4ne?= Doe <jane@example.org>", "J\303\244ne Doe", "jane@example.org" },
	{ "\"=?utf-8?b?SsOkbmU=?= Doe\" <jane@example.org>", "J\303\244ne Doe",
	  "jane@example.org" },
	{ "J\344ne <jane@example.org>", "J\303\244ne", "jane@example.org" },
	{ "Jane\n Doe\n\t<jane@example.org>\n", "Jane Doe", "jane@example.org" },
	{ "Jane A. Doe (Work) <jane@example.org>", "Jane A. Doe (Work)", "jane@example.org" },
	{ "Jane <jane@example.org>, Bob <bob@example.org>", "Jane", "jane@example.org" },
	{ "jane@example.org, Bob <bob@example.org>", "", "jane@example.org" },
	{ "Jane@Example.ORG", "", "Jane@Example.ORG" },
};

static const struct sample trailers[] = {
	{ "Jane Doe <jane@example.org> # v1", "Jane Doe", "jane@example.org" },
	{ "Jane Doe <jane@example.org> [arm64]", "Jane Doe", "jane@example.org" },
	{ "Jane Doe <jane@example.org> (maintainer)", "Jane Doe", "jane@example.org" },
	{ "<stable@example.org> # 5.10+", "", "stable@example.org" },
	{ "stable@example.org # 5.10+", "", "stable@example.org" },
	{ "syzbot+0123@example.com", "", "syzbot+0123@example.com" },
	{ "Jane Doe", "", NULL },
};

static const struct sample odd[] = {
	{ "Doe, Jane <jane@example.org>", "Doe, Jane", "jane@example.org" },
	{ "J. \"JD\" Doe <jane@example.org>", "J. JD Doe", "jane@example.org" },
	{ "\"J \\\"JD\\\" \\\\Doe\" <jane@example.org>", "J \"JD\" \\Doe", "jane@example.org" },
	{ "Jane\\<jane@example.org>", "Jane\\", "jane@example.org" },
	{ "''Jane Doe'' <jane@example.org>", "Jane Doe", "jane@example.org" },
	{ "=?utf-8?q?=22Doe=2C_Jane=22?= <jane@example.org>", "Doe, Jane", "jane@example.org" },
	{ "\"Jane Doe <jane@example.org>", "Jane Doe", "jane@example.org" },
	{ "Jane (Doe <jane@example.org>", "Jane (Doe", "jane@example.org" },
	{ "Jane Doe <jane@example.org", "Jane Doe", "jane@example.org" },
	{ "Jane Doe jane@example.org>", "Jane Doe", "jane@example.org" },
	{ "Jane <> <jane@example.org>", "Jane <>", "jane@example.org" },
	{ "Jane <x> <jane@example.org>", "Jane <x>", "jane@example.org" },
	{ "Jane <<jane@example.org>", "Jane <", "jane@example.org" },
	{ "\"jane@example.org\" <jane@example.com>", "jane@example.org", "jane@example.com" },
	{ "jane@example.org <jane@example.com>", "jane@example.org", "jane@example.com" },
	{ "\"jane doe\"@example.org", "", "\"jane doe\"@example.org" },
	/* An address in quotes or in a comment is not whose the mail is. */
	{ "\"jane@example.com\"@example.org", "", "\"jane@example.com\"@example.org" },
	{ "\"jane@example.com \"@example.org", "", "\"jane@example.com \"@example.org" },
	{ "Jane <\"jane@example.com>\"@example.org>", "Jane", "\"jane@example.com>\"@example.org" },
	{ "(jane@example.com) bob@example.org", "(jane@example.com)", "bob@example.org" },
	{ "(<jane@example.com>) bob@example.org", "(<jane@example.com>)", "bob@example.org" },
	{ "(a (<jane@example.com>) b) bob@example.org", "(a (<jane@example.com>) b)",
	  "bob@example.org" },
	{ "(\\) <jane@example.com>) bob@example.org", "() <jane@example.com>)", "bob@example.org" },
	{ "\"jane@example.com\" bob@example.org", "jane@example.com", "bob@example.org" },
	{ "bob(<jane@example.com>)@example.org", "", NULL },
	{ "<jane@example.com<bob@example.org>>", "<jane@example.com", "bob@example.org" },
	{ "<jane@example.org<mailto:Jane@example.org>>", "", "jane@example.org" },
	{ "Jane Doe (jane@example.org)", "Jane Doe", "jane@example.org" },
	{ "\"jane@example.org\"", "", "jane@example.org" },
	{ "Jane <\"jane doe\"@example.org>", "Jane", "\"jane doe\"@example.org" },
	{ "jane@[192.0.2.1]", "", "jane@[192.0.2.1]" },
	{ "jane at example.org (Jane Doe)", "Jane Doe", "jane@example.org" },
	{ "Jane Doe <jane at example.org>", "Jane Doe", "jane@example.org" },
	{ "Jane Doe <jane @ example.org>", "Jane Doe", "jane@example.org" },
	{ "Jane at Work <jane@example.org>", "Jane at Work", "jane@example.org" },
	{ "Jane <mailto:jane@example.org>", "Jane", "jane@example.org" },
	{ "<@a.example,@b.example:jane@example.org>", "", "jane@example.org" },
	{ "see `jane@example.org'.", "see", "jane@example.org" },
	{ "Friends: Jane <jane@example.org>, Bob <bob@example.org>;", "Jane", "jane@example.org" },
	{ "a:;, b: jane@example.org;", "", "jane@example.org" },
	{ ", , Jane <jane@example.org>", "Jane", "jane@example.org" },
	{ "root <root>", "root", "root" },
	{ "=?utf-8?q?Jane_=3Cjane=40example=2Eorg=3E?=", "Jane", "jane@example.org" },
	{ "Jane <jane@example.org\377>", "Jane", "jane@example.org\357\277\275" },
};

static const struct sample none[] = {
	{ "", "", NULL },
	{ " \n", "", NULL },
	{ "undisclosed-recipients:;", "", NULL },
	{ "Jane Doe <>", "", NULL },
	{ "@", "", NULL },
	{ "jane@", "", NULL },
	{ "@example.org", "", NULL },
	{ "\"", "", NULL },
	{ "(", "", NULL },
	{ "\\", "", NULL },
	{ "<", "", NULL },
	{ "meet at noon. Bye", "", NULL },
	{ "=?utf-8?q?x?=", "", NULL },
};

static void check(const struct sample *samples, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct pool pool = POOL_INIT;
		struct person person = { "?", "?" };
		size_t len = strlen(samples[i].field);
		/* Without the NUL behind it: a sanitizer sees the first byte read too far. */
		char *copy = g_memdup2(samples[i].field, len);
		struct slice field = slice_of(copy ? copy : "", len);

		assert_int_equal(address_parse(&pool, field, &person), samples[i].email != NULL);
		assert_string_equal(person.name, samples[i].name);
		assert_string_equal(person.email, samples[i].email ? samples[i].email : "");
		g_free(copy);
		pool_release(&pool);
	}
}

static void test_usual(void **state)
{
	(void)state;
	check(usual, G_N_ELEMENTS(usual));
}

static void test_trailers(void **state)
{
	(void)state;
	check(trailers, G_N_ELEMENTS(trailers));
}

static void test_odd(void **state)
{
	(void)state;
	check(odd, G_N_ELEMENTS(odd));
}

static void test_none(void **state)
{
	struct pool pool = POOL_INIT;
	struct person person = { "?", "?" };

	(void)state;
	check(none, G_N_ELEMENTS(none));
	assert_false(address_parse(&pool, (struct slice){ NULL, 0 }, &person));
	assert_string_equal(person.name, "");
	assert_string_equal(person.email, "");
	pool_release(&pool);
}

static void test_next(void **state)
{
	struct slice rest = SLICE("Jane <jane@example.org> (x, y), bob@example.org;, "
				  "\"D, E\" <de@example.org>,");
	static const char *const emails[] = { "jane@example.org", "bob@example.org",
					      "de@example.org" };
	struct pool pool = POOL_INIT;
	struct person person;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(emails); i++) {
		assert_true(address_next(&pool, &rest, &person));
		assert_string_equal(person.email, emails[i]);
	}
	assert_false(address_next(&pool, &rest, &person));
	pool_release(&pool);
}

static void test_format(void **state)
{
	static const struct {
		struct person person;
		const char *text;
	} cases[] = {
		{ { "Jane A. Doe", "j@example.org" }, "Jane A. Doe <j@example.org>" },
		{ { "J\303\244ne O'Doe", "j@example.org" }, "J\303\244ne O'Doe <j@example.org>" },
		{ { "Doe, Jane", "j@example.org" }, "\"Doe, Jane\" <j@example.org>" },
		{ { "Jane (Work)", "j@example.org" }, "\"Jane (Work)\" <j@example.org>" },
		{ { "J \"JD\" \\", "j@example.org" }, "\"J \\\"JD\\\" \\\\\" <j@example.org>" },
		{ { "", "j@example.org" }, "j@example.org" },
		{ { "Jane", "" }, "Jane <>" },
	};
	struct pool pool = POOL_INIT;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_string_equal(address_format(&pool, &cases[i].person), cases[i].text);
	pool_release(&pool);
}

struct mask_sample {
	struct person from;
	const char *original, *reply_to;
	const char *name, *email; /* NULL: not rewritten */
};

#define RELAY "devnull+jane.doe.example.org@kernel.org"
#define LIST "kvmarm@lists.example"

static const struct mask_sample masks[] = {
	/* A relay: the local part vouches for the reply address. */
	{ { "Jane Doe via B4 Relay", RELAY },
	  NULL,
	  "jane.doe@example.org",
	  "Jane Doe",
	  "jane.doe@example.org" },
	{ { "Jane Doe via B4 Relay", RELAY },
	  NULL,
	  "kvm@example.com, jane.doe@example.org",
	  "Jane Doe",
	  "jane.doe@example.org" },
	{ { "Jane Doe via B4 Submission Endpoint", RELAY },
	  "Jane Doe <jane.doe@example.org>",
	  NULL,
	  "Jane Doe",
	  "jane.doe@example.org" },
	{ { "", RELAY }, NULL, "Jane <jane.doe@example.org>", "Jane", "jane.doe@example.org" },
	{ { "Jane via B4 Relay", "devnull+jane+x.example.org@kernel.org" },
	  NULL,
	  "jane+x@example.org",
	  "Jane",
	  "jane+x@example.org" },
	/* A relay, and a reply address of somebody else. */
	{ { "Jane Doe via B4 Relay", RELAY }, NULL, "kvm@example.com", "Jane Doe", RELAY },
	{ { "Jane Doe via B4 Relay", RELAY }, NULL, "Bob <bob@example.org>", "Jane Doe", RELAY },
	{ { "Jane Doe via B4 Relay", RELAY }, NULL, NULL, "Jane Doe", RELAY },
	/* A list: the name vouches, or there is just one who can be meant. */
	{ { "'Jane Doe' via kvmarm", LIST },
	  NULL,
	  "Jane Doe <jane@example.org>, " LIST,
	  "Jane Doe",
	  "jane@example.org" },
	{ { "J\303\204NE via kvmarm", LIST },
	  NULL,
	  LIST ", J\303\244ne <jane@example.org>",
	  "J\303\244ne",
	  "jane@example.org" },
	{ { "Jane Doe via kvmarm", LIST },
	  NULL,
	  LIST ", jane@example.org",
	  "Jane Doe",
	  "jane@example.org" },
	{ { "'Jane Doe' via kvmarm", LIST },
	  "\"Doe, Jane\" <jane@example.org>",
	  LIST,
	  "Doe, Jane",
	  "jane@example.org" },
	/* A list, and nobody who can be meant, or several. */
	{ { "'Jane Doe' via kvmarm", LIST }, NULL, LIST, "Jane Doe", LIST },
	{ { "Jane Doe via kvmarm", LIST }, NULL, "kvmarm@example.com", "Jane Doe", LIST },
	{ { "Jane Doe via kvmarm", LIST }, LIST, NULL, "Jane Doe", LIST },
	{ { "Jane Doe via kvmarm", LIST }, NULL, "a@example.org, b@example.org", "Jane Doe", LIST },
	{ { "Jane Doe via kvmarm", LIST }, NULL, "Bob <bob@example.org>", "Jane Doe", LIST },
	{ { "Jane Doe via kvmarm", LIST }, NULL, NULL, "Jane Doe", LIST },
	{ { "Jane via Rail via kvmarm", LIST }, NULL, NULL, "Jane via Rail", LIST },
	/* Not rewritten at all. */
	{ { "Jane Doe", "jane@example.org" }, NULL, "kvm@example.com", NULL, NULL },
	{ { "Jane Doe", "jane@example.org" }, "Bob <bob@example.org>", NULL, NULL, NULL },
	{ { "Viaduct", "via@example.org" }, NULL, NULL, NULL, NULL },
	{ { "'' via kvmarm", LIST }, NULL, NULL, NULL, NULL },
	{ { "Jane", "devnull@kernel.org" }, NULL, "bob@example.org", NULL, NULL },
	{ { "", "" }, NULL, NULL, NULL, NULL },
};

static void test_unmask(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(masks); i++) {
		const struct mask_sample *mask = &masks[i];
		struct pool pool = POOL_INIT;
		struct person out = { "?", "?" };

		assert_int_equal(address_unmask(&pool, &mask->from, slice_str(mask->original),
						slice_str(mask->reply_to), slice_str(NULL), &out),
				 mask->name != NULL);
		assert_string_equal(out.name, mask->name ? mask->name : "?");
		assert_string_equal(out.email, mask->email ? mask->email : "?");
		pool_release(&pool);
	}
}

/* The address stands before the "@" of the site. */
static void test_unmask_by_local(void **state)
{
	static const struct {
		const char *from, *reply_to, *email;
	} cases[] = {
		{ "jane=example.org@groups.example", LIST, "jane@example.org" },
		{ "jane.doe=mail.example.org@groups.example", NULL, "jane.doe@mail.example.org" },
		{ "jane=example.org@groups.example", "Jane Doe <j@example.com>",
		  "jane@example.org" },
		{ "jane=example@groups.example", NULL, "jane=example@groups.example" },
		{ "=example.org@groups.example", NULL, "=example.org@groups.example" },
		{ "a=b=example.org@groups.example", NULL, "a=b=example.org@groups.example" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct person from = { "Jane Doe via groups.example", cases[i].from }, out;
		struct slice none = { NULL, 0 };
		struct pool pool = POOL_INIT;

		assert_true(address_unmask(&pool, &from, none, slice_str(cases[i].reply_to), none,
					   &out));
		assert_string_equal(out.name, "Jane Doe");
		assert_string_equal(out.email, cases[i].email);
		pool_release(&pool);
	}
}

/* "via" without the list's name; the writer in Cc, by his name alone. */
static void test_unmask_by_name(void **state)
{
	static const struct {
		const char *from, *reply_to, *cc, *name, *email;
	} masks_of_lists[] = {
		{ "Jane Doe via", "Jane Doe <jane@example.org>", NULL, "Jane Doe",
		  "jane@example.org" },
		{ "Jane Doe via", NULL, NULL, "Jane Doe", LIST },
		{ "Jane Doe via Kvmarm", LIST, "Bob <bob@example.org>, Jane Doe <jane@example.org>",
		  "Jane Doe", "jane@example.org" },
		{ "Jane Doe via Kvmarm", LIST, "Jane Doe <" LIST ">", "Jane Doe", LIST },
		{ "Jane Doe via Kvmarm", LIST, "jane@example.org", "Jane Doe", LIST },
		{ "Jane Doe via Kvmarm", LIST, "Jane Do <jane@example.org>", "Jane Doe", LIST },
		{ "Doe, Jane via Kvmarm", LIST, "jane doe <jane@example.org>", "jane doe",
		  "jane@example.org" },
		{ "Jane via Kvmarm", LIST, "Jane Doe <jane@example.org>", "Jane", LIST },
		{ "jane@example.org via Kvmarm", LIST, NULL, "", "jane@example.org" },
		{ "jane@ via Kvmarm", LIST, NULL, "jane@", LIST },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(masks_of_lists); i++) {
		struct person from = { masks_of_lists[i].from, LIST }, out;
		struct pool pool = POOL_INIT;

		assert_true(address_unmask(&pool, &from, slice_str(NULL),
					   slice_str(masks_of_lists[i].reply_to),
					   slice_str(masks_of_lists[i].cc), &out));
		assert_string_equal(out.name, masks_of_lists[i].name);
		assert_string_equal(out.email, masks_of_lists[i].email);
		pool_release(&pool);
	}
}

/* So many of a Reply-To and of a Cc are looked at. */
static void test_unmask_many(void **state)
{
	static const struct {
		size_t others;
		bool in_cc, found;
	} rows[] = {
		{ 15, false, true }, { 16, false, false }, { 199, true, true }, { 200, true, false }
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct person from = { "Jane Doe via Kvmarm", LIST }, out;
		struct pool pool = POOL_INIT;
		GString *field = g_string_new(NULL);
		struct slice none = slice_of(NULL, 0), many;

		for (size_t k = 0; k < rows[i].others; k++)
			g_string_append(field, "Bob <bob@example.org>, ");
		g_string_append(field, "Jane Doe <jane@example.org>");
		many = slice_of(field->str, field->len);
		assert_true(address_unmask(&pool, &from, none, rows[i].in_cc ? none : many,
					   rows[i].in_cc ? many : none, &out));
		assert_string_equal(out.email, rows[i].found ? "jane@example.org" : LIST);
		pool_release(&pool);
		g_string_free(field, TRUE);
	}
}

/* A second would be long even for valgrind; quadratic work takes minutes. */
static void test_long(void **state)
{
	static const char *const units[] = { "<", "< ",	   "<>",   "(",	  "(a@b,", "\"", "a,",
					     ":", "a at ", " at ", "<a ", "a@",	   "\\", ";" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		struct pool pool = POOL_INIT;
		struct person person, from = { "Jane via kvmarm", LIST };
		GString *field = g_string_new(NULL);
		gint64 start = g_get_monotonic_time();
		struct slice s;

		while (field->len < 1 << 18)
			g_string_append(field, units[i]);
		s = slice_of(field->str, field->len);
		address_parse(&pool, s, &person);
		assert_true(g_utf8_validate(person.email, -1, NULL));
		assert_true(address_unmask(&pool, &from, s, s, s, &person));
		assert_true(g_get_monotonic_time() - start <= 10 * G_USEC_PER_SEC);
		g_string_free(field, TRUE);
		pool_release(&pool);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_usual),
		cmocka_unit_test(test_trailers),
		cmocka_unit_test(test_odd),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_unmask),
		cmocka_unit_test(test_unmask_by_local),
		cmocka_unit_test(test_unmask_by_name),
		cmocka_unit_test(test_unmask_many),
		cmocka_unit_test(test_long),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
