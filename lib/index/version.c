/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/version.h"

#include <glib.h>
#include <gmime/gmime-version.h>
#include "index/hash.h"

int32_t index_version(void)
{
	const uint32_t parts[] = {
		INDEX_SOURCES,	    GMIME_MAJOR_VERSION, GMIME_MINOR_VERSION, GMIME_MICRO_VERSION,
		glib_major_version, glib_minor_version,	 glib_micro_version,
	};
	uint64_t hash = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		hash = hash_mix(hash ^ parts[i] ^ 0xa0761d6478bd642fu, i + 0xe7037ed1a0b428dbu);
	return (int32_t)(hash % INT32_MAX) + 1;
}
