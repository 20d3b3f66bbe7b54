/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_SHOW_H
#define SEARCH_SHOW_H

#include "report/series_show.h"
#include "search/find.h"

/*
 * The model of `git kvm-series show`: all versions of what was found, and of one of them its
 * patches, what was said last, and the tags that it carried on. Mails are read for it; one that
 * cannot be read is warned of. found and handles must outlive it. Release with
 * series_show_release().
 */
void show_init(struct series_show *show, struct source *source, const struct found_series *found,
	       const struct series *shown, const struct handles *handles);

/* Adds what became of its versions in work repositories. To be called before printing. */
void show_merge(struct series_show *show, const struct found_series *found, struct merges *merges);

#endif
