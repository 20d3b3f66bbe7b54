/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_LINKS_H
#define PATCH_LINKS_H

#include "text/pool.h"

/* An earlier version that a posting names by a link to the archive. */
struct record_link {
	int version; /* 0 where the text does not say which */
	const char *message_id;
};

/*
 * The earlier versions that the text of a posting declares: lines of a changelog that name a
 * version and a link to its mail, in the forms people and b4 write ("- Link to v1:
 * https://lore.kernel.org/r/<id>", "v3: https://lore.kernel.org/all/<id>/", "Changes since v2 [1]:"
 * with its footnote
 * "[1] https://lore.kernel.org/…"). Only links to mail archives (lore.kernel.org, and any "/r/" or
 * list URL with a Message-ID) count; the id is taken out of the URL, its %-escapes undone. Quoted
 * lines do not count, nor do lines from the diff on. version is that of the posting itself: links
 * to it or a later one are none to an earlier. Lives in pool; at most MAIL_MAX_LINKS.
 */
void links_parse(struct pool *pool, struct slice text, int version, struct record_link **out,
		 size_t *nr);

#endif
