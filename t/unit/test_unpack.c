/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packs that are made here, byte by byte, and what is read out of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "inbox/unpacker.h"
#include "made_pack.h"
#include "mime/limits.h"

static bool open_made(const struct made_pack *made, struct pack *pack)
{
	return pack_init(pack, slice_of((char *)made->index->data, made->index->len),
			 slice_of((char *)made->pack->data, made->pack->len));
}

static bool read_with(struct unpacker *unpacker, const struct pack *pack, guint number,
		      struct unpacked_object *out)
{
	unsigned char id[MADE_ID];
	uint64_t offset;

	made_pack_id(number, id);
	return pack_find(pack, id, &offset) && unpacker_read(unpacker, pack, offset, out);
}

/* The object as text, "left" where it is left to libgit2. Free with g_free(). */
static char *text_of(const struct made_pack *made, guint number)
{
	struct bases bases;
	struct unpacker unpacker;
	struct unpacked_object object;
	struct pack pack;
	char *text;

	assert_true(open_made(made, &pack));
	bases_init(&bases);
	unpacker_init(&unpacker, &bases);
	if (read_with(&unpacker, &pack, number, &object)) {
		assert_int_equal(object.data[object.len], '\0');
		text = g_strdup_printf("%u %s", object.type, object.data);
		free(object.data);
	} else {
		text = g_strdup("left");
	}
	unpacker_release(&unpacker);
	bases_release(&bases);
	return text;
}

static void assert_text(const struct made_pack *made, guint number, const char *expected)
{
	char *text = text_of(made, number);

	assert_string_equal(text, expected);
	g_free(text);
}

/* Takes "0123456789", gives "2345" and "new" and "0". */
#define DELTA SLICE("\x0a\x08\x91\x02\x04\x03new\x90\x01")

static void all_kinds(void **state)
{
	struct made_pack made;

	(void)state;
	made_pack_init(&made);
	made_pack_add_blob(&made, SLICE("0123456789"));
	made_pack_add_blob(&made, SLICE(""));
	made_pack_add(&made, (struct made_object){ 1, 6, { 0 }, SLICE("commit") });
	made_pack_add(&made, (struct made_object){ 2, 4, { 0 }, SLICE("tree") });
	made_pack_add(&made, (struct made_object){ 4, 3, { 0 }, SLICE("tag") });
	made_pack_add_delta(&made, 0, DELTA);
	made_pack_add_near_delta(&made, made_pack_distance(&made, 0), DELTA);
	made_pack_add_near_delta(&made, made_pack_distance(&made, 6), SLICE("\x08\x04\x90\x04"));
	made_pack_add_delta(&made, 9, SLICE("\x03\x05\x90\x03\x02!!"));
	made_pack_add(&made, (struct made_object){ 1, 3, { 0 }, SLICE("far") });
	made_pack_finish(&made);
	assert_text(&made, 0, "3 0123456789");
	assert_text(&made, 1, "3 ");
	assert_text(&made, 2, "1 commit");
	assert_text(&made, 3, "2 tree");
	assert_text(&made, 4, "4 tag");
	assert_text(&made, 5, "3 2345new0");
	assert_text(&made, 6, "3 2345new0");
	assert_text(&made, 7, "3 2345");
	assert_text(&made, 8, "1 far!!");
	assert_text(&made, 10, "left");
	made_pack_release(&made);
}

/* What is read again, and what was a base before, of another's too, is the same. */
static void bases_that_are_kept(void **state)
{
	static const char *const expected[] = { "0123456789", "2345new0", "2345" };
	struct bases bases;
	struct unpacker unpackers[2];
	struct made_pack made;
	struct pack pack;

	(void)state;
	made_pack_init(&made);
	made_pack_add_blob(&made, SLICE("0123456789"));
	made_pack_add_near_delta(&made, made_pack_distance(&made, 0), DELTA);
	made_pack_add_near_delta(&made, made_pack_distance(&made, 1), SLICE("\x08\x04\x90\x04"));
	made_pack_finish(&made);
	assert_true(open_made(&made, &pack));
	bases_init(&bases);
	unpacker_init(&unpackers[0], &bases);
	unpacker_init(&unpackers[1], &bases);
	for (guint i = 0; i < 12; i++) {
		guint number = (i * 5 + 2) % 3;
		struct unpacked_object object;

		assert_true(read_with(&unpackers[i / 3 % 2], &pack, number, &object));
		assert_string_equal(object.data, expected[number]);
		free(object.data);
	}
	assert_int_equal(bases.bytes, strlen("0123456789") + strlen("2345new0"));
	unpacker_release(&unpackers[0]);
	unpacker_release(&unpackers[1]);
	bases_release(&bases);
	made_pack_release(&made);
}

