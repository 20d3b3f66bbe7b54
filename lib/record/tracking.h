/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RECORD_TRACKING_H
#define RECORD_TRACKING_H

#include "patch/links.h"

/* What a posting says of the series it belongs to, and b4's field adds to. */
struct tracking {
	struct pool *pool;
	int version; /* of the posting: older ones count */
	const char *change_id;
	struct record_link *links;
	unsigned nr_links;
};

/*
 * Reads b4's field X-B4-Tracking, "v=1; b=<base64 of gzip of JSON>": the change-id of the series,
 * and by Message-ID the earlier versions that were sent. Adds the links to those that are
 * there, and sets change_id where it is "". Lives in the pool. False where the field does
 * not hold what it should, or more than 64 KiB or 1000 objects and arrays of it.
 */
bool tracking_parse(struct slice field, struct tracking *tracking);

#endif
