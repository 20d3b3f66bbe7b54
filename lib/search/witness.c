/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/witness.h"

#include "series/identity.h"

#define MAX_QUESTIONS 200
#define MAX_MAILS 2000 /* of one address that are looked at */

struct search {
	struct source *source;
	GPtrArray *witnesses;
	GHashTable *asked;	     /* "address name" */
	const struct person *person; /* NULL where it is the sender's address that counts */
	const struct record *mail;
	unsigned seen;
};

static bool on_found(struct record *record, void *data)
{
	struct search *search = data;

	if (search->person ? identity_tells(record, search->person, search->mail)
			   : identity_tells_sender(record, search->mail)) {
		g_ptr_array_add(search->witnesses, record);
		return false;
	}
	record_free(record);
	return ++search->seen < MAX_MAILS;
}

static bool ask(struct search *search, const struct record *mail, const struct person *person)
{
	const struct person *asked = person ? person : &mail->sender;
	char *question = g_strdup_printf("%s\n%s", asked->email, asked->name);

	if (g_hash_table_size(search->asked) >= MAX_QUESTIONS) {
		g_free(question);
		return true;
	}
	if (!g_hash_table_add(search->asked, question))
		return true;
	search->mail = mail;
	search->person = person;
	search->seen = 0;
	return source_find(search->source, INDEX_PERSON, asked->email, on_found, search);
}

/* About who is named by another address, and who says what only the author's side may say. */
static bool ask_about(struct search *search, const struct record *mail)
{
	for (size_t i = 0; i < mail->trailers.nr; i++) {
		const struct person *person = &mail->trailers.items[i].person;
		bool known = identity_same_email(person->email, mail->sender.email);
		bool same = !known && identity_same_name(person->name, mail->sender.name);

		if (same && *person->email && !ask(search, mail, person))
			return false;
		if (!known && *mail->sender.email && !ask(search, mail, NULL))
			return false;
	}
	return true;
}

bool witnesses_find(struct source *source, const GPtrArray *records, GPtrArray *witnesses)
{
	struct search search = { .source = source, .witnesses = witnesses };
	bool good = true;

	search.asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < records->len && good; i++)
		if (!record_is_posting(records->pdata[i]))
			good = ask_about(&search, records->pdata[i]);
	g_hash_table_unref(search.asked);
	return good;
}
