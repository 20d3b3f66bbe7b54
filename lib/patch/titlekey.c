/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/titlekey.h"

/* Longer names in front of a colon are a part of the sentence. */
#define MAX_SUBSYSTEM 40

const char *title_tail(const char *title)
{
	const char *colon;

	while ((colon = strstr(title, ": ")) && colon - title <= MAX_SUBSYSTEM && colon[2])
		title = colon + 2;
	return title;
}

const char *title_key(struct pool *pool, const char *title)
{
	char *key = pool_copy(pool, slice_str(title)), *out = key;

	for (const char *at = title; *at; at++)
		if (!g_ascii_isspace(*at))
			*out++ = (char)slice_lower(*at);
	*out = '\0';
	return key;
}
