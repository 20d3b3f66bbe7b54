/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_ADDRESS_H
#define MIME_ADDRESS_H

#include "text/pool.h"

/* A person as mails name him: both valid UTF-8 and never NULL; either may be "". */
struct person {
	const char *name;  /* decoded, unquoted, white space folded to single spaces */
	const char *email; /* as written, without <>; compare without regard to case */
};

/*
 * The first mailbox of an address list (RFC 5322, 3.4: From, Sender, Reply-To, …, and the value of
 * a trailer), read leniently: quotes and comments, encoded words (inside quotes too), "a at b",
 * unquoted commas and dots in names, a missing < or >. Groups are skipped into. Strings live in
 * pool. Returns false with both fields "" when there is nothing that looks like an address.
 */
bool address_parse(struct pool *pool, struct slice field, struct person *out);

/*
 * The same of a field that names one person, From, whom git mailinfo makes an author: ":" and ";"
 * are letters of a name, and a comment behind the address is the end of it.
 */
bool address_parse_author(struct pool *pool, struct slice field, struct person *out);

/*
 * Cuts the next mailbox with the comma behind it off *rest: the visit of a whole list, which the
 * caller bounds, for each step may look to the end of *rest. False when there is none left.
 */
bool address_next(struct pool *pool, struct slice *rest, struct person *out);

/* The same of the address alone, whose name costs more; NULL where there is none left. */
const char *address_next_email(struct pool *pool, struct slice *rest);

/*
 * `Name <email>`, the name quoted only where RFC 5322 asks for it (specials that an atom cannot
 * hold; "." and 8-bit need none in practice and get none); only the address where there is no
 * name. Lives in pool.
 */
char *address_format(struct pool *pool, const struct person *person);

/*
 * What b4's relay makes of an address, "jane.example.org" of devnull+jane.example.org@kernel.org,
 * the email's; "not there" of any other address.
 */
struct slice address_relayed(const char *email);

/*
 * Who really wrote a mail whose From a list or relay rewrote ("X via B4 Relay
 * <devnull+…@kernel.org>",
 * "'X' via list <list@host>", "X via <list@host>"): true, and the person put right in *out, where
 * that can be told from X-Original-From, Reply-To, his name in Cc, or the mangled local part
 * (devnull+name.host.tld@kernel.org only with the help of one of the former). In doubt the name
 * loses its "via …" and the address stays. False, *out untouched, when from is not rewritten.
 * original, reply_to and cc may be "not there".
 */
bool address_unmask(struct pool *pool, const struct person *from, struct slice original,
		    struct slice reply_to, struct slice cc, struct person *out);

#endif
