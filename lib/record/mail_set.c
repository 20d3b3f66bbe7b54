/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/mail_set.h"

#include <string.h>

guint commit_hash(gconstpointer key)
{
	guint hash;

	memcpy(&hash, key, sizeof(hash));
	return hash;
}

gboolean commit_equal(gconstpointer a, gconstpointer b)
{
	return !memcmp(a, b, RECORD_HASH_SIZE);
}

GHashTable *mail_set_new(void)
{
	return g_hash_table_new_full(commit_hash, commit_equal, g_free, NULL);
}

void mail_set_add(GHashTable *set, const struct record *record)
{
	if (!mail_set_has(set, record))
		g_hash_table_add(set, g_memdup2(record->commit, RECORD_HASH_SIZE));
}

bool mail_set_has(GHashTable *set, const struct record *record)
{
	return g_hash_table_contains(set, record->commit);
}
