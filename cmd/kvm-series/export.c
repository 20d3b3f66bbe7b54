/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "export.h"

#include <stdio.h>
#include "cli/cli.h"
#include "patch/mailinfo.h"
#include "report/mbox.h"
#include "open.h"
#include "series/series.h"
#include "text/plural.h"
#include "inbox/shorten.h"
#include "report/escape.h"

/* Tells what is missing; whether that is reason to stop. */
static bool is_missing(const struct export *export, const GPtrArray *patches)
{
	unsigned missing = 0, wanted = 0;

	for (guint i = 0; i < patches->len; i++) {
		if (!numbers_have(export->numbers, i + 1))
			continue;
		wanted++;
		missing += !patches->pdata[i];
	}
	if (!missing)
		return false;
	if (export->partial)
		warning("%u of %u patches %s missing:", missing, wanted,
			plural(missing, "is", "are"));
	else
		report_error("%u of %u patches %s missing; --partial exports the others:", missing,
			     wanted, plural(missing, "is", "are"));
	for (guint i = 0; i < patches->len; i++) {
		guint first = i;

		while (i < patches->len && !patches->pdata[i] &&
		       numbers_have(export->numbers, i + 1))
			i++;
		if (i - first == 1)
			fprintf(stderr, "  %u/%u\n", first + 1, patches->len);
		else if (i > first)
			fprintf(stderr, "  %u/%u to %u/%u\n", first + 1, patches->len, i,
				patches->len);
	}
	return !export->partial;
}

/*
 * Takes the patches out that hold no diff, which git am would stop at, and tells which; whether
 * that is reason to stop.
 */
static bool lacks_diffs(const struct export *export, GPtrArray *patches)
{
	bool any = false;

	for (guint i = 0; i < patches->len; i++) {
		const struct record *record = patches->pdata[i];

		if (!record || !(record->oddities & RECORD_NO_DIFF))
			continue;
		if (export->partial)
			warning("%u/%u holds no diff: <%s>", i + 1, patches->len,
				record->message_id);
		else
			report_error("%u/%u holds no diff: <%s>", i + 1, patches->len,
				     record->message_id);
		patches->pdata[i] = NULL;
		any = true;
	}
	return any && !export->partial;
}

static GArray *trailers_of(const struct export *export, int n)
{
	const struct talk *talk = talks_of(export->catalogue->talks, export->series);
	GArray *trailers = g_array_new(FALSE, FALSE, sizeof(struct mbox_trailer));
	g_autoptr(GArray) tags = n ? talk_new_tags(talk, n, export->sloppy) : NULL;

	for (guint i = 0; tags && i < tags->len; i++) {
		const struct given_tag *tag = &g_array_index(tags, struct given_tag, i);
		struct mbox_trailer trailer = { tag->key, tag->value };

		g_array_append_val(trailers, trailer);
	}
	return trailers;
}

/* Nothing is cut; but who wrote the line meant that it is. */
static void tell_scissors(const GString *entry, const struct record *record)
{
	struct slice text = slice_of(entry->str, entry->len);
	const char *blank = memmem(text.ptr, text.len, "\n\n", 2);

	if (blank)
		text = slice_skip(text, (size_t)(blank - text.ptr));
	text.len = mailinfo_message_length(text);
	if (mailinfo_has_scissors(text))
		warning("<%s>: its message has a scissors line, where git am cuts with -c",
			record->message_id);
}

static void export_mail(const struct export *export, const struct record *record, int n)
{
	struct mbox_options options = { .trailers = export->trailers,
					.link_base = export->link_base };
	g_autoptr(GArray) trailers = trailers_of(export, n);
	g_autoptr(GString) entry = g_string_new(NULL);
	struct mail_blob blob;
	GError *error = NULL;

	if (!source_read(export->source, record, &blob, &error))
		die("<%s>: %s", record->message_id, error->message);
	if (!mbox_append(entry, blob.raw, record, (struct mbox_trailer *)(void *)trailers->data,
			 trailers->len, &options, &error))
		die("<%s>: %s", record->message_id, error->message);
	mail_blob_release(&blob);
	tell_scissors(entry, record);
	export->entry(record, n, entry, export->data);
}

