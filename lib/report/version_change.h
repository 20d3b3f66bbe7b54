/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_VERSION_CHANGE_H
#define REPORT_VERSION_CHANGE_H

#include "compare/rangediff.h"
#include "inbox/scan.h"
#include "series/series.h"

/* How mails are read for it, as inbox_read(). */
struct version_reader {
	bool (*read)(const struct record *record, struct mail_blob *out, GError **error,
		     void *data);
	void *data;
};

/* Versions with more patches are not compared for an overview. */
#define VERSION_CHANGE_MAX 100

/*
 * The range-diff of two versions of a series without their cover letters. NULL where a patch of one
 * is missing or cannot be read, or there are too many. Free with rangediff_free().
 */
struct rangediff *version_rangediff(const struct series *before, const struct series *after,
				    const struct version_reader *reader);

/* What became of one patch: a line of the --stat of a range-diff. */
struct patch_change {
	enum pair_status status;
	int before, after;	 /* the numbers of the patches; 0 where there is none */
	unsigned added, removed; /* lines of the diff of the two patches */
	bool message_only;	 /* their diffs are the same */
	char *title;
};

/* The --stat of a range-diff. */
struct version_change {
	const struct series *before;
	GArray *patches; /* of struct patch_change, as the range-diff orders them */
	unsigned same, changed, created, dropped;
	unsigned added, removed; /* the sums */
	unsigned messages;	 /* of changed: of which only the message did */
};

/* As version_rangediff(). Free with version_change_free(). */
struct version_change *version_change_new(const struct series *before, const struct series *after,
					  const struct version_reader *reader);

/* The same as a text, one line a patch, which is "" where that cannot be, and back; NULL of what is
 * none. */
char *version_change_write(const struct version_change *change);
struct version_change *version_change_read(const char *text, const struct series *before);

void version_change_free(struct version_change *change);

/* That of a patch of the newer version; NULL for none. */
const struct patch_change *version_change_of(const struct version_change *change, int number);

/* "equal", "changed", "dropped", "created" */
const char *pair_status_name(enum pair_status status);

/* "as before", "new", "dropped", "changed: +2 -1": of one patch. */
void patch_change_append(const struct patch_change *change, GString *out);

/* "5 patches as before, 2 changed (+21 -16), 1 new, 2 dropped"; "rewritten" of an only patch;
 * "1 changed (only the message)" where that is so of all that changed. */
void version_change_append(const struct version_change *change, GString *out);

#endif
