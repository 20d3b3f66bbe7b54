/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "made_tracking.h"

#include <glib.h>
#include <stdlib.h>
#include <zlib.h>

#define GZIP (16 + MAX_WBITS)
#define LEAST_MEMORY 1

char *made_tracking(struct slice json)
{
	uLong room = compressBound((uLong)json.len) + 64;
	unsigned char *bytes = g_malloc(room);
	z_stream stream = { .next_in = (Bytef *)json.ptr,
			    .avail_in = (uInt)json.len,
			    .next_out = bytes,
			    .avail_out = (uInt)room };
	char *base64, *field;

	if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, GZIP, LEAST_MEMORY,
			 Z_DEFAULT_STRATEGY) != Z_OK ||
	    deflate(&stream, Z_FINISH) != Z_STREAM_END)
		abort();
	deflateEnd(&stream);
	base64 = g_base64_encode(bytes, stream.total_out);
	field = g_strconcat("v=1; b=", base64, NULL);
	g_free(base64);
	g_free(bytes);
	return field;
}
