/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HELPER_LATE_H
#define HELPER_LATE_H

#include <stdio.h>
#include <stdlib.h>

#include "late/late.h"

static inline void helper_late_fail(const char *file, const char *problem)
{
	fprintf(stderr, "fatal: cannot load '%s': %s\n", file, problem);
	exit(128);
}

/* For helpers whose time is measured: they load late what commands do, from the same build. */
static inline void helper_late_start(void)
{
	char *self = g_file_read_link("/proc/self/exe", NULL), *folder = g_path_get_dirname(self);

	late_place(g_build_filename(folder, "..", "..", "lib", "git-kvm", NULL), helper_late_fail);
	g_free(folder);
	g_free(self);
}

#endif
