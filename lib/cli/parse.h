/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_PARSE_H
#define CLI_PARSE_H

#include "cli/options.h"

/*
 * Parses as git does: options and revisions mix up to "--" or --end-of-options, long names may be
 * abbreviated, letters bundled. Exits on its own:
 *   -h				usage on stdout, 129
 *   --help			becomes `git help <command>`
 *   --version			"git-kvm version 0.1.0", 0
 *   --git-completion-helper	all options on one line, 0 (-all: hidden ones, too)
 *   --git-completion-helper-line <word>...	as the first argument: see completion.h, 0
 *   a mistake			"error: …" on stderr (for an unknown option with the usage lines),
 * 129 Free *out with arguments_release().
 */
void options_parse(const struct command *command, int argc, char **argv, struct arguments *out);

/*
 * Whether the options of the line are all such as the command has, with the arguments that they
 * need; what is no option is in *out, as far as the line could be read. Nothing is set or printed.
 * Free *out with arguments_release().
 */
bool options_fit(const struct command *command, int argc, char **argv, struct arguments *out);

void arguments_release(struct arguments *args);

/* An option of the command whose line was parsed last, by its long name; NULL where it has none. */
const struct option_def *option_parsed(const char *name);

/* "fatal: …", an empty line, the usage lines, on stderr; exit 129. */
G_NORETURN void die_usage(const struct command *command, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

/* "error: options '--json' and '-z' cannot be used together", exit 129. */
G_NORETURN void die_incompatible(const char *one, const char *other);

/* What --version prints: "git-kvm version 0.1.0". Free with g_free(). */
char *cli_version(void);

#endif
