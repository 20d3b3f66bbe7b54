/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "brief.h"

#include "cli/catalogue.h"
#include "search/who.h"
#include "text/each.h"

#define DAY (24 * 60 * 60)

/* The mails of the digest's time and those before it, put together. */
struct gathering {
	struct catalogue *catalogue;
	GHashTable *own; /* a set of struct record *: of the time, not in the catalogue yet */
};

/* A commit of an inbox of version 1 can have several mails. */
static guint mail_hash(gconstpointer key)
{
	const struct record *mail = key;
	guint hash;

	memcpy(&hash, mail->commit, sizeof(hash));
	return hash;
}

static gboolean mail_equal(gconstpointer a, gconstpointer b)
{
	const struct record *one = a, *other = b;

	return !memcmp(one->commit, other->commit, RECORD_HASH_SIZE) &&
	       !strcmp(one->message_id, other->message_id);
}

/* A mail of the time is there already, and what points to it must stay right. */
static bool on_record(struct record *record, void *data)
{
	struct gathering *gathering = data;
	struct record *own = g_hash_table_lookup(gathering->own, record);

	if (own) {
		g_hash_table_remove(gathering->own, own);
		record_free(record);
		record = own;
	}
	catalogue_add(gathering->catalogue, record);
	return true;
}

static void scan_before(struct source *source, struct gathering *gathering, const GPtrArray *mails,
			unsigned days)
{
	struct source_scan scan = { .record = on_record, .data = gathering };
	int64_t first = INT64_MAX, last = INT64_MIN;

	pointers_each (const struct record, mail, mails) {
		first = MIN(first, mail->archived);
		last = MAX(last, mail->archived);
	}
	if (days && mails->len)
		source_scan_dates(source, &scan, first - (int64_t)days * DAY, last);
}

static struct catalogue *gather(struct source *source, const GPtrArray *mails, unsigned days)
{
	struct gathering gathering = { catalogue_new(), g_hash_table_new(mail_hash, mail_equal) };

	for (guint i = 0; i < mails->len; i++)
		g_hash_table_add(gathering.own, mails->pdata[i]);
	scan_before(source, &gathering, mails, days);
	for (guint i = 0; i < mails->len; i++)
		if (g_hash_table_remove(gathering.own, mails->pdata[i]))
			catalogue_add(gathering.catalogue, mails->pdata[i]);
	g_hash_table_unref(gathering.own);
	return gathering.catalogue;
}

struct catalogue *brief_find(struct source *source, struct digest *digest, const GPtrArray *mails,
			     unsigned days, struct catalogue *whole, struct brief_options *options)
{
	struct catalogue *catalogue = whole ? whole : gather(source, mails, days);

	catalogue_begin_configured(catalogue, source_threads(source));
	taker_ask_all(source, catalogue->takers);
	options->threads = source_threads(source);
	options->mails = mails;
	options->postings = digest->postings;
	options->people = digest->people;
	options->domains = digest->domains;
	options->bots = digest->bots;
	options->wanted = digest->wanted;
	options->wanted_data = digest->wanted_data;
	options->context = (int64_t)days * DAY;
	digest->brief = brief_new(catalogue, options);
	return catalogue;
}
