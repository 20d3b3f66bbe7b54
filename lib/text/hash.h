/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hashes of texts, for tables in memory and for comparing at a glance. They differ in each run, by
 * keys that nobody knows who writes a mail: texts that share a hash cannot be made, neither to have
 * every look-up go through all of them nor to be taken for somebody else. So they are never stored,
 * and nothing is put out in their order.
 */
#ifndef TEXT_HASH_H
#define TEXT_HASH_H

#include <stdint.h>
#include <string.h>
#include <glib.h>

#include "text/slice.h"

/* The keys of this run, set before main(). */
extern uint64_t hash_keys[2];

/* Two numbers multiplied, the halves of the product made one: each bit of it depends on all. */
static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* One of two, whose order matters; never 0. */
static inline uint64_t hash_both(uint64_t a, uint64_t b)
{
	uint64_t hash = hash_mix(a ^ hash_keys[0], b ^ hash_keys[1]);

	return hash ? hash : 1;
}

/*
 * Goes on from a hash, or 0, with bytes; never 0. A text in pieces has the same hash as one that is
 * in the same pieces.
 */
uint64_t hash_piece(uint64_t hash, const void *bytes, size_t len);

/* Of a text; 0 of an empty one, and of no other. */
uint64_t slice_hash(struct slice text);
uint64_t text_hash(const char *text);

/* The same without the case of ASCII letters. */
uint64_t text_hash_folded(const char *text);

/* For GLib's tables, in place of its own g_str_hash(), which anybody can foresee. */
guint str_hash(gconstpointer text);
guint str_hash_folded(gconstpointer text);

#endif
