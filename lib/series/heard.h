/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_HEARD_H
#define SERIES_HEARD_H

#include "series/series.h"
#include "series/takers.h"

/*
 * Whose word counts of a series. What is asked for again and again is kept: a mail may say the same
 * thousands of times, of a series of as many patches. Private but for the functions.
 */
struct heard {
	const struct series *series;
	struct takers *takers;	   /* may be NULL: everybody is known */
	const struct record *mail; /* asked about last, with the answer */
	bool answer, walked;
	GHashTable *recipients; /* of all its mails; NULL: not built yet */
	GHashTable *own;	/* what stands for the mailboxes that it names; NULL: the same */
};

/* Release with heard_release(). */
void heard_init(struct heard *heard, const struct series *series, struct takers *takers);
void heard_release(struct heard *heard);

/* Whether the author sent the series to who sent the mail; not to a list, whose address many share.
 */
bool heard_addressed(struct heard *heard, const struct record *mail);

/* Whether the word of who sent the mail counts: that, or the list knows him. */
bool heard_counts(struct heard *heard, const struct record *mail);

/*
 * Whether a series was sent from an address, or names it in a Signed-off-by; the same name at
 * another address will do in one domain, since anybody can use a name.
 */
bool heard_is_own(struct heard *heard, const struct person *person);

#endif
