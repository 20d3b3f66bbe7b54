/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_LIMITS_H
#define CLI_LIMITS_H

#include "cli/options.h"
#include "inbox/mailmap.h"
#include "inbox/range.h"
#include "inbox/scan.h"
#include "series/series.h"
#include "text/pattern.h"

/*
 * Which mails of a range a command gets, by options that mean what they mean in git log. A command
 * puts OPTS_LIMITS() into its table and a pointer to its struct limits into its struct
 * source_options; source_scan() hands it only mails that pass. What counts for whole series
 * (paths) it asks filter_wants_series() for, once it has grouped them; and what order it prints in
 * is its own affair: see limits.reverse.
 */

enum limits_bots { BOTS_UNSET = -1, BOTS_NEVER, BOTS_TOO };

#define MAX_COUNT_UNSET G_MAXUINT

/* The options as given; begin with LIMITS_INIT. */
struct limits {
	unsigned max_count, skip;
	unsigned max_series; /* of a command that groups; source_scan() takes no notice */
	int reverse;	     /* oldest first; source_scan() takes no notice */
	int all, branches;
	const char *since, *until;	     /* date of archiving (the commit's), as in git log */
	const char *sent_since, *sent_until; /* the mail's own date */
	GPtrArray *authors, *greps, *subjects;
	int ignore_case, syntax, invert_grep, all_match;
	int bots; /* enum limits_bots; a command that leaves robots out by itself asks for it */
};

#define LIMITS_INIT                                                                                \
	{                                                                                          \
		.max_count = MAX_COUNT_UNSET, .max_series = MAX_COUNT_UNSET,                       \
		.syntax = PATTERN_UNSET, .bots = BOTS_UNSET                                        \
	}

/* Their entries of the table of options; v points to a struct limits, what is counted: "mails". */
#define OPTS_LIMITS(what, v)                                                                       \
	OPT_MAX_COUNT(&(v)->max_count, "take at most so many " what), OPTS_ORDER(what, v)

/* The same of mails, where -<number> counts their series. */
#define OPTS_LIMITS_OF_SERIES(v)                                                                   \
	OPT_UINT('n', "max-count", &(v)->max_count, 0, "<number>", "take at most so many mails"),  \
		{ .kind = OPTION_UINT,                                                             \
		  .name = "max-series",                                                            \
		  .count = &(v)->max_series,                                                       \
		  .argument = "<number>",                                                          \
		  .flags = OPTION_DIGITS,                                                          \
		  .help = "at most so many series; so does -<number>" },                           \
		OPTS_ORDER("mails", v)

#define OPTS_ORDER(what, v)                                                                        \
	OPT_UINT(0, "skip", &(v)->skip, 0, "<number>", "pass over so many " what " first"),        \
		OPT_SET(0, "reverse", &(v)->reverse, 1, "oldest first"), OPTS_WHICH(v)

/* Those that say nothing of order and number, for a command with another -n. */
#define OPTS_WHICH(v)                                                                              \
	OPT_SET(0, "all", &(v)->all, 1, "all refs, besides the revisions"),                        \
		OPT_SET(0, "branches", &(v)->branches, 1, "all branches"),                         \
		OPT_STRING(0, "since", &(v)->since, "<date>", "archived then or later"),           \
		OPT_STRING(0, "after", &(v)->since, "<date>", "the same as --since"),              \
		OPT_STRING(0, "until", &(v)->until, "<date>", "archived then or before"),          \
		OPT_STRING(0, "before", &(v)->until, "<date>", "the same as --until"),             \
		OPT_STRING(0, "sent-since", &(v)->sent_since, "<date>",                            \
			   "with a Date of then or later"),                                        \
		OPT_STRING(0, "sent-until", &(v)->sent_until, "<date>",                            \
			   "with a Date of then or before"),                                       \
		OPT_LIST(0, "author", &(v)->authors, "<pattern>", "by author or sender"),          \
		OPT_LIST(0, "grep", &(v)->greps, "<pattern>", "by subject and message"),           \
		OPT_LIST(0, "subject", &(v)->subjects, "<pattern>", "by subject"),                 \
		OPT_SET('i', "regexp-ignore-case", &(v)->ignore_case, 1,                           \
			"match patterns in any case"),                                             \
		OPT_SET('E', "extended-regexp", &(v)->syntax, PATTERN_EXTENDED,                    \
			"patterns are POSIX extended regular expressions"),                        \
		OPT_SET('F', "fixed-strings", &(v)->syntax, PATTERN_FIXED,                         \
			"patterns are strings"),                                                   \
		OPT_SET('P', "perl-regexp", &(v)->syntax, PATTERN_PERL,                            \
			"patterns are Perl's regular expressions"),                                \
		OPT_SET(0, "invert-grep", &(v)->invert_grep, 1,                                    \
			"those that --grep and --subject do not match"),                           \
		OPT_SET(0, "all-match", &(v)->all_match, 1,                                        \
			"all of --grep have to match, not any"),                                   \
		OPT_FLAG(0, "bots", &(v)->bots, "what robots wrote, too")

