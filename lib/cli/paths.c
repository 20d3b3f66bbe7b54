/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/paths.h"

#include <stdlib.h>
#include <string.h>
#include "cli/die.h"
#include "cli/git.h"

static bool is_set(const char *name)
{
	static const char *const no[] = { "", "0", "false", "no", "off" };
	const char *value = getenv(name);

	for (size_t i = 0; value && i < G_N_ELEMENTS(no); i++)
		if (!g_ascii_strcasecmp(value, no[i]))
			return false;
	return value;
}

static unsigned default_magic(void)
{
	unsigned magic = 0;

	if (is_set("GIT_LITERAL_PATHSPECS"))
		magic |= PATHSPEC_ALL_LITERAL;
	if (is_set("GIT_GLOB_PATHSPECS"))
		magic |= PATHSPEC_GLOB;
	if (is_set("GIT_NOGLOB_PATHSPECS"))
		magic |= PATHSPEC_LITERAL;
	if (is_set("GIT_ICASE_PATHSPECS"))
		magic |= PATHSPEC_ICASE;
	if (magic & PATHSPEC_GLOB && magic & PATHSPEC_LITERAL)
		die("global 'glob' and 'noglob' pathspec settings are incompatible");
	return magic;
}

/*
 * "arch/x86/": where in its work tree the user stands; "" outside of any, which is no mistake.
 * Free with g_free().
 */
static char *find_prefix(void)
{
	static const char *const args[] = { "rev-parse", "--show-prefix", NULL };
	char *prefix = cli_git_answer(args);

	if (!prefix)
		return g_strdup("");
	prefix[strcspn(prefix, "\n")] = '\0';
	return prefix;
}

struct pathspec *paths_parse(const struct arguments *args)
{
	GError *error = NULL;
	struct pathspec *paths;
	g_autofree char *prefix = NULL;

	if (!args->nr_paths)
		return NULL;
	prefix = find_prefix();
	paths = pathspec_parse(args->paths, args->nr_paths, default_magic(), prefix, &error);
	if (!paths)
		die_gerror(error);
	return paths;
}
