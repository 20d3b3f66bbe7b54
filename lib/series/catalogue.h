/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_CATALOGUE_H
#define SERIES_CATALOGUE_H

#include "series/mail_ids.h"
#include "series/state.h"
#include "series/topic.h"
#include "record/record.h"

/* What the mails of a range make: postings, their series, the topics of those, and what was said.
 */
struct catalogue {
	GPtrArray *records;    /* of struct record *: all there are, owned, newest first */
	struct mail_ids ids;   /* the same by their Message-IDs */
	GPtrArray *witnesses;  /* of struct record *, owned: mails of no range that tell who is who,
				  see talk_options */
	GPtrArray *postings;   /* those of them that carry a patch or a cover letter; from
				  catalogue_finish() on */
	GPtrArray *series;     /* of struct series *; from catalogue_finish() on */
	GPtrArray *topics;     /* of struct topic *, that with the newest latest series first */
	struct talks *talks;   /* what was said about each of series; NULL where silent */
	struct pulls *pulls;   /* what pull requests list; NULL where stateless, or silent */
	struct fixed *fixed;   /* what later patches fix; the same */
	struct takers *takers; /* who takes patches; what else is known of that may be added; NULL
				  where stateless, before the first mail */
	int64_t now;	       /* when the newest mail was written: the time that ages count from */
	size_t obeyed;	       /* overrides that met their mails */
	struct talking *talking; /* talks are on their way; NULL: they are there */
	GHashTable *judged;	 /* const struct series * -> struct verdict *: see
				    catalogue_judge_ahead(); NULL: none */
};

struct catalogue_options {
	const struct overrides *overrides; /* NULL: none */
	struct talk_options talk;
	bool stateless;	  /* nobody will ask what state a topic is in */
	bool silent;	  /* nor what was said about it: no more is needed than postings */
	bool by_author;	  /* topics are of one author, see trust_split() */
	unsigned threads; /* that may work on many mails; 0 counts as 1 */
	bool early; /* talks may come later: catalogue_wait() is called before they are needed */
};

struct catalogue *catalogue_new(void);
void catalogue_free(struct catalogue *catalogue);

/* Takes a record over; newest first, as git log has them. */
void catalogue_add(struct catalogue *catalogue, struct record *record);

/* After the last record. Where topics are there already, with series and postings, these stay. */
void catalogue_finish(struct catalogue *catalogue, const struct catalogue_options *options);

/* Until talks are there, which with early are on their way when catalogue_finish() returns. */
void catalogue_wait(struct catalogue *catalogue);

/* What stands around a version of a topic, for state_of(). */
struct state_context catalogue_context(const struct catalogue *catalogue, const struct topic *topic,
				       const struct series *series);

/* What is to be said of a version of a topic. Release with verdict_release(). */
void catalogue_judge(const struct catalogue *catalogue, const struct topic *topic,
		     const struct series *series, struct verdict *out);

/* What catalogue_judge() will be asked. */
struct question {
	const struct topic *topic;
	const struct series *series;
};

/* Where there are many (struct question), and several threads, answers them beforehand. */
void catalogue_judge_ahead(struct catalogue *catalogue, const GArray *questions, unsigned threads);

/*
 * Postings that answer a reply, and whose References do not say what that answers, get it from the
 * reply and those above it, up to the first posting. Of mails of any kind, in any order; what was
 * done before is not done again. Near linear in their number.
 */
void ancestors_adopt(const struct mail_ids *ids);

/*
 * What an author says in a reply to his own posting, "Obsoleted-by: <URL>", becomes a link of that
 * posting, with the version LINK_OBSOLETED_BY. In records (struct record *, of any kind, in any
 * order); what was done before is not done again. Linear in the number of records.
 */
void obsoleted_adopt(const GPtrArray *records);

#endif
