/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_MBOX_TRAILERS_H
#define REPORT_MBOX_TRAILERS_H

#include <glib.h>
#include "text/slice.h"

/* A trailer to be folded into a message, UTF-8: "Reviewed-by", "A U Thor <author@example.org>". */
struct mbox_trailer {
	const char *key, *value;
};

/*
 * Appends message to out, with trailers where git interpret-trailers would place them
 * (patch/interpret.h): behind the last of its block of trailers, or in a paragraph of their own
 * where it has none, in front of what git does not count for the message. What is there already,
 * the key in any case and with the same person (by the address, in any case) or value, is not
 * added. Then a Link trailer, where link_base is not NULL and no Link in the block names that
 * Message-ID.
 */
void trailers_fold(GString *out, struct slice message, const struct mbox_trailer *trailers,
		   size_t nr, const char *link_base, const char *message_id);

#endif
