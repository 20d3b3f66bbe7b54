/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_STAT_H
#define PATCH_STAT_H

#include <stdint.h>
#include "text/slice.h"

struct stat_total {
	uint32_t files, insertions, deletions;
};

/* " 3 files changed, 29 insertions(+), 5 deletions(-)", with at most one space before it. */
bool stat_read_summary(struct slice line, struct stat_total *total);

/* " path | 3 +-", " path | Bin 0 -> 9 bytes", " path | Unmerged": the path, trimmed, as written. */
bool stat_read_path(struct slice line, struct slice *path);

/* " create mode 100644 x", " rename a => b (90%)" and the like, below the summary. */
bool stat_is_mode_line(struct slice line);

#endif
