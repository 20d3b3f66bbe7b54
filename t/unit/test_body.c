/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "body/body.h"
#include "body_gmime.h"
#include "mime/error.h"
#include "mime/limits.h"

#define TYPE(value) "Content-Type: " value "\n"
#define ENCODING(value) "Content-Transfer-Encoding: " value "\n"
#define DIFF "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n"
#define DIFF_OF_X "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n"
#define HUNK "@@ -1,2 +1,2 @@\n"
#define MIXED TYPE("multipart/mixed; boundary=\"=-=\"") "\n"
#define PART "--=-=\n"
#define END "--=-=--\n"

struct sample {
	const char *name;
	struct slice raw; /* holds NULs: not a C string */
	const char *text;
	unsigned flags;
	bool odd; /* GMime reads it otherwise, and worse */
};

#define MAIL(literal) SLICE("From: A <a@example.org>\n" literal)

static const struct sample samples[] = {
	{ "no field at all", SLICE("Subject: x\n\ntext\n"), "text\n", 0, false },
	{ "no body", MAIL(""), "", 0, false },
	{ "8bit", MAIL(TYPE("text/plain; charset=utf-8") ENCODING("8bit") "\n\303\244\n"),
	  "\303\244\n", 0, false },
	{ "UTF-8 under a label of ASCII", MAIL(TYPE("text/plain; charset=us-ascii") "\n\303\244\n"),
	  "\303\244\n", 0, false },
	{ "a byte that is no UTF-8",
	  MAIL(TYPE("text/plain; charset=UTF-8") "\n\303\244 \344 \200\n"),
	  "\303\244 \303\244 \342\202\254\n", BODY_BAD_CHARSET, false },
	{ "NUL", MAIL("\na\0b\n"), "a\357\277\275b\n", 0, false },
	{ "CRLF", MAIL("\na\r\nb\r\r\nc\rd\r\n"), "a\nb\nc\rd\n", 0, false },
	{ "ISO-8859-1", MAIL(TYPE("text/plain; charset=iso-8859-1") "\n\344\n"), "\303\244\n", 0,
	  false },
	{ "GBK that is ASCII", MAIL(TYPE("text/plain; charset=\"GBK\"") "\ntext\n"), "text\n", 0,
	  false },
	{ "ISO-2022-JP", MAIL(TYPE("text/plain; charset=iso-2022-jp") "\n\033$B$\"\033(B\n"),
	  "\343\201\202\n", 0, false },
	{ "UTF-16", MAIL(TYPE("text/plain; charset=utf-16be") ENCODING("base64") "\nAGEACg==\n"),
	  "a\n", 0, false },
	{ "UTF-8 under a label that forbids it",
	  MAIL(TYPE("text/plain; charset=euc-jp") "\n\342\202\254\n"), "\342\202\254\n",
	  BODY_BAD_CHARSET, false },
	{ "broken bytes under a label", MAIL(TYPE("text/plain; charset=euc-jp") "\na\377b\n"),
	  "a\357\277\275b\n", BODY_BAD_CHARSET, false },
	{ "unknown charset", MAIL(TYPE("text/plain; charset=x-nobody") "\n\344\n"), "\303\244\n",
	  BODY_BAD_CHARSET, false },
	{ "a charset that is glibc's language",
	  MAIL(TYPE("text/plain; charset=\"latin1//TRANSLIT\"") "\n\344\n"), "\303\244\n",
	  BODY_BAD_CHARSET, false },
	{ "quoted-printable",
	  MAIL(TYPE("text/plain; charset=utf-8")
		       ENCODING("quoted-printable") "\na=3Db =C3=A4=\nc\n"),
	  "a=b \303\244c\n", 0, false },
	{ "broken quoted-printable", MAIL(ENCODING("quoted-printable") "\na=XY\n"), "a=XY\n",
	  BODY_BAD_ENCODING, false },
	{ "base64",
	  MAIL(TYPE("text/plain; charset=\"utf-8\"") ENCODING("BASE64") "\nw6Qg\nDQpiCg==\n"),
	  "\303\244 \nb\n", 0, false },
	{ "base64 with a footer in clear", MAIL(ENCODING("base64") "\nYQo=\nfooter of the list\n"),
	  "a\n", BODY_BAD_ENCODING, true },
	{ "the same where nothing is padded", MAIL(ENCODING("base64") "\nYWIK\n____\nlist\n"),
	  "ab\n", BODY_BAD_ENCODING, true },
	{ "base64 behind quotes", MAIL(ENCODING("\"base64\"") "\nYQo=\n"), "a\n", 0, true },
	{ "quoted-printable and a comment", MAIL(ENCODING("quoted-printable (x)") "\na=3D\n"),
	  "a=\n", 0, true },
	{ "uuencode", MAIL(ENCODING("x-uuencode") "\nbegin 644 x\n#86)C\n`\nend\n"), "abc", 0,
	  false },
	{ "flowed", MAIL(TYPE("text/plain; format=flowed") "\na \nb\n-- \nc\n"), "a b\n-- \nc\n",
	  BODY_FLOWED, false },
	{ "flowed, DelSp", MAIL(TYPE("text/plain; format=Flowed; delsp=yes") "\na \nb\n"), "ab\n",
	  BODY_FLOWED, false },
	{ "flowed, a diff that was stuffed",
	  MAIL(TYPE("text/plain; format=flowed") "\na \nb\n" DIFF_OF_X HUNK "  one\n-a \n+b\n"),
	  "a b\n" DIFF_OF_X HUNK " one\n-a +b\n", BODY_FLOWED, false },
	{ "flowed, a diff that was not stuffed",
	  MAIL(TYPE("text/plain; format=flowed") "\na \nb\n" DIFF_OF_X HUNK " one\n-a \n+b\n"),
	  "a b\n" DIFF_OF_X HUNK " one\n-a \n+b\n", BODY_FLOWED, false },
	{ "flowed with nothing to undo", MAIL(TYPE("text/plain; format=flowed") "\na\n"), "a\n", 0,
	  false },
	{ "broken type", MAIL(TYPE("text") "\ntext\n"), "text\n", 0, true },
	{ "type without semicolon", MAIL(TYPE("text/plain charset=utf-8") "\ntext\n"), "text\n", 0,
	  false },
	{ "broken type, then a good one",
	  MAIL(TYPE("; x") TYPE("text/plain; charset=iso-8859-1") "\n\344\n"), "\303\244\n", 0,
	  true },
	{ "two types", MAIL(TYPE("text/plain; charset=iso-8859-1") TYPE("text/plain") "\n\344\n"),
	  "\303\244\n", 0, false },
	{ "HTML alone", MAIL(TYPE("text/html") "\n<p>x\n"), "", BODY_HTML, false },
	{ "an image", MAIL(TYPE("image/png") "\nPNG\n"), "", 0, false },
	{ "a patch as application/octet-stream", MAIL(TYPE("application/octet-stream") "\n" DIFF),
	  DIFF, BODY_ATTACHED, false },

	{ "a list's footer",
	  MAIL(MIXED "preamble\n" PART "\none\n\n" PART TYPE("text/plain") "\n____\nlist\n" END
									   "rest"),
	  "one\n____\nlist\n", BODY_MULTIPART, false },
	{ "a part that ends with a blank line", MAIL(MIXED PART "\none\n\n\n" END), "one\n\n",
	  BODY_MULTIPART, false },
	{ "CRLF between parts",
	  MAIL("MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"=-=\"\r\n\r\n"
	       "--=-=\r\n\r\none\r\n--=-=\r\nContent-Type: text/plain\r\n\r\ntwo\r\n--=-=--\r\n"),
	  "one\ntwo\n", BODY_MULTIPART, false },
	{ "no end", MAIL(MIXED PART "\none\n" PART "\ntwo"), "one\ntwo\n", BODY_MULTIPART, false },
	{ "a boundary that begins another",
	  MAIL(TYPE("multipart/mixed; boundary=b") "\n--b\n\none\n--bb\ntwo\n--b--\n"),
	  "one\n--bb\ntwo\n", BODY_MULTIPART, false },
	{ "boundary never comes", MAIL(MIXED "one\ntwo\n"), "one\ntwo\n", BODY_MULTIPART, false },
	{ "no boundary given", MAIL(TYPE("multipart/mixed") "\none\n"), "one\n", 0, true },
	{ "nothing inside", MAIL(MIXED END), "", BODY_MULTIPART, false },
	{ "signed",
	  MAIL(TYPE("multipart/signed; boundary=\"=-=\"") "\n" PART TYPE(
		  "text/plain; charset=utf-8")
		       ENCODING("quoted-printable") "\n=C3=A4\n" PART TYPE(
			       "text/plain; name=signature.asc") "\nSIGN\n" END),
	  "\303\244\n", BODY_MULTIPART, false },
	{ "alternatives",
	  MAIL(TYPE("multipart/alternative; boundary=\"=-=\"") "\n" PART TYPE(
		  "text/plain") "\none\n" PART TYPE("text/html") "\n<p>one\n" PART "\nagain\n" END),
	  "one\n", BODY_MULTIPART, false },
	{ "alternatives, the text inside",
	  MAIL(TYPE("multipart/alternative; boundary=\"=-=\"") "\n" PART
		       TYPE("text/html") "\n<p>\n" PART TYPE(
			       "multipart/mixed; boundary=in") "\n--in\n\none\n--in\n\ntwo\n--in--"
							       "\n" PART "\nagain\n" END),
	  "one\ntwo\n", BODY_MULTIPART, false },
	{ "HTML in parts", MAIL(MIXED PART TYPE("text/html") "\n<p>\n" END), "",
	  BODY_MULTIPART | BODY_HTML, false },
	{ "HTML beside text", MAIL(MIXED PART "\none\n" PART TYPE("text/html") "\n<p>\n" END),
	  "one\n", BODY_MULTIPART, false },
	{ "a mail inside",
	  MAIL(MIXED PART "\none\n" PART TYPE("message/rfc822") "\nSubject: in\n\ntwo\n" END),
	  "one\n", BODY_MULTIPART, false },
	{ "a mail inside with a diff",
	  MAIL(MIXED PART
	       "\none\n" PART TYPE("message/rfc822") "\nSubject: in\nX: y\n\ntwo\n" DIFF END),
	  "one\nSubject: in\n\ntwo\n" DIFF, BODY_MULTIPART | BODY_ATTACHED, false },
	{ "a mail inside with a diff, encoded",
	  MAIL(MIXED PART TYPE("message/rfc822") "\nSubject: in\n" TYPE("text/plain; charset=utf-8")
		       ENCODING("quoted-printable") "\n=C3=A4\n" DIFF END),
	  "Subject: in\n\n\303\244\n" DIFF, BODY_MULTIPART | BODY_ATTACHED, false },
	{ "a mail inside whose header has bytes above 127",
	  MAIL(MIXED PART TYPE("message/rfc822") "\nSubject: \344\n\ntwo\n" DIFF END),
	  "Subject: \303\244\n\ntwo\n" DIFF, BODY_MULTIPART | BODY_ATTACHED, false },
	{ "a digest",
	  MAIL(TYPE("multipart/digest; boundary=\"=-=\"") "\n" PART "\nSubject: in\n\ntwo\n" END),
	  "", BODY_MULTIPART, false },
	{ "the patch is attached",
	  MAIL(MIXED PART TYPE("text/x-patch; name=1.patch") "\n" DIFF PART "\none\n" END),
	  "one\n" DIFF, BODY_MULTIPART | BODY_ATTACHED, false },
	{ "named as a patch, in base64",
	  MAIL(MIXED PART "\none\n" PART TYPE("application/octet-stream")
		       ENCODING("base64") "Content-Disposition: attachment; filename=\"X.DIFF\"\n\n"
					  "LS0tIGEvYQorKysgYi9hCkBAIC0wLDAgKzEgQEAKK2EK\n" END),
	  "one\n--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+a\n", BODY_MULTIPART | BODY_ATTACHED, false },
	{ "attached text with a diff",
	  MAIL(MIXED PART TYPE("text/plain") "Content-Disposition: attachment\n\n" DIFF PART
					     "\none\n" END),
	  "one\n" DIFF, BODY_MULTIPART | BODY_ATTACHED, false },
	{ "attached text without",
	  MAIL(MIXED PART
	       "\none\n" PART TYPE("text/plain") "Content-Disposition: attachment\n\nlog\n" END),
	  "one\n", BODY_MULTIPART, false },
	{ "attached text alone",
	  MAIL(MIXED PART TYPE("text/plain") "Content-Disposition: attachment\n\nlog\n" END),
	  "log\n", BODY_MULTIPART, false },
	{ "text with a name, inline", MAIL(MIXED PART TYPE("text/plain; name=x.txt") "\none\n" END),
	  "one\n", BODY_MULTIPART, false },
	{ "named as a patch, but none",
	  MAIL(MIXED PART "\none\n" PART TYPE("text/x-patch; name=1.patch") "\nnothing\n" END),
	  "one\n", BODY_MULTIPART, false },
	{ "a file of format-patch",
	  MAIL(MIXED PART "\none\n" PART TYPE(
		  "text/x-patch; name=1.patch") "\nFrom "
						"0123456789012345678901234567890123456789 Mon Sep "
						"17 00:00:00 2001\n"
						"From: B <b@example.org>\nDate: Mon, 1 Jan 2024 "
						"00:00:00 +0000\n"
						"Subject: [PATCH] x: a long\n title\nMIME-Version: "
						"1.0\n\nmessage\n---\n" DIFF END),
	  "one\nFrom: B <b@example.org>\nSubject: [PATCH] x: a long\n title\n"
	  "Date: Mon, 1 Jan 2024 00:00:00 +0000\n\nmessage\n---\n" DIFF,
	  BODY_MULTIPART | BODY_ATTACHED, false },
	{ "a part without header", MAIL(MIXED PART "no field here\n" END), "no field here\n",
	  BODY_MULTIPART, true },
};