/* The limits, ready for use. */
struct filter;

/* What grep.patternType or grep.extendedRegexp say that patterns are; PATTERN_UNSET for nothing. */
int limits_configured_syntax(void);

/*
 * Understands the limits and the paths behind "--"; what is wrong with them is fatal. Asks git for
 * what dates in words mean, at most once, and reads grep.patternType; so behind config_start().
 * git_dir is of any repository. An author "me" or "@me" is whoever has an address of user.email or
 * kvm.me (me.h), put right by mailmap (NULL: as it is). Free with filter_free(), which tells of
 * patterns that took too long.
 */
struct filter *limits_compile(const struct limits *limits, const struct arguments *args,
			      const char *git_dir, const struct mailmap *mailmap);
void filter_free(struct filter *filter);

/* The revisions of the arguments with --all and --branches among them, and HEAD where there is none
 * but limits_bound(). NULL-terminated; free with g_free(), the strings are not its own. */
const char **limits_revisions(const struct limits *limits, const struct arguments *args);

/* The given limits on one line, as options ("--max-count=10 --author=ada"), for a heading; "" where
 * there are none. Free with g_free(). */
char *limits_text(const struct limits *limits, const struct arguments *args);

/* Puts --since and --until into a range: the walk keeps to them. */
void filter_set_range(const struct filter *filter, struct range *range);

/* What --since and --until mean, in seconds since the epoch; INT64_MIN and INT64_MAX without. */
void filter_dates(const struct filter *filter, int64_t *since, int64_t *until);

/* The same of --sent-since and --sent-until. */
void filter_sent_dates(const struct filter *filter, int64_t *since, int64_t *until);

/* Whether every mail of the range counts, so that none may be passed over unread. */
bool filter_counts_mails(const struct filter *filter);

/* Whether what subjects say matters. */
bool filter_reads_subjects(const struct filter *filter);

/* Whether it is a few mails that are wanted, the newest of a range: no reason to make an index. */
bool filter_stops_early(const struct filter *filter);
#define FEW_MAILS 2000

enum filter_verdict {
	FILTER_DROP,
	FILTER_TAKE,
	FILTER_TAKE_LAST, /* and no mail behind it can be wanted */
	FILTER_STOP,	  /* neither this one nor any behind it */
};

/* Reads the mail of a record, as source_read(); false: it cannot be read, which was reported. */
typedef bool filter_read(void *data, const struct record *record, struct mail_blob *out);

/*
 * What becomes of the next record of a range in git log's order: to be asked once for each. The
 * mail is read only where --grep cannot be answered without.
 */
enum filter_verdict filter_next(struct filter *filter, const struct record *record,
				filter_read *read, void *data);

/* Whether a series touches the paths behind "--", on either side of a rename; true without any. */
bool filter_wants_series(const struct filter *filter, const struct series *series);

/* The same of one patch or cover letter. */
bool filter_wants_paths(const struct filter *filter, const struct record *record);

/* The paths; NULL: there are none. */
const struct pathspec *filter_paths(const struct filter *filter);

/* Whether there are paths, so that there is anything to ask. */
bool filter_has_paths(const struct filter *filter);

#endif
