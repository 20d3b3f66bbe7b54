/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/locate.h"

#include <git2/oid.h>
#include "inbox/oid.h"
#include "search/error.h"
#include "text/hash.h"
#include "text/integers.h"

/* How far a reply is followed up to the posting it answers. */
#define MAX_CLIMB 100000

/* Undoes %-escapes in place. */
static void unescape(char *text)
{
	char *out = text;

	for (const char *at = text; *at; at++) {
		if (at[0] == '%' && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2])) {
			*out++ = (char)(g_ascii_xdigit_value(at[1]) * 16 +
					g_ascii_xdigit_value(at[2]));
			at += 2;
		} else {
			*out++ = *at;
		}
	}
	*out = '\0';
}

/* The Message-ID that a name is or, a URL, ends in; NULL where it is neither. */
char *locate_message_id(const char *name)
{
	char *id = NULL, **parts;

	if (strstr(name, "://")) {
		parts = g_strsplit(strstr(name, "://") + 3, "/", -1);
		for (guint i = 1; parts[0] && parts[i]; i++)
			if (strchr(parts[i], '@') || strstr(parts[i], "%40")) {
				g_free(id);
				id = g_strdup(parts[i]);
			}
		g_strfreev(parts);
		if (id)
			unescape(id);
		return id;
	}
	if (g_str_has_prefix(name, "id:"))
		name += 3;
	if (name[0] == '<' && g_str_has_suffix(name, ">"))
		return g_strndup(name + 1, strlen(name) - 2);
	return strchr(name, '@') && !strstr(name, "@{") ? g_strdup(name) : NULL;
}

enum series_name names_series(const char *word)
{
	size_t len = strlen(word);
	g_autofree char *id = NULL;
	bool names;

	if (g_str_has_prefix(word, ":/"))
		return NAMES_SERIES;
	if (len >= 7 && len <= GIT_OID_HEXSZ && strspn(word, "0123456789abcdef") == len)
		return NAMES_COMMIT;
	id = *word == '-' ? NULL : locate_message_id(word);
	names = id && *id && strcmp(word, "@");
	if (id && *id == '@')
		names = false;
	return names ? NAMES_SERIES : NAMES_NO_SERIES;
}

/* Of several the oldest, which comes last: others answered it when it was alone. */
struct choice {
	GPtrArray *loose;
	struct record *best;
};

static bool on_found(struct record *record, void *data)
{
	struct choice *choice = data;

	g_ptr_array_add(choice->loose, record);
	choice->best = record;
	return true;
}

static struct record *look_up(struct finder *finder, enum index_key key, const char *text)
{
	struct choice choice = { .loose = finder->loose };

	/* A mail without a Message-ID is not what one without In-Reply-To answers. */
	if (!*text)
		return NULL;
	if (finder->by_id)
		return g_hash_table_lookup(key == INDEX_COMMIT ? finder->by_commit : finder->by_id,
					   text);
	if (finder->no_index)
		return NULL;
	finder->no_index = !source_find(finder->source, key, text, on_found, &choice);
	return choice.best;
}

static struct record *look_up_hash(struct finder *finder, const unsigned char *commit)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	oid_from_raw(&id, commit);
	return look_up(finder, INDEX_COMMIT, oid_text(hex, sizeof(hex), &id));
}

static struct record *look_up_commit(struct finder *finder, const char *name)
{
	unsigned char commit[RECORD_HASH_SIZE];
	unsigned inbox;

	return source_resolve(finder->source, name, &inbox, commit) ? look_up_hash(finder, commit)
								    : NULL;
}

static bool is_same(const struct record *a, const struct record *b)
{
	return a && !memcmp(a->commit, b->commit, RECORD_HASH_SIZE);
}

/* The posting that a mail is, or answers; NULL where there is none. */
static struct record *climb(struct finder *finder, struct record *record)
{
	const struct record *seen = NULL;
	int next = 1;

	for (int steps = 0; record && !record_is_posting(record); steps++) {
		struct record *up = look_up(finder, INDEX_MESSAGE_ID, record->in_reply_to);
		size_t nr = 0;

		while (record->references[nr])
			nr++;
		while (!up && COUNT_DOWN(nr))
			up = look_up(finder, INDEX_MESSAGE_ID, record->references[nr]);
		/* In a circle, one of the mails that are kept in mind is met again. */
		if (is_same(seen, record) || steps == MAX_CLIMB)
			return NULL;
		if (steps == next) {
			seen = record;
			next *= 2;
		}
		record = up;
	}
	return record;
}

