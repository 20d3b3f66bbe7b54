/* SPDX-License-Identifier: GPL-2.0-or-later */
#define LATE_OWN_NAMES
#include "late/git.h"

#define LATE_ENTRY(name) .name = (name),

extern const struct late_git gitkvm_late_git;
const struct late_git gitkvm_late_git = { .sum = LATE_SUM, LATE_GIT_FUNCTIONS(LATE_ENTRY) };
