/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/seen.h"

#include "cli/die.h"
#include "cli/git.h"
#include "cli/index.h"
#include "inbox/oid.h"
#include "inbox/seen.h"
#include "inbox/v1.h"
#include "text/hash.h"

const struct option_choice new_choices[] = {
	{ "dry", NEW_DRY },
	{ NULL, 0 },
};

struct seen {
	const struct archive *archive;
	struct seen_place place, before;
	char *before_name, *cache_dir;
	git_oid *old;	   /* of each inbox, zeros where there is none */
	git_oid *older;	   /* the same of what had been seen before that */
	git_oid *behind;   /* the same without those that are gone */
	GHashTable *mails; /* Message-IDs seen in histories that were rewritten; NULL: none were */
};

/* Of the commits that were seen and are no part of the history any more. */
static void read_rewritten(struct seen *seen, struct inbox *inbox, const git_oid *old)
{
	const struct scan_options options = { 0 };
	struct range *range = seen_lost(inbox, old);
	struct record_stream *stream;
	struct stream_item item;
	GError *error = NULL;

	if (!seen->mails)
		seen->mails = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	stream = inbox_is_v1(inbox) ? v1_stream(inbox, range, &options, &error)
				    : inbox_stream(inbox, range, &options, &error);
	while (stream && record_stream_next(stream, &item, &error) > 0) {
		if (item.record && *item.record->message_id)
			g_hash_table_add(seen->mails, g_strdup(item.record->message_id));
		if (item.record)
			record_free(item.record);
		g_free(item.reason);
	}
	if (error)
		die_gerror(error);
	record_stream_close(stream);
	range_free(range);
}

static void look_at(struct seen *seen, size_t number, bool before)
{
	struct inbox *inbox = archive_inbox(seen->archive, number);
	git_oid *old = &seen->old[number];
	GError *error = NULL;

	if (!seen_read(inbox, &seen->place, old, &error) ||
	    !seen_read(inbox, &seen->before, &seen->older[number], &error))
		die_gerror(error);
	if (before)
		old = &seen->older[number];
	seen->behind[number] = *old;
	if (oid_is_zero(old) || !inbox_has_mails(inbox))
		return;
	switch (seen_state(inbox, old)) {
	case SEEN_PART:
		break;
	case SEEN_REWRITTEN:
		warning("the history of '%s' was rewritten since the last run with --new; "
			"mails are known by their Message-ID",
			inbox_path(inbox));
		read_rewritten(seen, inbox, old);
		break;
	case SEEN_GONE:
		warning("what the last run with --new saw of '%s' is gone; "
			"some mails may be shown again",
			inbox_path(inbox));
		memset(&seen->behind[number], 0, sizeof(*old));
		break;
	}
}

static struct seen *open_seen(const struct archive *archive, bool before)
{
	struct seen *seen = g_new0(struct seen, 1);

	seen->archive = archive;
	seen->cache_dir = index_cache_dir();
	seen->place = (struct seen_place){ cli_command_name(), seen->cache_dir };
	seen->before_name = g_strconcat(cli_command_name(), "-before", NULL);
	seen->before = (struct seen_place){ seen->before_name, seen->cache_dir };
	seen->old = g_new0(git_oid, archive->inboxes->len);
	seen->older = g_new0(git_oid, archive->inboxes->len);
	seen->behind = g_new0(git_oid, archive->inboxes->len);
	for (guint i = 0; i < archive->inboxes->len; i++)
		look_at(seen, i, before);
	return seen;
}

struct seen *seen_open(const struct archive *archive)
{
	return open_seen(archive, false);
}

struct seen *seen_open_before(const struct archive *archive)
{
	return open_seen(archive, true);
}

void seen_close(struct seen *seen)
{
	if (!seen)
		return;
	if (seen->mails)
		g_hash_table_unref(seen->mails);
	g_free(seen->cache_dir);
	g_free(seen->before_name);
	g_free(seen->old);
	g_free(seen->older);
	g_free(seen->behind);
	g_free(seen);
}

bool seen_nothing(const struct seen *seen)
{
	for (guint i = 0; i < seen->archive->inboxes->len; i++)
		if (!oid_is_zero(&seen->behind[i]))
			return false;
	return true;
}

struct selection *seen_select(const struct seen *seen, unsigned days)
{
	GError *error = NULL;
	struct selection *selection = selection_behind(seen->archive, seen->behind, days, &error);

	if (!selection)
		die_gerror(error);
	return selection;
}

bool seen_knows(const struct seen *seen, const struct record *record)
{
	return seen->mails && g_hash_table_contains(seen->mails, record->message_id);
}

/* Whether more is there than what was seen. */
static bool has_moved(const struct seen *seen, size_t number)
{
	const struct inbox *inbox = archive_inbox(seen->archive, number);

	return inbox->has_tip && !oid_equal(&seen->old[number], &inbox->tip);
}

static void remember(const struct seen *seen, size_t number)
{
	struct inbox *inbox = archive_inbox(seen->archive, number);
	const git_oid *old = &seen->old[number];
	GError *error = NULL;

	/* Where it is not there any more there is nothing to go back to. */
	if (!oid_is_zero(&seen->behind[number]) &&
	    !seen_move(inbox, &seen->before, &seen->older[number], old, &error))
		die_gerror(error);
	if (has_moved(seen, number) && !seen_move(inbox, &seen->place, old, &inbox->tip, &error))
		die_gerror(error);
}

/* What was seen before is that of all inboxes at one time, though mails came to one alone. */
void seen_remember(const struct seen *seen)
{
	bool moved = false;

	for (guint i = 0; i < seen->archive->inboxes->len; i++)
		moved |= has_moved(seen, i);
	for (guint i = 0; moved && i < seen->archive->inboxes->len; i++)
		remember(seen, i);
}
