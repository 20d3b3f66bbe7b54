/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_PARAMETERS_H
#define MIME_PARAMETERS_H

#include "text/pool.h"

/*
 * The fields Content-Type and Content-Disposition (RFC 2045, 5.1; RFC 2183): a value and its
 * parameters. Nearly all are written in the plain way that parameters_plain() reads; GMime reads
 * the others, and a test holds both against each other.
 */

#define PARAMETERS_MAX 8

struct parameters {
	struct slice value; /* "text/plain" or "attachment", as written */
	unsigned nr;
	struct {
		struct slice name, value;
	} items[PARAMETERS_MAX];
};

/* Slices of the field. Returns false where there is anything in it that is not plain: comments,
 * escapes, RFC 2231, RFC 2047, empty values, more than PARAMETERS_MAX parameters, or faults. */
bool parameters_plain(struct slice field, struct parameters *out);

/* What GMime makes of a field, of those parameters that this room asks for; strings in pool. */
void parameters_of_type(struct slice field, struct pool *pool, struct parameters *out);
void parameters_of_disposition(struct slice field, struct pool *pool, struct parameters *out);

/* The value of a parameter; "not there" without. */
struct slice parameters_get(const struct parameters *parameters, struct slice name);

#endif
