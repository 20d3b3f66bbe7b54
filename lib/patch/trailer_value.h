/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_TRAILER_VALUE_H
#define PATCH_TRAILER_VALUE_H

#include "mime/address.h"

enum trailer_kind {
	TRAILER_OTHER,
	TRAILER_PERSON, /* keys that end in -by, and Cc */
	TRAILER_COMMIT, /* Fixes */
	TRAILER_URL,	/* Link, Closes */
};

enum trailer_kind trailer_kind(struct slice key);

/*
 * The value of a trailer that a reply gives, as it may stand in a commit: one line without controls
 * and hidden characters (text/hidden.h), blanks of any kind being spaces. NULL where it is not of
 * the kind that its key asks for:
 *   a person: one mailbox, "Name <address>", the name as written; then "# …", "(…)" or "[…]" may
 *     stand, while what mailers make of links and further mailboxes go. A name that holds another
 *     address is none;
 *   a commit: its id of 6 digits at least, then what may follow it;
 *   a URL of http, then "# …" or "[…]".
 * person is set of a person, else both "". Lives in pool.
 */
const char *trailer_value(struct pool *pool, enum trailer_kind kind, struct slice raw,
			  struct person *person);

/*
 * Whom a value names: the first mailbox in it; without one the name alone, which is what stands in
 * front of a "<", "#" or "(". Quotes inside of a name stay, as git has it. Lives in pool.
 */
void trailer_person(struct pool *pool, const char *value, struct person *person);

#endif
