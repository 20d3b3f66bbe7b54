/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/late.h"

#include <link.h>
#include <stdlib.h>
#include <unistd.h>
#include "cli/die.h"
#include "late/git.h"
#include "late/late.h"

static char *folder;

static void check(const char *name)
{
	g_autofree char *file = g_build_filename(folder, name, NULL);

	if (access(file, R_OK))
		die_errno("cannot find '%s', a part of this command", file);
}

static void fail(const char *file, const char *problem)
{
	die("cannot load '%s': %s", file, problem);
}

void late_start(void)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *bin = g_path_get_dirname(self ? self : program_invocation_name);
	g_autofree char *beside = g_path_get_dirname(bin);

	folder = g_build_filename(beside, "lib", "git-kvm", NULL);
	for (const char *const *part = late_parts(); *part; part++)
		check(*part);
	late_place(folder, fail);
}

const char *late_folder(void)
{
	return folder;
}

static int is_elsewhere(struct dl_phdr_info *info, size_t size, void *data)
{
	static const char *const usual[] = { "/usr/", "/lib", "/nix/store/", "/gnu/store/" };
	unsigned *nr = data;

	(void)size;
	if (!(*nr)++)
		return 0; /* the command itself, which has a path under valgrind */
	for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
		if (*info->dlpi_name != '/' || g_str_has_prefix(info->dlpi_name, usual[i]))
			return 0;
	/* One of ours that was loaded already is elsewhere, but in a folder that we may read. */
	return !g_str_has_prefix(info->dlpi_name, folder);
}

void late_before_sandbox(void)
{
	unsigned nr = 0;

	if (getenv("LD_LIBRARY_PATH") || dl_iterate_phdr(is_elsewhere, &nr))
		late_all();
}
