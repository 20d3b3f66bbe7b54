/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a stranger's clone says of itself, read without libgit2: the length of HEAD in 16 bits,
 * little-endian, and its bytes, the same of config and of packed-refs, and names to look up, a line
 * each. Where ours is sure, libgit2 says the same.
 */
#include "fuzz.h"

#include <string.h>
#include <sys/stat.h>
#include "inbox/inbox.h"
#include "inbox/named.h"
#include "inbox/plain.h"
#include "late/git.h"

#define MOST_NAMES 20

/* What it keeps of a configuration that it could not read. */
FUZZ_TOLERATE_LEAKS_OF("libgit2")

/* A bare clone; returns its folder. Free it with g_free(). */
static char *make_clone(struct slice *data)
{
	static const char *const files[] = { "HEAD", "config", "packed-refs" }, *const folders[] = {
		"objects", "refs"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		g_free(fuzz_file(files[i], fuzz_take(data)));
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		char *path = fuzz_path(folders[i]);

		mkdir(path, 0700);
		g_free(path);
	}
	return fuzz_path("");
}

static void check_name(git_repository *repository, enum ref_found found, const git_oid *id,
		       const char *name, bool is_guess)
{
	git_reference *ref = NULL, *direct = NULL;
	int code = is_guess ? git_reference_dwim(&ref, repository, name)
			    : git_reference_lookup(&ref, repository, name);

	if (!code)
		code = git_reference_resolve(&direct, ref);
	if (found == REF_FOUND)
		check(!code && git_oid_equal(git_reference_target(direct), id));
	if (found == REF_NONE)
		check(code);
	git_reference_free(direct);
	git_reference_free(ref);
}

static void look_up(git_repository *repository, const char *git_dir, struct slice names)
{
	struct packed_refs packed = { 0 };

	g_mutex_init(&packed.lock);
	for (unsigned i = 0; i < MOST_NAMES && names.len; i++) {
		char *name = fuzz_line(&names);
		git_oid id;

		check_name(repository, named_find(&packed, git_dir, name, &id), &id, name, false);
		check_name(repository, named_guess(&packed, git_dir, name, &id), &id, name, true);
		g_free(name);
	}
	packed_refs_release(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_of((const char *)data, size);
	git_repository *repository = NULL;
	struct plain found = { .git_dir = NULL };
	static bool started;
	char *folder;

	if (!started)
		started = inbox_library_init(NULL);
	check(started);
	folder = make_clone(&rest);
	if (plain_find(folder, NULL, NULL, &found)) {
		check(!found.workdir);
		check(!git_repository_open_bare(&repository, folder));
		check(!strcmp(git_repository_path(repository), found.git_dir));
		look_up(repository, found.git_dir, rest);
	}
	git_repository_free(repository);
	g_free(found.git_dir);
	g_free(folder);
	return 0;
}
