/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_WHO_H
#define SEARCH_WHO_H

#include "cli/source.h"
#include "series/takers.h"

struct who;

/*
 * The argument of an option: a part of a name or address, in any case, or "me" or "@me", whose
 * addresses (char *, whole ones) the function has; NULL leaves *out as it is. Free it with
 * who_free(). False with a SEARCH_ERROR that names the option.
 */
bool who_parse(const char *text, const char *option, GPtrArray *(*me)(void), struct who **out,
	       GError **error);

void who_free(struct who *who);

/* Whole addresses are his in the form, too, that the mailmap gives them, as it does in mails. */
void who_put_right(struct who *who, const struct source *source);

bool who_is(const struct who *who, const struct person *person);

/* Whether a posting went to him, by To or Cc: of these there are no names, but addresses alone,
 * as written or put right by the mailmap. */
bool who_got(const struct who *who, const struct record *posting, const struct source *source);

/*
 * Adds what the index has of an address to takers, until it is settled whether the word of who
 * writes from it counts. False where the index cannot tell.
 */
bool taker_look_up(struct source *source, struct takers *takers, const char *email);

/*
 * Has takers ask all mails, whatever the range, about who is not known by those that were added: a
 * maintainer took something before this week, too. By the index, or else by reading all mails once.
 * The source must stay open as long as takers are asked.
 */
void taker_ask_all(struct source *source, struct takers *takers);

/*
 * Looks up, by the index, mails that may tell whether the persons in the tags of records (of
 * struct record *) are who sent these, see identity.h; adds them to witnesses, which owns them.
 * They are few: at most one for each name and address. False where the index cannot tell.
 */
bool witnesses_find(struct source *source, const GPtrArray *records, GPtrArray *witnesses);

#endif
