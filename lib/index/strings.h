/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_STRINGS_H
#define INDEX_STRINGS_H

#include "index/lookup.h"
#include "index/shelf.h"
#include "index/store.h"

/*
 * Reading the texts of a segment, see dictionary.h: runs are loaded when something of them is asked
 * for, and live until the last record that has texts of them is freed.
 */
struct strings {
	struct store *store;
	unsigned segment;
	struct texts *texts;	       /* what was loaded of it; NULL: nothing yet */
	struct shelf postings, others; /* records with texts of it: many keep the ones alone */
	bool apart;		       /* the postings at hand have copies, see strings_keep() */
	GPtrArray *behind;	       /* of struct texts by segment, or NULL: what to go back to */
};

void strings_init(struct strings *strings, struct store *store);
void strings_release(struct strings *strings);

/*
 * All that follows is of that segment. What was loaded of others is forgotten, since who reads many
 * mails goes from one to the next; or kept for those that go back and forth.
 */
void strings_use(struct strings *strings, unsigned segment, bool keep);

/* Forgets what was loaded: the store may have changed. */
void strings_forget(struct strings *strings);

/* The texts of a row, each with its NUL, and where they end; the first begins at ends[0], 0. */
struct text_run {
	uint32_t nr;
	uint32_t ends[STRINGS_OF_RUN + 1];
	const char **copies; /* by place, see strings_copy(); NULL: none yet */
	char row[];
};

/* Shared by the strings and the records, in whatever threads these are freed. */
struct texts {
	struct pool_block lender;
	gint users;		    /* atomic */
	GPtrArray *runs;	    /* of struct text_run *, or NULL */
	struct text_copies *copies; /* NULL: none yet */
};

/* strings_get() of what is not loaded, or not there. */
struct slice strings_load(struct strings *strings, uint64_t number);

/*
 * The text of a number, with a NUL behind it; without a ptr when there is none such. It lives until
 * the strings are told to forget it, or as long as a pool that it was lent to.
 */
static inline struct slice strings_get(struct strings *strings, uint64_t number)
{
	const struct texts *texts = strings->texts;
	const struct text_run *run;
	uint64_t at, place;

	if (!number)
		return SLICE("");
	at = (number - 1) / STRINGS_OF_RUN;
	place = (number - 1) % STRINGS_OF_RUN;
	run = texts && at < texts->runs->len ? texts->runs->pdata[at] : NULL;
	if (!run || place >= run->nr)
		return strings_load(strings, number);
	return slice_of(run->row + run->ends[place], run->ends[place + 1] - run->ends[place] - 1);
}

/*
 * Who keeps postings alone needs few of the texts of a segment, which lie among all others: from
 * now on the records of postings have copies of theirs (apart), or none.
 */
void strings_keep(struct strings *strings, bool apart);

/* strings_copied() of what has no copy yet. */
struct slice strings_copy(struct strings *strings, uint64_t number, struct slice text);

/* The copy, for a posting, of what strings_get() gave of that number, which is not 0. */
static inline struct slice strings_copied(struct strings *strings, uint64_t number,
					  struct slice text)
{
	const struct text_run *run = strings->texts->runs->pdata[(number - 1) / STRINGS_OF_RUN];
	const char *copy = run->copies ? run->copies[(number - 1) % STRINGS_OF_RUN] : NULL;

	return copy ? slice_of(copy, text.len) : strings_copy(strings, number, text);
}

/*
 * Where the record of a posting or another mail goes that needs about size bytes. What is loaded,
 * and will be until strings_use() or strings_forget(), lives as long as it.
 */
struct shelf *strings_shelf(struct strings *strings, bool posting, size_t size);

#endif
