/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_DATES_H
#define CLI_DATES_H

#include "cli/options.h"
#include "report/when.h"

/* Dates as the user writes them, and as he wants to read them. */

/* Formats that completion offers for --date. */
extern const struct option_choice date_choices[];

/* --date=<format> into a const char * that starts as NULL. */
#define OPT_DATE(v)                                                                                \
	{                                                                                          \
		.kind = OPTION_STRING, .name = "date", .string = (v), .argument = "<format>",      \
		.choices = date_choices, .help = "how to print dates, as in git log"               \
	}

/* Seconds since the epoch. */
int64_t date_now(void);

/*
 * The format that --date (text, or NULL) or log.date name; without either, fallback: such as
 * (struct when_format){ 0 }, the day in the mail's zone. "auto:<format>" holds on a terminal or in
 * a pager; so ask behind pager_start(). A format that git does not know is fatal.
 */
struct when_format date_format(const char *text, struct when_format fallback);

/* "2025-03-01 10:00": in the user's zone, to the minute; seconds ("@<n>") of what no calendar has.
 * Free with g_free(). */
char *date_minute(int64_t when);

/* A date in words, or NULL, and what it means in seconds since the epoch. */
struct date_words {
	const char *text;
	int64_t when;
};

/*
 * Has git tell what dates mean, all in one call, as git log --since and --until would read them;
 * git_dir is that of any repository, as git insists on one. Seconds since the epoch, "@0" or from
 * 100000000 on without "@", need no git. Fatal where git cannot be run.
 */
void dates_resolve(const char *git_dir, struct date_words *dates, size_t nr);

#endif
