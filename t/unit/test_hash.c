/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "series/similar.h"
#include "text/hash.h"

#define NR 20000

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* How many different hashes the texts have that make() writes. */
static unsigned count_hashes(void (*make)(unsigned i, char text[64]),
			     uint64_t (*hash)(const char *))
{
	uint64_t *hashes = g_new(uint64_t, NR);
	unsigned nr = 1;
	char text[64];

	for (unsigned i = 0; i < NR; i++) {
		make(i, text);
		hashes[i] = hash(text);
	}
	qsort(hashes, NR, sizeof(*hashes), by_value);
	for (unsigned i = 1; i < NR; i++)
		nr += hashes[i] != hashes[i - 1];
	g_free(hashes);
	return nr;
}

/* All alike but for the case of their letters. */
static void make_case(unsigned i, char text[64])
{
	char *at = text + snprintf(text, 64, "abcdefghijklmnopqrst@example.org");

	for (at = text; i; i >>= 1, at++)
		if (i & 1)
			*at -= 0x20;
}

/* All have one hash of g_str_hash(). */
static void make_pairs(unsigned i, char text[64])
{
	for (unsigned bit = 0; bit < 16; bit++, text += 2)
		memcpy(text, i >> bit & 1 ? "FY" : "Ez", 2);
	memcpy(text, "@example.org", sizeof("@example.org"));
}

/* Highest bits, which multiplying by an odd number leaves where they are, taken back by the next
 * word. */
static void make_bits(unsigned i, char text[64])
{
	memset(text, 'a', 48);
	text[48] = '\0';
	for (unsigned pair = 0; pair < 3; pair++, i >>= 1) {
		text[16 * pair + 7] = (char)(i & 1 ? 'a' | 0x80 : 'a');
		text[16 * pair + 15] = text[16 * pair + 7];
		text[16 * pair + 11] = text[16 * pair + 7];
	}
	snprintf(text + 40, 16, "%u", i);
}

/* What setting bit 5 of a byte makes one, though it is no letter. */
static void make_signs(unsigned i, char text[64])
{
	memset(text, '^', 16);
	for (unsigned bit = 0; bit < 16; bit++)
		if (i >> bit & 1)
			text[bit] = '~';
	memcpy(text + 16, "@example.org", sizeof("@example.org"));
}

static void test_made_texts(void **state)
{
	(void)state;
	assert_int_equal(count_hashes(make_case, text_hash), NR);
	assert_int_equal(count_hashes(make_case, text_hash_folded), 1);
	assert_int_equal(count_hashes(make_pairs, text_hash), NR);
	assert_int_equal(count_hashes(make_pairs, text_hash_folded), NR);
	assert_int_equal(count_hashes(make_pairs, letters_hash), NR);
	assert_int_equal(count_hashes(make_bits, text_hash), NR);
	assert_int_equal(count_hashes(make_bits, letters_hash), NR);
	assert_int_equal(count_hashes(make_signs, text_hash), NR);
	assert_int_equal(count_hashes(make_signs, text_hash_folded), NR);
	assert_int_equal(g_str_hash("Ez"), g_str_hash("FY"));
}

/* Each length up to some blocks, and each byte of it, counts. */
static void test_each_byte(void **state)
{
	char text[70] = "", other[70];

	(void)state;
	assert_int_equal(text_hash(""), 0);
	assert_int_equal(text_hash_folded(""), 0);
	for (size_t len = 1; len < sizeof(text); len++) {
		memset(text, 'x', len);
		text[len] = '\0';
		assert_true(text_hash(text));
		for (size_t at = 0; at < len; at++) {
			memcpy(other, text, sizeof(other));
			other[at] = 'X';
			assert_true(text_hash(text) != text_hash(other));
			assert_true(text_hash_folded(text) == text_hash_folded(other));
			other[at] = 'y';
			assert_true(text_hash_folded(text) != text_hash_folded(other));
		}
		memcpy(other, text, sizeof(other));
		other[len - 1] = '\0';
		assert_true(text_hash(text) != text_hash(other));
	}
}

/* A to Z alone are folded. */
static void test_folded(void **state)
{
	(void)state;
	for (int c = 1; c < 256; c++) {
		char text[20], small[20];

		snprintf(text, sizeof(text), "%c2345678%c1234567%c", c, c, c);
		snprintf(small, sizeof(small), "%s", text);
		for (char *at = small; *at; at++)
			*at = g_ascii_tolower(*at);
		assert_true(text_hash(small) == text_hash_folded(text));
	}
}

/* Another run has other hashes. */
static void test_keys(void **state)
{
	uint64_t keys[2], before = text_hash("a@example.org");

	(void)state;
	assert_true(hash_keys[0] && hash_keys[1]);
	memcpy(keys, hash_keys, sizeof(keys));
	hash_keys[0] ^= 1;
	assert_true(text_hash("a@example.org") != before);
	memcpy(hash_keys, keys, sizeof(keys));
	hash_keys[1] ^= 1;
	assert_true(text_hash("a@example.org") != before);
	memcpy(hash_keys, keys, sizeof(keys));
	assert_true(text_hash("a@example.org") == before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_made_texts),
		cmocka_unit_test(test_each_byte),
		cmocka_unit_test(test_folded),
		cmocka_unit_test(test_keys),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
