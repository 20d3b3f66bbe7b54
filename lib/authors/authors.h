/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_AUTHORS_H
#define AUTHORS_AUTHORS_H

#include "authors/employers.h"
#include "authors/keys.h"
#include "authors/period.h"
#include "record/record.h"

/* Who wrote, reviewed and tested what: the model of git kvm-authors. */
struct authors;

enum author_group {
	GROUP_AUTHOR,
	GROUP_SENDER,
	GROUP_REVIEWER, /* who gave a Reviewed-by, in the patch or in a reply */
	GROUP_TESTER,	/* Tested-by */
	GROUP_REPORTER, /* Reported-by */
	GROUP_DOMAIN,
	GROUP_EMPLOYER,
	GROUP_TREE,
	GROUP_PATH,    /* the folder of a file that the patch touches, at most 4 deep */
	GROUP_TRAILER, /* what a trailer of the patch names */
	GROUP_BOT,     /* programs; in none of the others */
};

struct group_spec {
	enum author_group kind;
	const char *key; /* of GROUP_TRAILER: "reviewed-by" */
};

/* "author", "trailer", … */
const char *author_group_name(enum author_group kind);

/* Whether the rows are persons with name and address, and not a text. */
bool author_group_is_people(const struct group_spec *spec);

/* What is counted for a row. */
enum figure {
	FIGURE_PATCHES,	 /* of the newest version of a topic, each number once; no cover letters */
	FIGURE_POSTINGS, /* patches and cover letters, resends and older versions too */
	FIGURE_TOPICS,
	FIGURE_REVIEWS, /* mails with a tag of the sender's on somebody else's patch */
	FIGURE_COVERED, /* patches that those are about, each once */
	FIGURE_REPLIES,
	FIGURE_TAKEN, /* reviews of others on own patches */
	FIGURE_MAILS, /* of programs */

	/* With a work repository: patches that are in it, and of those: */
	FIGURE_MERGED,
	FIGURE_SHARE,	 /* in percent of the patches */
	FIGURE_DAYS,	 /* from the first version to the commit, the median */
	FIGURE_DAYS_90,	 /* what nine in ten did not exceed */
	FIGURE_VERSIONS, /* the number of the version that was taken, the median; 0: not known */
	FIGURE_NR,
};

/* "patches", "postings", "topics", … */
const char *figure_name(enum figure figure);

struct figures {
	unsigned n[FIGURE_NR];
	int64_t first, last; /* when something was counted; first > last: nothing was */
};

#define FIGURES_INIT                                                                               \
	{                                                                                          \
		.first = INT64_MAX, .last = INT64_MIN                                              \
	}

/* A table: rows by number, those that are shown in order. */
struct ranking {
	struct group_spec spec;
	const struct keys *keys; /* row -> who */
	GArray *figures;	 /* row -> struct figures */
	GArray *order;		 /* of guint: rows, from authors_rank() on */
	GArray *before;		 /* row -> struct standing in the other range; NULL without */
	struct tables *tables;	 /* of authors.c and count.c */
};

/* Where a row stood in the range that this one is held against; rank 0: nowhere. */
struct standing {
	unsigned rank, number;
};

struct period {
	int32_t number; /* period_name() */
	struct figures figures;
	unsigned people; /* who posted */
};

struct share {
	unsigned part, whole;
};

/* How topics fare; times in seconds, -1 where there is none. */
struct delays {
	unsigned topics;
	unsigned unanswered; /* by any person but the author */
	unsigned tagged;
	int64_t reply_median, reply_90, tag_median, tag_90; /* of those that got one */
	struct share across; /* reviews between employers, of those where both are known */
};

struct authors_options {
	const struct group_spec *groups;
	size_t nr_groups;
	enum figure count;	/* FIGURE_PATCHES, FIGURE_POSTINGS or FIGURE_TOPICS */
	enum period_kind by;	/* with figures of each period */
	bool by_sent;		/* time is what the mail says, not when it was archived, ever */
	bool merge_names;	/* one name is one person */
	bool figures_of_topics; /* topics and reviews are wanted, not only postings */
	bool borrow;		/* records stay the caller's, and must outlive it */
	unsigned threads;	/* that may work on many mails; 0 counts as 1 */
	const struct employers *employers;
	const char *const *bots; /* more addresses of robots, as globs; NULL-terminated or NULL */

	/*
	 * Whether a patch or cover letter touches what is asked for. Patches that do not are not
	 * counted, nor what was said about them. NULL: all do.
	 */
	bool (*touches)(const struct record *record, void *data);

	/*
	 * Whether a patch ended up in a work repository, when it was committed, and which version
	 * of it, 0 where that is not known. Asked after look(), which is told all postings (struct
	 * record *). NULL: there is no work repository.
	 */
	bool (*merged)(const struct record *record, int64_t *committed, int *version, void *data);
	void (*look)(const GPtrArray *records, void *data);

	/* Applies the mailmap to who is named in a trailer. May be NULL. */
	void (*put_right)(struct pool *pool, struct person *person, void *data);
	void *data; /* of all */
};

/* The options' groups and employers must outlive it. */
struct authors *authors_new(const struct authors_options *options);
void authors_free(struct authors *authors);

/*
 * Adds a mail; takes it over, but with options->borrow. In git log order. With counts false it is
 * there for others alone: so that a review of it counts for the reviewer, who counts.
 */
void authors_add(struct authors *authors, struct record *record, bool counts);

/* After the last one. */
void authors_finish(struct authors *authors);

/*
 * Takes a record of the whole list, which stays the caller's, after authors_finish(): who posted
 * before his first posting of the range is no newcomer.
 */
void authors_see_older(struct authors *authors, const struct record *record);

enum sort_by { SORT_FIGURE, SORT_FIRST, SORT_LAST, SORT_NAME };

struct rank_options {
	enum sort_by by;
	enum figure figure; /* of SORT_FIGURE */
	enum figure count;  /* as struct authors_options has it */
	bool by_name;	    /* equal ones by name alone, and only who has something of the figure */
	bool newcomers;	    /* tables of authors, senders: only those; see authors_see_older() */
};

/* Orders the rows that are shown, most (latest; by name: first letters) first. */
void authors_rank(struct authors *authors, const struct rank_options *options);

/* The figure that a table is ordered by, as far as it has it. */
enum figure ranking_figure(const struct ranking *ranking, const struct rank_options *options);

/* Where the rows stood in other, which was ranked in the same way and had the same groups. */
void authors_compare(struct authors *authors, const struct authors *other);

/* What was found; all of it the model's. */
const struct ranking *authors_ranking(const struct authors *authors, size_t group);
const struct figures *authors_total(const struct authors *authors);
unsigned authors_people(const struct authors *authors); /* who posted */

/* How many of the mails count by their own dates, as they were archived more than a day later. */
unsigned authors_own_dates(const struct authors *authors);
const struct delays *authors_delays(const struct authors *authors);

/* Periods (struct period), oldest first, without gaps unless they are very many. */
const GArray *authors_periods(const struct authors *authors);

/* What a row has in one of those; NULL for nothing. */
const struct figures *authors_in_period(const struct authors *authors,
					const struct ranking *ranking, guint row,
					const struct period *period);

#endif
