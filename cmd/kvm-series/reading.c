/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"

#include <stdlib.h>
#include "cli/cli.h"
#include "cli/dates.h"
#include "cli/handle.h"

const struct option_choice quotes_choices[] = {
	{ "full", QUOTES_FULL }, { "fold", QUOTES_FOLD }, { "none", QUOTES_NONE }, { NULL, 0 }
};

void patches_parse(struct patch_choice *out, const char *text, const char *option)
{
	if (patch_choice_parse(out, text))
		return;
	report_error("option `%s' expects numbers of patches, such as 2,4-5", option);
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
	const struct thread_mail *before = NULL;

	pager_start("kvm-series");
	view.columns = output_columns();
	view.date = date_format(options->date, standard);
	colour_palette(options->colour, &palette);
	for (guint i = 0; i < mails->len; i++) {
		struct conversation_mail mail = {
			.mail = &g_array_index(mails, struct thread_mail, i), .before = before
		};

		if (talks)
			mail.given = given_to(talks, mail.mail);
		put_mail(&view, source, &mail);
		if (mail.given)
			g_array_unref(mail.given);
		before = mail.mail;
	}
}
