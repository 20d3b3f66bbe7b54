/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SEEN_H
#define CLI_SEEN_H

#include "cli/options.h"
#include "inbox/selection.h"

/* --new: only what came since the last run of this command that was told so. */

enum new_mails {
	NEW_UNSET,
	NEW_MOVE,
	NEW_DRY, /* and the next run shows it again */
};

extern const struct option_choice new_choices[];

/* --[no-]new[=dry], into an int that starts as NEW_UNSET. */
#define OPT_NEW(v)                                                                                 \
	{                                                                                          \
		.kind = OPTION_CHOICE, .name = "new", .number = (v), .choices = new_choices,       \
		.set = NEW_MOVE, .unset = NEW_UNSET, .flags = OPTION_OPTIONAL | OPTION_NEGATABLE,  \
		.help = "only what came since the last run with --new"                             \
	}

/* What was seen of an archive. */
struct seen;

/* Looks that up. The archive must outlive it. What is wrong with it is fatal. */
struct seen *seen_open(const struct archive *archive);

/* The same of what had been seen before that: what came behind it is what the last run with --new
 * that had any news showed, and what came since. */
struct seen *seen_open_before(const struct archive *archive);
void seen_close(struct seen *seen);

/* What came since, see selection_behind(); of what was never looked at the last days. */
struct selection *seen_select(const struct seen *seen, unsigned days);

/* Whether nothing was seen before: it is the first time. */
bool seen_nothing(const struct seen *seen);

/* Whether the record is of a mail that was seen before the history of its inbox was rewritten. */
bool seen_knows(const struct seen *seen, const struct record *record);

/* Remembers what is there now, and what was seen until then, where more is. When that fails, it is
 * fatal. */
void seen_remember(const struct seen *seen);

#endif
