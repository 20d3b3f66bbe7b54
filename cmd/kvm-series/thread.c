/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "thread.h"

#include "cli/cli.h"
#include "report/mbox_thread.h"
#include "search/mails.h"

/* What says something of patches is of no use to a mail reader. */
static void check_options(const struct take_options *options)
{
	const struct {
		bool given;
		const char *name;
	} others[] = { { options->numbers, "-P" },
		       { options->only, "--only" },
		       { options->link, "--link" },
		       { options->sloppy, "--sloppy-trailers" },
		       { options->partial, "--partial" } };

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (others[i].given)
			die_incompatible("--thread", others[i].name);
}

static void export_mail(struct source *source, const struct record *record,
			void (*entry)(const GString *entry))
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct mail_blob blob;
	GError *error = NULL;

	if (!source_read(source, record, &blob, &error))
		die("<%s>: %s", record->message_id, error->message);
	mbox_append_raw(text, blob.raw, record);
	mail_blob_release(&blob);
	entry(text);
}

int export_thread(const struct take_options *options, const char *name,
		  void (*entry)(const GString *entry))
{
	g_autoptr(GArray) mails = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));
	struct mails_options wanted = { .since = INT64_MIN, .bots = true };
	struct found_series found;
	struct source *source;

	check_options(options);
	config_start();
	source = open_series(&options->series, name, &found);
	if (options->version)
		wanted.version = choose_version(found.topic, options->version);
	mails_append(mails, found.catalogue, found.topic, &wanted);
	pager_start("kvm-series");
	for (guint i = 0; i < mails->len; i++)
		export_mail(source, g_array_index(mails, struct thread_mail, i).record, entry);
	catalogue_free(found.catalogue);
	source_close(source);
	return EXIT_OK;
}
