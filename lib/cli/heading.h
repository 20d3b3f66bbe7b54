/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_HEADING_H
#define CLI_HEADING_H

#include "cli/source.h"

/* What a report for people calls that which was asked for; all of it is its own. */
struct heading {
	char *title; /* "From A to B", "The newest 3 mails", "Since 2025-03-01 10:00", "No mails" */
	char *range; /* the same to go on with: "from A to B", "of the newest 3 mails" */
	char *limits; /* all else: " (the last 7 days)", " (--author=ada)"; "" for nothing */
};

/*
 * Finds the words for what a source, opened with these limits and arguments, reads. Dates are those
 * that git made of the words, to the minute, in the user's zone: git makes one of anything. Release
 * with heading_release().
 */
void heading_init(struct heading *out, const struct source *source, const struct limits *limits,
		  const struct arguments *args);
void heading_release(struct heading *heading);

/*
 * The list's name for people: kvm.title, else "KVM-PPC", the first label of the newest mail's
 * List-Id in capitals; "KVM" where that has none. Free with g_free().
 */
char *heading_list_name(struct source *source);

#endif