/* What somebody reads is there, whatever others do. */
static void bases_that_are_held(void **state)
{
	struct bases bases;
	const struct base *base;
	char pack;

	(void)state;
	bases_init(&bases);
	bases_add(&bases, &pack, 1, PACK_COMMIT, strdup("first"), 5);
	bases_add(&bases, &pack, 1, PACK_COMMIT, strdup("again"), 5);
	base = bases_find(&bases, &pack, 1);
	assert_null(bases_find(&bases, &pack, 2));
	assert_int_equal(bases.bytes, 5);
	bases_empty(&bases);
	assert_int_equal(bases.bytes, 0);
	assert_null(bases_find(&bases, &pack, 1));
	assert_string_equal(base->data, "first");
	base_let_go(base);
	bases_add(&bases, &pack, 1, PACK_COMMIT, strdup("later"), 5);
	base = bases_find(&bases, &pack, 1);
	assert_string_equal(base->data, "later");
	base_let_go(base);
	bases_release(&bases);
}

static void sizes_that_lie(void **state)
{
	struct slice text = SLICE("0123456789");
	struct made_pack made;

	(void)state;
	made_pack_init(&made);
	made_pack_add_blob(&made, text);
	made_pack_add(&made, (struct made_object){ 3, 9, { 0 }, text });
	made_pack_add(&made, (struct made_object){ 3, 11, { 0 }, text });
	made_pack_add(&made, (struct made_object){ 3, 0, { 0 }, text });
	made_pack_add(&made, (struct made_object){ 3, (size_t)MAIL_MAX_BYTES + 1, { 0 }, text });
	made_pack_add(&made, (struct made_object){ 3, SIZE_MAX, { 0 }, text });
	made_pack_add(&made, (struct made_object){ 0, 10, { 0 }, text });
	made_pack_add(&made, (struct made_object){ 5, 10, { 0 }, text });
	made_pack_finish(&made);
	for (guint i = 1; i < made.places->len; i++)
		assert_text(&made, i, "left");
	made_pack_release(&made);
}

static void deltas_that_lie(void **state)
{
	static const struct slice deltas[] = {
		{ "", 0 },
		{ "\x0a", 1 }, /* no size of what is made */
		{ "\x8a\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01\x01\x01x", 14 }, /* no number */
		{ "\x09\x04\x90\x04", 4 },					 /* another base */
		{ "\x0b\x04\x90\x04", 4 },
		{ "\x0a\x03\x90\x04", 4 },		   /* more is made than it says, */
		{ "\x0a\x05\x90\x04", 4 },		   /* and less */
		{ "\x0a\x04\x91\x07\x04", 5 },		   /* copies what is behind the base, */
		{ "\x0a\x04\x9f\xff\xff\xff\xff\x04", 8 }, /* far behind, */
		{ "\x0a\x80\x80\x04\x80", 5 },		   /* 65536 bytes of ten */
		{ "\x0a\x04\x91\x01", 4 },		   /* ends inside of a copy, */
		{ "\x0a\x04\x04new", 6 },		   /* and of new bytes */
		{ "\x0a\x04\x90\x04\x00", 5 },		   /* what nobody knows */
		{ "\x0a\xff\xff\xff\xff\x0f\x90\x04", 8 }, /* 4 GiB */
	};
	struct made_pack made;

	(void)state;
	made_pack_init(&made);
	made_pack_add_blob(&made, SLICE("0123456789"));
	for (size_t i = 0; i < G_N_ELEMENTS(deltas); i++)
		made_pack_add_delta(&made, 0, deltas[i]);
	made_pack_finish(&made);
	assert_text(&made, 0, "3 0123456789");
	for (guint i = 1; i <= G_N_ELEMENTS(deltas); i++)
		assert_text(&made, i, "left");
	made_pack_release(&made);
}

