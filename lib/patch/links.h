/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_LINKS_H
#define PATCH_LINKS_H

#include "text/pool.h"

/* Versions of a link that are none. */
#define LINK_UNNUMBERED 0      /* an earlier posting, such as an RFC; the text does not say which */
#define LINK_SUPERSEDES (-1)   /* "Supersedes:": whatever its number */
#define LINK_OBSOLETED_BY (-2) /* "Obsoleted-by:": a later posting */

/* Another version that a posting names by a link to an archive, or by its Message-ID. */
struct record_link {
	int version;
	const char *message_id;
};

/*
 * The earlier versions that the text of a posting declares: lines of a changelog that name a
 * version and its mail, in the forms people and b4 write ("- Link to v1:
 * https://lore.kernel.org/r/<id>", "v3: <id>", "RFC: https://…", "Changes since v2 [1]:" with its
 * footnote "[1] https://lore.kernel.org/…"), and "Supersedes: <id>" as b4, patchew and QEMU have
 * it. Of a URL, whatever the site, the part with an "@" (or its %-escape) is the Message-ID. Quoted
 * lines do not count, nor do lines from the diff on. Whether a version can be right is not looked
 * at. Lives in pool; at most MAIL_MAX_LINKS.
 */
void links_parse(struct pool *pool, struct slice text, struct record_link **out, unsigned *nr);

/* What a reply's own lines say by "Obsoleted-by: <URL or id>", the same way. */
void links_parse_obsoleted(struct pool *pool, struct slice text, struct record_link **out,
			   unsigned *nr);

#endif
