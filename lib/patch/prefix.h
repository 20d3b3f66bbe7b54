/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_PREFIX_H
#define PATCH_PREFIX_H

#include "text/slice.h"

/* What the words of bracketed groups say. All zeroes is a prefix without any group. */
struct prefix {
	unsigned flags; /* enum subject_flag; SUBJECT_WEAK also where PATCH is there */
	bool has_version;
	int version, revision;
	struct slice version_word; /* as written */
	int n, m;
	struct slice counter; /* as written; "not there" without */
	GString *tags;	      /* separated by single spaces; NULL without */
};

/* Adds the words between the brackets of one group, which must outlive the prefix. */
void prefix_add_group(struct prefix *prefix, struct slice group);

/* After the last group: "v4.9" beside "stable" or "LTS" is no version but a tree, a tag. */
void prefix_settle(struct prefix *prefix);

/* Whether a group is that of a notice: a build robot's tree and branch, tip-bot, syzbot, … */
bool prefix_is_notice(struct slice group);

/* What RESEND or REPOST take at the front of text where they are a mark and not a verb, else 0. */
size_t prefix_resend_length(struct slice text);

void prefix_clear(struct prefix *prefix);

#endif
