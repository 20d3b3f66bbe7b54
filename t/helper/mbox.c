/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: mbox [--trailer=<key>: <value>]... [--link=<base>] [--names] [-z] <inbox> [<commit>...]
 *
 * Prints an mbox of the mails of the commits (whole ids, from stdin without any), or the names of
 * their files; with -z each behind its commit, with a NUL after it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inbox/scan.h"
#include "report/mbox.h"

static GArray *trailers;
static struct mbox_options options = { .trailers = true };
static bool names, separate;

static void die(const char *message)
{
	fprintf(stderr, "fatal: %s\n", message);
	exit(128);
}

static void add_trailer(char *argument)
{
	char *colon = strchr(argument, ':');
	struct mbox_trailer trailer = { argument, colon + 1 };

	*colon = '\0';
	g_array_append_val(trailers, trailer);
}

static void put_name(const struct record *record)
{
	struct pool pool = POOL_INIT;
	char *name = mbox_file_name(record->subject.n, mbox_title(&pool, record));

	puts(name);
	g_free(name);
	pool_release(&pool);
}

static void put(struct inbox *inbox, const char *commit)
{
	struct record *record;
	struct mail_blob blob;
	unsigned char id[RECORD_HASH_SIZE];
	GError *error = NULL;
	GString *out = g_string_new(NULL);

	for (int i = 0; i < RECORD_HASH_SIZE; i++)
		id[i] = (unsigned char)(g_ascii_xdigit_value(commit[2 * i]) << 4 |
					g_ascii_xdigit_value(commit[2 * i + 1]));
	if (!inbox_read(inbox, id, &blob, &error))
		die(error->message);
	record = record_parse(blob.raw, &error);
	if (!record)
		die(error->message);
	memcpy(record->commit, id, sizeof(id));
	if (separate)
		printf("%.40s %s\n", commit, record_kind_name(record->kind));
	if (names)
		put_name(record);
	else if (!mbox_append(out, blob.raw, record, (struct mbox_trailer *)(void *)trailers->data,
			      trailers->len, &options, &error))
		die(error->message);
	fwrite(out->str, 1, out->len, stdout);
	if (separate)
		putchar('\0');
	g_string_free(out, TRUE);
	record_free(record);
	mail_blob_release(&blob);
}

static int read_options(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && *argv[i] == '-'; i++)
		if (g_str_has_prefix(argv[i], "--trailer="))
			add_trailer(argv[i] + strlen("--trailer="));
		else if (g_str_has_prefix(argv[i], "--link="))
			options.link_base = argv[i] + strlen("--link=");
		else if (!strcmp(argv[i], "--names"))
			names = true;
		else if (!strcmp(argv[i], "-z"))
			separate = true;
		else
			die("unknown option");
	return i;
}

int main(int argc, char **argv)
{
	struct inbox *inbox;
	GError *error = NULL;
	char line[100];
	int i;

	trailers = g_array_new(FALSE, FALSE, sizeof(struct mbox_trailer));
	i = read_options(argc, argv);
	if (!inbox_library_init(&error))
		die(error->message);
	inbox = inbox_open(i < argc ? argv[i++] : NULL, NULL, NULL, &error);
	if (!inbox)
		die(error->message);
	if (i < argc)
		for (; i < argc; i++)
			put(inbox, argv[i]);
	else
		while (fgets(line, sizeof(line), stdin))
			put(inbox, line);
	inbox_close(inbox);
	inbox_library_shutdown();
	g_array_free(trailers, TRUE);
	return 0;
}
