/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_BRIEF_WHERE_H
#define REPORT_BRIEF_WHERE_H

#include <glib.h>
#include "text/slice.h"

/*
 * Appends what the address of a commit or tree on the web says, in short: "netdev/net-next:
 * 0123456789ab", "fs/fsverity/linux.git for-next", without host and folders that all have. False,
 * and nothing appended, where it is no such address.
 */
bool brief_append_where(struct slice url, GString *out);

#endif