static void decode(const struct sample *sample, struct body *body,
		   bool (*way)(const struct mail *, struct body *, GError **))
{
	struct mail mail;

	assert_true(mail_parse(&mail, sample->raw, NULL));
	if (!way(&mail, body, NULL))
		fail_msg("%s: refused", sample->name);
}

static void check_text(const char *name, const struct body *body, const char *text)
{
	if (!slice_eq(body->text, slice_str(text)))
		fail_msg("%s: got \"%.*s\", not \"%s\"", name, (int)body->text.len, body->text.ptr,
			 text);
}

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct body body;

		decode(&samples[i], &body, body_decode);
		check_text(samples[i].name, &body, samples[i].text);
		if (body.flags != samples[i].flags)
			fail_msg("%s: flags %#x, not %#x", samples[i].name, body.flags,
				 samples[i].flags);
		body_release(&body);
	}
}

static void test_gmime_agrees(void **state)
{
	const unsigned known = ~(unsigned)BODY_BAD_ENCODING;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct body body;

		if (samples[i].odd)
			continue;
		decode(&samples[i], &body, body_decode_gmime);
		check_text(samples[i].name, &body, samples[i].text);
		if ((body.flags ^ samples[i].flags) & known)
			fail_msg("%s: flags %#x, not %#x", samples[i].name, body.flags,
				 samples[i].flags);
		body_release(&body);
	}
}

