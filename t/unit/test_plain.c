/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lib/mime and lib/body read by itself where a mail is plain is held against GMime, to which
 * it leaves what is not: parameters, transfer encodings, names of charsets.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <gmime/gmime.h>
#include <iconv.h>
#include "mime/charset.h"
#include "mime/mail.h"
#include "mime/parameters.h"
#include "mime/transfer.h"

/* Text of random pieces; the same for the same seed. */
static char *make_text(GRand *rand, const char *const *pieces, size_t nr, int max)
{
	GString *text = g_string_new(NULL);

	for (int i = g_rand_int_range(rand, 0, max); i > 0; i--)
		g_string_append(text, pieces[g_rand_int_range(rand, 0, (gint32)nr)]);
	return g_string_free(text, FALSE);
}

static void assert_slice(const char *what, struct slice plain, struct slice gmime)
{
	if (!plain.ptr != !gmime.ptr || !slice_eq(plain, gmime))
		fail_msg("%s: '%.*s' is '%.*s' for GMime", what, (int)plain.len, plain.ptr,
			 (int)gmime.len, gmime.ptr);
}

static void assert_same_type(const char *field, const struct parameters *plain)
{
	static const char *const names[] = { "charset", "boundary", "name", "format", "delsp" };
	struct pool pool = POOL_INIT;
	struct parameters gmime;

	parameters_of_type(slice_str(field), &pool, &gmime);
	assert_slice(field, plain->value, gmime.value);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		assert_slice(field, parameters_get(plain, slice_str(names[i])),
			     parameters_get(&gmime, slice_str(names[i])));
	pool_release(&pool);
}

static void assert_same_disposition(const char *field, const struct parameters *plain)
{
	struct pool pool = POOL_INIT;
	struct parameters gmime;

	parameters_of_disposition(slice_str(field), &pool, &gmime);
	assert_slice(field, plain->value, gmime.value);
	assert_slice(field, parameters_get(plain, SLICE("filename")),
		     parameters_get(&gmime, SLICE("filename")));
	pool_release(&pool);
}

static void test_usual_fields(void **state G_GNUC_UNUSED)
{
	static const char *const types[] = {
		"text/plain",
		"text/plain; charset=utf-8",
		"Text/PLAIN; Charset=\"us-ascii\"; FORMAT=flowed; delsp=yes",
		"text/x-patch; charset=\"UTF-8\"; name=\"a b (c).patch\"",
		"multipart/mixed;\n\tboundary=\"----=_Part_1_2.3\"",
		"multipart/signed; micalg=pgp-sha512;\r\n protocol=\"application/pgp\"; boundary=x",
	};
	struct parameters plain;

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		assert_true(parameters_plain(slice_str(types[i]), &plain));
		assert_same_type(types[i], &plain);
	}
	assert_true(parameters_plain(SLICE("attachment; filename=\"0001-x.patch\""), &plain));
	assert_same_disposition("attachment; filename=\"0001-x.patch\"", &plain);
	assert_true(parameters_plain(SLICE("inline"), &plain));
	assert_same_disposition("inline", &plain);
}

static void test_odd_fields(void **state G_GNUC_UNUSED)
{
	static const char *const fields[] = {
		"",
		"text/",
		"text/plain;",
		"text/plain; charset",
		"text/plain; charset=",
		"text/plain; name=\"\"",
		"text/plain; name=\"a",
		"text/plain; name=\"a\\\"b\"",
		"text/plain; name=\"\303\244\"",
		"text/plain; name=\"=?utf-8?q?a?=\"",
		"text/plain; name*=utf-8''a",
		"text/plain; name*0=a; name*1=b",
		"text/plain (comment); charset=utf-8",
		"text/plain; charset=utf-8; charset=koi8-r",
		"text/plain; a=1; b=2; c=3; d=4; e=5; f=6; g=7; h=8; i=9",
	};
	struct parameters plain;

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		if (parameters_plain(slice_str(fields[i]), &plain))
			fail_msg("'%s' was taken for plain", fields[i]);
}

static void test_any_fields(void **state G_GNUC_UNUSED)
{
	static const char *const pieces[] = {
		"; ",	       ";",	     "=",
		"\"",	       " ",	     "\t",
		"\n ",	       "\r\n\t",     "(c)",
		"/",	       "\\",	     "=?",
		"?=",	       "x",	     "utf-8",
		"a.b_c+d-e",   "name",	     "a b",
		"'",	       "%20",	     "flowed",
		":",	       "yes",	     "*",
		";name=",      ";format=\"", "; charset=\"",
		"; boundary=", "; delsp=",   "; filename=",
	};
	GRand *rand = g_rand_new_with_seed(1);
	struct parameters plain;
	unsigned taken = 0;

	for (unsigned i = 0; i < 200000; i++) {
		char *tail = make_text(rand, pieces, G_N_ELEMENTS(pieces), 8);
		char *type = g_strconcat("text/plain", tail, NULL);

		if (parameters_plain(slice_str(type), &plain)) {
			assert_same_type(type, &plain);
			taken++;
		}
		if (parameters_plain(slice_str(type + strlen("text/")), &plain))
			assert_same_disposition(type + strlen("text/"), &plain);
		g_free(type);
		g_free(tail);
	}
	assert_true(taken > 5000);
	g_rand_free(rand);
}

