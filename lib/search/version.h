/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_VERSION_H
#define SEARCH_VERSION_H

#include "series/topic.h"

/*
 * A version of the topic by its number ("3", "v3", "v3.1"), the newest where it was posted twice;
 * of NULL the latest. NULL with a SEARCH_ERROR where there is none.
 */
const struct series *version_find(const struct topic *topic, const char *version, GError **error);

/* The version that the topic has before one of its own; NULL for the oldest. */
const struct series *version_before(const struct topic *topic, const struct series *series);

#endif
