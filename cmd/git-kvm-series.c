/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kvm-series/subcommands.h"

#include "cli/cli.h"
#include "cli/completion.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} subcommands[] = {
	{ "list", kvm_series_list },
	{ "show", kvm_series_show },
	{ "mbox", kvm_series_mbox },
	{ "diff", kvm_series_diff },
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

int main(int argc, char **argv)
{
	cli_init();
	subcommand_first(argc, argv);
	for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(subcommands); i++)
		if (!strcmp(argv[1], subcommands[i].name))
			return subcommands[i].run(argc - 1, argv + 1);
	return kvm_series_list(argc, argv);
}
