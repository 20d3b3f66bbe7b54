/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_WORDS_H
#define MIME_WORDS_H

#include "text/pool.h"

/*
 * A field body as one line of valid UTF-8: unfolded (RFC 5322, 2.2.3: the line end goes; the white
 * space that follows it becomes one space), RFC 2047 words decoded, raw 8-bit bytes read as UTF-8
 * where they are UTF-8 and as Windows-1252 elsewhere, NUL as U+FFFD, white space at both ends cut.
 * Runs of white space inside a line stay. Never NULL; "not there" gives "". Plain ASCII without
 * "=?" is copied without further work. The text may still hold control characters: escape it
 * before a terminal sees it.
 */
char *words_decode(struct pool *pool, struct slice field);

#endif
