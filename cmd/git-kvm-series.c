/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kvm-series/subcommands.h"

#include <stdlib.h>
#include <unistd.h>
#include "cli/cli.h"
#include "cli/completion.h"
#include "search/locate.h"
#include "text/distance.h"

#define LONGEST 8  /* letters of a word that may be a subcommand, misspelt */
#define MISSPELT 2 /* letters of it that may be wrong */

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} subcommands[] = {
	{ "list", kvm_series_list },   { "show", kvm_series_show }, { "log", kvm_series_log },
	{ "reply", kvm_series_reply }, { "mbox", kvm_series_mbox }, { "am", kvm_series_am },
	{ "diff", kvm_series_diff },   { "find", kvm_series_find }, { "base", kvm_series_base },
};

/* Completion asks a command with the words of its line: a subcommand among them goes first. */
static void subcommand_first(int argc, char **argv)
{
	char *asks = argc > 3 ? argv[1] : "";

	for (size_t i = 0; !strcmp(asks, COMPLETION_LINE) && i < G_N_ELEMENTS(subcommands); i++)
		if (!strcmp(argv[2], subcommands[i].name)) {
			argv[1] = argv[2];
			argv[2] = asks;
			return;
		}
}

static bool is_subcommand(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(subcommands); i++)
		if (!strcmp(word, subcommands[i].name))
			return true;
	return false;
}

const char *similar_subcommand(const char *word)
{
	const char *found = NULL;
	unsigned least = MISSPELT + 1;

	if (strlen(word) > LONGEST || strlen(word) < 2)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(subcommands); i++) {
		unsigned far = text_distance(word, subcommands[i].name, MISSPELT);

		if (far >= least || far > strlen(subcommands[i].name) / 2)
			continue;
		found = subcommands[i].name;
		least = far;
	}
	return found;
}

/* git help kvm-series; a subcommand behind it is in the same page. */
static G_NORETURN void show_help(void)
{
	execlp("git", "git", "help", "kvm-series", NULL);
	die_errno("cannot run 'git help'");
}

/*
 * Without a subcommand: what names one series is shown, wherever the options stand. The id of a
 * commit alone can be the end of a range, and is where an option says that a list is wanted.
 */
static bool is_shown(int argc, char **argv)
{
	struct arguments args;
	enum series_name names;
	bool fit = options_fit(&kvm_series_show_command, argc, argv, &args), alone;

	if (!fit) {
		arguments_release(&args);
		if (!options_fit(&kvm_series_list_command, argc, argv, &args))
			args.nr_revisions = 0;
	}
	names = args.nr_revisions ? names_series(args.revisions[0]) : NAMES_NO_SERIES;
	alone = args.nr_revisions == 1 && !args.nr_paths;
	arguments_release(&args);
	return names == NAMES_SERIES || (names == NAMES_COMMIT && fit && alone);
}

/* A subcommand behind options that are the list's, too, as far as they are; those behind it may be
 * its own. */
static void check_first(int argc, char **argv)
{
	struct arguments args;

	options_fit(&kvm_series_list_command, argc, argv, &args);
	if (args.nr_revisions && is_subcommand(args.revisions[0])) {
		report_error("the subcommand comes first: git kvm-series %s [<options>]",
			     args.revisions[0]);
		exit(EXIT_USAGE);
	}
	arguments_release(&args);
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";

	cli_init();
	subcommand_first(argc, argv);
	for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(subcommands); i++)
		if (!strcmp(argv[1], subcommands[i].name))
			return subcommands[i].run(argc - 1, argv + 1);
	if (!strcmp(word, "help") && (argc == 2 || (argc == 3 && is_subcommand(argv[2]))))
		show_help();
	check_first(argc, argv);
	return is_shown(argc, argv) ? kvm_series_show(argc, argv) : kvm_series_list(argc, argv);
}
