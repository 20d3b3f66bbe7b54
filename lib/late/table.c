/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "late/late.h"

#define LATE_ENTRY(name) .name = (name),

extern const struct late gitkvm_late;
const struct late gitkvm_late = { .sum = LATE_SUM, LATE_FUNCTIONS(LATE_ENTRY) };
