/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_WRITTEN_H
#define INBOX_WRITTEN_H

#include "inbox/archive.h"
#include "inbox/epochs.h"

/*
 * When the newest mail of an archive was written: its own date, or that of archiving where it
 * claims to be from later. An archive that was imported in one go has mails that are much older
 * than their commits. Looks at as many of the newest commits as it takes to be sure, up to a limit;
 * what cannot be read does not count. 0 where there is no mail; false with an INBOX_ERROR_READ
 * where the history cannot be walked.
 */
bool archive_newest_written(const struct archive *archive, int64_t *out, GError **error);

#endif