/* The files of a mail inside, where its text is shown, behind those beside it. */
static void test_left_out(void **state)
{
#define FILE(name) TYPE("text/plain") "Content-Disposition: attachment; filename=" name "\n\nx\n"
#define INSIDE(text)                                                                               \
	TYPE("message/rfc822")                                                                     \
	"\n" TYPE("multipart/mixed; boundary=in") "\n--in\n\n" text "--in\n" FILE("log") "--in--"  \
											 "\n"
	static const struct {
		struct slice raw;
		const char *names;
	} mails[] = {
		{ MAIL(MIXED PART "\none\n" PART FILE("a") PART FILE("b") END), "a, b" },
		{ MAIL(MIXED PART "\none\n" PART FILE("a") PART INSIDE("two\n" DIFF) END),
		  "a, log" },
		{ MAIL(MIXED PART INSIDE("two\n" DIFF) PART FILE("a") END), "log, a" },
		{ MAIL(MIXED PART INSIDE("two\n" DIFF) END), "log" },
		{ MAIL(MIXED PART "\none\n" PART INSIDE("two\n") END), NULL },
		{ MAIL(MIXED PART FILE("a") END), NULL },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		struct mail mail;
		struct body body;

		assert_true(mail_parse(&mail, mails[i].raw, NULL));
		assert_true(body_decode(&mail, &body, NULL));
		if (g_strcmp0(body.left_out, mails[i].names))
			fail_msg("%zu: \"%s\", not \"%s\"", i, body.left_out, mails[i].names);
		body_release(&body);
	}
}

