/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of a mailbox say, once it is known where they are. */
#ifndef MIME_ADDRESS_TEXT_H
#define MIME_ADDRESS_TEXT_H

#include <stdbool.h>
#include "text/pool.h"
#include "text/slice.h"

bool address_has_space(struct slice s);

/* Without the "mailto:" that some mailers write in front of an address. */
struct slice address_without_mailto(struct slice s);

/* A name without quotes, its encoded words decoded, white space made single. The pool's. */
char *address_decode_name(struct pool *pool, struct slice s);

/*
 * An address without what surrounds it in running text ("mailto:", a route, quotes, white space),
 * "jane at example.org" with an "@"; "" where nothing is left. Valid UTF-8; the pool's.
 */
char *address_decode_email(struct pool *pool, struct slice s);

#endif
