/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site.h"

#include <string.h>
#include "cli/cli.h"
#include "cli/report.h"
#include "cli/text.h"
#include "report/authors.h"
#include "report/rangediff.h"
#include "report/site.h"
#include "report/version_change.h"
#include "search/mails.h"
#include "search/find.h"
#include "text/each.h"

static bool read_mail_text(const struct record *record, GString *out, void *data)
{
	return read_text(data, record, out);
}

/*
 * Writes a page, unless the file has that already. The disk is waited for only where another page
 * is replaced: what a crash leaves of a new one is not what it should be, and written again.
 */
static void write_page(const char *folder, const char *name, const GString *page)
{
	g_autofree char *path = g_build_filename(folder, name, NULL), *old = NULL;
	GError *error = NULL;
	gsize len = 0;
	bool same = g_file_get_contents(path, &old, &len, NULL) && len == page->len &&
		    !memcmp(old, page->str, len);

	if (!same && !g_file_set_contents_full(path, page->str, (gssize)page->len,
					       G_FILE_SET_CONTENTS_CONSISTENT |
						       G_FILE_SET_CONTENTS_ONLY_EXISTING,
					       0666, &error))
		die("cannot write '%s': %s", path, error->message);
}

static void to_string(const char *bytes, size_t len, void *data)
{
	g_string_append_len(data, bytes, (gssize)len);
}

static bool read_mail(const struct record *record, struct mail_blob *out, GError **error,
		      void *data)
{
	return source_read(data, record, out, error);
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
	struct version_reader reader = { read_mail, source };
	struct rangediff *rangediff =
		before ? version_rangediff(before, row->series, &reader) : NULL;

	if (rangediff) {
		palette_clear(&none);
		view.rangediff = rangediff;
		rangediff_text(&view.report);
		rangediff_free(rangediff);
	}
	return g_string_free(out, FALSE);
}

static void write_topic(const struct site *site, struct source *source,
			const struct catalogue *catalogue, const struct series_row *row,
			const char *folder)
{
	g_autoptr(GArray) mails = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));
	struct mails_options all = { .since = INT64_MIN, .bots = true };
	g_autofree char *name = site_topic_name(row->topic), *rangediff = compare(source, row);
	g_autoptr(GString) page = g_string_new(NULL);
	struct series_row dated = *row;

	mails_append(mails, catalogue, row->topic, &all);
	series_row_date(&dated, catalogue);
	site_topic(site, &dated, mails, rangediff, page);
	verdict_release(&dated.verdict);
	write_page(folder, name, page);
}

/* As heading_list_name(), of what was read. */
static char *title_of(const struct catalogue *catalogue)
{
	const char *title = config_string("kvm.title"), *id = "KVM";

	if (title && *title)
		return g_strdup(title);
	pointers_each (const struct record, record, catalogue->records) {
		if (*record->people->list_id) {
			id = record->people->list_id;
			break;
		}
	}
	return g_utf8_strup(id, (gssize)strcspn(id, "."));
}

static void put_right(struct pool *pool, struct person *person, void *data)
{
	source_put_right(data, pool, person);
}

/* "2025-03-01 to 2025-04-02": when the mails were written. Free with g_free(). */
static char *days_of(const struct catalogue *catalogue)
{
	char first[WHEN_SIZE], last[WHEN_SIZE];
	int64_t from = INT64_MAX, to = INT64_MIN;

	for (guint i = 0; i < catalogue->records->len; i++) {
		int64_t time = talk_time(catalogue->records->pdata[i]);

		from = MIN(from, time);
		to = MAX(to, time);
	}
	if (from > to)
		return g_strdup("no mails");
	when_day(first, from, 0);
	when_day(last, to, 0);
	return strcmp(first, last) ? g_strdup_printf("%s to %s", first, last) : g_strdup(first);
}

/* The page of git kvm-authors, of all mails that were read. Last, for it groups them once more. */
static void append_people(struct source *source, const struct catalogue *catalogue,
			  const char *list, GString *out)
{
	static const struct group_spec groups[] = { { GROUP_AUTHOR, NULL },
						    { GROUP_REVIEWER, NULL },
						    { GROUP_TESTER, NULL },
						    { GROUP_DOMAIN, NULL } };
	struct employers *employers = employers_new();
	struct authors_options how = { .groups = groups,
				       .nr_groups = G_N_ELEMENTS(groups),
				       .count = FIGURE_PATCHES,
				       .by = PERIOD_MONTH,
				       .by_sent = true,
				       .figures_of_topics = true,
				       .borrow = true,
				       .employers = employers,
				       .bots = config_all("kvm.bot"),
				       .put_right = put_right,
				       .data = source };
	struct rank_options rank = { .by = SORT_FIGURE,
				     .figure = FIGURE_PATCHES,
				     .count = FIGURE_PATCHES };
	struct authors *authors = authors_new(&how);
	g_autofree char *days = days_of(catalogue);
	struct authors_view view = { .report.sink = { to_string, out },
				     .authors = authors,
				     .options = &how,
				     .rank = &rank,
				     .list = list,
				     .title = days,
				     .email = true,
				     .topics = true,
				     .in_site = true };

	for (guint i = 0; i < catalogue->records->len; i++)
		authors_add(authors, catalogue->records->pdata[i], true);
	authors_finish(authors);
	authors_rank(authors, &rank);
	authors_html(&view.report);
	authors_free(authors);
	employers_free(employers);
}

void write_site(struct source *source, const struct catalogue *catalogue, const GArray *rows,
		const char *folder)
{
	g_autofree char *title = title_of(catalogue);
	struct handles handles = handles_of(source);
	struct site site = { title, &handles, read_mail_text, source };
	g_autoptr(GString) page = g_string_new(NULL);

	if (g_mkdir_with_parents(folder, 0777))
		die_errno("cannot create '%s'", folder);
	for (guint i = 0; i < rows->len; i++)
		write_topic(&site, source, catalogue, &g_array_index(rows, struct series_row, i),
			    folder);
	site_index(&site, rows, page);
	write_page(folder, "index.html", page);
	g_string_truncate(page, 0);
	append_people(source, catalogue, title, page);
	write_page(folder, "contributors.html", page);
}
