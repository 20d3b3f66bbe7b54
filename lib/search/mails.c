/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/mails.h"

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
	if (options->patch >= 0 && number_of(mail) != options->patch)
		return false;
	if (record->archived < options->since)
		return false;
	return !options->by || who_is(options->by, &record->sender) ||
	       who_is(options->by, &record->author);
}

void mails_append(GArray *out, const struct catalogue *catalogue, const struct topic *topic,
		  const struct mails_options *options)
{
	GArray *thread = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));

	for (guint i = 0; i < topic->series->len; i++) {
		const struct series *series = topic->series->pdata[i];

		if (!options->version || series == options->version)
			thread_append(thread, talks_of(catalogue->talks, series));
	}
	for (guint i = 0; i < thread->len; i++)
		if (is_wanted(&g_array_index(thread, struct thread_mail, i), options))
			g_array_append_val(out, g_array_index(thread, struct thread_mail, i));
	g_array_unref(thread);
}
