/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_WITNESS_H
#define SEARCH_WITNESS_H

#include "cli/source.h"

/*
 * Looks up, by the index, mails that may tell whether the persons in the tags of records (of
 * struct record *) are who sent these, see identity.h; adds them to witnesses, which owns them.
 * They are few: at most one for each name and address. False where the index cannot tell.
 */
bool witnesses_find(struct source *source, const GPtrArray *records, GPtrArray *witnesses);

#endif
