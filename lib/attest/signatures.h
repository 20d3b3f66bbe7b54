/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_SIGNATURES_H
#define ATTEST_SIGNATURES_H

#include "attest/attest.h"

/* What was found of one mail: two of attest_result, and the verdict of both together. */
struct attest_signatures {
	enum attest_verdict verdict;
	struct attest_result developer, domain;
};

/* Takes both; the verdict follows from theirs. The strings are theirs from then on. */
void attest_signatures_init(struct attest_signatures *signatures, struct attest_result developer,
			    struct attest_result domain);

void attest_signatures_release(struct attest_signatures *signatures);

/* "✓ ed25519 by ada@example.org", "none"; as it is in the mail: escape it. Free with g_free(). */
char *attest_signatures_text(const struct attest_signatures *signatures);

/* "none", "good", "unknown", "bad". */
const char *attest_verdict_name(enum attest_verdict verdict);

#endif
