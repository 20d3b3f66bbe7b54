/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_DKIM_KEYS_H
#define ATTEST_DKIM_KEYS_H

#include "attest/dkim.h"

/* The record of a selector and domain; NULL where there is none. */
const char *dkim_keys_find(struct dkim_keys *keys, const char *selector, const char *domain);

#endif
