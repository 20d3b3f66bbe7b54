/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A commit as a work repository has it: its header, its title, and what its message names. */
#include "fuzz.h"

#include "tree/commit.h"

static void check_person(const struct person *person, int64_t time, int zone)
{
	check_text(person->name);
	check_text(person->email);
	check(time >= 0 && abs(zone) <= 99 * 60 + 99);
}

static void check_ids(const struct tree_commit *commit)
{
	size_t nr = 0;

	for (; commit->message_ids[nr]; nr++) {
		const char *id = commit->message_ids[nr];

		check_text(id);
		check(strchr(id, '@') && !strpbrk(id, "\n"));
		for (size_t i = 0; i < nr; i++)
			check(strcmp(id, commit->message_ids[i]));
	}
	check(nr <= COMMIT_MAX_NAMES);
}

static void check_names(const struct tree_commit *commit)
{
	check(commit->nr_names <= COMMIT_MAX_NAMES);
	for (size_t i = 0; i < commit->nr_names; i++) {
		const struct commit_name *name = &commit->names[i];
		size_t len = strlen(name->digits);

		check(name->kind < NAMES_NR);
		check(len >= COMMIT_MIN_DIGITS && len <= GIT_OID_HEXSZ);
		check(strspn(name->digits, "0123456789abcdef") == len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready; /* libgit2, which keeps what was wrong with an id */
	git_oid id = { { 0 } };
	struct tree_commit commit;
	bool good;

	if (!ready)
		ready = git_libgit2_init() > 0;
	good = tree_commit_parse(&id, slice_of((const char *)data, size), &commit);
	check(good == !git_oid_is_zero(&commit.tree));
	check_text(commit.title);
	check_text(commit.message);
	check(!strchr(commit.title, '\n'));
	check_person(&commit.author, commit.authored, commit.authored_zone);
	check_person(&commit.committer, commit.committed, commit.committed_zone);
	check_ids(&commit);
	check_names(&commit);
	tree_commit_release(&commit);
	return 0;
}
