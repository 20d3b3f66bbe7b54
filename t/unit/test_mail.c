/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/error.h"
#include "mime/limits.h"
#include "mime/mail.h"

#define assert_slice(actual, literal)                                                              \
	do {                                                                                       \
		struct slice slice_ = (actual);                                                    \
		assert_non_null(slice_.ptr);                                                       \
		assert_int_equal(slice_.len, sizeof(literal) - 1);                                 \
		assert_memory_equal(slice_.ptr, literal, sizeof(literal) - 1);                     \
	} while (0)

static struct mail parse(struct slice raw)
{
	struct mail mail;
	GError *error = NULL;

	assert_true(mail_parse(&mail, raw, &error));
	assert_null(error);
	assert_ptr_equal(mail.raw.ptr, raw.ptr);
	assert_int_equal(mail.raw.len, raw.len);
	return mail;
}

static void test_all_fields(void **state)
{
	static const char *const names[FIELD_NR] = {
		"From",
		"Sender",
		"Reply-To",
		"X-Original-From",
		"Subject",
		"Date",
		"Message-ID",
		"In-Reply-To",
		"References",
		"List-Id",
		"MIME-Version",
		"Content-Type",
		"Content-Transfer-Encoding",
		"Auto-Submitted",
		"X-Mailer",
		"User-Agent",
		"X-Change-ID",
		"X-B4-Tracking",
		"To",
		"Cc",
		"X-stable",
		"X-stable-base",
	};

	(void)state;
	for (int i = 0; i < FIELD_NR; i++) {
		char *upper = g_ascii_strup(names[i], -1);
		char *raw = g_strdup_printf("X-%s: no\n%s: a\n%sx: no\n%s: b\n\n", names[i], upper,
					    names[i], names[i]);
		struct mail mail = parse(slice_str(raw));

		for (int j = 0; j < FIELD_NR; j++) {
			bool last = i == FIELD_FROM || i == FIELD_SUBJECT || i == FIELD_DATE ||
				    i == FIELD_CONTENT_TYPE || i == FIELD_CONTENT_TRANSFER_ENCODING;

			if (j == i && last)
				assert_slice(mail.field[j], "b");
			else if (j == i)
				assert_slice(mail.field[j], "a");
			else
				assert_null(mail.field[j].ptr);
		}
		assert_int_equal(mail.repeated, i < FIELD_MORE ? 1u << i : 0);
		g_free(upper);
		g_free(raw);
	}
}

static void test_parts(void **state)
{
	struct mail mail = parse(SLICE("Subject:  a b \nTo: c\n\nbody\n\nmore"));

	(void)state;
	assert_slice(mail.header, "Subject:  a b \nTo: c\n");
	assert_slice(mail.body, "body\n\nmore");
	assert_slice(mail.field[FIELD_SUBJECT], "a b");
	assert_null(mail.field[FIELD_FROM].ptr);
	assert_int_equal(mail.repeated, 0);
}

static void test_folds(void **state)
{
	struct mail mail = parse(SLICE("Subject:\n a\n\tb\n \nDate: c\n"));

	(void)state;
	assert_slice(mail.field[FIELD_SUBJECT], "a\n\tb");
	assert_slice(mail.field[FIELD_DATE], "c");
	assert_int_equal(mail.body.len, 0);
	mail = parse(SLICE(" stray\nnot a field\n of two lines\nSubject: x"));
	assert_slice(mail.field[FIELD_SUBJECT], "x");
	assert_slice(mail.header, " stray\nnot a field\n of two lines\nSubject: x");
}

