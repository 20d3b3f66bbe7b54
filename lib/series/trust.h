/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TRUST_H
#define SERIES_TRUST_H

#include "series/topic.h"

/*
 * Anybody can write a mail that looks like a version or a part of somebody's work: names, titles,
 * change-ids and Signed-off-by are copied easily. What tells who goes on with a work is the address
 * a mail came from (put right by the mailmap; the part before the "@" to the letter), and what the
 * author's own mails say: a Signed-off-by or Co-developed-by of somebody else, an "Obsoleted-by:".
 */

/*
 * Those patches of a series (struct record *) that are neither of who sent its first mail
 * (series->owner), nor of somebody whom his own mails of the series name. NULL where there are
 * none; else a set to be freed with g_hash_table_unref().
 */
GHashTable *trust_find_strangers(const struct series *series);

/*
 * Leaves in the topic the versions that go on from one of its series by its sender, or by those
 * whom his own mails name; the user's corrections count as such. The others are moved to
 * topic->others, in order, and topic->latest is the last of those that stay. Near linear.
 */
void trust_keep_author(struct topic *topic, const struct series *named);

/*
 * Parts topics so that each is of one author and those whom his own mails name: the others'
 * versions are topics of their own, split off from his. Of both the older one names the other in
 * topic->newer. In topics_find()'s order again. Near linear.
 */
void trust_split(GPtrArray *topics, const GPtrArray *series);

#endif
