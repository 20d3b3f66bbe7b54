/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/parse.h"

char *cli_version(void)
{
	return g_strdup("git-kvm version " GITKVM_VERSION);
}
