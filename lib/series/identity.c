/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/identity.h"

#include "text/hash.h"

#define MAX_WORDS 12	/* of a name */
#define MAX_MAILS 10000 /* of one address that are looked at for one question */

struct identity {
	const GPtrArray *lists[2];
	GHashTable *addresses; /* address -> its place in newest, + 1; NULL: not built yet */
	GArray *newest; /* of guint: the last mail from there, + 1, by its place in the lists, one
			   behind the other */
	guint *next;	/* of each mail: the one before it from there, + 1 */
	GHashTable *answers; /* "email, email, name" of questions -> answer + 1 */
};

struct identity *identity_new(const GPtrArray *records, const GPtrArray *witnesses)
{
	struct identity *identity = g_new0(struct identity, 1);

	identity->lists[0] = records;
	identity->lists[1] = witnesses;
	return identity;
}

void identity_free(struct identity *identity)
{
	if (!identity)
		return;
	g_clear_pointer(&identity->addresses, g_hash_table_unref);
	g_clear_pointer(&identity->newest, g_array_unref);
	g_free(identity->next);
	g_clear_pointer(&identity->answers, g_hash_table_unref);
	g_free(identity);
}

bool identity_same_email(const char *a, const char *b)
{
	return *a && !g_ascii_strcasecmp(a, b);
}

static bool is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c & 0x80 || c == '-' || c == '\'';
}

/* The words of a name, what is in parentheses passed over. */
static size_t split_name(const char *name, struct slice *words)
{
	size_t nr = 0;
	int depth = 0;

	while (*name && nr < MAX_WORDS) {
		size_t len = 0;

		depth += *name == '(';
		depth -= *name == ')' && depth;
		while (is_word_byte(name[len]))
			len++;
		if (len && !depth)
			words[nr++] = slice_of(name, len);
		name += len + !len;
	}
	return nr;
}

bool identity_same_name(const char *a, const char *b)
{
	struct slice left[MAX_WORDS], right[MAX_WORDS];
	size_t nr = split_name(a, left);

	if (nr < 2 || nr == MAX_WORDS || split_name(b, right) != nr)
		return false;
	for (size_t i = 0; i < nr; i++) {
		size_t at = 0;

		while (at < nr && !(right[at].ptr && slice_ieq(left[i], right[at])))
			at++;
		if (at == nr)
			return false;
		right[at] = slice_of(NULL, 0);
	}
	return true;
}

static const char *thread_of(const struct record *record)
{
	if (*record->references)
		return *record->references;
	return *record->in_reply_to ? record->in_reply_to : record->message_id;
}

bool identity_tells_sender(const struct record *record, const struct record *mail)
{
	return record != mail &&
	       identity_same_email(record->people->sender.email, mail->people->sender.email) &&
	       identity_same_name(record->people->sender.name, mail->people->sender.name) &&
	       strcmp(thread_of(record), thread_of(mail));
}

bool identity_tells(const struct record *record, const struct person *person,
		    const struct record *mail)
{
	return (identity_same_email(record->people->sender.email, person->email) &&
		identity_same_name(record->people->sender.name, person->name)) ||
	       identity_tells_sender(record, mail);
}

static const struct record *record_at(const struct identity *identity, guint at)
{
	guint first = identity->lists[0]->len;

	return at < first ? identity->lists[0]->pdata[at] : identity->lists[1]->pdata[at - first];
}

static gboolean email_equal(gconstpointer a, gconstpointer b)
{
	return a == b || text_ieq(a, b); /* what the index has once is there once, mostly */
}

/* Of an address; NULL where nothing was sent from there. */
static guint *find_newest(const struct identity *identity, const char *email)
{
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(identity->addresses, email));

	return at ? &g_array_index(identity->newest, guint, at - 1) : NULL;
}

static void add_address(struct identity *identity, const char *email, guint newest)
{
	g_array_append_val(identity->newest, newest);
	g_hash_table_insert(identity->addresses, (char *)email,
			    GUINT_TO_POINTER(identity->newest->len));
}

static void build(struct identity *identity)
{
	guint nr = identity->lists[0]->len + (identity->lists[1] ? identity->lists[1]->len : 0);

	identity->addresses = g_hash_table_new(str_hash_folded, email_equal);
	identity->newest = g_array_new(FALSE, FALSE, sizeof(guint));
	identity->next = g_new0(guint, nr + 1);
	for (guint i = 0; i < nr; i++) {
		const char *email = record_at(identity, i)->people->sender.email;
		guint *newest = find_newest(identity, email);

		if (newest) {
			identity->next[i] = *newest;
			*newest = i + 1;
		} else if (*email) {
			add_address(identity, email, i + 1);
		}
	}
	identity->answers = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
}

/* person is NULL where the sender's address is asked about. */
static bool is_told(const struct identity *identity, const struct person *person,
		    const struct record *mail)
{
	const char *email = person ? person->email : mail->people->sender.email;
	const guint *newest = find_newest(identity, email);
	guint at = newest ? *newest : 0;

	for (guint i = 0; at && i < MAX_MAILS; i++) {
		const struct record *record = record_at(identity, at - 1);

		if (person ? record != mail && identity_tells(record, person, mail)
			   : identity_tells_sender(record, mail))
			return true;
		at = identity->next[at - 1];
	}
	return false;
}

/* The sender's own mails in this thread are passed over, so the thread is part of the question. */
static bool look_up(struct identity *identity, const struct person *person,
		    const struct record *mail)
{
	char *question = person ? g_strdup_printf("%s\n%s", person->email, person->name)
				: g_strdup_printf("%s\n%s\n%s", mail->people->sender.email,
						  mail->people->sender.name, thread_of(mail));
	guint answer;

	if (!identity->addresses)
		build(identity);
	answer = GPOINTER_TO_UINT(g_hash_table_lookup(identity->answers, question));
	if (answer) {
		g_free(question);
		return answer - 1;
	}
	answer = 1 + is_told(identity, person, mail);
	g_hash_table_insert(identity->answers, question, GUINT_TO_POINTER(answer));
	return answer - 1;
}

static bool is_from(const struct person *person, const struct record *mail)
{
	return identity_same_email(person->email, mail->people->sender.email) ||
	       identity_same_email(person->email, mail->people->author.email);
}

bool identity_is_author(struct identity *identity, const struct person *author,
			const struct record *mail)
{
	return is_from(author, mail) ||
	       (identity_same_name(author->name, mail->people->sender.name) &&
		look_up(identity, NULL, mail));
}

/* Whether one domain is below the other: who has mail there is with the same company. */
static bool is_below(const char *a, const char *b)
{
	size_t longer = strlen(a), shorter = strlen(b);

	if (longer < shorter)
		return is_below(b, a);
	return longer > shorter && shorter && strchr(b, '.') && a[longer - shorter - 1] == '.' &&
	       !g_ascii_strcasecmp(a + longer - shorter, b);
}

static bool has_related_domain(const struct person *person, const struct record *mail)
{
	const char *a = strrchr(person->email, '@'), *b = strrchr(mail->people->sender.email, '@');

	return a && b && is_below(a + 1, b + 1);
}

bool identity_is_sender(struct identity *identity, const struct person *person,
			const struct record *mail)
{
	if (is_from(person, mail))
		return true;
	if (!*person->email || !identity_same_name(person->name, mail->people->sender.name))
		return false;
	return has_related_domain(person, mail) || look_up(identity, person, mail) ||
	       look_up(identity, NULL, mail);
}
