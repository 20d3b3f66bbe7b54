/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/takers.h"

#include "record/taking.h"
#include "reply/robots.h"
#include "text/hash.h"

struct takers {
	GHashTable *threads; /* address in lower case -> the thread in which he took something, or
				KNOWN; owned */
	GHashTable *took;    /* the same without whom others name */
	takers_ask_fn *ask;  /* NULL: nothing more is known elsewhere */
	void *ask_data;
	GHashTable *asked; /* addresses in lower case that were asked about; owned */
};

/* In place of a thread: there are several, or others name him. */
#define KNOWN ""

/* The mail that a thread began with, as far as a mail of it tells; a pull request is its own. */
static const char *thread_of(const struct record *record)
{
	const char *first = *record->references ? *record->references : record->in_reply_to;

	return record->kind == RECORD_PULL || !*first ? record->message_id : first;
}

struct takers *takers_new(void)
{
	struct takers *takers = g_new0(struct takers, 1);

	takers->threads = g_hash_table_new_full(str_hash, g_str_equal, g_free, g_free);
	takers->took = g_hash_table_new_full(str_hash, g_str_equal, g_free, g_free);
	takers->asked = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	return takers;
}

void takers_free(struct takers *takers)
{
	if (!takers)
		return;
	g_hash_table_unref(takers->threads);
	g_hash_table_unref(takers->took);
	g_hash_table_unref(takers->asked);
	g_free(takers);
}

static void add_person(GHashTable *table, const char *email, const char *thread)
{
	char *address = g_ascii_strdown(email, -1);
	const char *first = g_hash_table_lookup(table, address);

	if (first && !strcmp(first, thread))
		g_free(address);
	else
		g_hash_table_insert(table, address, g_strdup(first ? KNOWN : thread));
}

static void add_named(struct takers *takers, const struct record *posting)
{
	for (size_t i = 0; i < posting->trailers.nr; i++) {
		const struct trailer *trailer = &posting->trailers.items[i];

		if (record_names(posting, trailer))
			add_person(takers->threads, trailer->person.email, KNOWN);
	}
}

void takers_add(struct takers *takers, const struct record *record)
{
	if (record_is_posting(record))
		add_named(takers, record);
	if (!record_takes(record) || !*record->people->sender.email)
		return;
	add_person(takers->threads, record->people->sender.email, thread_of(record));
	add_person(takers->took, record->people->sender.email, thread_of(record));
}

/* The thread, KNOWN, or NULL. */
static const char *find_thread(GHashTable *table, const char *email)
{
	g_autofree char *address = g_ascii_strdown(email, -1);

	return g_hash_table_lookup(table, address);
}

void takers_set_asked(struct takers *takers, takers_ask_fn *ask, void *data)
{
	takers->ask = ask;
	takers->ask_data = data;
}

bool takers_ask(const struct takers *takers)
{
	return takers->ask;
}

/* Where the answer would be no. Whether it may be another one now. */
static bool ask_elsewhere(struct takers *takers, const char *email)
{
	if (!takers->ask || !g_hash_table_add(takers->asked, g_ascii_strdown(email, -1)))
		return false;
	if (!takers->ask(takers, email, takers->ask_data))
		takers->ask = NULL;
	return true;
}

bool takers_settled(const struct takers *takers, const char *email)
{
	return !g_strcmp0(find_thread(takers->threads, email), KNOWN) &&
	       !g_strcmp0(find_thread(takers->took, email), KNOWN);
}

bool takers_known(const struct takers *takers, const char *email)
{
	return !g_strcmp0(find_thread(takers->threads, email), KNOWN);
}

bool takers_know_person(struct takers *takers, const struct person *person)
{
	return !takers || find_thread(takers->threads, person->email) ||
	       (ask_elsewhere(takers, person->email) &&
		find_thread(takers->threads, person->email));
}

/* Whether the table has who sent the mail, for another thread than the mail's. */
static bool is_in(GHashTable *table, const struct record *mail)
{
	const char *first = find_thread(table, mail->people->sender.email);

	return first && strcmp(first, thread_of(mail));
}

/* By its address alone, also where a list has rewritten that. */
static bool is_known_robot(const struct record *mail)
{
	const struct person sender = { "", mail->people->sender.email };
	const struct person author = { "", mail->people->author.email };

	return mail->kind == RECORD_ROBOT && (robot_person(&sender) || robot_person(&author));
}

bool takers_know(struct takers *takers, const struct record *mail)
{
	return !takers || is_known_robot(mail) || is_in(takers->threads, mail) ||
	       (ask_elsewhere(takers, mail->people->sender.email) && is_in(takers->threads, mail));
}

bool takers_took(struct takers *takers, const struct record *mail)
{
	return !takers || is_in(takers->took, mail) ||
	       (ask_elsewhere(takers, mail->people->sender.email) && is_in(takers->took, mail));
}
