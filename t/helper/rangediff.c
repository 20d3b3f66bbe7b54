/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: rangediff [--creation-factor=<n>] [--stat|--no-patch] [--json] [--color]
 *	[--abbrev=<n>] [--unified=<n>] [-w] [--no-dual-color]
 *                  <inbox> <commit of the old version>… -- <commit of the new version>…
 *
 * The range-diff of patches that are named by the commits of their mails. Cover letters among them
 * are compared, too.
 */
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inbox/scan.h"
#include "report/rangediff.h"

struct version {
	GPtrArray *patches;
	struct patch_text *cover;
};

G_NORETURN static void fail(const char *what)
{
	fprintf(stderr, "fatal: %s\n", what);
	exit(128);
}

static void read_mail(struct inbox *inbox, const char *name, struct version *version)
{
	struct mail_blob blob;
	struct record *record;
	struct patch_text *text;
	GError *error = NULL;
	git_oid id;

	if (git_oid_fromstr(&id, name))
		fail("not a full commit id");
	if (!inbox_read(inbox, id.id, &blob, &error) || !(record = record_parse(blob.raw, &error)))
		fail(error->message);
	memcpy(record->commit, id.id, RECORD_HASH_SIZE);
	text = patch_text_new(blob.raw, record,
			      record->subject.n >= 0 ? record->subject.n
						     : (int)version->patches->len + 1,
			      &error);
	if (!text)
		fail(error->message);
	if (record->kind == RECORD_COVER && !version->cover)
		version->cover = text;
	else
		g_ptr_array_add(version->patches, text);
	record_free(record);
	mail_blob_release(&blob);
}

static void write_out(const char *bytes, size_t len, void *data)
{
	fwrite(bytes, 1, len, data);
}

static void set_colours(struct palette *palette)
{
	palette->on[PALETTE_COMMIT] = "\033[33m";
	palette->on[PALETTE_ADDED] = "\033[32m";
	palette->on[PALETTE_REMOVED] = "\033[31m";
	palette->on[PALETTE_FRAG] = "\033[36m";
	palette->on[PALETTE_ADDED_BOLD] = "\033[1;32m";
	palette->on[PALETTE_ADDED_DIMMED] = "\033[2;32m";
	palette->on[PALETTE_REMOVED_BOLD] = "\033[1;31m";
	palette->on[PALETTE_REMOVED_DIMMED] = "\033[2;31m";
	palette->on[PALETTE_CONTEXT_BOLD] = "\033[1m";
	palette->on[PALETTE_CONTEXT_DIMMED] = "\033[2m";
}

int main(int argc, char **argv)
{
	struct version before = { g_ptr_array_new(), NULL }, after = { g_ptr_array_new(), NULL };
	struct version *version = &before;
	struct palette palette;
	struct rangediff_view view = { .report.palette = &palette,
				       .diff.context = LINE_DIFF_CONTEXT,
				       .abbrev = RANGEDIFF_ABBREV };
	unsigned factor = PAIRING_CREATION_FACTOR;
	struct rangediff *rangediff;
	GError *error = NULL;
	struct inbox *inbox;
	bool json = false;
	int at = 1;

	palette_clear(&palette);
	view.report.sink = (struct sink){ write_out, stdout };
	for (; at < argc && argv[at][0] == '-'; at++) {
		if (g_str_has_prefix(argv[at], "--creation-factor="))
			factor = (unsigned)strtoul(strchr(argv[at], '=') + 1, NULL, 10);
		else if (g_str_has_prefix(argv[at], "--abbrev="))
			view.abbrev = (unsigned)strtoul(strchr(argv[at], '=') + 1, NULL, 10);
		else if (g_str_has_prefix(argv[at], "--unified="))
			view.diff.context = (unsigned)strtoul(strchr(argv[at], '=') + 1, NULL, 10);
		else if (!strcmp(argv[at], "-w"))
			view.diff.ignore_space = true;
		else if (!strcmp(argv[at], "--no-dual-color"))
			view.plain = true;
		else if (!strcmp(argv[at], "--stat"))
			view.detail = RANGEDIFF_STAT;
		else if (!strcmp(argv[at], "--no-patch"))
			view.detail = RANGEDIFF_NONE;
		else if (!strcmp(argv[at], "--json"))
			json = true;
		else if (!strcmp(argv[at], "--color"))
			set_colours(&palette);
		else
			return 129;
	}
	if (at >= argc)
		return 129;
	if (!inbox_library_init(&error) || !(inbox = inbox_open(argv[at++], NULL, NULL, &error)))
		fail(error->message);
	for (; at < argc; at++) {
		if (!strcmp(argv[at], "--"))
			version = &after;
		else
			read_mail(inbox, argv[at], version);
	}
	rangediff = rangediff_new(before.patches, after.patches, before.cover, after.cover, factor);
	view.rangediff = rangediff;
	(json ? rangediff_json : rangediff_text)(&view.report);
	if (rangediff->limit != PAIRING_WHOLE)
		fprintf(stderr, "warning: %s\n", pairing_limit_reason(rangediff->limit));
	rangediff_free(rangediff);
	inbox_close(inbox);
	inbox_library_shutdown();
	return 0;
}
