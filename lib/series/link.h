/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_LINK_H
#define SERIES_LINK_H

#include "series/topic.h"

/* A topic_link by the places of its series in the list. */
struct found_link {
	guint older, newer;
	enum link_evidence evidence;
	int confidence;
	char *why; /* the taker's to free */
};

/*
 * What ties series to older ones: a forest, each series is the newer one of at most one link.
 * Returns an array of struct found_link without order.
 */
GArray *find_links(const GPtrArray *series, const struct topic_options *options);

#endif
