/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_STAT_TEXT_H
#define COMPARE_STAT_TEXT_H

#include "text/slice.h"

/*
 * Appends the diffstat of a diff as git diff --stat --summary prints it, in so many columns (0:
 * git's 80). False, nothing appended, where it is no diff that git would make.
 */
bool stat_append(GString *out, struct slice diff, size_t columns);

#endif
