/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SOURCE_PRIVATE_H
#define CLI_SOURCE_PRIVATE_H

/* Shared between source.c and source_scan.c only. */

#include "cli/source.h"

struct source {
	struct source_options options;
	struct archive *archive;
	struct selection *selection;
	char *from, *to;
	struct filter *filter;	 /* NULL: without limits */
	struct seen *seen;	 /* NULL: without --new */
	struct mailmap *mailmap; /* NULL: none */
	const char *const *bots; /* of kvm.bot; NULL: none */
	struct index **indexes;	 /* one for each inbox, NULL: not wanted, or not started yet */
	bool indexes_started;
	unsigned digits; /* of abbreviated commits; 0: not known yet */
	char *list_id;	 /* see source_list_id(); NULL: not known yet */
};

/* Starts what is not started yet: the index of each inbox, as the options have it. */
void source_start_indexes(struct source *source);

#endif
