/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_PULLS_H
#define SERIES_PULLS_H

#include "record/record.h"

/*
 * What the pull requests among records (struct record *), which must outlive it, list. Free with
 * pulls_free().
 */
struct pulls *pulls_read(const GPtrArray *records);
void pulls_free(struct pulls *pulls);

/* Whether it is one of the patches that a pull request brings along: "[PULL 3/9]" that lists none.
 */
bool pull_is_patch(const struct record *record);

/*
 * The oldest pull request, sent after the patch, that lists its title and author, or what stands
 * behind the subsystem in it; NULL for none.
 */
const struct record *pulls_find(const struct pulls *pulls, const struct record *patch);

/* Whether a pull request, which has others of its series, lists a similar title of its author. */
bool pulls_have_similar(const struct pulls *pulls, const struct record *pull,
			const struct record *patch);

/*
 * The pull request, sent soon after the patch, that lists the title of its author that is most like
 * it; NULL where none is very much so.
 */
const struct record *pulls_find_retitled(const struct pulls *pulls, const struct record *patch);

#endif
