/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_WRITTEN_H
#define INBOX_WRITTEN_H

#include "inbox/archive.h"
#include "inbox/epochs.h"
#include "inbox/walk.h"

#define WRITTEN_LOOKED_AT 500 /* commits: an import in the order of dates needs one */
#define WRITTEN_UNREADABLE 8  /* of a partial clone nothing may be there */

/*
 * When the mail of a commit was written: its own date, or that of archiving where it claims to be
 * from later. False where it cannot be read, or is none.
 */
bool inbox_read_written(struct inbox *inbox, const struct walk_entry *entry, int64_t *out);

/* What can do the same at less cost; false where it cannot. inbox is its number in the archive. */
typedef bool (*written_shortcut)(size_t inbox, int64_t *newest, void *data);

/*
 * When the newest mail of an archive was written: its own date, or that of archiving where it
 * claims to be from later. An archive that was imported in one go has mails that are much older
 * than their commits. Looks at as many of the newest commits as it takes to be sure, up to a limit;
 * what cannot be read does not count. 0 where there is no mail; false with an INBOX_ERROR_READ
 * where the history cannot be walked. shortcut may be NULL.
 */
bool archive_newest_written(const struct archive *archive, written_shortcut shortcut, void *data,
			    int64_t *out, GError **error);

#endif
