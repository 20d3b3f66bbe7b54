/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_FETCH_H
#define CLI_FETCH_H

#include "inbox/partial.h"
#include "inbox/stream.h"

/*
 * inbox_stream() of a partial clone: git fetches the mails that are missing, some hundreds at a
 * time, from the remote of that name. When it cannot, that is warned of once, and they are missing.
 */
struct record_stream *fetching_stream(struct inbox *inbox, const char *remote,
				      const struct range *range, const struct scan_options *options,
				      GError **error);

/*
 * Has git fetch objects (of git_oid) into a clone, as git itself does it where it meets one that is
 * missing.
 */
bool fetch_objects(const char *inbox, const char *remote, const GArray *ids);

#endif
