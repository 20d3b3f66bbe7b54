/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_MADE_TRACKING_H
#define UNIT_MADE_TRACKING_H

#include "text/slice.h"

/* The body of a field X-B4-Tracking with that JSON, as b4 writes it. Free with g_free(). */
char *made_tracking(struct slice json);

#endif
