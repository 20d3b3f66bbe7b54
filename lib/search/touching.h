/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_TOUCHING_H
#define SEARCH_TOUCHING_H

#include "cli/source.h"
#include "inbox/pathspec.h"
#include "series/catalogue.h"

/*
 * Adds the mails to catalogue that have to do with topics of which some posting touches the paths,
 * out of the index and without a look at the rest, as gather_topics() does. False where that cannot
 * tell, or these are so many that reading all is faster: then catalogue is empty still.
 */
bool touching_gather(struct source *source, const struct pathspec *paths,
		     const struct catalogue_options *options, struct catalogue *catalogue);

#endif
