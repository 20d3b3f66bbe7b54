/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/private.h"

#include "inbox/oid.h"
#include "inbox/written.h"
#include "text/integers.h"

/* What gave no record may be a mail, still: the inbox is asked. */
static bool read_written(struct index *index, const struct unpacked *mail, int64_t *out)
{
	struct walk_entry entry = { .date = mail->archived };

	oid_from_raw(&entry.commit, mail->commit);
	return inbox_read_written(index->inbox, &entry, out);
}

/* As inbox_raise_written() walks: false where the index is damaged. */
static bool raise_from(struct index *index, struct run *run, int64_t number, int64_t *newest)
{
	unsigned left = WRITTEN_LOOKED_AT, unreadable = 0;
	struct slice packed;

	for (; number >= 0 && COUNT_DOWN(left) && unreadable < WRITTEN_UNREADABLE; number--) {
		struct unpacked mail;
		int64_t written;

		if (!run_read(index, run, number, &packed) ||
		    !unpack_written(packed, &mail, &written))
			return false;
		if (mail.archived <= *newest)
			break;
		if (!mail.skipped || read_written(index, &mail, &written))
			*newest = MAX(*newest, written);
		else
			unreadable++;
	}
	return true;
}

bool index_raise_written(struct index *index, int64_t *newest)
{
	int64_t raised = *newest, tip;
	struct run run;
	bool good;

	if (index_state(index) != INDEX_FRESH || !index_begin(index))
		return false;
	run_init(&run);
	tip = index_number(index, &index->inbox->tip);
	good = tip >= 0 && raise_from(index, &run, tip, &raised);
	run_release(&run);
	if (index_give_up_broken(index))
		return false;
	if (tip >= 0 && !good)
		index_give_up(index, "a mail in it cannot be read", true);
	index_end(index);
	if (good)
		*newest = raised;
	return good;
}