/* Whether it is without a fault: what is read out of others differs between versions of GMime. */
static bool assert_decoded(GMimeContentEncoding encoding, const char *text)
{
	bool broken;
	GString *decoded = transfer_decode(encoding, slice_str(text), &broken);
	GMimeEncoding state;
	char *out;
	size_t len;

	if (broken) {
		g_string_free(decoded, TRUE);
		return false;
	}
	mail_library_init();
	g_mime_encoding_init_decode(&state, encoding);
	out = g_malloc(g_mime_encoding_outlen(&state, strlen(text)) + 1);
	len = g_mime_encoding_flush(&state, text, strlen(text), out);
	assert_slice(text, slice_of(decoded->str, decoded->len), slice_of(out, len));
	g_string_free(decoded, TRUE);
	g_free(out);
	return true;
}

static void test_any_encoding(void **state G_GNUC_UNUSED)
{
	static const char *const pieces[] = {
		"=",	"==",	"=\n",	"=\r\n", "= \n", "=3D",	     "=c3=A4", "\n",
		"\r\n", "a",	"Ab/+", "b9",	 "_",	 " ",	     "\t",     "=4",
		".",	"QUJD", "QQ",	"QQ==",	 "QUI=", "\303\244",
	};
	GRand *rand = g_rand_new_with_seed(2);
	unsigned base64 = 0, quoted = 0;

	for (unsigned i = 0; i < 200000; i++) {
		char *text = make_text(rand, pieces, G_N_ELEMENTS(pieces), 10);

		base64 += assert_decoded(GMIME_CONTENT_ENCODING_BASE64, text);
		quoted += assert_decoded(GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, text);
		g_free(text);
	}
	assert_true(base64 > 20000 && quoted > 20000);
	g_rand_free(rand);
}

#define BASE64 GMIME_CONTENT_ENCODING_BASE64
#define QUOTED GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
#define FOOTER "_____\nkvm mailing list\nhttps://lists.example.org\n"

static void test_broken_encoding(void **state G_GNUC_UNUSED)
{
	static const struct {
		GMimeContentEncoding encoding;
		const char *text, *decoded;
		bool broken;
	} cases[] = {
		{ BASE64, "QUI=\n", "AB", false },
		{ BASE64, "QU\n I=\r\n", "AB", false },
		{ BASE64, "QUI", "AB", true },
		{ BASE64, "QQ", "A", true },
		{ BASE64, "QUJDR", "ABC", true },
		{ BASE64, "QQ=", "A", true },
		{ BASE64, "QQ=\n=\n", "A", false },
		{ BASE64, "QUJD\n====\n", "ABC", true },
		{ BASE64, "QQ==QQ==", "A", true },
		{ BASE64, "QQ==\n" FOOTER, "A", true },
		{ BASE64, "QUI=\n\n" FOOTER, "AB", true },
		{ BASE64, "QUJD\nREVG\n" FOOTER, "ABCDEF", true },
		{ BASE64, "QUJD\n\n" FOOTER, "ABC", true },
		{ BASE64, "QUJD\nthis list\n", "ABC", true },
		{ BASE64, "QUJD\nunsubscribe:\n", "ABC", true },
		{ BASE64, "=QUJD", "", true },
		{ BASE64, "in clear\n", "", true },
		{ QUOTED, "a=3Db=\nc", "a=bc", false },
		{ QUOTED, "a=\r\nb=", "ab", false },
		{ QUOTED, "a= \nb", "a= \nb", false },
		{ QUOTED, "a=zz=3D", "a=zz=", true },
		{ QUOTED, "a==3D", "a==", true },
		{ QUOTED, "a=3", "a=3", true },
		{ QUOTED, "a= ", "a= ", true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		bool broken = !cases[i].broken;
		GString *decoded =
			transfer_decode(cases[i].encoding, slice_str(cases[i].text), &broken);

		assert_slice(cases[i].text, slice_of(decoded->str, decoded->len),
			     slice_str(cases[i].decoded));
		if (broken != cases[i].broken)
			fail_msg("%s: %s", cases[i].text, broken ? "broken" : "not broken");
		g_string_free(decoded, TRUE);
	}
}

/* Each byte of 128 and more, as text under GMime's name for the charset. */
static void test_charsets(void **state G_GNUC_UNUSED)
{
	static const char *const charsets[] = {
		"iso-8859-1",	"ISO-8859-2",  "iso-8859-15",	 "Windows-1250", "windows-1251",
		"windows-1252", "koi8-r",      "gb2312",	 "gbk",		 "gb18030",
		"big5",		"euc-kr",      "ks_c_5601-1987", "iso-8859-8-i", "cp1252",
		"shift_jis",	"windows-31j", "latin1",
	};

	mail_library_init();
	for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
		iconv_t iconv_state = g_mime_iconv_open("UTF-8", charsets[i]);

		for (unsigned byte = 0x80; byte < 0x100; byte++) {
			char in[] = { (char)byte, (char)0xa4 }, buffer[32], *at = in, *to = buffer;
			size_t left = sizeof(in), room = sizeof(buffer);
			GString *text;
			bool bad;

			if (iconv_state == (iconv_t)-1 ||
			    iconv(iconv_state, &at, &left, &to, &room) == (size_t)-1)
				continue;
			if (charset_to_utf8(slice_of(in, sizeof(in)), charsets[i], &text, &bad))
				fail_msg("%s %02x: taken for UTF-8", charsets[i], byte);
			assert_false(bad);
			assert_slice(charsets[i], slice_of(text->str, text->len),
				     slice_of(buffer, (size_t)(to - buffer)));
			g_string_free(text, TRUE);
		}
		if (iconv_state != (iconv_t)-1)
			iconv_close(iconv_state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_usual_fields),	cmocka_unit_test(test_odd_fields),
		cmocka_unit_test(test_any_fields),	cmocka_unit_test(test_any_encoding),
		cmocka_unit_test(test_broken_encoding), cmocka_unit_test(test_charsets),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
