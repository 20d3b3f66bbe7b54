/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_BRIEF_ASIDE_H
#define REPORT_BRIEF_ASIDE_H

#include "record/record.h"

/* Whether a posting says that it is a copy for a stable tree. */
bool brief_is_backport(const struct record *record);

#endif
