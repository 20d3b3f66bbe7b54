/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_TALLY_H
#define AUTHORS_TALLY_H

#include <stdint.h>
#include <glib.h>
#include "record/record.h"

/* How often each person or text was seen: for "top" tables. */
struct tally;

struct tally_row {
	const char *label; /* as keys_label() has it; the tally's */
	uint64_t count;
	guint number; /* for tally_count_in() */
};

struct tally *tally_new(void);
void tally_free(struct tally *tally);

/* How many different ones were seen. */
uint64_t tally_count(const struct tally *tally);

/* Counts a text once. */
void tally_add(struct tally *tally, const char *text);

/*
 * Whether that is a known robot, see robot_person(), or the address matches one of bots: globs as
 * for robot_address(), NULL-terminated, or NULL for none.
 */
bool tally_is_robot(const struct person *person, const char *const *bots);

/*
 * The counting rule of all commands: whether a mail is counted for its author, which a patch or
 * cover letter is, unless a robot is the author.
 */
bool tally_counts(const struct record *record, const char *const *bots);

/*
 * Counts a mail for its author and the domain of his address, where tally_counts() says so. Authors
 * of one name are one, see keys_merged().
 */
void tally_author(struct tally *people, struct tally *domains, const struct record *record,
		  const char *const *bots);

/* The same of one mail after the other, each of which stays until the next one came. *last begins
 * as zeroes, and is tally.c's own. */
struct tally_last {
	const struct record *record;
	struct tally_found {
		bool counts, has_domain;
		guint person, domain;
	} found;
};

void tally_next(struct tally_last *last, struct tally *people, struct tally *domains,
		const struct record *record, const char *const *bots);

/* How often what another tally has in a row was counted in this one. */
uint64_t tally_count_in(const struct tally *tally, const struct tally *other,
			const struct tally_row *row);

/*
 * The domain of an address, in lower case; "" where there is none, or it is cut to fit size,
 * between characters.
 */
void tally_domain(char *out, size_t size, const char *email);

/*
 * The rows (struct tally_row), most first, equal ones in reverse byte order of their labels as
 * `sort -rn` puts them; at most top of them (0: all). Free with g_array_unref() before the tally.
 */
GArray *tally_top(struct tally *tally, unsigned top);

#endif