/* Its place in the series is that of its number. */
static void take_only(const struct export *export, GPtrArray *patches)
{
	const struct record *only = export->only;
	int n = only->subject.m < 0 ? 1 : only->subject.n;

	if (only == export->series->cover || n < 1)
		die("--only wants a patch, and <%s> is the cover letter", only->message_id);
	if (n > (int)patches->len || subject_is_inserted(&only->subject))
		die("patch %s has no place in a series of %u", only->subject.counter, patches->len);
	for (guint i = 0; i < patches->len; i++)
		patches->pdata[i] = i + 1 == (guint)n ? (void *)only : NULL;
}

static void take_numbers(const struct export *export, GPtrArray *patches)
{
	unsigned greatest = numbers_greatest(export->numbers);

	if (greatest > patches->len)
		die("there is no patch %u in v%d, which has %u", greatest, export->series->version,
		    patches->len);
	for (guint i = 0; i < patches->len; i++)
		if (!numbers_have(export->numbers, i + 1))
			patches->pdata[i] = NULL;
}

/* What is wanted, NULL for what is not; NULL where that is not there. */
static GPtrArray *choose(const struct export *export)
{
	GPtrArray *patches = series_pick(export->series, export->any_author);
	bool good;

	if (export->only)
		take_only(export, patches);
	else if (export->numbers)
		take_numbers(export, patches);
	good = !lacks_diffs(export, patches) && (export->only || !is_missing(export, patches));
	if (good)
		return patches;
	g_ptr_array_unref(patches);
	return NULL;
}

bool export_series(const struct export *export)
{
	GPtrArray *patches = choose(export);

	warn_left_out(export->series, export->any_author);
	if (!patches)
		return false;
	if (!export_merged(export, patches) || !export_signatures(export, patches)) {
		g_ptr_array_unref(patches);
		return false;
	}
	if (export->begin)
		export->begin(export->data);
	export_tell(export, patches);
	if (export->cover && export->series->cover)
		export_mail(export, export->series->cover, 0);
	for (guint i = 0; i < patches->len; i++)
		if (patches->pdata[i])
			export_mail(export, patches->pdata[i], (int)i + 1);
	g_ptr_array_unref(patches);
	return true;
}

static void append_place(GString *out, const struct merge *merge)
{
	char id[SHORTEN_SIZE];

	tree_shorten(merge->made.tree, &merge->made.hit->commit.id, id);
	g_string_append_printf(out, "%s in ", id);
	escape_terminal(out, merge->made.hit->home, strlen(merge->made.hit->home), ESCAPE_LINE);
}

bool export_merged(const struct export *export, GPtrArray *patches)
{
	g_autoptr(GString) list = g_string_new(NULL);
	unsigned merged = 0, left = 0;

	for (guint i = 0; export->merges && i < patches->len; i++) {
		const struct record *record = patches->pdata[i];
		const struct merge *merge = record ? merges_of(export->merges, record) : NULL;

		if (!merge || merge->reverted) {
			left += record != NULL;
			continue;
		}
		merged++;
		g_string_append_printf(list, "  %u/%u: ", i + 1, patches->len);
		append_place(list, merge);
		g_string_append_c(list, '\n');
		if (export->unmerged)
			patches->pdata[i] = NULL;
	}
	if (export->merges)
		merges_rest(export->merges);
	if (merged)
		warning(export->unmerged ? "left out, since they were committed:"
					 : "committed already; --unmerged leaves them out:");
	fputs(list->str, stderr);
	if (!export->unmerged || left || !merged)
		return true;
	report_error("all patches that were asked for were committed");
	return false;
}
