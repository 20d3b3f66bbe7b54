/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_EVIDENCE_H
#define SERIES_EVIDENCE_H

#include "series/overrides.h"

/* What says that one series is a newer version of another, the strongest first. */
enum link_evidence {
	LINK_OVERRIDE,	/* the user's corrections */
	LINK_CHANGE_ID, /* both bear the same */
	LINK_DECLARED,	/* a link in the text of the newer one */
	LINK_REPLY,	/* the newer one was sent as a reply to the older one */
	LINK_TITLE,	/* equal or similar titles of the cover letters or single patches */
	LINK_PATCHES,	/* equal or similar titles of the patches */
	LINK_PATHS,	/* they touch the same files */
};

/* "change-id", "declared", … */
const char *link_evidence_name(enum link_evidence evidence);

/* How topics are found. */
struct topic_options {
	const struct overrides *overrides; /* may be NULL */

	/* Leaves what authors declared (change-ids, links in the text) out of account: for
	 * measuring how well the rest does. */
	bool withhold_declared;

	size_t *obeyed; /* how many of the overrides met their mails; may be NULL */

	unsigned threads; /* that may work on many series; 0 counts as 1 */
};

#endif
