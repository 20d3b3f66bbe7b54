/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/trust.h"
#include "text/each.h"
#include "text/hash.h"

/* How often what was found may lead to more: a work passed from one to another. */
#define MAX_ROUNDS 8
#define MAX_PARTS 64 /* of a topic: each takes a look at all that is left of it */

/* What a relay makes of an address. */
static char *flatten(const char *email, size_t len)
{
	char *flat = g_strndup(email, len);

	for (char *at = flat; *at; at++)
		*at = g_ascii_isalnum(*at) ? g_ascii_tolower(*at) : '.';
	return flat;
}

/*
 * What stands for a sender: his address, its domain in lower case; of one that a relay rewrote what
 * it made of it; of one that is a list's, which many share, with the name. "" where there is none.
 */
static char *key_of(const struct person *sender)
{
	const char *at = strrchr(sender->email, '@');
	struct slice relayed = address_relayed(sender->email);
	g_autofree char *domain = NULL;

	if (!at)
		return g_strdup("");
	if (relayed.len)
		return flatten(relayed.ptr, relayed.len);
	domain = g_ascii_strdown(at, -1);
	return g_strdup_printf("%.*s%s%s%s", (int)(at - sender->email), sender->email, domain,
			       strstr(sender->name, " via ") ? "\n" : "",
			       strstr(sender->name, " via ") ? sender->name : "");
}

/* Both forms are known then: his mails may come directly or through the relay. */
static void add_person(GHashTable *trusted, const struct person *person)
{
	char *key = key_of(person);

	if (!*key) {
		g_free(key);
		return;
	}
	if (strchr(key, '@') && !strchr(key, '\n'))
		g_hash_table_add(trusted, flatten(key, strlen(key)));
	g_hash_table_add(trusted, key);
}

static bool is_trusted(GHashTable *trusted, const struct record *record)
{
	g_autofree char *key = key_of(&record->people->sender);

	return *key && g_hash_table_contains(trusted, key);
}

static bool vouches(const struct trailer *trailer)
{
	return *trailer->person.email && (!g_ascii_strcasecmp(trailer->key, "Signed-off-by") ||
					  !g_ascii_strcasecmp(trailer->key, "Co-developed-by"));
}

/* Who a mail of somebody trusted names. */
static void add_named(GHashTable *trusted, const struct record *record)
{
	for (size_t i = 0; i < record->trailers.nr; i++)
		if (vouches(&record->trailers.items[i]))
			add_person(trusted, &record->trailers.items[i].person);
}

/* Who sent the series, and whom his mails of it name. */
static void add_series(GHashTable *trusted, const struct series *series)
{
	g_autoptr(GHashTable) owner = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);

	add_person(owner, &series->owner->people->sender);
	add_person(trusted, &series->owner->people->sender);
	for (guint i = 0; i < series->patches->len; i++)
		if (is_trusted(owner, series->patches->pdata[i]))
			add_named(trusted, series->patches->pdata[i]);
	if (series->cover && is_trusted(owner, series->cover))
		add_named(trusted, series->cover);
}

GHashTable *trust_find_strangers(const struct series *series)
{
	GHashTable *trusted = NULL;
	GHashTable *strangers = NULL;

	pointers_each (struct record, record, series->patches) {
		/* As good as always. */
		if (!strcmp(series->owner->people->sender.email, record->people->sender.email) &&
		    !strcmp(series->owner->people->sender.name, record->people->sender.name))
			continue;
		if (!trusted) {
			trusted = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
			add_series(trusted, series);
		}
		if (is_trusted(trusted, record))
			continue;
		strangers = strangers ? strangers : g_hash_table_new(NULL, NULL);
		g_hash_table_add(strangers, record);
	}
	if (trusted)
		g_hash_table_unref(trusted);
	return strangers;
}

/* What is kept of a topic. */
struct keeping {
	GHashTable *kept;    /* series */
	GHashTable *trusted; /* key_of() */
	GHashTable *named;   /* Message-IDs that those who are trusted call newer versions */
};

