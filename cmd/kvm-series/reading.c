/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"

#include <stdlib.h>
#include "cli/cli.h"
#include "cli/dates.h"
#include "cli/report.h"

/* Doubted tags that are shown of one mail. */
#define MAX_DOUBTED 20

const struct option_choice quotes_choices[] = {
	{ "full", QUOTES_FULL }, { "fold", QUOTES_FOLD }, { "none", QUOTES_NONE }, { NULL, 0 }
};

void patches_parse(struct patch_choice *out, const char *text, const char *option)
{
	if (patch_choice_parse(out, text))
		return;
	report_error("option `%s' expects numbers of patches, such as --%s=2,4-5", option, option);
	exit(EXIT_USAGE);
}

void patches_check(const struct patch_choice *choice, const struct series *series)
{
	unsigned greatest = choice->numbers ? numbers_greatest(choice->numbers) : 0;
	unsigned total = (unsigned)MAX(series->total, 0);

	if (greatest > total)
		die("there is no patch %u in v%d, which has %u", greatest, series->version, total);
	if (choice->cover && !series->cover)
		die("v%d has no cover letter", series->version);
}

static void put_mail(const struct conversation_view *view, struct source *source,
		     const struct conversation_mail *mail)
{
	struct conversation_mail printed = *mail;
	struct mail_blob blob;
	struct body body;
	struct mail parsed;
	GError *error = NULL;

	if (source_read(source, mail->mail->record, &blob, &error)) {
		if (mail_parse(&parsed, blob.raw, &error) && body_decode(&parsed, &body, &error)) {
			printed.body = &body;
			conversation_put(view, &printed);
			body_release(&body);
		}
		mail_blob_release(&blob);
	}
	if (!error)
		return;
	printed.why = error->message;
	conversation_put(view, &printed);
	g_error_free(error);
}

static GArray *given_to(const struct talks *talks, const struct thread_mail *mail)
{
	int n = mail->record->subject.n < 0 ? 1 : mail->record->subject.n;

	return mail->said || !n ? NULL : talk_new_tags(talks_of(talks, mail->series), n, false);
}

static bool same_tag(const struct given_tag *a, const struct given_tag *b)
{
	return !strcmp(a->key, b->key) && !strcmp(a->value, b->value);
}

/* Those of a series, each once for a mail: one on the cover letter is every patch's. */
static void add_doubted(GHashTable *doubted, const GArray *tags)
{
	for (guint i = 0; i < tags->len; i++) {
		const struct given_tag *tag = &g_array_index(tags, struct given_tag, i);
		GArray *list = tag->doubted ? g_hash_table_lookup(doubted, tag->mail) : NULL;
		bool there = false;

		if (!tag->doubted || tag->posted)
			continue;
		if (!list) {
			list = g_array_new(FALSE, FALSE, sizeof(*tag));
			g_hash_table_insert(doubted, (gpointer)tag->mail, list);
		}
		for (guint k = 0; k < list->len && !there; k++)
			there = same_tag(&g_array_index(list, struct given_tag, k), tag);
		if (!there && list->len < MAX_DOUBTED)
			g_array_append_val(list, *tag);
	}
}

/* Record -> array of struct given_tag, of all series that the mails are about. */
static GHashTable *find_doubted(const GArray *mails, const struct talks *talks)
{
	GHashTable *doubted =
		g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	const struct series *series = NULL;

	for (guint i = 0; i < mails->len; i++) {
		const struct talk *talk;

		if (g_array_index(mails, struct thread_mail, i).series == series)
			continue;
		series = g_array_index(mails, struct thread_mail, i).series;
		talk = talks_of(talks, series);
		talk_need_tags(talk);
		for (guint k = 0; k < talk->patches->len; k++)
			add_doubted(doubted,
				    g_array_index(talk->patches, struct talk_patch, k).tags);
		add_doubted(doubted, talk->loose);
	}
	return doubted;
}

void reading_print(struct source *source, const GArray *mails, const struct talks *talks,
		   const struct reading_options *options)
{
	const struct when_format standard = { .kind = WHEN_DEFAULT };
	struct handles handles = handles_of(source);
	struct palette palette;
	struct conversation_view view = { .palette = &palette,
					  .handles = &handles,
					  .quotes = (enum conversation_quotes)options->quotes,
					  .diff = options->diff,
					  .stat = options->stat,
					  .sink = { output_write_data, NULL } };
	g_autoptr(GHashTable) doubted = find_doubted(mails, talks);
	const struct thread_mail *before = NULL;

	pager_start("kvm-series");
	view.columns = output_columns();
	view.date = date_format(options->date, standard);
	colour_palette(options->colour, &palette);
	for (guint i = 0; i < mails->len; i++) {
		struct conversation_mail mail = {
			.mail = &g_array_index(mails, struct thread_mail, i), .before = before
		};

		mail.doubted = g_hash_table_lookup(doubted, mail.mail->record);
		if (options->given)
			mail.given = given_to(talks, mail.mail);
		put_mail(&view, source, &mail);
		if (mail.given)
			g_array_unref(mail.given);
		before = mail.mail;
	}
}