static void bases_that_are_none(void **state)
{
	struct made_pack made;

	(void)state;
	made_pack_init(&made);
	made_pack_add_delta(&made, 0, DELTA); /* itself */
	made_pack_add_delta(&made, 2, DELTA); /* a circle */
	made_pack_add_delta(&made, 3, DELTA);
	made_pack_add_delta(&made, 1, DELTA);
	made_pack_add_delta(&made, 200, DELTA);	   /* nothing */
	made_pack_add_near_delta(&made, 0, DELTA); /* itself */
	made_pack_add_near_delta(&made, made.pack->len,
				 DELTA); /* the pack's head, what is before it, */
	made_pack_add_near_delta(&made, made.pack->len + 1, DELTA);
	made_pack_add_near_delta(&made, 1u << 30, DELTA);
	made_pack_add_near_delta(&made, 3, DELTA); /* inside of another */
	made_pack_add(&made, (struct made_object){
				     6, DELTA.len,
				     SLICE("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), DELTA });
	made_pack_finish(&made);
	for (guint i = 0; i < made.places->len; i++)
		assert_text(&made, i, "left");
	made_pack_release(&made);
}

/* The limit is far above what git makes; longer ones are libgit2's. */
static void long_chains(void **state)
{
	struct made_pack made;

	(void)state;
	made_pack_init(&made);
	made_pack_add_blob(&made, SLICE("0123456789"));
	for (guint i = 1; i <= 300; i++)
		made_pack_add_delta(&made, i - 1, SLICE("\x0a\x0a\x91\x01\x09\x01x"));
	made_pack_finish(&made);
	assert_text(&made, 256, "3 xxxxxxxxxx");
	assert_text(&made, 257, "left");
	made_pack_release(&made);
}

static void make_small(struct made_pack *made)
{
	made_pack_init(made);
	made_pack_add_blob(made, SLICE("0123456789"));
	made_pack_add_near_delta(made, made_pack_distance(made, 0), DELTA);
	made_pack_add_delta(made, 1, SLICE("\x08\x04\x90\x04"));
	made_pack_finish(made);
}

/* Of what is damaged nothing is read but what some object is. */
static void read_damaged(struct slice index, struct slice bytes)
{
	struct bases bases;
	struct unpacker unpacker;
	struct unpacked_object object;
	struct pack pack;

	if (!pack_init(&pack, index, bytes))
		return;
	bases_init(&bases);
	unpacker_init(&unpacker, &bases);
	for (guint i = 0; i < 3; i++)
		if (read_with(&unpacker, &pack, i, &object)) {
			assert_true(!strcmp(object.data, "0123456789") ||
				    !strcmp(object.data, "2345new0") ||
				    !strcmp(object.data, "2345"));
			free(object.data);
		}
	unpacker_release(&unpacker);
	bases_release(&bases);
}

static void read_copies(const struct made_pack *made, size_t index_len, size_t pack_len)
{
	/* of the very size, so that sanitizers see who reads past it */
	char *index = g_memdup2(made->index->data, index_len),
	     *bytes = g_memdup2(made->pack->data, pack_len);

	read_damaged(slice_of(index, index_len), slice_of(bytes, pack_len));
	g_free(index);
	g_free(bytes);
}

static void cut_and_flipped(void **state)
{
	struct made_pack made;

	(void)state;
	make_small(&made);
	for (guint len = 0; len < made.pack->len; len++)
		read_copies(&made, made.index->len, len);
	for (guint len = 0; len < made.index->len; len++)
		read_copies(&made, len, made.pack->len);
	for (guint bit = 0; bit < 8 * (made.pack->len + made.index->len); bit++) {
		guint byte = bit / 8;
		guint8 *at = byte < made.pack->len ? made.pack->data + byte
						   : made.index->data + byte - made.pack->len;

		*at ^= (guint8)(1u << bit % 8);
		read_copies(&made, made.index->len, made.pack->len);
		*at ^= (guint8)(1u << bit % 8);
	}
	assert_text(&made, 2, "3 2345");
	made_pack_release(&made);
}

/* The last object's place is number 0, and then others, of the far ones, of which there is one. */
static void places_of_64_bits(void **state)
{
	guint8 far[8] = { 0 };
	struct made_pack made;
	guint at;

	(void)state;
	make_small(&made);
	at = made.index->len - 2 * MADE_ID;
	memcpy(far + 4, made.index->data + at - 4, 4);
	for (guint i = 0; i < sizeof(far); i++) /* in front of both checksums */
		g_byte_array_append(made.index, far, 1);
	memmove(made.index->data + at + 8, made.index->data + at, 2 * MADE_ID);
	memcpy(made.index->data + at, far, 8);
	memcpy(made.index->data + at - 4, "\x80\0\0\0", 4);
	assert_text(&made, 2, "3 2345");
	made.index->data[at - 1] = 1;
	assert_text(&made, 2, "left");
	memcpy(made.index->data + at - 4, "\xff\xff\xff\xff", 4);
	assert_text(&made, 2, "left");
	made_pack_release(&made);
}

static void what_is_no_pack(void **state)
{
	struct made_pack made;
	struct pack pack;

	(void)state;
	make_small(&made);
	assert_true(open_made(&made, &pack));
	made.pack->data[7] = 3; /* a version that libgit2 does not read */
	assert_false(open_made(&made, &pack));
	made.pack->data[7] = 2;
	made.index->data[7] = 3;
	assert_false(open_made(&made, &pack));
	made.index->data[7] = 2;
	made.pack->data[11]++; /* other numbers of objects */
	assert_false(open_made(&made, &pack));
	made.pack->data[11]--;
	made.pack->data[made.pack->len - 1] ^= 1; /* of another pack */
	assert_false(open_made(&made, &pack));
	made_pack_release(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_kinds),	       cmocka_unit_test(bases_that_are_kept),
		cmocka_unit_test(bases_that_are_held), cmocka_unit_test(sizes_that_lie),
		cmocka_unit_test(deltas_that_lie),     cmocka_unit_test(bases_that_are_none),
		cmocka_unit_test(long_chains),	       cmocka_unit_test(cut_and_flipped),
		cmocka_unit_test(places_of_64_bits),   cmocka_unit_test(what_is_no_pack),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
