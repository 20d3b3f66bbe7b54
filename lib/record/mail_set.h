/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RECORD_MAIL_SET_H
#define RECORD_MAIL_SET_H

#include "record/record.h"

/* For tables whose keys are the commits of records: RECORD_HASH_SIZE bytes, which are a hash. */
guint commit_hash(gconstpointer key);
gboolean commit_equal(gconstpointer a, gconstpointer b);

/* A set of mails by their commits, which are copied; free with g_hash_table_unref(). */
GHashTable *mail_set_new(void);
void mail_set_add(GHashTable *set, const struct record *record);
bool mail_set_has(GHashTable *set, const struct record *record);

#endif
