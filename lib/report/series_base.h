/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_BASE_H
#define REPORT_SERIES_BASE_H

#include "report/format.h"
#include "tree/apply.h"

/* The model of `git kvm-series base`. */
struct base_trial {
	const char *name; /* as typed; NULL: the base */
	struct tree *tree;
	git_oid commit;
	bool clean;
	unsigned dependencies, patch; /* see search/trial.h */
	struct apply_failure failure;
};

struct series_base_view {
	struct report report;
	const char *message_id;	     /* of the series */
	unsigned total;		     /* patches */
	const struct tree_hit *base; /* NULL: none was found */
	struct tree *tree;
	bool declared;		/* by its base-commit */
	const char *missing;	/* the base-commit that no tree has; "" for none */
	unsigned found, wanted; /* files that are as they were, where it is not declared */
	const GArray *trials;	/* of struct base_trial */
};

/* "text" and "json". */
extern const struct report_format series_base_formats[];

#endif
