/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/mail_ids.h"

#include "text/hash.h"

#define MOST_SLOTS (1u << 30)

static uint32_t id_hash(const char *id)
{
	uint64_t hash = text_hash(id);
	uint32_t both = (uint32_t)(hash >> 32) ^ (uint32_t)hash;

	return hash && !both ? 1 : both;
}

static guint *slot_of(const struct mail_ids *ids, uint32_t hash)
{
	guint at = hash & ids->mask;

	while (ids->slots[at] && ids->items[ids->slots[at] - 1].hash != hash)
		at = (at + 1) & ids->mask;
	return &ids->slots[at];
}

static void enter(struct mail_ids *ids, guint place)
{
	struct mail_id *item = &ids->items[place];
	guint *slot = slot_of(ids, item->hash);

	item->next = *slot;
	*slot = place + 1;
}

static void grow(struct mail_ids *ids)
{
	guint size = 16;

	ids->room += ids->room / 2 + 8;
	ids->items = g_renew(struct mail_id, ids->items, ids->room);
	while (size / 2 < ids->room / 4 * 3 && size < MOST_SLOTS)
		size *= 2;
	if (ids->slots && size == ids->mask + 1)
		return;
	g_free(ids->slots);
	ids->slots = g_new0(guint, size);
	ids->mask = size - 1;
	for (guint i = 0; i < ids->nr; i++)
		if (ids->items[i].hash)
			enter(ids, i);
}

void mail_ids_init(struct mail_ids *ids, const GPtrArray *records)
{
	*ids = (struct mail_ids){ .records = records };
	grow(ids);
}

void mail_ids_release(struct mail_ids *ids)
{
	g_free(ids->items);
	g_free(ids->slots);
}

void mail_ids_add(struct mail_ids *ids)
{
	while (ids->nr < ids->records->len) {
		const struct record *record = ids->records->pdata[ids->nr];

		if (ids->nr == ids->room)
			grow(ids);
		ids->items[ids->nr] = (struct mail_id){ id_hash(record->message_id), 0 };
		if (ids->items[ids->nr].hash)
			enter(ids, ids->nr);
		ids->nr++;
	}
}

static guint last_of(const struct mail_ids *ids, uint32_t hash, const char *id)
{
	guint at = hash ? *slot_of(ids, hash) : 0;

	while (at && strcmp(((const struct record *)ids->records->pdata[at - 1])->message_id, id))
		at = ids->items[at - 1].next;
	return at;
}

guint mail_ids_place(const struct mail_ids *ids, const char *id)
{
	return last_of(ids, id_hash(id), id);
}

guint mail_ids_last(const struct mail_ids *ids, guint place)
{
	const struct record *record = ids->records->pdata[place];

	return last_of(ids, ids->items[place].hash, record->message_id);
}

const struct record *mail_ids_find(const struct mail_ids *ids, const char *id)
{
	guint at = mail_ids_place(ids, id);

	return at ? ids->records->pdata[at - 1] : NULL;
}