static void keep(struct keeping *keeping, const struct series *series)
{
	const struct record *leader = series->leader;

	g_hash_table_add(keeping->kept, (gpointer)series);
	add_series(keeping->trusted, series);
	for (size_t i = 0; i < leader->nr_links; i++)
		if (leader->posted->links[i].version == LINK_OBSOLETED_BY)
			g_hash_table_add(keeping->named,
					 (gpointer)leader->posted->links[i].message_id);
}

/* What the user's corrections tie to what stays. */
static bool keep_corrected(struct keeping *keeping, const struct topic *topic)
{
	bool more = false;

	pointers_each (const struct topic_link, link, topic->links) {
		bool older = g_hash_table_contains(keeping->kept, link->older);
		bool newer = g_hash_table_contains(keeping->kept, link->newer);

		if (link->evidence != LINK_OVERRIDE || older == newer)
			continue;
		keep(keeping, older ? link->newer : link->older);
		more = true;
	}
	return more;
}

static bool keep_trusted(struct keeping *keeping, const struct topic *topic)
{
	bool more = false;

	pointers_each (const struct series, series, topic->series) {
		if (g_hash_table_contains(keeping->kept, series) ||
		    (!is_trusted(keeping->trusted, series->owner) &&
		     !g_hash_table_contains(keeping->named, series->leader->message_id)))
			continue;
		keep(keeping, series);
		more = true;
	}
	return more;
}

static GHashTable *find_kept(const struct topic *topic, const struct series *named)
{
	struct keeping keeping = {
		.kept = g_hash_table_new(NULL, NULL),
		.trusted = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL),
		.named = g_hash_table_new(str_hash, g_str_equal),
	};
	bool more = true;

	keep(&keeping, named);
	for (int round = 0; more && round < MAX_ROUNDS; round++) {
		more = keep_corrected(&keeping, topic);
		more = keep_trusted(&keeping, topic) || more;
	}
	g_hash_table_unref(keeping.trusted);
	g_hash_table_unref(keeping.named);
	return keeping.kept;
}

/* Nearly always it is: then all of them stay. */
static bool is_of_one_sender(const struct topic *topic, const struct series *named)
{
	const struct person *sender = &named->owner->people->sender;
	g_autofree char *key = NULL;

	pointers_each (const struct series, series, topic->series)
		if (strcmp(series->owner->people->sender.email, sender->email) ||
		    strcmp(series->owner->people->sender.name, sender->name))
			return false;
	key = key_of(sender);
	return *key;
}

void trust_keep_author(struct topic *topic, const struct series *named)
{
	g_autoptr(GHashTable) kept = NULL;
	guint nr = 0;

	if (is_of_one_sender(topic, named)) {
		topic->latest = topic->series->pdata[topic->series->len - 1];
		return;
	}
	kept = find_kept(topic, named);

	for (guint i = 0; i < topic->series->len; i++) {
		struct series *series = topic->series->pdata[i];

		if (g_hash_table_contains(kept, series)) {
			series->place = nr;
			topic->series->pdata[nr++] = series;
		} else {
			g_ptr_array_add(topic->others, series);
		}
	}
	g_ptr_array_set_size(topic->series, (gint)nr);
	topic->latest = topic->series->pdata[nr - 1];
}

/* Who reads of the one is told that there is the other, where that is newer. */
static void tell_newer(struct topic *topic, struct topic *other)
{
	if (posting_time(other->latest->leader) > posting_time(topic->latest->leader))
		topic->newer = other->latest;
	else
		other->newer = topic->latest;
}

/* Each author's part of a topic becomes one of its own; what is there behind many, each version. */
static void split(struct topic *topic, GPtrArray *topics)
{
	for (unsigned parts = 0; topic->series->len > 1; parts++) {
		struct topic *rest;

		if (parts == MAX_PARTS) {
			topic_scatter(topic, topics);
			return;
		}
		trust_keep_author(topic, topic->series->pdata[0]);
		if (!topic->others->len)
			return;
		rest = topic_split(topic);
		g_ptr_array_add(topics, rest);
		tell_newer(topic, rest);
		topic = rest;
	}
}

void trust_split(GPtrArray *topics, const GPtrArray *series)
{
	guint nr = topics->len;

	for (guint i = 0; i < nr; i++)
		split(topics->pdata[i], topics);
	if (topics->len > nr)
		topics_sort(topics, series);
}
