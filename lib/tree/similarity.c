/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/similarity.h"
#include "text/integers.h"

#include <stdbool.h>
#include <string.h>
#include <glib.h>

/* As diffcore-delta.c of git has it. */
#define SPAN 64	      /* bytes that a line is cut at */
#define HASHES 107927 /* git's HASHBASE */
#define LOOK_FOR_NUL 8000

/* How many bytes of a file are in lines of the same hash. */
struct span {
	uint32_t hash;
	uint64_t bytes;
};

struct similarity {
	uint64_t size;
	GArray *spans; /* of struct span, by hash, each hash once */
};

static gint compare_hashes(gconstpointer a, gconstpointer b)
{
	const struct span *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

static void add_up(GArray *spans)
{
	guint kept = 0;

	g_array_sort(spans, compare_hashes);
	for (guint i = 0; i < spans->len; i++) {
		struct span *span = &g_array_index(spans, struct span, i);
		struct span *last = kept ? &g_array_index(spans, struct span, kept - 1) : NULL;

		if (last && last->hash == span->hash)
			last->bytes += span->bytes;
		else
			g_array_index(spans, struct span, kept++) = *span;
	}
	g_array_set_size(spans, kept);
}

static WRAPS_AROUND void cut(GArray *spans, const char *bytes, size_t size)
{
	bool is_text = !memchr(bytes, '\0', MIN(size, LOOK_FOR_NUL));
	uint32_t one = 0, two = 0;
	uint64_t len = 0;

	for (size_t i = 0; i < size; i++) {
		uint32_t old = one;
		bool is_end = bytes[i] == '\n';

		if (is_text && bytes[i] == '\r' && i + 1 < size && bytes[i + 1] == '\n')
			continue;
		one = (one << 7 ^ two >> 25) + (unsigned char)bytes[i];
		two = two << 7 ^ old >> 25;
		if (++len == SPAN || is_end) {
			struct span span = { (one + two * 0x61) % HASHES, len };

			g_array_append_val(spans, span);
			one = two = 0;
			len = 0;
		}
	}
}

struct similarity *similarity_new(struct slice bytes)
{
	struct similarity *similarity = g_new(struct similarity, 1);

	similarity->size = bytes.len;
	similarity->spans = g_array_new(FALSE, FALSE, sizeof(struct span));
	if (bytes.len)
		cut(similarity->spans, bytes.ptr, bytes.len);
	add_up(similarity->spans);
	return similarity;
}

void similarity_free(struct similarity *similarity)
{
	if (!similarity)
		return;
	g_array_unref(similarity->spans);
	g_free(similarity);
}

/* The bytes of a that b has, too. */
static uint64_t copied(const GArray *a, const GArray *b)
{
	uint64_t bytes = 0;

	for (guint i = 0, j = 0; i < a->len; i++) {
		const struct span *x = &g_array_index(a, struct span, i), *y;

		while (j < b->len && g_array_index(b, struct span, j).hash < x->hash)
			j++;
		y = j < b->len ? &g_array_index(b, struct span, j) : NULL;
		if (y && y->hash == x->hash)
			bytes += MIN(x->bytes, y->bytes);
	}
	return bytes;
}

int similarity_score(const struct similarity *before, const struct similarity *after)
{
	uint64_t most = MAX(before->size, after->size);

	return most ? (int)(copied(before->spans, after->spans) * SIMILARITY_MAX / most) : 0;
}
