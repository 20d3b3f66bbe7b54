/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_DIGEST_BRIEF_H
#define KVM_DIGEST_BRIEF_H

#include "cli/source.h"
#include "report/digest.h"

/* How far back a digest looks for what its mails are about, and --context changes. */
#define CONTEXT_UNSET G_MAXUINT
#define CONTEXT_DAYS 90

/*
 * Finds digest->brief, once the digest is finished: what happened in mails (of struct record *,
 * newest first), with the mails of so many days before them; of a whole list without, as whole
 * has them all (else NULL). Returns the catalogue of all these, which owns the records, and is
 * whole where that is there; options lacks what comes from the digest and the mails.
 */
struct catalogue *brief_find(struct source *source, struct digest *digest, const GPtrArray *mails,
			     unsigned days, struct catalogue *whole, struct brief_options *options);

#endif
