/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_COMPLETE_H
#define KVM_SERIES_COMPLETE_H

#include "cli/completion.h"
#include "cli/options.h"

/* What completion offers (completion.h), of the mails and of what the commands know. They die where
 * there is no inbox, or no such series. */

/* For a <series>: those of the newest mails, newest first, by the commit of the cover letter or
 * first patch; title, version and author describe them. */
void complete_series(struct completion *completion);

/* For diff: a <series>, then ranges of its versions. */
void complete_series_range(struct completion *completion);

/* For --version: those of the series that stands on the line. */
void complete_version(struct completion *completion);

#define OPT_VERSION(value, text)                                                                   \
	{                                                                                          \
		.kind = OPTION_STRING, .name = "version", .string = (value),                       \
		.argument = "<version>", .complete = complete_version, .help = (text)              \
	}

/* For a <who>: "me". */
void complete_who(struct completion *completion);

#define OPT_WHO(long_name, value, text)                                                            \
	{                                                                                          \
		.kind = OPTION_STRING, .name = (long_name), .string = (value),                     \
		.argument = "<who>", .complete = complete_who, .help = (text)                      \
	}

/* For --state, --sort and --format of the list. */
void complete_states(struct completion *completion);
void complete_sort(struct completion *completion);
void complete_format(struct completion *completion);

#endif
