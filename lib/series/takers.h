/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TAKERS_H
#define SERIES_TAKERS_H

#include "record/record.h"

/*
 * Who takes patches on a list: by addresses, since anybody can use a name. One mail that says so
 * makes nobody a maintainer. His word counts where he took something in another thread, too, or
 * sent a pull request, or where somebody else names him in the trailers of a patch (Cc,
 * Signed-off-by, Acked-by, Reviewed-by): others know him.
 */
struct takers;

/* Free with takers_free(). */
struct takers *takers_new(void);
void takers_free(struct takers *takers);

/* Takes a mail into account, of which nothing is kept. A mail that comes twice counts once. */
void takers_add(struct takers *takers, const struct record *record);

/*
 * Before it is said that nobody knows an address, ask() is called, once for it: it adds what it
 * finds. False from it means that it has added all there is, and need not be called again.
 */
typedef bool takers_ask_fn(struct takers *takers, const char *email, void *data);
void takers_set_asked(struct takers *takers, takers_ask_fn *ask, void *data);

/* Whether that may be called yet. */
bool takers_ask(const struct takers *takers);

/* Whether the address is known as well as it can be: no mail changes that any more. */
bool takers_settled(const struct takers *takers, const char *email);

/* Whether he is known for more than what he took in one thread, at the most. */
bool takers_known(const struct takers *takers, const char *email);

/* Whether what the mail says counts. takers may be NULL: everybody's does. */
bool takers_know(struct takers *takers, const struct record *mail);

/* Whether who sent the mail took something in another thread. */
bool takers_took(struct takers *takers, const struct record *mail);

/* Whether the address took anything at all, or somebody else names it. The same holds of takers. */
bool takers_know_person(struct takers *takers, const struct person *person);

#endif
