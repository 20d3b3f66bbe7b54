/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/mails.h"

#include "record/mail_set.h"
#include "series/series.h"
#include "text/each.h"

bool patch_choice_parse(struct patch_choice *out, const char *text)
{
	*out = (struct patch_choice){ .cover = text && !strcmp(text, "0") };
	if (!text || out->cover)
		return true;
	out->numbers = numbers_parse(text);
	return out->numbers;
}

void patch_choice_release(struct patch_choice *choice)
{
	numbers_free(choice->numbers);
}

static bool is_chosen(const struct patch_choice *choice, int n)
{
	if (choice->cover)
		return !n;
	return !choice->numbers || (n > 0 && numbers_have(choice->numbers, (unsigned)n));
}

static int number_of(const struct thread_mail *mail)
{
	int n = mail->record->subject.n;

	if (mail->said)
		return mail->said->patch;
	return n < 0 ? 1 : n;
}

static bool is_wanted(const struct thread_mail *mail, const struct mails_options *options)
{
	const struct record *record = mail->record;

	if (!options->bots && mail->said && mail->said->robot)
		return false;
	if (!is_chosen(&options->patches, number_of(mail)))
		return false;
	if (record->archived < options->since)
		return false;
	if (options->fresh && !mail_set_has(options->fresh, record))
		return false;
	return !options->by || who_is(options->by, &record->people->sender) ||
	       who_is(options->by, &record->people->author);
}

void mails_append(GArray *out, const struct catalogue *catalogue, const struct topic *topic,
		  const struct mails_options *options)
{
	g_autoptr(GArray) thread = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));

	pointers_each (const struct series, series, topic->series)
		if (!options->version || series == options->version)
			thread_append(thread, talks_of(catalogue->talks, series));
	for (guint i = 0; i < thread->len; i++)
		if (is_wanted(&g_array_index(thread, struct thread_mail, i), options))
			g_array_append_val(out, g_array_index(thread, struct thread_mail, i));
}

static void append_posting(GArray *out, const struct series *series, const struct record *record)
{
	struct thread_mail mail = { .record = record, .series = series };

	g_array_append_val(out, mail);
}

unsigned mails_append_patches(GArray *out, const struct series *series, bool any_author,
			      const struct patch_choice *choice)
{
	g_autoptr(GPtrArray) patches = series_pick(series, any_author);
	unsigned missing = 0;

	if (series->cover && is_chosen(choice, 0))
		append_posting(out, series, series->cover);
	for (guint i = 0; i < patches->len; i++) {
		if (!is_chosen(choice, (int)i + 1))
			continue;
		if (patches->pdata[i])
			append_posting(out, series, patches->pdata[i]);
		else
			missing++;
	}
	return missing;
}
