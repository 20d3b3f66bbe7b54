/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The history of a stranger's clone, whose objects name each other as they like: in circles, too,
 * for nobody compares an object with its id. The input is the number of the newest commit, and
 * objects: a byte for the kind; of a commit its tree, how many parents, these, the days, its
 * subject; of a tree how many entries, and of each its name and what it is; of a mail its number;
 * of what is no such thing its length in 16 bits and its bytes.
 */
#include "fuzz.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "../unit/made_pack.h"
#include "inbox/pack.h"
#include "inbox/selection.h"
#include "inbox/stream.h"

#define PACK_TREE 2
#define MOST 48 /* objects */
#define MOST_ENTRIES 12
#define MOST_PARENTS 4
#define HEX_SIZE (2 * MADE_ID + 1)
#define PACK_STEM "pack-0123456789abcdef0123456789abcdef01234567"

static char *top;

static void clean_up(void)
{
	const char *remove[] = { "rm", "-rf", top, NULL };

	g_spawn_sync(NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
		     NULL);
	g_free(top);
}

static void write_file(const char *name, const void *bytes, size_t len)
{
	g_autofree char *path = g_build_filename(top, name, NULL);

	check(g_file_set_contents_full(path, bytes, (gssize)len, G_FILE_SET_CONTENTS_NONE, 0600,
				       NULL));
}

static void start(void)
{
	static const char *const folders[] = { "objects", "objects/pack", "refs", "refs/heads" };
	static const char config[] = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";
	static const char head[] = "ref: refs/heads/master\n";

	check(inbox_library_init(NULL));
	top = g_dir_make_tmp("gitkvm-walk-XXXXXX", NULL);
	check(top);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path = g_build_filename(top, folders[i], NULL);

		check(!g_mkdir(path, 0700));
	}
	write_file("config", config, strlen(config));
	write_file("HEAD", head, strlen(head));
	atexit(clean_up);
}

static unsigned take_byte(struct slice *data)
{
	unsigned byte = data->len ? (unsigned char)*data->ptr : 0;

	*data = slice_skip(*data, 1);
	return byte;
}

static void hex_of(unsigned number, char *out)
{
	unsigned char id[MADE_ID];

	made_pack_id(number % MOST, id);
	for (int i = 0; i < MADE_ID; i++)
		g_snprintf(out + 2 * i, 3, "%02x", id[i]);
}

static void add_commit_text(GString *out, struct slice *data)
{
	static const char *const subjects[] = { "[PATCH] a thing", "Re: a thing", "", "rm" };
	char hex[HEX_SIZE];
	unsigned parents;
	gint64 when;

	hex_of(take_byte(data), hex);
	g_string_append_printf(out, "tree %s\n", hex);
	for (parents = take_byte(data) % (MOST_PARENTS + 1); parents; parents--) {
		hex_of(take_byte(data), hex);
		g_string_append_printf(out, "parent %s\n", hex);
	}
	when = 1700000000 + (gint64)take_byte(data) * 86400;
	g_string_append_printf(out, "author Ada <ada@example.org> %" G_GINT64_FORMAT " +0000\n",
			       when);
	g_string_append_printf(
		out, "committer Ada <ada@example.org> %" G_GINT64_FORMAT " +0000\n\n", when);
	g_string_append_printf(out, "%s\n", subjects[take_byte(data) % 4]);
}

static void add_tree(GString *out, struct slice *data)
{
	static const char *const names[] = { "m",
					     "d",
					     "00",
					     "7f",
					     "ff",
					     "x",
					     "0123456789abcdef0123456789abcdef012345",
					     "fedcba9876543210fedcba9876543210fedcba" };

	for (unsigned nr = take_byte(data) % (MOST_ENTRIES + 1); nr; nr--) {
		unsigned name = take_byte(data);
		unsigned char id[MADE_ID];

		made_pack_id(take_byte(data) % MOST, id);
		g_string_append_printf(out, "%s %s", name & 8 ? "40000" : "100644",
				       names[name & 7]);
		g_string_append_c(out, '\0');
		g_string_append_len(out, (const char *)id, MADE_ID);
	}
}

