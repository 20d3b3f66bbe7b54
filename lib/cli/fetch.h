/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_FETCH_H
#define CLI_FETCH_H

#include "inbox/partial.h"
#include "inbox/scan.h"

/*
 * inbox_scan() of a partial clone: git fetches the mails that are missing, some hundreds at a time,
 * from the remote of that name. When it cannot, that is warned of once, and they are missing.
 */
bool fetching_scan(struct inbox *inbox, const char *remote, const struct range *range,
		   const struct scan_options *options, struct scan_counts *counts, GError **error);

#endif