static void test_plain_body_is_not_copied(void **state)
{
	static const struct slice raws[] = {
		MAIL("\ntext\n"),
		MAIL(TYPE("text/plain; charset=\"US-ASCII\"") ENCODING("7bit") "\ntext\n"),
		MAIL(TYPE("text/plain; charset=UTF-8") ENCODING("8bit") "\n\303\244\n"),
		MAIL(TYPE("text/plain; charset=windows-1252; format=flowed") "\ntext\n"),
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(raws); i++) {
		struct mail mail;
		struct body body;

		assert_true(mail_parse(&mail, raws[i], NULL));
		assert_true(body_decode(&mail, &body, NULL));
		assert_ptr_equal(body.text.ptr, mail.body.ptr);
		assert_int_equal(body.text.len, mail.body.len);
		assert_null(body.owned);
		body_release(&body);
	}
}

static void test_single_part_of_multipart_is_not_copied(void **state)
{
	struct slice raw = MAIL(MIXED PART "\none\ntwo\n" END);
	struct mail mail;
	struct body body;

	(void)state;
	assert_true(mail_parse(&mail, raw, NULL));
	assert_true(body_decode(&mail, &body, NULL));
	assert_null(body.owned);
	assert_true(slice_eq(body.text, SLICE("one\ntwo\n")));
	body_release(&body);
}

