/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is printed of any mails, an mbox: as JSON, CSV and HTML it can be parsed, as text it steers
 * no terminal.
 */
#include "fuzz.h"

#include <string.h>
#include "authors/authors.h"
#include "inbox/inbox.h"
#include "record/memo.h"
#include "report/atoms.h"
#include "report/authors.h"
#include "report/digest.h"
#include "report/series_field.h"
#include "report/series_list.h"
#include "text/each.h"

static struct palette palette;
static struct fuzz_mails mails;

static void collect(const char *bytes, size_t len, void *data)
{
	g_string_append_len(data, bytes, (gssize)len);
}

static void shorten(const struct record *record, char out[HANDLE_SIZE], void *data)
{
	(void)data;
	g_snprintf(out, HANDLE_SIZE, "%02x", record->commit[0]);
}

static const struct handles handles = { shorten, NULL, "https://example.org/r/" };

/* One mail, in ASCII, whose header nothing of another mail got into. */
static void check_mail(struct slice text)
{
	struct record *record = text.len ? record_parse(text, NULL) : NULL;

	check(!text.len || record);
	for (size_t i = 0; i < text.len; i++)
		check((unsigned char)text.ptr[i] < 0x7f);
	if (record)
		check(!(record->oddities & RECORD_REPEATED_FIELD));
	record_free(record);
}

/* Texts of formats for machines are not escaped where nothing is a terminal. */
static void check_output(const char *name, const GString *out)
{
	struct slice text = slice_of(out->str, out->len);

	if (!strcmp(name, "json"))
		fuzz_check_json(text);
	else if (!strcmp(name, "csv"))
		fuzz_check_csv(text);
	else if (!strcmp(name, "html"))
		fuzz_check_html(text);
	else if (!strcmp(name, "markdown"))
		fuzz_check_markdown(text);
	else if (!strcmp(name, "mail"))
		check_mail(text);
	else if (strcmp(name, "classic"))
		fuzz_check_plain(text);
}

static void print(const struct report_format *formats, struct report *report)
{
	for (size_t i = 0; formats[i].name; i++) {
		GString *out = g_string_new(NULL);

		if (formats[i].text || !formats[i].print) {
			g_string_free(out, TRUE);
			continue;
		}
		*report = (struct report){ { collect, out }, &palette, false, 80, NULL, NULL };
		if (formats[i].begin)
			formats[i].begin(report);
		for (guint k = 0; formats[i].mail && k < mails.records->len; k++)
			formats[i].mail(report, mails.records->pdata[k]);
		formats[i].print(report);
		g_clear_error(&report->error);
		check_output(formats[i].name, out);
		g_string_free(out, TRUE);
	}
}

/* Every field of a row, on one line; and the first line of the input, a format as a user gives it.
 */
static void expand(const GArray *rows, struct slice input)
{
	const struct atoms_names names = { series_field_names, series_field_find, NULL };
	g_autoptr(GString) every = g_string_new("%(if)%(missing)%(then)x%(else)y%(end)");
	g_autofree char *line = fuzz_line(&input);
	struct atoms *atoms;

	for (size_t i = 0; series_field_names[i]; i++)
		g_string_append_printf(every, "%%(align:9,right)%%(%s)%%(end)",
				       series_field_names[i]);
	for (int given = 0; given < 2; given++) {
		atoms = atoms_parse(given ? line : every->str, &names, NULL);
		check(atoms || given);
		array_each (struct series_row, row, rows) {
			g_autoptr(GString) out = g_string_new(NULL);

			if (atoms)
				atoms_expand(atoms, false, series_row_append, row, out);
			if (!given)
				fuzz_check_plain(slice_of(out->str, out->len));
			check(given || !strchr(out->str, '\n'));
		}
		atoms_free(atoms);
	}
}

static void print_series(const struct catalogue *all, struct slice input)
{
	struct series_list_view view = {
		.rows = g_array_new(FALSE, FALSE, sizeof(struct series_row)), .line_end = '\n'
	};

	for (guint i = 0; i < all->topics->len; i++) {
		const struct topic *topic = all->topics->pdata[i];

		for (guint k = 0; k < topic->series->len; k++) {
			struct series_row row;

			series_row_init(&row, all, topic, topic->series->pdata[k], &handles);
			g_array_append_val(view.rows, row);
		}
	}
	print(series_list_formats, &view.report);
	expand(view.rows, input);
	for (guint i = 0; i < view.rows->len; i++)
		verdict_release(&g_array_index(view.rows, struct series_row, i).verdict);
	g_array_unref(view.rows);
}

static struct record *parse_again(guint place)
{
	const struct record *record = mails.records->pdata[place];
	struct record *again =
		record_parse(g_array_index(mails.raw, struct slice, record->commit[0]), NULL);

	again->commit[0] = record->commit[0];
	again->archived = record->archived;
	again->date = record->date;
	return again;
}

