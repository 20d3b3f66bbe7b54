/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_ANCESTORS_H
#define SERIES_ANCESTORS_H

#include "record/record.h"

/*
 * Postings that answer a reply, and whose References do not say what that answers, get it from the
 * reply and those above it, up to the first posting. In records (struct record *, of any kind, in
 * any order); what was done before is not done again. Near linear in the number of records.
 */
void ancestors_adopt(const GPtrArray *records);

#endif
