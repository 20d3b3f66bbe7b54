/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/late.h"

#include <link.h>
#include <stdlib.h>
#include <unistd.h>
#include "cli/die.h"
#include "late/late.h"

static char *folder, *object;

static void fail(const char *problem)
{
	die("cannot load '%s': %s", object, problem);
}

void late_start(void)
{
	char *self = g_file_read_link("/proc/self/exe", NULL);
	char *bin = g_path_get_dirname(self ? self : program_invocation_name);
	char *beside = g_path_get_dirname(bin);

	folder = g_build_filename(beside, "lib", "git-kvm", NULL);
	object = g_build_filename(folder, "late.so", NULL);
	if (!late_is_here() && access(object, R_OK))
		die_errno("cannot find '%s', a part of this command", object);
	late_place(object, fail);
	g_free(beside);
	g_free(bin);
	g_free(self);
}

const char *late_folder(void)
{
	return folder;
}

static int is_elsewhere(struct dl_phdr_info *info, size_t size, void *data)
{
	static const char *const usual[] = { "/usr/", "/lib", "/nix/store/", "/gnu/store/" };

	(void)size, (void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
		if (*info->dlpi_name != '/' || g_str_has_prefix(info->dlpi_name, usual[i]))
			return 0;
	return 1;
}

void late_before_sandbox(void)
{
	if (getenv("LD_LIBRARY_PATH") || dl_iterate_phdr(is_elsewhere, NULL))
		late();
}
