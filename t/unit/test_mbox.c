/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "patch/mailinfo.h"
#include "report/mbox_field.h"
#include "report/mbox.h"
#include "series/series.h"

static void check_name(int n, const char *title, const char *expected)
{
	char *name = mbox_file_name(n, title);

	assert_string_equal(name, expected);
	g_free(name);
}

static void test_names(void **state)
{
	(void)state;
	check_name(1, "KVM: x86: Fix a thing", "0001-KVM-x86-Fix-a-thing.patch");
	check_name(12, "a/b/../c", "0012-a-b-.-c.patch");
	check_name(3, "../../etc/passwd", "0003-.-.-etc-passwd.patch");
	check_name(4, "ends with dots...", "0004-ends-with-dots.patch");
	check_name(5, "", "0005-.patch");
	check_name(6,
		   "Gr\xc3\xbc\xc3\x9f"
		   "e, \x1b[31m red\x07",
		   "0006-Gr-e-31m-red.patch");
	check_name(7, "one\ntwo", "0007-one.patch");
	check_name(-1, " - - ", "0000-.patch");
	check_name(12345, "x", "12345-x.patch");
}

static void test_long_names(void **state)
{
	char *long_title = g_strnfill(100000, 'a');

	(void)state;
	check_name(1, long_title,
		   "0001-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.patch");
	memcpy(long_title + 51, ".b", 2);
	check_name(1, long_title, "0001-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.patch");
	g_free(long_title);
}

static void check_fold(const char *message, const struct mbox_trailer *trailers, size_t nr,
		       const char *expected)
{
	GString *out = g_string_new(NULL);

	trailers_fold(out, slice_str(message), trailers, nr, NULL, "id@example.org");
	assert_string_equal(out->str, expected);
	g_string_free(out, TRUE);
}

static const struct mbox_trailer reviewed = { "Reviewed-by", "Mei <mei@example.net>" };

static void test_fold_places(void **state)
{
	(void)state;
	check_fold("Text.\n\nSigned-off-by: A <a@example.org>\n", &reviewed, 1,
		   "Text.\n\nSigned-off-by: A <a@example.org>\nReviewed-by: Mei "
		   "<mei@example.net>\n");
	check_fold("Text.\n\nSigned-off-by: A <a@example.org>\n\n\n", &reviewed, 1,
		   "Text.\n\nSigned-off-by: A <a@example.org>\nReviewed-by: Mei "
		   "<mei@example.net>\n\n\n");
	check_fold("Text.\n", &reviewed, 1, "Text.\n\nReviewed-by: Mei <mei@example.net>\n");
	check_fold("Text.", &reviewed, 1, "Text.\n\nReviewed-by: Mei <mei@example.net>\n");
	check_fold("", &reviewed, 1, "Reviewed-by: Mei <mei@example.net>\n");
	check_fold("\n\n", &reviewed, 1, "Reviewed-by: Mei <mei@example.net>\n\n");
	check_fold("Text.\n\n", NULL, 0, "Text.\n\n");
	check_fold("Text.", NULL, 0, "Text.");
}

static void test_fold_once(void **state)
{
	static const struct mbox_trailer twice[] = {
		{ "reviewed-BY", "Mei T. <MEI@example.net>" },
		{ "Reviewed-by", "Mei <mei@example.net>" },
		{ "Tested-by", "Mei <mei@example.net>" },
		{ "Fixes", "0123456789ab (\"x\")" },
		{ "Fixes", "0123456789ab (\"x\")" },
	};

	(void)state;
	check_fold("T.\n\nReviewed-by: Mei <mei@Example.net>\n", twice, G_N_ELEMENTS(twice),
		   "T.\n\nReviewed-by: Mei <mei@Example.net>\n"
		   "Tested-by: Mei <mei@example.net>\nFixes: 0123456789ab (\"x\")\n");
}

static void test_fold_hostile(void **state)
{
	static const struct mbox_trailer hostile[] = {
		{ "Acked-by", "X <x@example.org>\n---\ndiff --git a/x b/x" },
		{ "Index", "x" },
		{ "-by", "x" },
		{ "", "x" },
		{ "diff --git a/x b/x", "x" },
		{ "Cc", " \n " },
	};

	(void)state;
	check_fold("T.\n", hostile, G_N_ELEMENTS(hostile),
		   "T.\n\nAcked-by: X <x@example.org> --- diff --git a/x b/x\n");
}

static void check_link(const char *message, const char *id, const char *expected)
{
	GString *out = g_string_new(NULL);

	trailers_fold(out, slice_str(message), &reviewed, 1, "https://lore.kernel.org/r/", id);
	assert_string_equal(out->str, expected);
	g_string_free(out, TRUE);
}

