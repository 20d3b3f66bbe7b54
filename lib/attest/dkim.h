/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_DKIM_H
#define ATTEST_DKIM_H

#include "attest/attest.h"

struct dkim_keys; /* dkim_keys.h */

/*
 * Checks the DKIM-Signature fields of a mail (RFC 6376, RFC 8463), of which the best counts: good
 * is what the sender's domain signed, or one above it. Release *out with attest_result_release().
 */
void attest_dkim(struct slice raw, struct dkim_keys *keys, struct attest_result *out);

#endif
