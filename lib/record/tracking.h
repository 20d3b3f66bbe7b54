/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RECORD_TRACKING_H
#define RECORD_TRACKING_H

#include "record/record.h"

/*
 * Reads b4's field X-B4-Tracking, "v=1; b=<base64 of gzip of JSON>": the change-id of the series,
 * and by Message-ID the earlier versions that were sent. Adds the links to those that the record
 * has, and sets change_id where it is "". Lives in the record's pool. False where the field does
 * not hold what it should, or more than 64 KiB of it.
 */
bool tracking_parse(struct record *record, struct slice field);

#endif
