/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_COVERS_H
#define SERIES_COVERS_H

#include "record/record.h"

/* Whether it may be a cover letter, though it bears no mark of one: covers_adopt() tells. */
bool cover_may_be(const struct record *record);

/*
 * Some people send cover letters without "[PATCH 0/n]": "[PATCHSET v4]", "[PATCHSET 2/9]" where
 * each is one of nine sets, a bare title. In records (struct record *, of any kind, in any order) a
 * mail without a diff, and without a "Re:", that two or more patches of one series by the same
 * sender answer within a day, more than of all other series together (what heads several is the
 * cover letter of none), becomes a cover letter with the total of the patches; "v2" at the end of
 * the title is the version. Linear in the number of records.
 */
void covers_adopt(const GPtrArray *records);

#endif
