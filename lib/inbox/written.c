/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/written.h"

#include "inbox/private.h"
#include "inbox/v1.h"
#include "inbox/walk.h"
#include "mime/date.h"

bool inbox_read_written(struct inbox *inbox, const struct walk_entry *entry, int64_t *out)
{
	struct mail_blob blob;
	struct mail mail;
	int64_t date = 0;
	bool good;
	int zone;

	if (!(inbox->v1 ? v1_read(inbox, entry->commit.id, "", &blob, NULL)
			: inbox_read(inbox, entry->commit.id, &blob, NULL)))
		return false;
	good = mail_parse(&mail, blob.raw, NULL);
	if (good)
		date_parse(mail.field[FIELD_DATE], &date, &zone);
	mail_blob_release(&blob);
	*out = date ? MIN(date, entry->date) : entry->date;
	return good;
}

/*
 * Raises *newest to when the newest mail of an inbox was written. No mail is written after it was
 * archived: who is archived earlier cannot be newer. False where the history cannot be walked.
 */
static bool inbox_raise_written(struct inbox *inbox, int64_t *newest, GError **error)
{
	struct range *range = range_new();
	struct walk_entry entry;
	struct walk *walk;
	int left = WRITTEN_LOOKED_AT, unreadable = 0, got = 0;

	g_array_append_val(range->include, inbox->tip);
	walk = walk_open(inbox, range, error);
	while (walk && left-- && unreadable < WRITTEN_UNREADABLE &&
	       (got = walk_next(walk, &entry, error)) > 0 && entry.date > *newest) {
		int64_t written;

		if (inbox_read_written(inbox, &entry, &written))
			*newest = MAX(*newest, written);
		else
			unreadable++;
	}
	walk_close(walk);
	range_free(range);
	return walk && got >= 0;
}

bool archive_newest_written(const struct archive *archive, written_shortcut shortcut, void *data,
			    int64_t *out, GError **error)
{
	bool good = true;

	*out = 0;
	for (guint i = 0; good && i < archive->lists->len; i++) {
		const struct archive_list *list = archive_list(archive, i);
		struct epochs epochs = { (struct inbox **)archive->inboxes->pdata + list->first,
					 list->nr };
		struct point newest;

		if (epochs_newest(&epochs, &newest) &&
		    !(shortcut && shortcut(list->first + newest.epoch, out, data)))
			good = inbox_raise_written(epochs.inboxes[newest.epoch], out, error);
	}
	return good;
}
