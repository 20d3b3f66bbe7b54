/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/keys.h"

#include "text/hash.h"

struct key {
	struct person person;
	uint64_t hash;
	guint same; /* the one he was merged with; else himself */
	bool named; /* KEYS_NAMED, or without an address */
	bool own;   /* its name is his own */
};

struct keys {
	struct pool pool;
	struct key *items;
	guint nr, room;
	guint *slots; /* number + 1; open addressing */
	guint mask;
	GHashTable *names; /* the first who has each -> number + 1; NULL until one is asked for */
};

#define FIRST_ROOM 64

struct keys *keys_new(void)
{
	struct keys *keys = g_new0(struct keys, 1);

	keys->room = FIRST_ROOM;
	keys->items = g_new(struct key, keys->room);
	keys->mask = 2 * FIRST_ROOM - 1;
	keys->slots = g_new0(guint, keys->mask + 1);
	return keys;
}

void keys_free(struct keys *keys)
{
	if (!keys)
		return;
	pool_release(&keys->pool);
	if (keys->names)
		g_hash_table_unref(keys->names);
	g_free(keys->items);
	g_free(keys->slots);
	g_free(keys);
}

guint keys_count(const struct keys *keys)
{
	return keys->nr;
}

static bool is_named(const struct person *person, enum keys_how how)
{
	return how == KEYS_NAMED || !*person->email;
}

static uint64_t hash_person(const struct person *person, bool named)
{
	uint64_t hash = text_hash_folded(person->email);

	return named ? hash_both(text_hash(person->name), hash) : hash;
}

/* Nearly always it is the same spelling. */
static bool same_email(const char *a, const char *b)
{
	return !strcmp(a, b) || !g_ascii_strcasecmp(a, b);
}

static bool same_key(const struct key *key, const struct person *person, bool named, uint64_t hash)
{
	return key->hash == hash && key->named == named &&
	       (!named || !strcmp(key->person.name, person->name)) &&
	       same_email(key->person.email, person->email);
}

/* The slot of the person, or the free one for it. */
static guint *find_slot(const struct keys *keys, const struct person *person, bool named,
			uint64_t hash)
{
	guint at = (guint)hash & keys->mask;

	while (keys->slots[at] && !same_key(&keys->items[keys->slots[at] - 1], person, named, hash))
		at = (at + 1) & keys->mask;
	return &keys->slots[at];
}

static void grow(struct keys *keys)
{
	keys->room *= 2;
	keys->items = g_renew(struct key, keys->items, keys->room);
	keys->mask = 2 * keys->room - 1;
	g_free(keys->slots);
	keys->slots = g_new0(guint, keys->mask + 1);
	for (guint i = 0; i < keys->nr; i++) {
		guint at = (guint)keys->items[i].hash & keys->mask;

		while (keys->slots[at])
			at = (at + 1) & keys->mask;
		keys->slots[at] = i + 1;
	}
}

static guint add(struct keys *keys, const struct person *person, bool named, uint64_t hash)
{
	struct key *key;

	if (keys->nr == keys->room)
		grow(keys);
	key = &keys->items[keys->nr];
	*key = (struct key){ .hash = hash, .named = named, .same = keys->nr };
	key->person.name = pool_copy(&keys->pool, slice_str(person->name));
	key->person.email = pool_copy(&keys->pool, slice_str(person->email));
	*find_slot(keys, person, named, hash) = keys->nr + 1;
	return keys->nr++;
}

guint keys_person(struct keys *keys, const struct person *person, enum keys_how how)
{
	bool named = is_named(person, how), own = how == KEYS_OWN;
	uint64_t hash = hash_person(person, named);
	guint slot = *find_slot(keys, person, named, hash);
	guint number = slot ? slot - 1 : add(keys, person, named, hash);
	struct key *key = &keys->items[number];

	if (*person->name && (!*key->person.name || (own && !key->own))) {
		if (strcmp(key->person.name, person->name))
			key->person.name = pool_copy(&keys->pool, slice_str(person->name));
		key->own = own;
	}
	return number;
}

guint keys_namesake(struct keys *keys, const char *name, guint number)
{
	guint first;

	if (!strchr(name, ' '))
		return number;
	if (!keys->names)
		keys->names = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	first = GPOINTER_TO_UINT(g_hash_table_lookup(keys->names, name));
	if (first)
		return first - 1;
	g_hash_table_insert(keys->names, g_strdup(name), GUINT_TO_POINTER(number + 1));
	return number;
}

guint keys_merged(struct keys *keys, const struct person *person, enum keys_how how)
{
	guint before = keys->nr, number = keys_person(keys, person, how);
	struct key *key = &keys->items[number];
	/* Of several names of his, each may be that of another address. */
	guint same = keys_namesake(keys, person->name, key->same);

	if (keys->nr > before)
		key->same = same;
	return key->same;
}

int keys_find_merged(const struct keys *keys, const struct keys *other, guint number)
{
	const struct key *key = &other->items[number];
	int found = keys_translate(keys, other, number);
	guint named = 0;

	if (found < 0 && keys->names)
		named = GPOINTER_TO_UINT(g_hash_table_lookup(keys->names, key->person.name));
	return found < 0 ? (int)named - 1 : (int)keys->items[found].same;
}

guint keys_text(struct keys *keys, const char *text)
{
	struct person person = { text, "" };

	return keys_person(keys, &person, KEYS_NAMED);
}

int keys_find(const struct keys *keys, const struct person *person, enum keys_how how)
{
	bool named = is_named(person, how);

	return (int)*find_slot(keys, person, named, hash_person(person, named)) - 1;
}

int keys_translate(const struct keys *keys, const struct keys *other, guint number)
{
	const struct key *key = &other->items[number];

	return (int)*find_slot(keys, &key->person, key->named, key->hash) - 1;
}

const struct person *keys_get(const struct keys *keys, guint number)
{
	return &keys->items[number].person;
}

const char *keys_label(const struct keys *keys, guint number, struct pool *pool)
{
	const struct person *person = keys_get(keys, number);

	if (*person->name && *person->email)
		return address_format(pool, person);
	return *person->name ? person->name : person->email;
}
