/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_HASH_H
#define AUTHORS_HASH_H

#include <stdint.h>
#include <string.h>

#include "text/integers.h"

/* Eight bytes at a time: names and ids are hashed once a mail. */
static inline WRAPS_AROUND uint64_t hash_mix(uint64_t a, uint64_t b)
{
	a = (a ^ b) * 0x9e3779b97f4a7c15u;
	return a ^ a >> 29;
}

/*
 * Goes on from a hash with a text. bits are set in each byte before: 0x20 makes the cases of ASCII
 * letters one, and other bytes that differ by it, too, so what is found has to be compared.
 */
static inline uint64_t hash_text(uint64_t hash, const char *text, unsigned char bits)
{
	const uint64_t mask = bits * 0x0101010101010101u;
	size_t len = strlen(text), rest = len;
	uint64_t piece;

	for (; rest >= sizeof(piece); rest -= sizeof(piece), text += sizeof(piece)) {
		memcpy(&piece, text, sizeof(piece));
		hash = hash_mix(hash, piece | mask);
	}
	piece = 0;
	memcpy(&piece, text, rest);
	return hash_mix(hash_mix(hash, piece | mask), len);
}

#endif
