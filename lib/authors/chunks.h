/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_CHUNKS_H
#define AUTHORS_CHUNKS_H

#include <string.h>
#include <glib.h>

#define CHUNK 1024u /* elements */

/*
 * A list of a hundred thousand elements that stay where they are: an array that grows is copied,
 * and leaves holes of its former sizes. Start with the size of an element and all else zero.
 */
struct chunks {
	size_t size;
	guint len;
	char **blocks;
};

static inline void *chunks_at(const struct chunks *chunks, guint i)
{
	return chunks->blocks[i / CHUNK] + i % CHUNK * chunks->size;
}

/* Appends an element, which is copied; returns where it is now. */
static inline void *chunks_add(struct chunks *chunks, const void *element)
{
	guint nr = chunks->len / CHUNK;

	if (!(chunks->len % CHUNK)) {
		chunks->blocks = g_renew(char *, chunks->blocks, nr + 1);
		chunks->blocks[nr] = g_malloc(CHUNK * chunks->size);
	}
	return memcpy(chunks_at(chunks, chunks->len++), element, chunks->size);
}

/* Leaves an empty list. */
static inline void chunks_clear(struct chunks *chunks)
{
	for (guint i = 0; i < chunks->len; i += CHUNK)
		g_free(chunks->blocks[i / CHUNK]);
	g_clear_pointer(&chunks->blocks, g_free);
	chunks->len = 0;
}

#endif
