/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_PRIVATE_H
#define AUTHORS_PRIVATE_H

#include "authors/authors.h"
#include "authors/chunks.h"
#include "authors/pairs.h"
#include "series/topic.h"

#define NOBODY G_MAXUINT
#define NOWHERE G_MAXUINT

/* What came to the archive later than this was written on another day. */
#define LATE_SECONDS ((int64_t)24 * 60 * 60)

/* What is known of a person (or program) beside the name: kept beside the keys. */
struct who {
	guint same; /* the number under which he counts; himself unless names are merged */
	bool robot;
	bool masked;	      /* behind a list's address */
	bool older;	      /* posted before first_posted */
	int64_t first_posted; /* INT64_MAX: never */
	guint domain;	      /* his number there + 1, once it is known; 0 of no domain, too */
	guint employer;	      /* the same, of one without a date */
	enum employer_kind employer_kind;
};

enum note_tag_kind {
	NOTE_REVIEWED = 1 << 0,
	NOTE_ACKED = 1 << 1,
	NOTE_TESTED = 1 << 2,
	NOTE_REPORTED = 1 << 3,
	NOTE_REVIEW = NOTE_REVIEWED | NOTE_ACKED | NOTE_TESTED,
};

/* A tag in a reply. */
struct note_tag {
	unsigned kinds;
	guint person;
	bool own;	 /* the sender's */
	int first, last; /* of these patches; 0, 0: of what the mail answers */
};

/* What is kept of a mail that is no posting: little, so that its record can go at once. */
struct note {
	guint author, sender;
	int64_t when, sent;  /* sent: talk_time() */
	guint tags, nr_tags; /* in authors.tags */
	bool reply;	     /* by a person */
	bool program;	     /* or by a program */
	bool counts;
	guint posting; /* that it is about, or NOWHERE */
};

/* Where a note is in its thread: forgotten once it is known what the note is about. */
struct note_thread {
	uint64_t id, parent; /* hashes of Message-IDs; 0: none */
	guint refs, nr_refs; /* in authors.refs, oldest first */
};

struct posting {
	struct record *record;
	guint author, sender;
	int64_t when, sent;
	const struct series *series;
	guint topic;
	bool newest; /* counts as a patch */
	bool leads;  /* counts for its topic */
	bool counts;
	bool touches; /* what is asked for */
	bool copy;    /* for a stable tree, of what counts elsewhere: no new patch */
	bool covered; /* somebody reviewed it */
	guint given;  /* of what leads a series: how often tags were for one of its patches */
};

/* What a ranking needs to fill itself. */
struct tables {
	struct keys *own_keys; /* of texts; NULL where authors has them */
	struct pairs seen;     /* row and topic, or row and posting: counted once */
	struct pairs in_period;
	GArray *period_figures; /* of struct figures, by the numbers of in_period */
	GArray *merges;		/* see merged_add() */
};

struct authors {
	struct authors_options options;
	struct keys *people, *domains, *employers;
	GArray *who;		/* of struct who, by their numbers */
	struct chunks postings; /* of struct posting */
	GPtrArray *records;	/* theirs, owned */
	struct chunks notes;	/* of struct note */
	struct chunks threads;	/* of struct note_thread, one a note; empty without topics */
	struct chunks refs;	/* of uint64_t */
	GArray *tags;		/* of struct note_tag */
	GPtrArray *series, *topics;
	struct ranking *rankings;
	struct figures total;
	unsigned total_people;
	unsigned own_dates;    /* mails that were archived late */
	GArray *periods;       /* of struct period */
	GHashTable *period_at; /* number -> place in periods + 1, while counting */
	struct pairs people_of_periods;
	struct pairs covered;		      /* person and posting */
	GArray *merges;			      /* see merged_add() */
	GArray *first_sent;		      /* of int64_t, by topic; NULL: not needed yet */
	unsigned merged_days, merged_version; /* of the patch at hand */
	struct delays delays;
};

static inline struct posting *posting_at(const struct authors *authors, guint i)
{
	return chunks_at(&authors->postings, i);
}

static inline struct note *note_at(const struct authors *authors, guint i)
{
	return chunks_at(&authors->notes, i);
}

static inline struct who *who_at(const struct authors *authors, guint i)
{
	return &g_array_index(authors->who, struct who, i);
}

/* The number of a person, as he counts. */
guint authors_who(struct authors *authors, const struct person *person, enum keys_how how);

/* The number of who employed a person at that time, and what kind that is. */
guint authors_employer(struct authors *authors, guint person, int64_t when,
		       enum employer_kind *kind);

/* Of a key of a trailer, enum note_tag_kind. */
unsigned note_tag_kinds(const char *key);

/* Keeps of the newest note's record what authors_attach() will need. */
void authors_thread(struct authors *authors, const struct record *record);

/* Finds which posting each note is about: the nearest above it in its thread. Once. */
void authors_attach(struct authors *authors);

/* Whether who wrote a note is the author of the posting or sent its series. */
bool note_is_by_author(const struct authors *authors, const struct note *note,
		       const struct posting *posting);

/* Which patch of its series it is: one without a number is the first. */
static inline int number_of_posting(const struct record *record)
{
	return record->subject.n < 0 ? 1 : record->subject.n;
}

/* Finds the postings that are copies, and takes back what they count for. */
void authors_find_copies(struct authors *authors);

/* Fills in rankings, total and periods. */
void authors_count(struct authors *authors);

/* Sorts the periods, and fills the gaps between them. */
void authors_order_periods(struct authors *authors);

/* Fills in the delays, of topics; after authors_attach(). */
void authors_measure(struct authors *authors);

/* Something to count, for some rows of each table. */
struct event {
	enum figure figure;
	unsigned n;
	int64_t when;
	guint author, sender;
	guint posting; /* that it is, or is about; NOWHERE for none */
	guint once;    /* counted once a row with the same number here; NOWHERE: always */
};

/* The kinds of tags that a table of reviewers, testers or reporters is about; 0 of others. */
unsigned ranking_tag_kinds(const struct ranking *ranking);

/* The rows that an event counts for, each once. */
void ranking_rows(struct authors *authors, struct ranking *ranking, const struct event *event,
		  GArray *rows);

/* Of merged.c, patches that ended up in a work repository. */

/* Of an element of the lists. */
size_t merged_size(void);

/* Asks about a posting; false where it did not. What is told of it is kept for merged_add(). */
bool merged_ask(struct authors *authors, const struct posting *posting);

/* Notes for a row what was told last; rows are filled by merged_fill(). */
void merged_add(GArray *list, const struct authors *authors, guint row);

/* Sets the share, days and versions of all rows out of their notes. */
void merged_fill(struct authors *authors);

#endif
