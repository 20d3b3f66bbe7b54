/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/*
 * A command's options are declared once, in a table; parsing (parse.h), -h, what completion asks
 * for and the test against the man page all derive from it. An example is in cli.h.
 */

enum option_kind {
	OPTION_END,
	OPTION_GROUP,  /* a heading in -h */
	OPTION_FLAG,   /* *number = 1; with --no-, 0 */
	OPTION_SET,    /* *number = set: several of them make a choice */
	OPTION_STRING, /* *string = the argument; with --no- (where negatable) NULL */
	OPTION_LIST,   /* the argument is appended to **list; --no- (where negatable) empties it */
	OPTION_UINT,   /* *count = the argument, from minimum on */
	OPTION_CHOICE, /* *number = the value of the name given; with --no- (where negatable) unset
			*/
};

enum option_flag {
	OPTION_NEGATABLE = 1 << 0, /* there is a --no-<name>, too */
	OPTION_OPTIONAL =
		1 << 1,		/* the argument may be missing: a choice is set then, a string "" */
	OPTION_HIDDEN = 1 << 2, /* not in -h, nor offered by completion */
	OPTION_DIGITS = 1 << 3, /* -<number> means this option (at most one in a table) */
};

struct completion;    /* completion.h */
struct report_format; /* report/format.h */

/* A named value of an enumerated option or config key. Lists of them end with a NULL name. */
struct option_choice {
	const char *name;
	int value;
};

struct option_def {
	enum option_kind kind;
	char letter;	      /* 0: none */
	const char *name;     /* long name, without dashes; NULL: none */
	const char *argument; /* as shown: "<n>"; NULL for a choice: "(text|json)" of its names */
	const char *help;     /* one line: lower case, no full stop; of a group, its heading */
	union {
		int *number;
		unsigned *count;
		const char **string; /* points into argv */
		GPtrArray *
			*list; /* of const char * into argv; made at first use, NULL where unused */
	};
	const struct option_choice *choices;
	const struct report_format *formats; /* in place of choices: *number = the place in it */
	/* Adds what the argument may be, for completion; NULL: choices, if there are any. */
	void (*complete)(struct completion *completion);
	int set, unset;
	unsigned minimum;
	unsigned flags; /* enum option_flag */
};

/*
 * Letter (or 0), long name (or NULL), pointer, …, help. An int of OPT_FLAG or OPT_CHOICE that
 * starts as -1 tells "not given" from "given".
 */
#define OPT_FLAG(l, n, v, h)                                                                       \
	{                                                                                          \
		.kind = OPTION_FLAG, .letter = (l), .name = (n), .number = (v), .help = (h),       \
		.flags = OPTION_NEGATABLE                                                          \
	}
#define OPT_SET(l, n, v, value, h)                                                                 \
	{                                                                                          \
		.kind = OPTION_SET, .letter = (l), .name = (n), .number = (v), .set = (value),     \
		.help = (h)                                                                        \
	}
#define OPT_STRING(l, n, v, arg, h)                                                                \
	{                                                                                          \
		.kind = OPTION_STRING, .letter = (l), .name = (n), .string = (v),                  \
		.argument = (arg), .help = (h)                                                     \
	}
#define OPT_LIST(l, n, v, arg, h)                                                                  \
	{                                                                                          \
		.kind = OPTION_LIST, .letter = (l), .name = (n), .list = (v), .argument = (arg),   \
		.help = (h)                                                                        \
	}
#define OPT_UINT(l, n, v, min, arg, h)                                                             \
	{                                                                                          \
		.kind = OPTION_UINT, .letter = (l), .name = (n), .count = (v), .minimum = (min),   \
		.argument = (arg), .help = (h)                                                     \
	}
#define OPT_CHOICE(l, n, v, list_of_choices, h)                                                    \
	{                                                                                          \
		.kind = OPTION_CHOICE, .letter = (l), .name = (n), .number = (v),                  \
		.choices = (list_of_choices), .help = (h)                                          \
	}
#define OPT_FORMAT(v, table, h)                                                                    \
	{                                                                                          \
		.kind = OPTION_CHOICE, .name = "format", .number = (v), .formats = (table),        \
		.help = (h)                                                                        \
	}
/* git log's -<number>, -n <number>, --max-count=<number> */
#define OPT_MAX_COUNT(v, h)                                                                        \
	{                                                                                          \
		.kind = OPTION_UINT, .letter = 'n', .name = "max-count", .count = (v),             \
		.argument = "<number>", .flags = OPTION_DIGITS, .help = (h)                        \
	}
#define OPT_PROGRESS(v) OPT_FLAG(0, "progress", v, "show progress on standard error")
#define OPT_GROUP(h)                                                                               \
	{                                                                                          \
		.kind = OPTION_GROUP, .help = (h)                                                  \
	}
#define OPT_END                                                                                    \
	{                                                                                          \
		.kind = OPTION_END                                                                 \
	}
/* OPT_COLOUR(v) is in colour.h. */

/* A word that may follow a command. Lists of them end with a NULL name. */
struct subcommand {
	const char *name;
	const char *help; /* for completion */
};

struct command {
	const char *name; /* "kvm-digest" */
	/* What follows "git kvm-digest " in each usage line; NULL-terminated. */
	const char *const *usage;
	const struct option_def *options;
	const struct subcommand *subcommands; /* or NULL */
	/* Adds what an argument may be, for completion; NULL: a revision. */
	void (*complete)(struct completion *completion);
	/* Appends lines for the end of -h; NULL: none. */
	void (*append_notes)(GString *out);
};

/* What is no option, in order; the strings are argv's. */
struct arguments {
	const char **revisions; /* before "--"; NULL-terminated */
	size_t nr_revisions;
	const char **paths; /* behind "--"; NULL-terminated */
	size_t nr_paths;
	bool dashdash; /* a "--" was given */
};

/* The text of -h; free with g_free(). */
char *options_usage(const struct command *command);

/* Its first lines alone, and where the others are: for below a mistake. Free with g_free(). */
char *options_usage_lines(const struct command *command);

/* The long option that somebody may have meant who wrote that (what follows a "=" does not count);
 * NULL for none. */
const char *options_similar(const struct command *command, const char *name);

/*
 * The line of --git-completion-helper: the subcommands, all long options, "--top=" where they need
 * an argument, then the --no- forms, all but the first behind a "--", which is how git's completion
 * wants it. Free with g_free().
 */
char *options_completion(const struct command *command, bool with_hidden);

/* The names that an option can be given, one after the other; NULL behind the last. */
const char *option_value_name(const struct option_def *def, size_t i);

/* All of them, "text", "json", or "csv"; free with g_free(). */
char *option_value_names(const struct option_def *def);

/* Finds one, and what it stands for. Returns false, *value untouched, when it is not there. */
bool option_value_find(const struct option_def *def, const char *name, int *value);

/* Finds name among choices. Returns false, *value untouched, when it is not there. */
bool option_choice_find(const struct option_choice *choices, const char *name, int *value);

/* `"always", "auto", or "never"`: for messages. Free with g_free(). */
char *option_choice_names(const struct option_choice *choices);

#endif
