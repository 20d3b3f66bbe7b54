/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_EACH_H
#define TEXT_EACH_H

#include <stdbool.h>
#include <glib.h>

/* Walks a GArray, which stays as long as it is meanwhile: item points to one of its type after the
 * other. */
#define array_each(type, item, array)                                                              \
	for (type *item = (array)->len ? (type *)(void *)(array)->data : NULL;                     \
	     item && item < (type *)(void *)(array)->data + (array)->len; item++)

/* The same of a GPtrArray of pointers to that type. */
#define pointers_each(type, item, array)                                                           \
	for (type *item = NULL, **item##_at = (type **)(array)->pdata;                             \
	     (guint)(item##_at - (type **)(array)->pdata) < (array)->len &&                        \
	     (item = *item##_at, true);                                                            \
	     item##_at++)

#endif
