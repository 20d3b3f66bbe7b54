/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TOPIC_H
#define SERIES_TOPIC_H

#include "series/evidence.h"
#include "series/series.h"

struct topic_link {
	struct series *older, *newer;
	enum link_evidence evidence;
	int confidence; /* percent */
	char *why;	/* in words: "change-id 20240101-foo", "3 of 4 patch titles are equal" */
};

/* All versions of the same work. */
struct topic {
	GPtrArray *series; /* of struct series *, oldest to newest: by version, revision, time; a
			      numbering that began anew (RFC v3, then v1) is newer */
	GPtrArray *links;  /* of struct topic_link *: what ties each of them to older ones, in no
			      order; the oldest has none, one that merges works several */
	GPtrArray *others; /* of struct series *: what trust_keep_author() took out */
	struct topic_link *origin; /* what the whole was split off from: its older series is in
				      another topic, which goes on; NULL without */
	struct series *latest;	   /* the last of series */
	struct series *newer;	   /* than latest, by somebody else, see trust_split(); or NULL */
	char *tree;		   /* where it is for, by the latest's tags, in lower case:
				      "kvm-unit-tests", "kvmtool", "net-next", "qemu"; "" for none, which
				      is the kernel */
	GHashTable *link_of;	   /* for topic_link_of() */
};

/*
 * Finds the topics of series (struct series *, as series_group() gives them), which must outlive
 * them. Returns an array of struct topic *, that with the newest latest series first; each series
 * is in one of them. Free with g_ptr_array_unref(), the topics go with it. options may be NULL.
 * Near linear in the number of series and their patches.
 */
GPtrArray *topics_find(const GPtrArray *series, const struct topic_options *options);

/* The same with overrides alone, which may be NULL. */
GPtrArray *topics_build(const GPtrArray *series, const struct overrides *overrides);

/*
 * Makes a topic of its own of topic->others, which is empty then: links among these go with it, and
 * the surest that tied one of them to what stays becomes its origin.
 */
struct topic *topic_split(struct topic *topic);

/* Leaves one series to a topic, without links; each other one becomes a topic, added to topics. */
void topic_scatter(struct topic *topic, GPtrArray *topics);

/* That with the newest latest series first; series as for topics_find(). */
void topics_sort(GPtrArray *topics, const GPtrArray *series);

/*
 * The place of the first of the versions that are near a series of the topic, and of what comes
 * behind the last one: what was said of others tells nothing of it. No work has so many versions
 * that one is left out, but for those who write mails to that end.
 */
guint topic_near(const struct topic *topic, const struct series *series, guint *end);

/* The link that ties a series of the topic to an older one, the surest; NULL for its oldest. */
const struct topic_link *topic_link_of(const struct topic *topic, const struct series *newer);

/* What the tags of a subject ("net-next RESEND") say where it is for, in lower case, as topic->tree
 * has it: "net-next". To be freed. */
char *topic_read_tree(const char *tags);

#endif
