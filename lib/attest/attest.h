/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_ATTEST_H
#define ATTEST_ATTEST_H

#include <stdbool.h>
#include <glib.h>
#include "text/slice.h"

/*
 * Signatures in the headers of mails. What needs programs or files is asked of who calls, so that
 * this room runs and opens nothing.
 */

enum attest_verdict {
	ATTEST_NONE, /* no signature */
	ATTEST_GOOD,
	ATTEST_UNKNOWN, /* there is one, but no key for it, or nothing that can check it */
	ATTEST_BAD,
};

struct attest_result {
	enum attest_verdict verdict;
	char *kind; /* "ed25519", "openpgp", "dkim"; NULL: none */
	char *who;  /* an address, or of DKIM a domain; NULL: it is not told */
	char *why;  /* what is wrong, NULL where nothing is */
};

void attest_result_release(struct attest_result *result);

/* How bad it is, for the worst of several. */
static inline bool attest_is_worse(enum attest_verdict a, enum attest_verdict b)
{
	return a > b;
}

/* What git mailinfo makes of a mail; freed with g_free() one by one. */
struct attest_mailinfo {
	char *author, *email, *subject;
	GString *text; /* the message, then the diff */
};

struct attest_helper {
	/* `git mailinfo --encoding=utf-8 --no-scissors`. False where it cannot read the mail. */
	bool (*mailinfo)(struct slice raw, struct attest_mailinfo *out, void *data);

	/* The public key of an identity, as the keyring has it; NULL for none. */
	GString *(*key)(const char *kind, const char *identity, const char *selector, void *data);

	/*
	 * What an OpenPGP message (not armoured) says that is signed by one of the keys, or where
	 * there is no key by one of the user's that names the identity; NULL, and why, where it is
	 * not. *unknown: for want of a key.
	 */
	GString *(*openpgp)(struct slice message, const GString *key, const char *identity,
			    bool *unknown, void *data);
	void *data;
};

/*
 * Checks the X-Developer-Signature fields of a mail as patatt makes them; of several the best
 * counts. Release *out with attest_result_release().
 */
void attest_developer(struct slice raw, const struct attest_helper *helper,
		      struct attest_result *out);

#endif
