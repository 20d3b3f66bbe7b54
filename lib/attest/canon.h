/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_CANON_H
#define ATTEST_CANON_H

#include <stdbool.h>
#include <glib.h>
#include "text/slice.h"

/* The simple and relaxed forms of RFC 6376, section 3.4. Mails have line ends as they were stored;
 * in these forms they are CRLF. */

struct canon_field {
	struct slice name, value; /* without blanks around it; all behind the colon */
	struct slice whole;	  /* without its last line end */
};

/* The fields of a header in order (of struct canon_field). Free with g_array_unref(). */
GArray *canon_fields(struct slice header);

void canon_field(GString *out, const struct canon_field *field, bool simple);

/* That of the signature: without the value of its tag b, and without a line end. */
void canon_unsigned(GString *out, const struct canon_field *field, bool simple);

void canon_body(GString *out, struct slice body, bool simple);

void canon_hash(const GString *text, guint8 digest[32]);

#endif
