/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_OPEN_H
#define KVM_SERIES_OPEN_H

#include "cli/options.h"
#include "cli/trees.h"
#include "search/find.h"

/* The options of all subcommands that are given a series; begin with SERIES_OPTIONS_INIT. */
struct series_options {
	int any_author;		    /* versions and patches of others, too; see series/trust.h */
	int stateless;		    /* nobody asks what state the topic is in */
	int compares;		    /* nor what was said about it: versions are compared */
	int syntax;		    /* how the text behind a ":/" is meant: enum pattern_syntax */
	struct trees_options trees; /* where a <series> may be a commit of */
	struct source_options source;
};

#define SERIES_OPTIONS_INIT                                                                        \
	{                                                                                          \
		.syntax = PATTERN_UNSET, .source = SOURCE_OPTIONS_INIT                             \
	}

/* Their last entries of the table of options; v points to a struct series_options. */
#define OPTS_SERIES(v)                                                                             \
	OPT_SET('E', "extended-regexp", &(v)->syntax, PATTERN_EXTENDED,                            \
		"':/' is followed by an extended regular expression"),                             \
		OPT_SET('P', "perl-regexp", &(v)->syntax, PATTERN_PERL,                            \
			"':/' is followed by a Perl regular expression"),                          \
		OPT_TREE_REPO(&(v)->trees), OPTS_INBOX(&(v)->source)

/* The same for a command whose -P means something else. */
#define OPTS_SERIES_LONG(v)                                                                        \
	OPT_SET('E', "extended-regexp", &(v)->syntax, PATTERN_EXTENDED,                            \
		"':/' is followed by an extended regular expression"),                             \
		OPT_SET(0, "perl-regexp", &(v)->syntax, PATTERN_PERL,                              \
			"':/' is followed by a Perl regular expression"),                          \
		OPT_TREE_REPO(&(v)->trees), OPTS_INBOX(&(v)->source)

/* Ends with what a function of lib/search could not do: exit status 129, or 128 for what git calls
 * fatal. */
G_NORETURN void die_search(const GError *error);

/* What is no option, before or behind a "--", counted from 0; NULL where there is no such one. */
const char *nth_argument(const struct arguments *args, size_t n);

/*
 * Dies where the arguments are not one series. A number among them was meant for an option, and it
 * is said how that is written: -p takes it in the same word, and -P is for regular expressions
 * where it is not for patches.
 */
void check_one_series(const struct command *command, const struct arguments *args);

/*
 * Opens the source and finds the series in it, and leaves in its topic what the author of the named
 * one posted, unless any_author. The source is the caller's to close. Behind config_start(); dies
 * where there is none, or several topics.
 */
struct source *open_series(const struct series_options *options, const char *name,
			   struct found_series *out);

/* The same for a command with a single argument, a series, whose command line is read first. */
struct source *open_one_series(const struct command *command, int argc, char **argv,
			       const struct series_options *options, struct found_series *out);

/* version_find(), which dies where there is none. */
const struct series *choose_version(const struct topic *topic, const char *version);

/* Warns of patches that series_pick() leaves out, such as "[PATCH 4/3]" and "[PATCH
 * 2.5/3]". */
void warn_left_out(const struct series *series, bool any_author);

/* Warns of a newer version by the same author. */
void warn_newer(const struct topic *topic, const struct series *series);

/* Warns of versions that are by others than the one that is taken, and newer than it. */
void warn_others(const struct topic *topic, const struct series *series);

#endif
