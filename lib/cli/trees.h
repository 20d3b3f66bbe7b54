/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_TREES_H
#define CLI_TREES_H

#include "cli/source.h"
#include "tree/merges.h"

/* The work repositories that patches end up in, found for all commands in one way. */

/* NULL: not given; empty: none is wanted. */
struct trees_options {
	GPtrArray *paths; /* of const char * */
};

#define OPT_TREE_REPO(v)                                                                           \
	{                                                                                          \
		.kind = OPTION_LIST, .name = "tree-repo", .list = &(v)->paths,                     \
		.argument = "<path>", .flags = OPTION_NEGATABLE,                                   \
		.help = "look for commits in this work repository"                                 \
	}

/*
 * Opens, first hit wins: what --tree-repo names; the repository that git would use here, when it is
 * no inbox; kvm.<inbox>.tree of the inboxes that are named; kvm.tree. Returns an array of
 * struct tree *, empty where there is none; g_ptr_array_unref() closes them. Dies where one that is
 * named cannot be read. Behind source_open().
 */
GPtrArray *trees_open(const struct trees_options *options, const struct source_options *source);

/* What became of patches in trees, read out of the source, which it must not outlive; releases are
 * the tags that git describe --contains names. NULL where there are no trees. */
struct merges *trees_merges(const GPtrArray *trees, struct source *source);

#endif
