/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/heard.h"

#include "text/hash.h"

void heard_init(struct heard *heard, const struct series *series, struct takers *takers)
{
	*heard = (struct heard){ .series = series, .takers = takers };
}

void heard_release(struct heard *heard)
{
	g_clear_pointer(&heard->recipients, g_hash_table_unref);
	g_clear_pointer(&heard->own, g_hash_table_unref);
}

static gboolean same_folded(gconstpointer a, gconstpointer b)
{
	return text_ieq(a, b);
}

/* The postings of a series, the cover letter last. */
static guint nr_postings(const struct series *series)
{
	return series->patches->len + !!series->cover;
}

static const struct record *posting_at(const struct series *series, guint i)
{
	return i < series->patches->len ? series->patches->pdata[i] : series->cover;
}

static bool has_recipient(const struct record *posting, const char *email)
{
	for (size_t i = 0; posting->posted->recipients[i]; i++)
		if (!g_ascii_strcasecmp(posting->posted->recipients[i], email))
			return true;
	return false;
}

static bool find_recipient(const struct series *series, const char *email)
{
	for (guint i = 0; i < nr_postings(series); i++)
		if (has_recipient(posting_at(series, i), email))
			return true;
	return false;
}

static void add_recipients(GHashTable *recipients, const struct record *posting)
{
	for (size_t i = 0; posting->posted->recipients[i]; i++)
		g_hash_table_add(recipients, (gpointer)posting->posted->recipients[i]);
}

bool heard_addressed(struct heard *heard, const struct record *mail)
{
	const char *email = mail->people->sender.email;
	bool found;

	/* Mostly it is asked about one mail alone. */
	if (!heard->walked) {
		heard->walked = true;
		found = find_recipient(heard->series, email);
	} else {
		if (!heard->recipients) {
			heard->recipients = g_hash_table_new(str_hash_folded, same_folded);
			for (guint i = 0; i < nr_postings(heard->series); i++)
				add_recipients(heard->recipients, posting_at(heard->series, i));
		}
		found = g_hash_table_contains(heard->recipients, email);
	}
	return found && !record_is_masked(mail, &mail->people->sender);
}

bool heard_counts(struct heard *heard, const struct record *mail)
{
	if (heard->mail != mail) {
		heard->answer = heard_addressed(heard, mail) || takers_know(heard->takers, mail);
		heard->mail = mail;
	}
	return heard->answer;
}

/* What stands for a name at a domain; NULL without either. */
static char *mailbox_key(const struct person *person)
{
	const char *at = strrchr(person->email, '@');

	return at && *person->name ? g_strdup_printf("%s\n%s", at, person->name) : NULL;
}

static void add_mailbox(GHashTable *own, const struct person *person)
{
	char *key = mailbox_key(person);

	g_hash_table_add(own, g_strdup(person->email));
	if (key)
		g_hash_table_add(own, key);
}

static void add_mailboxes(GHashTable *own, const struct record *posting)
{
	add_mailbox(own, &posting->people->sender);
	add_mailbox(own, &posting->people->author);
	for (size_t i = 0; i < posting->trailers.nr; i++)
		if (!g_ascii_strcasecmp(posting->trailers.items[i].key, "Signed-off-by"))
			add_mailbox(own, &posting->trailers.items[i].person);
}

bool heard_is_own(struct heard *heard, const struct person *person)
{
	const struct record *leader = heard->series->leader;
	g_autofree char *key = NULL;

	/* Nearly always. */
	if (!g_ascii_strcasecmp(leader->people->sender.email, person->email))
		return true;
	if (!heard->own) {
		heard->own = g_hash_table_new_full(str_hash_folded, same_folded, g_free, NULL);
		for (guint i = 0; i < nr_postings(heard->series); i++)
			add_mailboxes(heard->own, posting_at(heard->series, i));
	}
	key = mailbox_key(person);
	return g_hash_table_contains(heard->own, person->email) ||
	       (key && g_hash_table_contains(heard->own, key));
}