static void test_crlf(void **state)
{
	struct mail mail = parse(SLICE("Subject: a\r\n b\r\nDate: c\r\n\r\nbody\r\n"));

	(void)state;
	assert_slice(mail.field[FIELD_SUBJECT], "a\r\n b");
	assert_slice(mail.field[FIELD_DATE], "c");
	assert_slice(mail.body, "body\r\n");
	/* A CR alone ends neither a line nor the header. */
	mail = parse(SLICE("Subject: a\rDate: b\n\rFrom: c\n\n"));
	assert_slice(mail.field[FIELD_SUBJECT], "a\rDate: b");
	assert_null(mail.field[FIELD_DATE].ptr);
	assert_null(mail.field[FIELD_FROM].ptr);
	assert_int_equal(mail.body.len, 0);
}

static void test_tolerance(void **state)
{
	struct mail mail = parse(SLICE("From jane Mon Jan  1 00:00:00 2024\nSubject : a\0b\xff\n"
				       "Date:\n: x\nSubject\n\n\n"));

	(void)state;
	assert_slice(mail.field[FIELD_SUBJECT], "a\0b\xff");
	assert_slice(mail.field[FIELD_DATE], "");
	assert_int_equal(mail.repeated, 0);
	assert_slice(mail.body, "\n");
	assert_memory_equal(mail.header.ptr, "Subject", 7);
	mail = parse(SLICE("\nSubject: in the body\n"));
	assert_slice(mail.header, "");
	assert_slice(mail.body, "Subject: in the body\n");
	assert_null(mail.field[FIELD_SUBJECT].ptr);
	mail = parse(SLICE("From jane"));
	assert_int_equal(mail.header.len, 0);
	assert_int_equal(mail.body.len, 0);
}

static void check_refused(struct slice raw, int code)
{
	struct mail mail;
	GError *error = NULL;

	assert_false(mail_parse(&mail, raw, &error));
	assert_true(g_error_matches(error, MAIL_ERROR, code));
	g_clear_error(&error);
	assert_false(mail_parse(&mail, raw, NULL));
}

static void test_limits(void **state)
{
	char *line = g_strnfill(MAIL_MAX_HEADER + 100, 'a');
	char *large = g_malloc0((gsize)MAIL_MAX_BYTES + 1);

	(void)state;
	check_refused(SLICE(""), MAIL_ERROR_INVALID);
	check_refused(slice_of(large, (gsize)MAIL_MAX_BYTES + 1), MAIL_ERROR_LIMIT);
	memcpy(line, "X:", 2);
	line[MAIL_MAX_HEADER] = '\n';
	check_refused(slice_of(line, MAIL_MAX_HEADER + 1), MAIL_ERROR_LIMIT);
	line[MAIL_MAX_HEADER] = 'a';
	line[MAIL_MAX_HEADER - 1] = '\n';
	assert_int_equal(parse(slice_of(line, MAIL_MAX_HEADER)).header.len, MAIL_MAX_HEADER);
	g_free(line);
	g_free(large);
}

static void test_find_field(void **state)
{
	struct mail mail = parse(SLICE("To: a\nCc: b\n b\nCC : c\nCcc: d\n\nCc: body\n"));
	struct slice from = mail.header, value;

	(void)state;
	assert_true(mail_find_field(&from, "Cc", &value));
	assert_slice(value, "b\n b");
	assert_true(mail_find_field(&from, "Cc", &value));
	assert_slice(value, "c");
	assert_false(mail_find_field(&from, "Cc", &value));
	assert_int_equal(from.len, 0);
	from = mail.header;
	assert_false(mail_find_field(&from, "Bcc", &value));
}

static void test_first_line(void **state)
{
	(void)state;
	assert_slice(mail_first_line(SLICE("a\r\n b")), "a");
	assert_slice(mail_first_line(SLICE("a b")), "a b");
	assert_slice(mail_first_line(SLICE("")), "");
	assert_null(mail_first_line((struct slice){ NULL, 0 }).ptr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_fields), cmocka_unit_test(test_parts),
		cmocka_unit_test(test_folds),	   cmocka_unit_test(test_crlf),
		cmocka_unit_test(test_tolerance),  cmocka_unit_test(test_limits),
		cmocka_unit_test(test_find_field), cmocka_unit_test(test_first_line),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
