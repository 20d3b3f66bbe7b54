/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/kept.h"

#include "inbox/oid.h"

#define LARGEST (64u << 10) /* bytes of a mail */

void kept_init(struct kept *kept, size_t room, bool (*wanted)(const struct record *record))
{
	*kept = (struct kept){ .wanted = wanted, .room = room };
	kept->mails = g_hash_table_new_full(inbox_oid_hash, inbox_oid_equal, g_free,
					    (GDestroyNotify)object_free);
}

bool kept_wants(const struct kept *kept, const struct record *record, size_t size)
{
	return kept->wanted && size <= LARGEST && kept->wanted(record);
}

void kept_add(struct kept *kept, const git_oid *commit, struct object *mail)
{
	size_t size = object_size(mail);

	if (size > kept->room) {
		kept->room = 0; /* the first ones of a range, with no gaps */
		object_free(mail);
		return;
	}
	kept->room -= size;
	g_hash_table_replace(kept->mails, g_memdup2(commit, sizeof(*commit)), mail);
}

struct object *kept_find(const struct kept *kept, const git_oid *commit)
{
	struct object *mail = kept->mails ? g_hash_table_lookup(kept->mails, commit) : NULL;

	return mail ? object_share(mail) : NULL;
}

void kept_release(struct kept *kept)
{
	if (kept->mails)
		g_hash_table_unref(kept->mails);
	*kept = (struct kept){ .mails = NULL };
}
