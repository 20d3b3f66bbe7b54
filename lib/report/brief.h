/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_BRIEF_H
#define REPORT_BRIEF_H

#include "authors/keys.h"
#include "authors/tally.h"
#include "report/series_row.h"
#include "report/version_change.h"

/* The parts of a digest, in their order. */
enum brief_section {
	BRIEF_APPLIED,	/* series that went into a tree in this time */
	BRIEF_SERIES,	/* posted for the first time */
	BRIEF_VERSIONS, /* posted again */
	BRIEF_PULLS,	/* pull requests */
	BRIEF_REPORTS,	/* bugs */
	BRIEF_THREADS,	/* what people wrote most about */
	BRIEF_WAITING,	/* series of earlier times that wait for review the longest */
	BRIEF_PEOPLE,	/* contributors */
	BRIEF_DOMAINS,	/* the domains of their addresses */
	BRIEF_MESSAGES, /* the texts of cover letters and single patches */
	BRIEF_SECTIONS,
};

/* "applied", "new", "versions", …: for --sections and JSON. */
extern const char *const brief_section_names[];

/* What a digest says of a series: of the newest version that was posted in its time, or where it
 * was not posted, of the latest there is. */
struct brief_item {
	struct series_row row;
	bool posted;		       /* in this time */
	const struct series *before;   /* the version before the oldest one of this time; or NULL */
	const struct series *replaced; /* an older version of the same time; or NULL */
	const struct record *applied;  /* who said in this time that it was; or NULL */
	char *changelog;	       /* lines; "" for none. Set by digest_read_words() */
	char *words; /* the beginning of what verdict.why says; NULL without. Set by
			digest_read_words() */
	struct version_change *change; /* since the version before; NULL: nobody asked, or one of
					  both is not whole. Set by digest_read_words() */
	unsigned mails, people,
		robots; /* what was written below it in this time, and by how many */
};

/* A discussion. */
struct brief_thread {
	const struct record *first;  /* its first mail that is there; of a topic, the newest version
					that somebody wrote about */
	const struct series *series; /* that it is about; or NULL */
	unsigned versions;	     /* of the topic, about which somebody wrote */
	bool listed;		     /* a version is an item that was posted or applied */
	unsigned mails, people;	     /* of people, in this time; patches do not count */
	const struct record *newest; /* the last of these */
};

/* A pull request, or a report of a bug. */
struct brief_mail {
	const struct record *record;
	unsigned answers; /* of people, to its thread, in this time */
	unsigned again;	  /* how many more of its sender say the same in their subject */
	bool merged;	  /* a robot, or somebody who takes, said so in this time */
};

/* What stands in a table. */
struct brief_count {
	const char *label; /* the tally's */
	uint64_t count, before;
};

/*
 * The model of a digest besides struct digest: what happened in its time, for all formats. All
 * arrays are newest first, but that threads and counts have the most first, and what waits the
 * longest does so.
 */
struct brief {
	const struct catalogue *catalogue;
	GArray *items[BRIEF_SECTIONS];	   /* of struct brief_item: BRIEF_APPLIED, BRIEF_SERIES,
					      BRIEF_VERSIONS, BRIEF_WAITING; NULL for others */
	GArray *threads;		   /* of struct brief_thread */
	GArray *pulls, *reports;	   /* of struct brief_mail */
	GArray *people, *domains;	   /* of struct brief_count */
	struct keys *keys;		   /* who sent mails */
	unsigned threads_all, waiting_all; /* how many there are of which these are some */
	bool states;			   /* replies were read: what is said of them holds */
	bool has_before;		   /* counts know the period before */

	/* For the heading. */
	unsigned nr_mails, nr_postings, nr_people, nr_earlier;
	unsigned nr_series, nr_versions; /* topics posted first, and again; in whatever section */
	bool by_sent;	       /* by when mails were written; else by when they were archived: */
	int64_t first, last;   /* the days; first > last: no mail */
	int64_t archived;      /* with by_sent: when the newest was archived */
	int64_t written_first; /* when the oldest of nr_earlier was written; these are more than a
				  day older than first */
};

struct brief_options {
	const struct handles *handles;
	const GPtrArray *mails;	   /* of struct record *: of the time, newest first; of catalogue */
	const GPtrArray *postings; /* those that are to be listed; of mails */
	bool states;		   /* mails has replies, too */
	bool selected;		   /* mails are some of the time alone: nothing is said of others */
	bool (*wanted)(const struct series *series, void *data); /* NULL: all */
	void *wanted_data;
	bool by_sent;	  /* the time is that of the mails' own dates */
	int64_t context;  /* how many seconds before the time catalogue has; 0 for none */
	unsigned top;	  /* rows of a table; 0: all */
	unsigned threads; /* that may work on many mails; 0 counts as 1 */
	struct tally *people, *domains; /* of postings; not changed */
	const char *const *bots;	/* as for tally_counts() */
};

/*
 * What happened in mails, which are some of a catalogue that is finished, but for catalogue_wait().
 * Both must outlive it. Free with brief_free(). Near linear.
 */
struct brief *brief_new(struct catalogue *catalogue, const struct brief_options *options);
void brief_free(struct brief *brief);

/* When a mail is from, as the time of the brief is measured. */
static inline int64_t brief_time(const struct brief *brief, const struct record *record)
{
	return brief->by_sent ? talk_time(record) : record->archived;
}

/* How many entries a section has, of which all may not be listed. Of BRIEF_MESSAGES: those of the
 * series. */
unsigned brief_count(const struct brief *brief, enum brief_section section);

/* One item of one of items. */
static inline struct brief_item *brief_item(const struct brief *brief, enum brief_section section,
					    guint i)
{
	return &g_array_index(brief->items[section], struct brief_item, i);
}

#endif
