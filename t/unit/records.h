/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_RECORDS_H
#define UNIT_RECORDS_H

#include "record/record.h"

/* Fails the test where a field of the two differs. */
void expect_record(const struct record *a, const struct record *b);

#endif
