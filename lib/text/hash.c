/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/hash.h"

#include <sys/random.h>
#include <unistd.h>

#include "text/integers.h"

uint64_t hash_keys[2];

/* Where the system has no random numbers, the hour and the process have to do. */
__attribute__((constructor)) static void choose_keys(void)
{
	if (!getentropy(hash_keys, sizeof(hash_keys)))
		return;
	hash_keys[0] = hash_mix((uint64_t)g_get_real_time(), 0x9e3779b97f4a7c15u);
	hash_keys[1] = hash_mix((uint64_t)g_get_monotonic_time(), (uint64_t)getpid() << 1 | 1);
}

static uint64_t load8(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

static uint64_t load4(const char *bytes)
{
	uint32_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* The capitals A to Z among eight bytes made small: bit 7 of each tells which they are. */
static uint64_t fold(uint64_t word)
{
	const uint64_t ones = 0x0101010101010101u, low = word & 0x7f * ones;
	uint64_t from_a = low + (0x80 - 'A') * ones, behind_z = low + (0x7f - 'Z') * ones;

	return word | ((from_a ^ behind_z) & ~word & 0x80 * ones) >> 2;
}

/* Up to 16 bytes, as two numbers that tell them, with their length, from all others. */
static inline void load_rest(const char *bytes, size_t len, uint64_t *a, uint64_t *b)
{
	*a = *b = 0;
	if (len >= 8) {
		*a = load8(bytes);
		*b = load8(bytes + len - 8);
	} else if (len >= 4) {
		*a = load4(bytes);
		*b = load4(bytes + len - 4);
	} else if (len) {
		*a = (uint64_t)(unsigned char)bytes[0] << 16 |
		     (uint64_t)(unsigned char)bytes[len / 2] << 8 | (unsigned char)bytes[len - 1];
	}
}

static inline __attribute__((always_inline)) uint64_t go_on(uint64_t hash, const char *bytes,
							    size_t len, bool folded)
{
	const uint64_t key = hash_keys[1];
	uint64_t a, b, all = len;

	for (; len > 16; len -= 16, bytes += 16) {
		a = load8(bytes);
		b = load8(bytes + 8);
		hash = folded ? hash_mix(fold(a) ^ key, fold(b) ^ hash)
			      : hash_mix(a ^ key, b ^ hash);
	}
	load_rest(bytes, len, &a, &b);
	hash = folded ? hash_mix(fold(a) ^ key, fold(b) ^ hash) : hash_mix(a ^ key, b ^ hash);
	return hash_both(hash, all);
}

uint64_t hash_piece(uint64_t hash, const void *bytes, size_t len)
{
	return go_on(hash ^ hash_keys[0], bytes, len, false);
}

uint64_t slice_hash(struct slice text)
{
	return text.len ? go_on(hash_keys[0], text.ptr, text.len, false) : 0;
}

uint64_t text_hash(const char *text)
{
	return slice_hash(slice_str(text));
}

uint64_t text_hash_folded(const char *text)
{
	size_t len = strlen(text);

	return len ? go_on(hash_keys[0], text, len, true) : 0;
}

guint str_hash(gconstpointer text)
{
	return (guint)text_hash(text);
}

guint str_hash_folded(gconstpointer text)
{
	return (guint)text_hash_folded(text);
}
