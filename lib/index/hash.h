/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_HASH_H
#define INDEX_HASH_H

#include <stdint.h>
#include <string.h>
#include <glib.h>

#include "text/hash.h"

/*
 * 64 bits of any bytes: what damage is found by, and what is looked up by. Part of the file's
 * format, the same on every machine. Not secret: whoever makes two texts collide makes a look-up
 * slower, never wrong, for what is found is compared.
 */
static inline uint64_t hash_load(const unsigned char *bytes, size_t len)
{
	uint64_t value = 0;

	memcpy(&value, bytes, len);
	return GUINT64_FROM_LE(value);
}

static inline uint64_t hash_bytes(const void *data, size_t len, uint64_t seed)
{
	const uint64_t odd1 = 0xa0761d6478bd642fu, odd2 = 0xe7037ed1a0b428dbu;
	const unsigned char *bytes = data;
	uint64_t hash = seed ^ hash_mix(len + odd1, odd2);

	for (; len >= 16; len -= 16, bytes += 16)
		hash = hash_mix(hash_load(bytes, 8) ^ odd1, hash_load(bytes + 8, 8) ^ hash);
	if (len >= 8)
		hash = hash_mix(hash_load(bytes, 8) ^ odd1,
				hash_load(bytes + 8, len - 8) ^ hash ^ odd2);
	else if (len)
		hash = hash_mix(hash_load(bytes, len) ^ odd2, hash ^ odd1);
	return hash_mix(hash ^ odd1, odd2);
}

/*
 * The same of what is long: four hashes of every fourth 16 bytes, which the processor makes at the
 * same time, and of these and the rest.
 */
static inline uint64_t hash_long(const void *data, size_t len, uint64_t seed)
{
	const uint64_t odd = 0xa0761d6478bd642fu;
	const unsigned char *bytes = data;
	uint64_t a = 1, b = 2, c = 3, d = 4; /* compilers keep no array in registers */

	for (; len >= 64; len -= 64, bytes += 64) {
		a = hash_mix(hash_load(bytes, 8) ^ odd, hash_load(bytes + 8, 8) ^ a);
		b = hash_mix(hash_load(bytes + 16, 8) ^ odd, hash_load(bytes + 24, 8) ^ b);
		c = hash_mix(hash_load(bytes + 32, 8) ^ odd, hash_load(bytes + 40, 8) ^ c);
		d = hash_mix(hash_load(bytes + 48, 8) ^ odd, hash_load(bytes + 56, 8) ^ d);
	}
	seed = hash_mix(a ^ odd, seed ^ a);
	seed = hash_mix(b ^ odd, seed ^ b);
	seed = hash_mix(c ^ odd, seed ^ c);
	seed = hash_mix(d ^ odd, seed ^ d);
	return hash_bytes(bytes, len, seed);
}

#endif
