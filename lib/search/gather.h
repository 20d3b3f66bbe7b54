/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_GATHER_H
#define SEARCH_GATHER_H

#include "cli/source.h"
#include "series/catalogue.h"

/*
 * Adds the mails to catalogue that can have to do with the topics of some postings (struct record
 * *), out of the index and without a look at the rest: what their people posted, what bears their
 * titles, change-ids and links, and what answers these. One that may turn out to be a cover letter
 * counts as a posting here. False where there is no index that holds all mails, or they lead to
 * more than most mails (0: any number will do), so that reading all is faster: then catalogue is
 * empty still. Where they had to be grouped for it, and no more came, the catalogue has the groups.
 */
bool gather_topics(struct source *source, const GPtrArray *postings, guint most,
		   const struct catalogue_options *options, struct catalogue *catalogue);

#endif
