/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"
int kvm_series_diff(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return 129;
}
