/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/titlekey.h"

const char *title_key(struct pool *pool, const char *title)
{
	char *key = pool_copy(pool, slice_str(title)), *out = key;

	for (const char *at = title; *at; at++)
		if (!g_ascii_isspace(*at))
			*out++ = g_ascii_tolower(*at);
	*out = '\0';
	return key;
}
