/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/oid.h"

#include <git2.h>
#include <string.h>

guint inbox_oid_hash(gconstpointer oid)
{
	guint hash;

	memcpy(&hash, ((const git_oid *)oid)->id, sizeof(hash));
	return hash;
}

gboolean inbox_oid_equal(gconstpointer a, gconstpointer b)
{
	return git_oid_equal(a, b);
}
