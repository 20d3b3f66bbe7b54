/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_DKIM_H
#define ATTEST_DKIM_H

#include "attest/attest.h"

/* Public keys of domains, by "selector._domainkey.example.org". */
struct dkim_keys;

/*
 * Reads TXT records as `dig +noall +answer` and zone files have them, one a line; what is none is
 * passed over. Free with dkim_keys_free().
 */
struct dkim_keys *dkim_keys_parse(struct slice text);

/*
 * Keys that are asked for one by one, each name once: ask() returns the record, which is freed with
 * g_string_free(), or NULL for none.
 */
struct dkim_keys *dkim_keys_ask(GString *(*ask)(const char *name));

void dkim_keys_free(struct dkim_keys *keys);

/*
 * Checks the DKIM-Signature fields of a mail (RFC 6376, RFC 8463), of which the best counts: good
 * is what the sender's domain signed, or one above it. Release *out with attest_result_release().
 */
void attest_dkim(struct slice raw, struct dkim_keys *keys, struct attest_result *out);

#endif
