/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_INDEX_H
#define CLI_INDEX_H

#include "cli/options.h"
#include "index/index.h"

/* What every command does with the index: one option, one key, one place for its messages. */

enum index_use {
	INDEX_USE_UNSET = -1, /* neither --index nor --no-index: by kvm.index */
	INDEX_USE_NEVER,
	INDEX_USE_UPDATE,
	INDEX_USE_REBUILD,
	INDEX_USE_CHECK,
	INDEX_USE_AS_IS, /* as it is, and updated on the way by runs that read much */
};

extern const struct option_choice index_choices[];

/* --index[=(update|rebuild|check)] and --no-index, into an int that starts as INDEX_USE_UNSET. */
#define OPT_INDEX(v)                                                                               \
	{                                                                                          \
		.kind = OPTION_CHOICE, .name = "index", .number = (v), .choices = index_choices,   \
		.set = INDEX_USE_UPDATE, .unset = INDEX_USE_NEVER,                                 \
		.flags = OPTION_OPTIONAL | OPTION_NEGATABLE,                                       \
		.help = "update the index first, rebuild it, or check it"                          \
	}

/* What use means, kvm.index included. */
int index_use(int use);

/* Where indexes, and what --new has seen, are when the clone cannot be written to. Free with
 * g_free(). */
char *index_cache_dir(void);

/*
 * Opens the index and does what use asks for; progress is that of OPT_PROGRESS. NULL when it is not
 * wanted. What is wrong with the index is warned of, once, and no reason to fail. To be closed
 * with index_close(), before the inbox.
 */
struct index *index_start(struct inbox *inbox, int use, unsigned threads, int progress);

#endif
