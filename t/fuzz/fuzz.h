/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdint.h>
#include <stdlib.h>
#include "index/store.h"
#include "record/record.h"

/* What fuzz targets share. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check(bool ok)
{
	if (!ok)
		abort();
}

static inline void check_text(const char *text)
{
	check(text && g_utf8_validate(text, -1, NULL));
}

static inline void check_inside(struct slice part, struct slice whole)
{
	check(!part.ptr || (part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len));
}

/* For a target that uses a library that leaks by itself; its name. */
#define FUZZ_TOLERATE_LEAKS_OF(library)                                                            \
	const char *__lsan_default_suppressions(void);                                             \
	const char *__lsan_default_suppressions(void)                                              \
	{                                                                                          \
		return "leak:" library "\n";                                                       \
	}                                                                                          \
	const char *__lsan_default_options(void);                                                  \
	const char *__lsan_default_options(void)                                                   \
	{                                                                                          \
		return "print_suppressions=0";                                                     \
	}

/* The path of a file in a folder of this process, which goes with all its files at its end. The
 * same for the same name; free with g_free(). */
char *fuzz_path(const char *name);

/* Writes a file there, in place of what it held. Returns its path; free with g_free(). */
char *fuzz_file(const char *name, struct slice text);

/* An index's file there; NULL where it broke. The caller closes it. */
struct store *fuzz_store(enum store_mode mode);

/* Cuts a part off the front: its length in 16 bits, little-endian, and its bytes. */
struct slice fuzz_take(struct slice *data);

/* Cuts the next line off the front, as a string without NULs; "" behind the last. g_free() it. */
char *fuzz_line(struct slice *data);

/* The mails of an mbox; the last of them is the newest. */
struct fuzz_mails {
	GArray *raw;	    /* of struct slice */
	GPtrArray *records; /* of struct record *, not owned: newest first */
};

/*
 * Splits text at lines that begin with "From ", and parses what stands between them; the first byte
 * of a record's commit is its place in raw. At most 200.
 */
void fuzz_mails_init(struct fuzz_mails *mails, struct slice text);
void fuzz_mails_release(struct fuzz_mails *mails);

/*
 * Parsers of what renderers write, which share nothing with them: abort() where it is not well
 * formed. JSON: any number of values of RFC 8259. CSV: RFC 4180, as many fields in each line, none
 * of which a spreadsheet calculates. HTML: tags are closed in order, attributes are quoted, no bare
 * < or &. Markdown: the tags, links and entities that ours has, and no other mark. Plain: UTF-8
 * without what steers a terminal or hides text.
 */
void fuzz_check_json(struct slice text);
void fuzz_check_csv(struct slice text);
void fuzz_check_html(struct slice text);
void fuzz_check_markdown(struct slice text);
void fuzz_check_plain(struct slice text);

#endif
