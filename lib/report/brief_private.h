/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_BRIEF_PRIVATE_H
#define REPORT_BRIEF_PRIVATE_H

/* Shared among brief*.c only. */

#include "report/brief.h"

/* Fills threads, pulls and reports, and what the items of this time have below them. */
void brief_find_threads(struct brief *brief, const struct brief_options *options);

/* The number of who sent a mail: one address, and one name, is one person, see keys_merged(). */
guint brief_number(struct brief *brief, const struct record *mail);

/* Fills people and domains. */
void brief_count_people(struct brief *brief, const struct brief_options *options);

#endif
