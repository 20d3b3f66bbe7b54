/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/seen.h"

#include "cli/cli.h"
#include "inbox/seen.h"
#include "inbox/v1.h"

const struct option_choice new_choices[] = {
	{ "dry", NEW_DRY },
	{ NULL, 0 },
};

struct seen {
	const struct archive *archive;
	struct seen_place place;
	char *cache_dir;
	git_oid *old;	   /* of each inbox, zeros where there is none */
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
		seen->mails = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
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

static void look_at(struct seen *seen, size_t number)
{
	struct inbox *inbox = archive_inbox(seen->archive, number);
	git_oid *old = &seen->old[number];
	GError *error = NULL;

	if (!seen_read(inbox, &seen->place, old, &error))
		die_gerror(error);
	seen->behind[number] = *old;
	if (git_oid_is_zero(old) || !inbox_has_mails(inbox))
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

struct seen *seen_open(const struct archive *archive)
{
	struct seen *seen = g_new0(struct seen, 1);

	seen->archive = archive;
	seen->cache_dir = g_build_filename(g_get_user_cache_dir(), "git-kvm", NULL);
	seen->place = (struct seen_place){ cli_command_name(), seen->cache_dir };
	seen->old = g_new0(git_oid, archive->inboxes->len);
	seen->behind = g_new0(git_oid, archive->inboxes->len);
	for (guint i = 0; i < archive->inboxes->len; i++)
		look_at(seen, i);
	return seen;
}

void seen_close(struct seen *seen)
{
	if (!seen)
		return;
	if (seen->mails)
		g_hash_table_unref(seen->mails);
	g_free(seen->cache_dir);
	g_free(seen->old);
	g_free(seen->behind);
	g_free(seen);
}

struct selection *seen_select(const struct seen *seen)
{
	GError *error = NULL;
	struct selection *selection = selection_behind(seen->archive, seen->behind, &error);

	if (!selection)
		die_gerror(error);
	return selection;
}

bool seen_knows(const struct seen *seen, const struct record *record)
{
	return seen->mails && g_hash_table_contains(seen->mails, record->message_id);
}

void seen_remember(const struct seen *seen)
{
	GError *error = NULL;

	for (guint i = 0; i < seen->archive->inboxes->len; i++)
		if (!seen_move(archive_inbox(seen->archive, i), &seen->place, &seen->old[i],
			       &error))
			die_gerror(error);
}
