/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TABLE_H
#define SERIES_TABLE_H

#include <stdint.h>
#include <glib.h>

/*
 * Hash -> the items with it, the newest first, for tables that are filled once: far quicker than
 * GHashTable, which would want a key in memory of its own for each. Two texts with the same hash
 * share a chain: who must not be fooled compares the texts.
 */
struct table_item {
	uint64_t hash;
	guint value;
	guint next; /* the one before with the same hash, + 1 */
};

struct table {
	guint *slots; /* item + 1 */
	guint mask;
	struct table_item *items;
	guint nr, room;
};

/* Empty slots for so many items, a third of which at least stays empty. */
static inline void table_set_slots(struct table *table, guint nr)
{
	guint size = 16;

	while (size / 3 < nr / 2 && size < 1u << 30)
		size *= 2;
	table->slots = g_new0(guint, size);
	table->mask = size - 1;
	table->room = nr;
}

/* Room for nr items; more will do, too, but then they move. Release with table_release(). */
static inline void table_init(struct table *table, guint nr)
{
	*table = (struct table){ .items = g_new0(struct table_item, nr + 1) };
	table_set_slots(table, nr);
}

static inline void table_release(struct table *table)
{
	g_free(table->slots);
	g_free(table->items);
}

static inline guint *table_slot(const struct table *table, uint64_t hash)
{
	guint at = (guint)hash & table->mask;

	while (table->slots[at] && table->items[table->slots[at] - 1].hash != hash)
		at = (at + 1) & table->mask;
	return &table->slots[at];
}

/* The newest item of a hash, NULL without one; go on with table_next(). */
static inline const struct table_item *table_find(const struct table *table, uint64_t hash)
{
	guint at = *table_slot(table, hash);

	return at ? &table->items[at - 1] : NULL;
}

static inline const struct table_item *table_next(const struct table *table,
						  const struct table_item *item)
{
	return item->next ? &table->items[item->next - 1] : NULL;
}

static inline void table_grow(struct table *table)
{
	g_free(table->slots);
	table_set_slots(table, table->room + table->room / 2 + 8);
	table->items = g_renew(struct table_item, table->items, table->room + 1);
	for (guint i = 0; i < table->nr; i++)
		*table_slot(table, table->items[i].hash) = i + 1;
}

/* Where that is more than there was room for, items that were found before are elsewhere now. */
static inline void table_add(struct table *table, uint64_t hash, guint value)
{
	guint *slot;

	if (table->nr == table->room)
		table_grow(table);
	slot = table_slot(table, hash);
	table->items[table->nr++] = (struct table_item){ hash, value, *slot };
	*slot = table->nr;
}

#endif
