/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_MAILS 200

static char *folder;

static void clean_up(void)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path = g_build_filename(folder, name, NULL);

		if (unlink(path))
			rmdir(path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	rmdir(folder);
	g_free(folder);
}

char *fuzz_path(const char *name)
{
	if (!folder) {
		folder = g_dir_make_tmp("gitkvm-fuzz-XXXXXX", NULL);
		check(folder);
		atexit(clean_up);
	}
	return g_build_filename(folder, name, NULL);
}

/* g_file_set_contents_full() is slow where it is safe, and where it is not it keeps the rest of a
 * longer file. */
char *fuzz_file(const char *name, struct slice text)
{
	char *path = fuzz_path(name);
	FILE *file = fopen(path, "w");

	check(file);
	check(!text.len || fwrite(text.ptr, text.len, 1, file) == 1);
	check(!fclose(file));
	return path;
}

struct store *fuzz_store(enum store_mode mode)
{
	char *path = fuzz_path("index.sqlite"), *problem = NULL;
	struct store *store;
	bool worn;

	store = store_open(path, mode, 64, &worn, &problem);
	g_free(problem);
	g_free(path);
	return store;
}

struct slice fuzz_take(struct slice *data)
{
	size_t len = data->len < 2 ? 0
				   : (unsigned char)data->ptr[0] |
					     (size_t)(unsigned char)data->ptr[1] << 8;
	struct slice part;

	*data = slice_skip(*data, MIN(data->len, 2));
	part = slice_of(data->ptr, MIN(len, data->len));
	*data = slice_skip(*data, part.len);
	return part;
}

char *fuzz_line(struct slice *data)
{
	struct slice line;
	char *text;

	if (!slice_next_line(data, &line))
		return g_strdup("");
	text = g_strndup(line.ptr, line.len);
	text[strcspn(text, "\n")] = '\0';
	return text;
}

static void add_mail(struct fuzz_mails *mails, struct slice raw)
{
	struct record *record =
		raw.len && mails->raw->len < MAX_MAILS ? record_parse(raw, NULL) : NULL;

	if (!record)
		return;
	record->commit[0] = (unsigned char)mails->raw->len;
	record->archived = 1741000000 + (int64_t)mails->raw->len * 3600;
	if (record->oddities & RECORD_NO_DATE)
		record->date = record->archived;
	g_array_append_val(mails->raw, raw);
	g_ptr_array_insert(mails->records, 0, record);
}

void fuzz_mails_init(struct fuzz_mails *mails, struct slice text)
{
	struct slice rest = text, line, mail = slice_of(text.ptr, 0);

	mails->raw = g_array_new(FALSE, FALSE, sizeof(struct slice));
	mails->records = g_ptr_array_new();
	while (slice_next_line(&rest, &line)) {
		if (slice_starts(line, SLICE("From "))) {
			add_mail(mails, mail);
			mail = slice_of(rest.ptr, 0);
		} else {
			mail.len = (size_t)(rest.ptr - mail.ptr);
		}
	}
	add_mail(mails, mail);
}

void fuzz_mails_release(struct fuzz_mails *mails)
{
	g_array_unref(mails->raw);
	g_ptr_array_unref(mails->records);
}
