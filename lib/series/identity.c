/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/identity.h"

#include "text/hash.h"

#define MAX_WORDS 12 /* of a name */

/* In place of a thread: there are several. */
static const char several[] = "";

struct identity {
	const GPtrArray *lists[2];
	GHashTable *addresses; /* address -> its place in newest, + 1; NULL: not built yet */
	GArray *newest; /* of guint: the last mail from there, + 1, by its place in the lists, one
			   behind the other; 0 when its mails are in threads */
	guint *next;	/* of each mail: the one before it from there, + 1 */
	GHashTable *threads; /* key_of() of who sent mails -> the thread that they are in, or
				several */
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
	g_clear_pointer(&identity->threads, g_hash_table_unref);
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
	identity->threads = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
}

static gint by_letters(gconstpointer a, gconstpointer b)
{
	const struct slice *left = a, *right = b;
	int order = g_ascii_strncasecmp(left->ptr, right->ptr, MIN(left->len, right->len));

	return order ? order : (left->len > right->len) - (left->len < right->len);
}

/* What an address and a name have in common with those that are the same, by
 * identity_same_name(); NULL where none is. */
static char *key_of(const char *email, const char *name)
{
	struct slice words[MAX_WORDS];
	size_t nr = split_name(name, words);
	GString *key;

	if (nr < 2 || nr == MAX_WORDS)
		return NULL;
	qsort(words, nr, sizeof(*words), by_letters);
	key = g_string_new(email);
	for (size_t i = 0; i < nr; i++) {
		g_string_append_c(key, '\n');
		g_string_append_len(key, words[i].ptr, (gssize)words[i].len);
	}
	g_string_ascii_down(key);
	return g_string_free(key, FALSE);
}

static void add_thread(struct identity *identity, const struct record *record)
{
	char *key = key_of(record->people->sender.email, record->people->sender.name);
	const char *first = key ? g_hash_table_lookup(identity->threads, key) : several;

	if (first && (first == several || !strcmp(first, thread_of(record))))
		g_free(key);
	else
		g_hash_table_insert(identity->threads, key,
				    (gpointer)(first ? several : thread_of(record)));
}

/* The thread that mails of an address with that name are in, several, or NULL. */
static const char *find_thread(struct identity *identity, const char *email, const char *name)
{
	g_autofree char *key = key_of(email, name);
	guint *newest;

	if (!key)
		return NULL;
	if (!identity->addresses)
		build(identity);
	newest = find_newest(identity, email);
	for (guint at = newest ? *newest : 0; at; at = identity->next[at - 1])
		add_thread(identity, record_at(identity, at - 1));
	if (newest)
		*newest = 0;
	return g_hash_table_lookup(identity->threads, key);
}

/* Whether the sender's address bears his name in another thread than this one. */
static bool sender_is_told(struct identity *identity, const struct record *mail)
{
	const struct person *sender = &mail->people->sender;
	const char *thread = find_thread(identity, sender->email, sender->name);

	return thread && (thread == several || strcmp(thread, thread_of(mail)));
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
		sender_is_told(identity, mail));
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
	return has_related_domain(person, mail) ||
	       find_thread(identity, person->email, person->name) || sender_is_told(identity, mail);
}
