/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_PICK_H
#define SERIES_PICK_H

#include "series/series.h"

/*
 * Which mail counts for each patch of a series, the way `git am` wants them: an array of as many
 * struct record * as the series has patches (its total), that of patch n at n - 1, NULL where the
 * patch is missing. Of several mails of one number the one with the highest revision counts
 * (v5.1 10/12 instead of v5 10/12), then the newest in the archive. Mails numbered beyond the total
 * are left out, and what strangers sent (series_is_own()) unless any_author. A patch without a
 * counter is the only one. Free with g_ptr_array_unref(); the
 * records stay the series'.
 */
GPtrArray *series_pick(const struct series *series, bool any_author);

#endif
