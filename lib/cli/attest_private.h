/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_ATTEST_PRIVATE_H
#define CLI_ATTEST_PRIVATE_H

/* Shared among attest*.c only. */

#include "cli/attest.h"

/* Appends a string of any bytes, so that attest_unpack() finds its end. */
void attest_pack(GString *out, const char *bytes, size_t len);

/* Cuts the next string off; NULL where there is none. Free with g_string_free(). */
GString *attest_unpack(struct slice *rest);

/*
 * What attest_calls has: what goes in and comes out are strings, one behind the other. NULL where
 * it cannot be done.
 */
GString *attest_run_mailinfo(const GString *in);
GString *attest_run_key(const GString *in);
GString *attest_run_openpgp(const GString *in);

/* The TXT record of a name, as the resolver answers, where --check-dkim is given. */
GString *attest_run_dns(const GString *in);

/* Dies where kvm.dkimServer is wrong. */
void attest_dns_check(void);

#endif
