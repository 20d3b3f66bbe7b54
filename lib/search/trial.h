/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_TRIAL_H
#define SEARCH_TRIAL_H

#include "cli/source.h"
#include "series/series.h"
#include "tree/apply.h"

/* Whether patches apply to a commit. */
struct trial {
	struct tree *tree;
	git_oid commit;
	bool clean;
	unsigned dependencies; /* of other series, that had to go first */
	unsigned patch;	       /* the first that does not, from 1 on */
	struct apply_failure failure;
};

/*
 * What git am takes of patches (struct record *, NULL: missing) as their diffs, an array of
 * GString *, NULL where there is none. Free with g_ptr_array_unref().
 */
GPtrArray *trial_diffs(struct source *source, const GPtrArray *patches);

/* Tries them in order. Release with trial_release(). */
void trial_run(struct tree *tree, const git_oid *commit, const GPtrArray *diffs, struct trial *out);
void trial_release(struct trial *trial);

/*
 * The same, and where that fails, behind the dependencies (as by trial_diffs()), of which those
 * that do not apply are taken for being there already.
 */
void trial_run_behind(struct tree *tree, const git_oid *commit, const GPtrArray *dependencies,
		      const GPtrArray *diffs, struct trial *out);

/* The patches that a series says it is based on ("Based-on:", "prerequisite-message-id:",
 * "prerequisite-patch-id:"), in order: their diffs. Free with g_ptr_array_unref(). */
GPtrArray *trial_dependencies(struct source *source, const struct series *series);

#endif