static void print_authors(void)
{
	static const struct group_spec groups[] = {
		{ GROUP_AUTHOR, NULL },	  { GROUP_DOMAIN, NULL },
		{ GROUP_EMPLOYER, NULL }, { GROUP_REVIEWER, NULL },
		{ GROUP_PATH, NULL },	  { GROUP_TREE, NULL },
		{ GROUP_BOT, NULL },	  { GROUP_TRAILER, "reviewed-by" },
	};
	struct employers *employers = employers_new();
	struct authors_options how = { .groups = groups,
				       .nr_groups = G_N_ELEMENTS(groups),
				       .by = PERIOD_MONTH,
				       .by_sent = true,
				       .figures_of_topics = true,
				       .employers = employers };
	struct rank_options ranks = { 0 };
	struct authors_view view = { .authors = authors_new(&how),
				     .options = &how,
				     .rank = &ranks,
				     .title = "HEAD~3..<HEAD>",
				     .email = true,
				     .topics = true };

	for (guint i = 0; i < mails.records->len; i++)
		authors_add((struct authors *)view.authors, parse_again(i), true);
	authors_finish((struct authors *)view.authors);
	authors_rank((struct authors *)view.authors, &ranks);
	print(authors_formats, &view.report);
	authors_free((struct authors *)view.authors);
	employers_free(employers);
}

static bool read_mail(const struct record *record, struct mail_blob *out, GError **error,
		      void *data)
{
	(void)error;
	(void)data;
	*out = (struct mail_blob){ g_array_index(mails.raw, struct slice, record->commit[0]),
				   NULL };
	return true;
}

static void keep(size_t room, bool (*wanted)(const struct record *record), void *data)
{
	(void)room;
	(void)wanted;
	(void)data;
}

/* A classic digest keeps too little of a record to tell who sent it. */
static char *commit_author(const struct record *record, GError **error, void *data)
{
	(void)error;
	(void)data;
	return record->people ? g_strdup(record->people->sender.name) : NULL;
}

/* As if an index had kept the input under every name. */
static void recall(GArray *list, void *data)
{
	const struct slice *input = data;

	if (!input->len || !g_utf8_validate_len(input->ptr, input->len, NULL))
		return;
	for (guint i = 0; i < list->len; i++)
		g_array_index(list, struct memo, i).text = g_strndup(input->ptr, input->len);
}

static void retain(const GArray *list, void *data)
{
	(void)data;
	for (guint i = 0; i < list->len; i++)
		check(g_utf8_validate(g_array_index(list, struct memo, i).text, -1, NULL));
}

static void tell_problem(const char *commit, const char *reason, void *data)
{
	(void)commit;
	(void)data;
	check_text(reason);
}

/* kept: what an index says that it knows of mails; empty for nothing. */
static void print_digest(struct catalogue *all, bool bodies, struct slice kept)
{
	struct scan_counts counts = { .read = mails.records->len };
	struct digest *digest = digest_new();
	struct digest_view view = { .digest = digest,
				    .from = "",
				    .to = "HEAD",
				    .heading = "To HEAD",
				    .range = "to HEAD",
				    .besides = "",
				    .lists = 1,
				    .read = read_mail,
				    .keep = keep,
				    .commit_author = commit_author,
				    .recall = recall,
				    .retain = retain,
				    .read_data = &kept,
				    .stat = kept.len,
				    .limits = "",
				    .bodies = bodies ? BODIES_ALL : BODIES_NONE,
				    .sections = ~0u,
				    .patches = bodies,
				    .columns = 80,
				    .handles = &handles,
				    .mail = &(struct digest_mail){ .from = "kvm@example.org" },
				    .problem = tell_problem };

	digest_borrow(digest);
	for (guint i = 0; i < mails.records->len; i++)
		if (digest_is_posting(mails.records->pdata[i]))
			digest_add(digest, mails.records->pdata[i]);
	digest->listed = true;
	digest_finish(digest, &counts);
	digest->brief = brief_new(all, &(struct brief_options){ .handles = &handles,
								.mails = mails.records,
								.postings = digest->postings,
								.states = true,
								.top = 3,
								.people = digest->people,
								.domains = digest->domains });
	print(digest_formats, &view.report);
	digest_free(digest);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct catalogue *all;

	palette_clear(&palette);
	fuzz_mails_init(&mails, slice_of((const char *)data, size));
	print_authors();
	all = catalogue_new();
	for (guint i = 0; i < mails.records->len; i++)
		catalogue_add(all, mails.records->pdata[i]);
	catalogue_finish(all, &(struct catalogue_options){ 0 });
	print_series(all, slice_of((const char *)data, size));
	print_digest(all, size % 2, slice_of((const char *)data, size % 3 ? 0 : size));
	catalogue_free(all);
	fuzz_mails_release(&mails);
	return 0;
}
