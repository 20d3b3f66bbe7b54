/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_PACKING_H
#define INDEX_PACKING_H

#include "index/dictionary.h"
#include "text/integers.h"

/* What pack.c and unpack.c share: the first byte of a packed mail, and numbers. */

#define PACKED_KIND 7u
#define PACKED_SKIPPED (1u << 3) /* no record: commit and archived alone */
#define PACKED_REPLY (1u << 4)
#define PACKED_KNOWN (1u << 5)
#define PACKED_FROM_DIFF (1u << 6)
#define PACKED_COMMIT_REPLY (1u << 7)

static inline void put_number(GByteArray *out, uint64_t number)
{
	guint8 bytes[10];
	guint nr = 0;

	for (; number >= 0x80; number >>= 7)
		bytes[nr++] = (guint8)number | 0x80;
	bytes[nr++] = (guint8)number;
	g_byte_array_append(out, bytes, nr);
}

static inline WRAPS_AROUND void put_signed(GByteArray *out, int64_t number)
{
	uint64_t bits = (uint64_t)number;

	put_number(out, number < 0 ? ~(bits << 1) : bits << 1);
}

/* A date lies near another; modulo 2^64, for one of them may be any number. */
static inline WRAPS_AROUND int64_t packed_difference(int64_t date, int64_t other)
{
	return (int64_t)((uint64_t)date - (uint64_t)other);
}

static inline WRAPS_AROUND int64_t packed_sum(int64_t difference, int64_t other)
{
	return (int64_t)((uint64_t)difference + (uint64_t)other);
}

static inline void put_text(GByteArray *out, struct dictionary *dictionary, const char *text)
{
	put_number(out, text && *text ? dictionary_add(dictionary, text, strlen(text)) : 0);
}

/* Reading: past the end or beside the format everything is 0, and bad is set. */
struct unpacker {
	const unsigned char *at, *end;
	bool bad;
};

static inline uint64_t get_number(struct unpacker *in)
{
	uint64_t number = 0;

	if (in->end - in->at > 1) { /* nearly all of them are short */
		if (!(in->at[0] & 0x80))
			return *in->at++;
		if (!(in->at[1] & 0x80)) {
			in->at += 2;
			return in->at[-2] ^ 0x80u ^ (uint64_t)in->at[-1] << 7;
		}
	}
	for (unsigned shift = 0; in->at < in->end && shift < 64; shift += 7) {
		unsigned char byte = *in->at++;

		if (shift == 63 && byte > 1) /* 64 bits, and no more */
			break;
		number |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return number;
	}
	in->bad = true;
	return 0;
}

static inline int64_t get_signed(struct unpacker *in)
{
	uint64_t bits = get_number(in);

	return (int64_t)(bits & 1 ? ~(bits >> 1) : bits >> 1);
}

/* A number of things that take at least one byte each. */
static inline size_t get_count(struct unpacker *in)
{
	uint64_t count = get_number(in);

	if (count > (uint64_t)(in->end - in->at)) {
		in->bad = true;
		return 0;
	}
	return (size_t)count;
}

#endif
