/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_OID_H
#define INBOX_OID_H

#include <glib.h>

/* For hash tables of git_oid. */
guint inbox_oid_hash(gconstpointer oid);
gboolean inbox_oid_equal(gconstpointer a, gconstpointer b);

#endif
