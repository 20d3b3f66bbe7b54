/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/bases.h"

#include <stdlib.h>
#include "text/integers.h"

#define ROOM (4u << 20)	   /* bytes: with four times as much a scan takes 5 % less time */
#define LARGEST (1u << 19) /* of which none takes more */

WRAPS_AROUND static guint hash(gconstpointer key)
{
	const struct base *base = key;
	uint64_t mixed = (base->offset ^ (uintptr_t)base->pack) * 0x9e3779b97f4a7c15u;

	return (guint)(mixed >> 32);
}

static gboolean equal(gconstpointer a, gconstpointer b)
{
	const struct base *one = a, *other = b;

	return one->offset == other->offset && one->pack == other->pack;
}

static void base_free(void *data)
{
	struct base *base = data;

	free(base->data);
	g_free(base);
}

void bases_init(struct bases *bases)
{
	bases->found = NULL;
	bases->bytes = 0;
	g_queue_init(&bases->latest);
}

void bases_release(struct bases *bases)
{
	g_clear_pointer(&bases->found, g_hash_table_unref);
	bases_init(bases);
}

const struct base *bases_find(struct bases *bases, const void *pack, uint64_t offset)
{
	const struct base key = { .pack = pack, .offset = offset };
	struct base *base = bases->found ? g_hash_table_lookup(bases->found, &key) : NULL;

	if (base && bases->latest.head != &base->link) {
		g_queue_unlink(&bases->latest, &base->link);
		g_queue_push_head_link(&bases->latest, &base->link);
	}
	return base;
}

static void drop_oldest(struct bases *bases)
{
	struct base *base = bases->latest.tail->data;

	g_queue_unlink(&bases->latest, &base->link);
	bases->bytes -= base->len;
	g_hash_table_remove(bases->found, base);
}

void bases_add(struct bases *bases, const void *pack, uint64_t offset, unsigned type, char *data,
	       size_t len)
{
	struct base *base;

	if (len > LARGEST || bases_find(bases, pack, offset)) {
		free(data);
		return;
	}
	if (!bases->found)
		bases->found = g_hash_table_new_full(hash, equal, NULL, base_free);
	while (bases->bytes + len > ROOM)
		drop_oldest(bases);
	base = g_new0(struct base, 1);
	*base = (struct base){
		.pack = pack, .offset = offset, .type = type, .data = data, .len = len
	};
	base->link.data = base;
	g_hash_table_add(bases->found, base);
	g_queue_push_head_link(&bases->latest, &base->link);
	bases->bytes += len;
}
