/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RECORD_TAKING_H
#define RECORD_TAKING_H

#include "record/record.h"

/* Whether a mail tells that its sender takes patches: pull requests, what was applied, commits of
 * others. */
bool record_takes(const struct record *record);

/* Whether a trailer of a posting names somebody else as one who has a say: Cc, Signed-off-by and
 * the like. */
bool record_names(const struct record *posting, const struct trailer *trailer);

#endif
