/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/bases.h"

#include <stdlib.h>
#include <string.h>
#include "text/integers.h"

#define ROOM (8u << 20)	   /* bytes */
#define LARGEST (1u << 19) /* of which none takes more */

WRAPS_AROUND static guint hash(gconstpointer key)
{
	const struct base *base = key;
	uint64_t mixed = (base->offset ^ (uintptr_t)base->pack) * 0x9e3779b97f4a7c15u;

	return (guint)(mixed >> 32);
}

/* How many there are whose hash ends like that of one. */
static atomic_uint *like(struct bases *bases, const struct base *base)
{
	return &bases->like[hash(base) % BASES_LIKE];
}

static gboolean equal(gconstpointer a, gconstpointer b)
{
	const struct base *one = a, *other = b;

	return one->offset == other->offset && one->pack == other->pack;
}

static void let_go(void *data)
{
	struct base *base = data;

	if (!g_atomic_int_dec_and_test(&base->holders))
		return;
	free(base->data);
	g_free(base);
}

void base_let_go(const struct base *base)
{
	let_go((void *)base);
}

static void drop_oldest(struct bases *bases)
{
	struct base *base = bases->latest.tail->data;

	g_queue_unlink(&bases->latest, &base->link);
	bases->bytes -= base->len;
	atomic_fetch_sub_explicit(like(bases, base), 1, memory_order_relaxed);
	g_hash_table_remove(bases->found, base);
}

void bases_init(struct bases *bases)
{
	memset(bases, 0, sizeof(*bases));
	pthread_mutex_init(&bases->lock, NULL);
}

void bases_empty(struct bases *bases)
{
	pthread_mutex_lock(&bases->lock);
	while (bases->latest.tail)
		drop_oldest(bases);
	g_clear_pointer(&bases->found, g_hash_table_unref);
	pthread_mutex_unlock(&bases->lock);
}

void bases_release(struct bases *bases)
{
	bases_empty(bases);
	pthread_mutex_destroy(&bases->lock);
}

/* Called under the lock. */
static struct base *look_up(struct bases *bases, const void *pack, uint64_t offset)
{
	const struct base key = { .pack = pack, .offset = offset };
	struct base *base = bases->found ? g_hash_table_lookup(bases->found, &key) : NULL;

	if (base && bases->latest.head != &base->link) {
		g_queue_unlink(&bases->latest, &base->link);
		g_queue_push_head_link(&bases->latest, &base->link);
	}
	return base;
}

const struct base *bases_find(struct bases *bases, const void *pack, uint64_t offset)
{
	const struct base key = { .pack = pack, .offset = offset };
	struct base *base;

	/* Most objects are no bases: they need no lock. What another thread adds right now is made
	 * once more. */
	if (!atomic_load_explicit(like(bases, &key), memory_order_relaxed))
		return NULL;
	pthread_mutex_lock(&bases->lock);
	base = look_up(bases, pack, offset);
	if (base)
		g_atomic_int_inc(&base->holders);
	pthread_mutex_unlock(&bases->lock);
	return base;
}

/* Called under the lock. */
static void add(struct bases *bases, struct base *base)
{
	if (!bases->found)
		bases->found = g_hash_table_new_full(hash, equal, NULL, let_go);
	while (bases->bytes + base->len > ROOM)
		drop_oldest(bases);
	g_hash_table_add(bases->found, base);
	g_queue_push_head_link(&bases->latest, &base->link);
	bases->bytes += base->len;
	atomic_fetch_add_explicit(like(bases, base), 1, memory_order_relaxed);
}

void bases_add(struct bases *bases, const void *pack, uint64_t offset, unsigned type, char *data,
	       size_t len)
{
	struct base *base = g_new0(struct base, 1);

	*base = (struct base){
		.pack = pack, .offset = offset, .type = type, .data = data, .len = len
	};
	base->link.data = base;
	base->holders = 1;
	pthread_mutex_lock(&bases->lock);
	if (len <= LARGEST && !look_up(bases, pack, offset))
		add(bases, g_steal_pointer(&base));
	pthread_mutex_unlock(&bases->lock);
	if (base)
		let_go(base);
}