static struct record *look_up_name(struct finder *finder, const char *name)
{
	g_autofree char *id = locate_message_id(name);
	struct record *record =
		id ? look_up(finder, INDEX_MESSAGE_ID, id) : look_up_commit(finder, name);

	return record;
}

static void set_missing(GError **error, const char *name)
{
	g_autofree char *id = locate_message_id(name);

	if (id)
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "no mail of the list has the Message-ID '%s'", id);
	else
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "'%s' is no Message-ID, URL, commit of the inbox or :/pattern", name);
}

struct record *finder_mail(struct finder *finder, const char *name, GError **error)
{
	struct record *record = look_up_name(finder, name);

	if (!record && !finder->no_index)
		set_missing(error, name);
	return record;
}

struct record *finder_locate(struct finder *finder, const char *name, GError **error)
{
	struct record *record = look_up_name(finder, name);
	struct record *posting = climb(finder, record);

	/* It may be a cover letter without the mark of one, which takes its patches to tell. */
	if (!posting && record)
		return finder->by_id ? record : NULL;
	if (!posting && !finder->no_index)
		set_missing(error, name);
	return finder->no_index ? NULL : posting;
}

/* Looks for another mail with an id, by somebody else. */
struct rivals {
	struct finder *finder;
	const struct record *record;
	struct record *found;
};

static bool on_rival(struct record *record, void *data)
{
	struct rivals *rivals = data;

	if (record_same_sender(record, rivals->record)) {
		record_free(record);
		return true;
	}
	g_ptr_array_add(rivals->finder->loose, record);
	rivals->found = record;
	return false;
}

const struct record *finder_rival(struct finder *finder, const struct record *record)
{
	struct rivals rivals = { finder, record, NULL };

	if (!*record->message_id)
		return NULL;
	if (!finder->all)
		source_find(finder->source, INDEX_MESSAGE_ID, record->message_id, on_rival,
			    &rivals);
	for (guint i = 0; finder->all && i < finder->all->len && !rivals.found; i++) {
		struct record *other = finder->all->pdata[i];

		if (!strcmp(other->message_id, record->message_id) &&
		    !record_same_sender(other, record))
			rivals.found = other;
	}
	return rivals.found;
}

void finder_init(struct finder *finder, struct source *source)
{
	*finder = (struct finder){ .source = source };
	finder->loose = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
}

void finder_release(struct finder *finder)
{
	g_clear_pointer(&finder->by_id, g_hash_table_unref);
	g_clear_pointer(&finder->by_commit, g_hash_table_unref);
	g_ptr_array_unref(finder->loose);
}

static void add_by_id(struct finder *finder, struct record *record)
{
	if (*record->message_id)
		g_hash_table_replace(finder->by_id, (gpointer)record->message_id, record);
}

void finder_use_all(struct finder *finder, const GPtrArray *records)
{
	finder->no_index = false;
	finder->all = records;
	finder->by_id = g_hash_table_new(str_hash, g_str_equal);
	finder->by_commit = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < records->len; i++) {
		struct record *record = records->pdata[i];
		char hex[GIT_OID_HEXSZ + 1];
		git_oid commit;

		oid_from_raw(&commit, record->commit);
		add_by_id(finder, record);
		g_hash_table_insert(finder->by_commit,
				    g_strdup(oid_text(hex, sizeof(hex), &commit)), record);
	}
}

static bool on_record(struct record *record, void *data)
{
	g_ptr_array_add(data, record);
	return true;
}

bool found_mail_find(struct found_mail *out, struct source *source, const char *name,
		     GError **error)
{
	struct source_scan scan = { .record = on_record };
	GError *reason = NULL;

	*out = (struct found_mail){ .all = g_ptr_array_new_with_free_func(
					    (GDestroyNotify)record_free) };
	finder_init(&out->finder, source);
	out->record = finder_mail(&out->finder, name, &reason);
	if (!out->record && !reason) {
		scan.data = out->all;
		source_scan_all(source, &scan);
		finder_use_all(&out->finder, out->all);
		out->record = finder_mail(&out->finder, name, &reason);
	}
	if (reason)
		g_propagate_error(error, reason);
	return out->record;
}

void found_mail_release(struct found_mail *mail)
{
	finder_release(&mail->finder);
	g_ptr_array_unref(mail->all);
}
