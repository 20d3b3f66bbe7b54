/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/seen.h"

#include "cli/cli.h"
#include "inbox/scan.h"
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

static bool remember_id(struct record *record, void *data)
{
	if (*record->message_id)
		g_hash_table_add(data, g_strdup(record->message_id));
	record_free(record);
	return true;
}

/* Of the commits that were seen and are no part of the history any more. */
static void read_rewritten(struct seen *seen, struct inbox *inbox, const git_oid *old)
{
	struct scan_options options = { .record = remember_id };
	struct range *range = seen_lost(inbox, old);
	struct scan_counts counts;
	GError *error = NULL;

	if (!seen->mails)
		seen->mails = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	options.data = seen->mails;
	if (!(inbox_is_v1(inbox) ? v1_scan(inbox, range, &options, &counts, &error)
				 : inbox_scan(inbox, range, &options, &counts, &error)))
		die_gerror(error);
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
