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
void seen_close(struct seen *seen);

/* What came since, see selection_behind(). */
struct selection *seen_select(const struct seen *seen);

/* Whether the record is of a mail that was seen before the history of its inbox was rewritten. */
bool seen_knows(const struct seen *seen, const struct record *record);

/* Remembers what is there now. When that fails, it is fatal. */
void seen_remember(const struct seen *seen);

#endif
