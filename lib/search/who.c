/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/who.h"

#include <string.h>
#include "cli/me.h"
#include "search/error.h"
#include "series/identity.h"
#include "text/hash.h"

struct who {
	char *part;	   /* without case; NULL of "me" */
	GPtrArray *emails; /* of char *: of "me" */
};

static struct who *who_new(const char *text)
{
	struct who *who = g_new0(struct who, 1);

	who->emails = g_ptr_array_new_with_free_func(g_free);
	who->part = g_utf8_casefold(text, -1);
	return who;
}

static struct who *who_new_me(const GPtrArray *emails)
{
	struct who *who = g_new0(struct who, 1);

	who->emails = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < emails->len; i++)
		g_ptr_array_add(who->emails, g_strdup(emails->pdata[i]));
	return who;
}

bool who_parse(const char *text, const char *option, GPtrArray *(*me)(void), struct who **out,
	       GError **error)
{
	g_autoptr(GPtrArray) emails = NULL;

	if (!text)
		return true;
	if (!*text) {
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
			    "option `%s' expects a part of a name or address", option);
		return false;
	}
	if (!means_me(text)) {
		*out = who_new(text);
		return true;
	}
	emails = me();
	if (emails->len)
		*out = who_new_me(emails);
	else
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN,
			    "--%s%s: neither user.email nor kvm.me tells who that is", option,
			    strcmp(option, "mine") ? "=me" : "");
	return *out;
}

void who_free(struct who *who)
{
	if (!who)
		return;
	g_ptr_array_unref(who->emails);
	g_free(who->part);
	g_free(who);
}

void who_put_right(struct who *who, const struct source *source)
{
	struct pool pool = POOL_INIT;
	guint nr = who ? who->emails->len : 0;

	for (guint i = 0; i < nr; i++) {
		struct person person = { "", who->emails->pdata[i] };

		source_put_right(source, &pool, &person);
		if (person.email != who->emails->pdata[i])
			g_ptr_array_add(who->emails, g_strdup(person.email));
	}
	pool_release(&pool);
}

bool who_is(const struct who *who, const struct person *person)
{
	g_autofree char *text = NULL, *folded = NULL;
	bool found = false;

	for (guint i = 0; i < who->emails->len && !found; i++)
		found = !g_ascii_strcasecmp(who->emails->pdata[i], person->email);
	if (!who->part)
		return found;
	text = g_strdup_printf("%s <%s>", person->name, person->email);
	folded = g_utf8_casefold(text, -1);
	found = strstr(folded, who->part);
	return found;
}

bool who_got(const struct who *who, const struct record *posting, const struct source *source)
{
	struct pool pool = POOL_INIT;
	bool found = false;

	for (size_t i = 0; posting->posted->recipients[i] && !found; i++) {
		struct person person = { "", posting->posted->recipients[i] };

		found = who_is(who, &person);
		source_put_right(source, &pool, &person);
		person.name = "";
		found = found || who_is(who, &person);
	}
	pool_release(&pool);
	return found;
}

struct question {
	struct takers *takers;
	const char *email;
};

static bool on_taker(struct record *record, void *data)
{
	struct question *question = data;

	takers_add(question->takers, record);
	record_free(record);
	return !takers_settled(question->takers, question->email);
}

static bool on_named(struct record *record, void *data)
{
	struct question *question = data;

	takers_add(question->takers, record);
	record_free(record);
	return !takers_known(question->takers, question->email);
}

/*
 * The index has addresses as mails have them: where a mailmap puts these right, one in a trailer
 * may lead to what its owner sent from another.
 */
bool taker_look_up(struct source *source, struct takers *takers, const char *email)
{
	struct question question = { takers, email };

	if (takers_settled(takers, email))
		return true;
	if (source_mailmap(source))
		return source_find(source, INDEX_PERSON, email, on_taker, &question);
	return source_find(source, INDEX_TAKER, email, on_taker, &question) &&
	       (takers_known(takers, email) ||
		source_find(source, INDEX_NAMED, email, on_named, &question));
}

static bool on_any(struct record *record, void *data)
{
	takers_add(data, record);
	record_free(record);
	return true;
}

static bool ask_all(struct takers *takers, const char *email, void *data)
{
	struct source_scan scan = { .record = on_any, .data = takers };

	if (taker_look_up(data, takers, email))
		return true;
	source_scan_all(data, &scan);
	return false;
}

void taker_ask_all(struct source *source, struct takers *takers)
{
	if (!source_is_whole(source))
		takers_set_asked(takers, ask_all, source);
}

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
	const struct person *asked = person ? person : &mail->people->sender;
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
		bool known = identity_same_email(person->email, mail->people->sender.email);
		bool same = !known && identity_same_name(person->name, mail->people->sender.name);

		if (same && *person->email && !ask(search, mail, person))
			return false;
		if (!known && *mail->people->sender.email && !ask(search, mail, NULL))
			return false;
	}
	return true;
}

bool witnesses_find(struct source *source, const GPtrArray *records, GPtrArray *witnesses)
{
	struct search search = { .source = source, .witnesses = witnesses };
	bool good = true;

	search.asked = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < records->len && good; i++)
		if (!record_is_posting(records->pdata[i]))
			good = ask_about(&search, records->pdata[i]);
	g_hash_table_unref(search.asked);
	return good;
}
