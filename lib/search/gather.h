/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_GATHER_H
#define SEARCH_GATHER_H

#include "cli/source.h"
#include "series/catalogue.h"

/*
 * Adds the mails to catalogue that can have to do with the topic of a posting, out of the index and
 * without a look at the rest: what its people posted, what bears its titles, change-ids and links,
 * and what answers these. False where there is no index that holds all mails: then catalogue is
 * empty still.
 */
bool gather_topic(struct source *source, const struct record *posting,
		  const struct catalogue_options *options, struct catalogue *catalogue);

#endif
