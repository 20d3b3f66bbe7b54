/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_SIMILARITY_H
#define TREE_SIMILARITY_H

#include <git2.h>

/*
 * How similar two files are, in percent, as git counts it and writes it into a diff ("similarity
 * index 97%"): the patch-id of a renaming patch has that line in it. libgit2's own measure gives
 * other numbers.
 */
void similarity_metric_init(git_diff_similarity_metric *metric);

#endif
