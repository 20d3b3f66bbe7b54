/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_PAIRS_H
#define AUTHORS_PAIRS_H

#include <stdbool.h>
#include <stdint.h>
#include <glib.h>

#include "text/hash.h"

/* Pairs of numbers, each with a number of its own from 0 on. All zeroes is an empty set. */
struct pairs {
	uint64_t *items;
	guint nr, room;
	guint *slots; /* item + 1 */
	guint mask;
};

static inline void pairs_release(struct pairs *pairs)
{
	g_free(pairs->items);
	g_free(pairs->slots);
	*pairs = (struct pairs){ 0 };
}

static inline guint *pairs_slot(const struct pairs *pairs, uint64_t pair)
{
	guint at = (guint)hash_both(pair, 0) & pairs->mask;

	while (pairs->slots[at] && pairs->items[pairs->slots[at] - 1] != pair)
		at = (at + 1) & pairs->mask;
	return &pairs->slots[at];
}

static inline void pairs_grow(struct pairs *pairs)
{
	pairs->room = pairs->room ? pairs->room * 2 : 64;
	pairs->items = g_renew(uint64_t, pairs->items, pairs->room);
	g_free(pairs->slots);
	pairs->mask = pairs->room * 2 - 1;
	pairs->slots = g_new0(guint, pairs->mask + 1);
	for (guint i = 0; i < pairs->nr; i++)
		*pairs_slot(pairs, pairs->items[i]) = i + 1;
}

/* The number of a pair; *is_new tells whether it was added just now. */
static inline guint pairs_add(struct pairs *pairs, guint a, guint b, bool *is_new)
{
	uint64_t pair = (uint64_t)a << 32 | b;
	guint *slot;

	if (pairs->nr == pairs->room)
		pairs_grow(pairs);
	slot = pairs_slot(pairs, pair);
	*is_new = !*slot;
	if (*is_new) {
		pairs->items[pairs->nr] = pair;
		*slot = ++pairs->nr;
	}
	return *slot - 1;
}

/* The number of a pair, or -1. */
static inline int pairs_find(const struct pairs *pairs, guint a, guint b)
{
	return pairs->nr ? (int)*pairs_slot(pairs, (uint64_t)a << 32 | b) - 1 : -1;
}

#endif
