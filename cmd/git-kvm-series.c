/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kvm-series/subcommands.h"

#include "cli/cli.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} subcommands[] = {
	{ "list", kvm_series_list },
	{ "show", kvm_series_show },
	{ "mbox", kvm_series_mbox },
	{ "diff", kvm_series_diff },
};

int main(int argc, char **argv)
{
	cli_init();
	for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(subcommands); i++)
		if (!strcmp(argv[1], subcommands[i].name))
			return subcommands[i].run(argc - 1, argv + 1);
	return kvm_series_list(argc, argv);
}
