/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site.h"

#include <string.h>
#include "cli/cli.h"
#include "cli/handle.h"
#include "cli/text.h"
#include "report/rangediff.h"
#include "report/site.h"
#include "search/mails.h"
#include "search/version.h"
#include "series/pick.h"

/* Versions with more patches are not compared: it takes long, and nobody reads it on a page. */
#define MAX_COMPARED 100

static bool read_mail_text(const struct record *record, GString *out, void *data)
{
	return read_text(data, record, out);
}

/* Writes a page, unless the file has that already. */
static void write_page(const char *folder, const char *name, const GString *page)
{
	char *path = g_build_filename(folder, name, NULL), *old = NULL;
	GError *error = NULL;
	gsize len = 0;
	bool same = g_file_get_contents(path, &old, &len, NULL) && len == page->len &&
		    !memcmp(old, page->str, len);

	if (!same && !g_file_set_contents_full(path, page->str, (gssize)page->len,
					       G_FILE_SET_CONTENTS_CONSISTENT, 0666, &error))
		die("cannot write '%s': %s", path, error->message);
	g_free(old);
	g_free(path);
}

/* The patches of a version; NULL where one is missing or cannot be read. */
static GPtrArray *read_patches(struct source *source, const struct series *series)
{
	GPtrArray *patches = series_pick(series, false);
	GPtrArray *texts = g_ptr_array_new_with_free_func((GDestroyNotify)patch_text_free);

	for (guint i = 0; texts && i < patches->len; i++) {
		struct patch_text *text = NULL;
		struct mail_blob blob;

		if (patches->pdata[i] && source_read(source, patches->pdata[i], &blob, NULL)) {
			text = patch_text_new(blob.raw, patches->pdata[i], (int)i + 1, NULL);
			mail_blob_release(&blob);
		}
		if (text)
			g_ptr_array_add(texts, text);
		else
			g_clear_pointer(&texts, g_ptr_array_unref);
	}
	g_ptr_array_unref(patches);
	if (texts)
		g_ptr_array_set_free_func(texts, NULL);
	return texts;
}

static void to_string(const char *bytes, size_t len, void *data)
{
	g_string_append_len(data, bytes, (gssize)len);
}

/* The comparison with the version before; "" where there is none, or both are not whole. */
static char *compare(struct source *source, const struct series_row *row)
{
	const struct series *before = version_before(row->topic, row->series);
	GString *out = g_string_new(NULL);
	struct palette none;
	struct rangediff_view view = { .report.sink = { to_string, out },
				       .report.palette = &none,
				       .diff.context = 3,
				       .abbrev = RANGEDIFF_ABBREV };
	GPtrArray *older = NULL, *newer = NULL;
	struct rangediff *rangediff;

	if (!before || before->total > MAX_COMPARED || row->series->total > MAX_COMPARED)
		return g_string_free(out, FALSE);
	older = read_patches(source, before);
	newer = older ? read_patches(source, row->series) : NULL;
	if (newer) {
		palette_clear(&none);
		rangediff = rangediff_new(older, newer, NULL, NULL, PAIRING_CREATION_FACTOR);
		view.rangediff = rangediff;
		rangediff_text(&view.report);
		rangediff_free(rangediff);
	} else if (older) {
		g_ptr_array_set_free_func(older, (GDestroyNotify)patch_text_free);
		g_ptr_array_unref(older);
	}
	return g_string_free(out, FALSE);
}

static void write_topic(const struct site *site, struct source *source,
			const struct catalogue *catalogue, const struct series_row *row,
			const char *folder)
{
	GArray *mails = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));
	struct mails_options all = { .since = INT64_MIN, .bots = true };
	char *name = site_topic_name(row->topic), *rangediff = compare(source, row);
	GString *page = g_string_new(NULL);

	mails_append(mails, catalogue, row->topic, &all);
	site_topic(site, row, mails, rangediff, page);
	write_page(folder, name, page);
	g_string_free(page, TRUE);
	g_array_unref(mails);
	g_free(rangediff);
	g_free(name);
}

/* As heading_list_name(), of what was read. */
static char *title_of(const struct catalogue *catalogue)
{
	const char *title = config_string("kvm.title"), *id = "KVM";

	if (title && *title)
		return g_strdup(title);
	for (guint i = 0; i < catalogue->records->len; i++) {
		const struct record *record = catalogue->records->pdata[i];

		if (*record->list_id) {
			id = record->list_id;
			break;
		}
	}
	return g_utf8_strup(id, (gssize)strcspn(id, "."));
}

void write_site(struct source *source, const struct catalogue *catalogue, const GArray *rows,
		const char *folder)
{
	char *title = title_of(catalogue);
	struct handles handles = handles_of(source);
	struct site site = { title, &handles, read_mail_text, source };
	GString *page = g_string_new(NULL);

	if (g_mkdir_with_parents(folder, 0777))
		die_errno("cannot create '%s'", folder);
	for (guint i = 0; i < rows->len; i++)
		write_topic(&site, source, catalogue, &g_array_index(rows, struct series_row, i),
			    folder);
	site_people(&site, rows, page);
	write_page(folder, "contributors.html", page);
	g_string_truncate(page, 0);
	site_index(&site, rows, page);
	write_page(folder, "index.html", page);
	g_string_free(page, TRUE);
	g_free(title);
}