static void add_mail(GString *out, struct slice *data)
{
	unsigned number = take_byte(data);

	g_string_append_printf(out, "From: Ada <ada@example.org>\nMessage-ID: <m%u@example.org>\n",
			       number & 63);
	g_string_append_printf(out, "Subject: %sa thing\n\nText\n", number & 64 ? "Re: " : "");
}

static void add_object(struct made_pack *made, unsigned kind, struct slice *data)
{
	static const unsigned types[] = { PACK_COMMIT, PACK_COMMIT, PACK_TREE, PACK_BLOB };
	g_autoptr(GString) text = g_string_new(NULL);

	if (kind & 4) {
		struct slice raw = fuzz_take(data);

		g_string_append_len(text, raw.ptr, (gssize)raw.len);
	} else if ((kind & 3) == 3) {
		add_mail(text, data);
	} else if ((kind & 3) == 2) {
		add_tree(text, data);
	} else {
		add_commit_text(text, data);
	}
	made_pack_add(made, (struct made_object){ .type = types[kind & 3],
						  .size = text->len,
						  .inflated = slice_of(text->str, text->len) });
}

/* The clone is the same for all inputs but for its pack and what the branch names. */
static void make(struct slice data)
{
	char hex[HEX_SIZE + 1] = "";
	struct made_pack made;
	unsigned kind;

	hex_of(take_byte(&data), hex);
	strcat(hex, "\n");
	write_file("refs/heads/master", hex, strlen(hex));
	made_pack_init(&made);
	while (made.places->len < MOST && (kind = take_byte(&data)))
		add_object(&made, kind, &data);
	made_pack_finish(&made);
	write_file("objects/pack/" PACK_STEM ".pack", made.pack->data, made.pack->len);
	write_file("objects/pack/" PACK_STEM ".idx", made.index->data, made.index->len);
	made_pack_release(&made);
}

/* Each record's mail can be read. */
static void read_mail(struct inbox *inbox, const struct record *record)
{
	struct mail_blob blob;
	GError *error = NULL;

	check(inbox_read(inbox, record->commit, &blob, &error) == !error);
	check(!error && blob.raw.len);
	mail_blob_release(&blob);
}

/* What a scan tells: the ids of its mails, and of the rest what they are. */
static GString *scan(struct inbox *inbox, const struct range *range, unsigned threads)
{
	struct scan_options options = { .threads = threads };
	GString *told = g_string_new(NULL);
	GError *error = NULL;
	struct record_stream *stream = inbox_stream(inbox, range, &options, &error);
	struct stream_item item;
	int got = -1;

	while (stream && (got = record_stream_next(stream, &item, &error)) > 0) {
		check(item.nr == 1 && !item.record == (item.outcome != OUTCOME_READ));
		g_string_append_printf(told, "%d %s %s\n", (int)item.outcome, item.commit,
				       item.record ? item.record->message_id : "");
		if (item.record)
			read_mail(inbox, item.record);
		record_free(item.record);
		g_free(item.reason);
	}
	check((got < 0) == (error != NULL));
	if (error)
		g_string_append(told, error->message);
	g_clear_error(&error);
	record_stream_close(stream);
	return told;
}

static void walk(struct inbox *inbox, const char *revision)
{
	GError *error = NULL;
	struct range *range = range_parse(inbox, &revision, 1, &error);
	GString *one, *two;

	check(!range == (error != NULL));
	g_clear_error(&error);
	if (!range)
		return;
	one = scan(inbox, range, 1);
	two = scan(inbox, range, 2);
	check(g_string_equal(one, two));
	g_string_free(one, TRUE);
	g_string_free(two, TRUE);
	range_free(range);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const revisions[] = { "HEAD",   "HEAD~2..HEAD", "HEAD^2",
						 "HEAD^@", "HEAD^!",	   "HEAD^2...HEAD^1" };
	struct inbox *inbox;
	GError *error = NULL;

	if (!top)
		start();
	make(slice_of((const char *)data, size));
	inbox = inbox_open(top, NULL, NULL, &error);
	check(!inbox == (error != NULL));
	g_clear_error(&error);
	if (!inbox)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(revisions); i++)
		walk(inbox, revisions[i]);
	inbox_close(inbox);
	return 0;
}
