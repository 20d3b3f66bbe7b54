/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/past.h"

#include "cli/catalogue.h"
#include "record/mail_set.h"

static bool on_fresh(struct record *record, void *data)
{
	mail_set_add(((struct past *)data)->fresh, record);
	record_free(record);
	return true;
}

static bool on_then(struct record *record, void *data)
{
	struct past *past = data;

	if (mail_set_has(past->fresh, record))
		record_free(record);
	else
		catalogue_add(past->then, record);
	return true;
}

static bool on_now(struct record *record, void *data)
{
	catalogue_add(((struct past *)data)->now, record);
	return true;
}

void past_read(struct source *source, struct past *out)
{
	struct source_scan fresh = { .record = on_fresh, .data = out };
	struct source_scan then = { .record = on_then, .data = out };
	struct source_scan now = { .record = on_now, .data = out };
	struct scan_counts counts = { 0 };

	*out = (struct past){ catalogue_new(), catalogue_new(), mail_set_new(), NULL };
	source_scan(source, &fresh, &counts);
	/* Grouping changes records: each of the two has its own. */
	if (g_hash_table_size(out->fresh)) {
		source_scan_all(source, &then);
		source_scan_all(source, &now);
	}
	catalogue_finish_configured(out->then);
	catalogue_finish_configured(out->now);
	out->news = news_find(out->then, out->now, out->fresh);
}

void past_release(struct past *past)
{
	g_clear_pointer(&past->news, g_hash_table_unref);
	g_clear_pointer(&past->fresh, g_hash_table_unref);
	catalogue_free(past->then);
	catalogue_free(past->now);
}
