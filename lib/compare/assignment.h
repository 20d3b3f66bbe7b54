/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_ASSIGNMENT_H
#define COMPARE_ASSIGNMENT_H

#include <stdint.h>
#include <stddef.h>

/*
 * The linear assignment problem: gives each of n rows a column of its own so that the sum of
 * cost[row * n + column], none negative and each below 2^30, is least. Sets column_of[row]. By the
 * algorithm of R. Jonker and A. Volgenant, "A Shortest Augmenting Path Algorithm for Dense and
 * Sparse Linear Assignment Problems" (Computing 38, 1987), which git range-diff uses, too: in its
 * order of steps, so that of equally good assignments the same one is found. At most O(n^3) time,
 * O(n) memory of its own.
 */
void assignment_solve(size_t n, const int32_t *cost, size_t *column_of);

#endif
