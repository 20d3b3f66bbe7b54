/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_ATTEST_H
#define CLI_ATTEST_H

#include "attest/signatures.h"
#include "cli/errands.h"

/* What is done about signatures: kvm.attestationPolicy, as b4.attestation-policy has it. */
enum attest_policy {
	ATTEST_POLICY_OFF,
	ATTEST_POLICY_CHECK,	/* good ones are told */
	ATTEST_POLICY_SOFTFAIL, /* bad ones, too */
	ATTEST_POLICY_HARDFAIL, /* only what has a good one is exported */
};

enum attest_policy attest_policy(void);

/*
 * Checks the signatures of a mail, and where dkim, that of its sender's domain, too, by the keys in
 * the file of kvm.dkimKeys; dies where there is none. Release *out with
 * attest_signatures_release().
 */
void attest_mail(struct slice raw, bool dkim, struct attest_signatures *out);

/* What only programs can do, for errands.h. */
extern errands_function *const attest_calls[ERRANDS_CALLS];

#endif