static GString *nested(unsigned depth)
{
	GString *raw = g_string_new(NULL);

	for (unsigned i = 0; i < depth; i++) {
		if (i)
			g_string_append_printf(raw, "--b%u\n", i - 1);
		g_string_append_printf(raw, "Content-Type: multipart/mixed; boundary=b%u\n\n", i);
	}
	g_string_append_printf(raw, "--b%u\n\ndeep\n", depth - 1);
	return raw;
}

static GString *with_parts(unsigned nr)
{
	GString *raw = g_string_new("Content-Type: multipart/mixed; boundary=b\n\n");

	for (unsigned i = 0; i < nr; i++)
		g_string_append(raw, "--b\n\nx\n");
	return raw;
}

/* Returns whether the mail was decoded; frees it. */
static bool is_within_limits(GString *raw)
{
	GError *error = NULL;
	struct mail mail;
	struct body body;
	bool done;

	assert_true(mail_parse(&mail, slice_of(raw->str, raw->len), NULL));
	done = body_decode(&mail, &body, &error);
	if (done)
		body_release(&body);
	else
		assert_true(g_error_matches(error, MAIL_ERROR, MAIL_ERROR_LIMIT));
	g_clear_error(&error);
	g_string_free(raw, TRUE);
	return done;
}

static void test_limits(void **state)
{
	(void)state;
	assert_true(is_within_limits(nested(MAIL_MAX_DEPTH)));
	assert_false(is_within_limits(nested(MAIL_MAX_DEPTH + 1)));
	assert_true(is_within_limits(with_parts(MAIL_MAX_PARTS)));
	assert_false(is_within_limits(with_parts(MAIL_MAX_PARTS + 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_gmime_agrees),
		cmocka_unit_test(test_left_out),
		cmocka_unit_test(test_plain_body_is_not_copied),
		cmocka_unit_test(test_single_part_of_multipart_is_not_copied),
		cmocka_unit_test(test_limits),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
