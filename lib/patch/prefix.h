/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_PREFIX_H
#define PATCH_PREFIX_H

#include "text/slice.h"

/* What a subject is by its words. Of PATCH, WEAK, PULL and NOTICE at most one is set. */
enum subject_flag {
	/* Begins with a reply word: Re:, AW:, SV:, Antw:, RE[2]:, 回复: … */
	SUBJECT_REPLY = 1 << 0,
	/* Begins with a forward word: Fwd:, FW:, WG: … */
	SUBJECT_FORWARD = 1 << 1,
	/* A group holds the word PATCH: "[PATCH", "[PATCHv3", "[RFC/PATCH" … */
	SUBJECT_PATCH = 1 << 2,
	/* No PATCH, but RFC, RESEND, vN or n/m: a posting only with a diff or as cover. */
	SUBJECT_WEAK = 1 << 3,
	SUBJECT_RFC = 1 << 4,
	/* RESEND or REPOST, inside a group, in front of the groups or first in the title. */
	SUBJECT_RESEND = 1 << 5,
	/* [GIT PULL], [PULL …], [GIT pull] …: never a patch. */
	SUBJECT_PULL = 1 << 6,
	/* [tip: …], [syzbot], [ANNOUNCE], [tree:branch 1/2] of a build robot: never a patch. */
	SUBJECT_NOTICE = 1 << 7,
	SUBJECT_ALL_FLAGS = 2 * SUBJECT_NOTICE - 1, /* the last one */
};

#define SUBJECT_MAX_NUMBER 99999 /* numbers above it are cut to it */

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
