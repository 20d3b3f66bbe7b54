/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "made_pack.h"

#include <libdeflate.h>
#include <stdint.h>

#include "inbox/pack.h"

static void put(GByteArray *bytes, const void *data, size_t len)
{
	g_byte_array_append(bytes, data, (guint)len);
}

static void put_number(GByteArray *bytes, uint32_t number)
{
	number = GUINT32_TO_BE(number);
	put(bytes, &number, sizeof(number));
}

void made_pack_init(struct made_pack *made)
{
	made->pack = g_byte_array_new();
	made->index = g_byte_array_new();
	made->places = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	put(made->pack, "PACK\0\0\0\2\0\0\0", 12);
}

void made_pack_release(struct made_pack *made)
{
	g_byte_array_unref(made->pack);
	g_byte_array_unref(made->index);
	g_array_unref(made->places);
}

static void put_deflated(GByteArray *bytes, struct slice data)
{
	struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(6);
	size_t room = libdeflate_zlib_compress_bound(deflater, data.len);
	char *out = g_malloc(room);

	put(bytes, out, libdeflate_zlib_compress(deflater, data.ptr, data.len, out, room));
	g_free(out);
	libdeflate_free_compressor(deflater);
}

void made_pack_add(struct made_pack *made, struct made_object object)
{
	uint32_t place = made->pack->len;
	size_t size = object.size >> 4;
	guint8 c = (guint8)(object.type << 4 | (object.size & 15));

	g_array_append_val(made->places, place);
	while (size) {
		c |= 0x80;
		put(made->pack, &c, 1);
		c = size & 0x7f;
		size >>= 7;
	}
	put(made->pack, &c, 1);
	if (object.before.len)
		put(made->pack, object.before.ptr, object.before.len);
	put_deflated(made->pack, object.inflated);
}

void made_pack_add_blob(struct made_pack *made, struct slice text)
{
	made_pack_add(made, (struct made_object){ PACK_BLOB, text.len, { 0 }, text });
}

void made_pack_id(guint number, unsigned char *id)
{
	memset(id, 1, MADE_ID); /* one of zeros is none for libgit2 */
	id[0] = (unsigned char)(number >> 8);
	id[1] = (unsigned char)number;
}

void made_pack_add_delta(struct made_pack *made, guint base, struct slice delta)
{
	unsigned char id[MADE_ID];

	made_pack_id(base, id);
	made_pack_add(made, (struct made_object){ 7, delta.len, slice_of((const char *)id, MADE_ID),
						  delta });
}

void made_pack_add_near_delta(struct made_pack *made, uint32_t distance, struct slice delta)
{
	char before[5];
	size_t at = sizeof(before);

	before[--at] = (char)(distance & 0x7f);
	while (distance >>= 7)
		before[--at] = (char)(0x80 | (--distance & 0x7f));
	made_pack_add(made,
		      (struct made_object){ 6, delta.len,
					    slice_of(before + at, sizeof(before) - at), delta });
}

uint32_t made_pack_distance(const struct made_pack *made, guint number)
{
	return made->pack->len - g_array_index(made->places, uint32_t, number);
}

void made_pack_finish(struct made_pack *made)
{
	uint32_t nr = made->places->len, be = GUINT32_TO_BE(nr);

	memcpy(made->pack->data + 8, &be, sizeof(be));
	put(made->pack, "checksum of the pack", MADE_ID);
	put(made->index, "\377tOc\0\0\0\2", 8);
	for (guint byte = 0; byte < 256; byte++)
		put_number(made->index, MIN(nr, (byte + 1) << 8));
	for (guint i = 0; i < nr; i++) {
		unsigned char id[MADE_ID];

		made_pack_id(i, id);
		put(made->index, id, MADE_ID);
	}
	for (guint i = 0; i < nr; i++)
		put_number(made->index, 0);
	for (guint i = 0; i < nr; i++)
		put_number(made->index, g_array_index(made->places, uint32_t, i));
	put(made->index, "checksum of the packchecksum of an index", 2 * MADE_ID);
}
