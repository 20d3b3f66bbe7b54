/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_OBSOLETED_H
#define SERIES_OBSOLETED_H

#include "record/record.h"

/*
 * What an author says in a reply to his own posting, "Obsoleted-by: <URL>", becomes a link of that
 * posting, with the version LINK_OBSOLETED_BY. In records (struct record *, of any kind, in any
 * order); what was done before is not done again. Linear in the number of records.
 */
void obsoleted_adopt(const GPtrArray *records);

#endif
