/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/catalogue.h"

#include "cli/config.h"
#include "cli/die.h"
#include "inbox/file.h"
#include "text/reason.h"
#include "record/mail_set.h"

struct overrides *overrides_configured(void)
{
	const char *path = config_path("kvm.overrides");
	struct overrides *overrides;
	GError *error = NULL;
	g_autofree char *text = NULL;
	gsize len;

	if (!path)
		return NULL;
	if (!file_read_named(path, &text, &len, &error))
		die("unable to read '%s', which kvm.overrides names: %s", path,
		    reason_of_file_error(error));
	overrides = overrides_parse(slice_of(text, len), path, &error);
	if (!overrides)
		die_gerror(error);
	return overrides;
}

struct catalogue_options catalogue_configured(const struct overrides *overrides)
{
	return (struct catalogue_options){ .overrides = overrides,
					   .talk = { .bots = config_all("kvm.bot"),
						     .committer = committer_email() } };
}

void catalogue_begin_configured(struct catalogue *catalogue, unsigned threads)
{
	struct overrides *overrides = overrides_configured();
	struct catalogue_options options = catalogue_configured(overrides);

	options.by_author = true;
	options.threads = threads;
	options.early = true;
	catalogue_finish(catalogue, &options);
	overrides_free(overrides);
}

void catalogue_finish_configured(struct catalogue *catalogue, unsigned threads)
{
	catalogue_begin_configured(catalogue, threads);
	catalogue_wait(catalogue);
}

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
	catalogue_finish_configured(out->then, source_threads(source));
	catalogue_finish_configured(out->now, source_threads(source));
	out->news = news_find(out->then, out->now, out->fresh);
}

void past_release(struct past *past)
{
	g_clear_pointer(&past->news, g_hash_table_unref);
	g_clear_pointer(&past->fresh, g_hash_table_unref);
	catalogue_free(past->then);
	catalogue_free(past->now);
}
