/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_DELTA_H
#define INBOX_DELTA_H

#include <stdbool.h>
#include "text/slice.h"

/*
 * Deltas as packs have them: the sizes of the base and of what is made of it, then which parts of
 * the base, and which bytes of the delta, that is. gitformat-pack(5) describes them.
 */

/*
 * A number in the way of packs, of 7 bits a byte, the lowest first, cut off the front of *rest;
 * value has its lowest bits, `shift` of them, already. False where it does not end or is no size_t.
 */
bool delta_number(struct slice *rest, unsigned shift, size_t value, size_t *out);

/* Cuts both sizes off the front of *delta; false where there are none. */
bool delta_sizes(struct slice *delta, size_t *base, size_t *result);

/* Fills exactly len bytes by what is behind the sizes. False where it fits neither base nor len. */
bool delta_apply(struct slice delta, struct slice base, char *out, size_t len);

#endif