static void test_link(void **state)
{
	(void)state;
	check_link("T.\n", "a/b%c@example.org",
		   "T.\n\nReviewed-by: Mei <mei@example.net>\n"
		   "Link: https://lore.kernel.org/r/a%2Fb%25c@example.org\n");
	check_link("T.\n\nLink: https://lore.kernel.org/all/a@example.org/\n", "a@example.org",
		   "T.\n\nLink: https://lore.kernel.org/all/a@example.org/\n"
		   "Reviewed-by: Mei <mei@example.net>\n");
	check_link("T.\n", "", "T.\n\nReviewed-by: Mei <mei@example.net>\n");
}

static void check_person(const char *name, const char *email, const char *expected)
{
	struct person person = { name, email };
	GString *out = g_string_new(NULL);

	mbox_field_person(out, "From", &person);
	assert_string_equal(out->str, expected);
	g_string_free(out, TRUE);
}

static void test_persons(void **state)
{
	(void)state;
	check_person("Mei", "mei@example.net", "From: Mei <mei@example.net>\n");
	check_person("J\xc3\xb6rg", "j@example.org",
		     "From: =?UTF-8?q?J=C3=B6rg?= <j@example.org>\n");
	check_person("Dr. \"X\"", "x@example.org", "From: \"Dr. \\\"X\\\"\" <x@example.org>\n");
	check_person("\xc3\xb6\"", "x@example.org",
		     "From: =?UTF-8?q?=22=C3=B6=5C=22=22?= <x@example.org>\n");
	check_person("a@b", "x@example.org", "From: <x@example.org>\n");
	check_person("", "x@\nexample.org>\n", "From: <x@example.org>\n");
	check_person("A\nB: c", "x@example.org",
		     "From: =?UTF-8?q?A=0AB=3A=20c?= <x@example.org>\n");
}

static void check_text(const char *text, const char *expected)
{
	GString *out = g_string_new(NULL);

	mbox_field_text(out, "Subject", "[PATCH] ", text);
	assert_string_equal(out->str, expected);
	g_string_free(out, TRUE);
}

static void test_texts(void **state)
{
	(void)state;
	check_text("plain: 1, 2", "Subject: [PATCH] plain: 1, 2\n");
	check_text("=?utf-8?q?x?=", "Subject: [PATCH] =?UTF-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?=\n");
	check_text("\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc",
		   "Subject: [PATCH] =?UTF-8?q?=C3=BC=C3=BC=C3=BC=C3=BC=C3=BC=C3=BC=C3=BC?=\n"
		   " =?UTF-8?q?=C3=BC=C3=BC?=\n");
}

static void test_dates(void **state)
{
	GString *out = g_string_new(NULL);

	(void)state;
	mbox_field_date(out, 1741003200, 60);
	mbox_field_date(out, 1741003200, -450);
	mbox_field_date(out, INT64_MAX, 0);
	mbox_field_date(out, -1, 0);
	assert_string_equal(out->str, "Date: Mon, 3 Mar 2025 13:00:00 +0100\n"
				      "Date: Mon, 3 Mar 2025 04:30:00 -0730\n"
				      "Date: Fri, 31 Dec 9999 00:00:00 +0000\n"
				      "Date: Thu, 1 Jan 1970 00:00:00 +0000\n");
	g_string_free(out, TRUE);
}

static void check_title(const char *subject, const char *expected)
{
	struct pool pool = POOL_INIT;

	assert_string_equal(mailinfo_title(&pool, subject), expected);
	pool_release(&pool);
}

static void test_titles(void **state)
{
	(void)state;
	check_title("[PATCH v2 1/3] KVM: x86:  Two\t spaces", "KVM: x86: Two spaces");
	check_title("Re: [PATCH] [media] re: x", "x");
	check_title("[open x", "[open x");
	check_title("read [it]", "read [it]");
	check_title("[PATCH]", "");
	check_title("", "");
}

static void test_message_length(void **state)
{
	static const char *const ends[] = {
		"---\nx",     "--- \t\nx",	     "---", "--- a/x\n", "diff -u x y\n",
		"Index: x\n", "diff --git a/x b/x\n"
	};
	static const char *const goes_on[] = { "---- \n", "--\n",	"-- \n",     "--- \tx\n",
					       " ---\n",  " diff -u\n", "Index:x\n", "---x\n" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		char *text = g_strconcat("Text.\n", ends[i], NULL);

		assert_int_equal(mailinfo_message_length(slice_str(text)), 6);
		g_free(text);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(goes_on); i++)
		assert_int_equal(mailinfo_message_length(slice_str(goes_on[i])),
				 strlen(goes_on[i]));
}

static void test_mbox_lines(void **state)
{
	(void)state;
	assert_true(mailinfo_is_mbox_line(
		SLICE("From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001")));
	assert_true(mailinfo_is_mbox_line(SLICE("From x@example.org Mon Sep 17 00:00:00 2001")));
	assert_false(mailinfo_is_mbox_line(SLICE("From here on, all is well: nothing breaks")));
	assert_false(mailinfo_is_mbox_line(SLICE("From: x Mon Sep 17 00:00:00 2001")));
	assert_false(mailinfo_is_mbox_line(SLICE("From a:1")));
}

