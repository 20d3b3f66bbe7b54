/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_DKIM_KEYS_H
#define ATTEST_DKIM_KEYS_H

#include "text/slice.h"

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

/* The record of a selector and domain; NULL where there is none. */
const char *dkim_keys_find(struct dkim_keys *keys, const char *selector, const char *domain);

#endif
