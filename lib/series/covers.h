/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_COVERS_H
#define SERIES_COVERS_H

#include "record/record.h"

/*
 * Some people send cover letters without "[PATCH 0/n]": a mail that begins a thread, and that two
 * or more patches of one series by the same sender answer within a day, more than of all other
 * series together: what heads several is the cover letter of none. In records (struct record *, of
 * any kind, in any order) such mails become cover letters with the total of the patches; "v2" at
 * the end of the title is the version. Linear in the number of records.
 */
void covers_adopt(const GPtrArray *records);

#endif