static struct record *post(GPtrArray *list, const char *id, const char *parent, const char *prefix)
{
	char *raw = g_strdup_printf("From: A <a@example.org>\nDate: Fri, 06 Jan 2023 10:%02u:00 "
				    "+0000\nMessage-ID: <%s>\nIn-Reply-To: <%s>\n"
				    "Subject: [%s] Title\n\nText.\n",
				    list->len, id, parent, prefix);
	struct record *record = record_parse(slice_str(raw), NULL);

	assert_non_null(record);
	g_ptr_array_insert(list, 0, record);
	g_free(raw);
	return record;
}

/* One with a newer version below it, one that is replaced, one posted twice, one that is missing,
 * one beyond. */
static void test_pick(void **state)
{
	GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	struct record *newer, *replacement, *again;
	GPtrArray *series, *picked;

	(void)state;
	post(list, "cover", "none", "PATCH v5 0/4");
	post(list, "one", "cover", "PATCH v5 1/4");
	post(list, "two", "cover", "PATCH v5 2/4");
	replacement = post(list, "two-again", "cover", "PATCH v5.1 2/4");
	post(list, "four", "cover", "PATCH v5 4/4");
	again = post(list, "four-again", "cover", "PATCH v5 4/4");
	post(list, "nine", "cover", "PATCH v5 9/4");
	newer = post(list, "one-newer", "one", "PATCH v6 1/4");
	post(list, "one-again", "cover", "PATCH v5.2 1/4");
	series = series_group(list);
	picked = series_pick(series->pdata[0], false);
	assert_int_equal(picked->len, 4);
	assert_ptr_equal(picked->pdata[0], newer);
	assert_ptr_equal(picked->pdata[1], replacement);
	assert_null(picked->pdata[2]);
	assert_ptr_equal(picked->pdata[3], again);
	g_ptr_array_unref(picked);
	g_ptr_array_unref(series);
	g_ptr_array_unref(list);
}

static void test_pick_single(void **state)
{
	GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	struct record *only = post(list, "only", "none", "PATCH");
	GPtrArray *series = series_group(list), *picked = series_pick(series->pdata[0], false);

	(void)state;
	assert_int_equal(picked->len, 1);
	assert_ptr_equal(picked->pdata[0], only);
	g_ptr_array_unref(picked);
	g_ptr_array_unref(series);
	g_ptr_array_unref(list);
}

/* An attached mail that does not say who wrote it has the author of the posting, which the first
 * one names. */
static void test_attached(void **state)
{
	static const char *const froms[] = { "From: B <b@example.org>\n", "",
					     "From: C <c@example.org>\n" };
	const struct mbox_options options = { .trailers = false };
	g_autoptr(GString) raw = g_string_new("From: A <a@example.org>\n"
					      "Date: Fri, 06 Jan 2023 10:00:00 +0000\n"
					      "Message-ID: <x@example.org>\n"
					      "Subject: [PATCH] Title\nMIME-Version: 1.0\n"
					      "Content-Type: multipart/mixed; boundary=cut\n\n");
	g_autoptr(GString) out = g_string_new(NULL);
	struct record *record;
	const char *at;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(froms); i++)
		g_string_append_printf(raw,
				       "--cut\nContent-Type: message/rfc822\n\n"
				       "%sSubject: [PATCH] Title\n\nText.\n---\n"
				       "--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-old\n+new\n",
				       froms[i]);
	g_string_append(raw, "--cut--\n");
	record = record_parse(slice_str(raw->str), NULL);
	assert_non_null(record);
	assert_true(mbox_append(out, slice_str(raw->str), record, NULL, 0, &options, NULL));
	at = out->str;
	for (size_t i = 0; i < G_N_ELEMENTS(froms); i++) {
		at = strstr(at + 1, "\nFrom: ");
		assert_non_null(at);
		/* Who sent the mail, not who wrote another one of its patches. */
		assert_true(g_str_has_prefix(at + 1,
					     *froms[i] ? froms[i] : "From: A <a@example.org>\n"));
	}
	record_free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),	     cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_fold_places),  cmocka_unit_test(test_fold_once),
		cmocka_unit_test(test_fold_hostile), cmocka_unit_test(test_link),
		cmocka_unit_test(test_titles),	     cmocka_unit_test(test_message_length),
		cmocka_unit_test(test_mbox_lines),   cmocka_unit_test(test_pick),
		cmocka_unit_test(test_pick_single),  cmocka_unit_test(test_persons),
		cmocka_unit_test(test_texts),	     cmocka_unit_test(test_dates),
		cmocka_unit_test(test_attached),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
