/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RECORD_JSON_PLAIN_H
#define RECORD_JSON_PLAIN_H

#include "text/slice.h"

/*
 * JSON as programs write it: ASCII, strings without an escape, whole numbers, few levels, no name
 * twice in an object. json-glib reads all other, and stands on a dozen libraries (late/late.h).
 */

/* One of an object's members or an array's elements, which have no name. */
struct json_item {
	struct slice name, value;
};

/* Whether text is a value of that kind and nothing more; *value is that without the blanks around
 * it. The functions below take what this one said yes to. */
bool json_plain(struct slice text, struct slice *value);

/* What is in an object or array, for json_plain_next(); "not there" where value is neither. */
struct slice json_plain_inside(struct slice value);

/* Cuts the next one off *inside; false at the end. */
bool json_plain_next(struct slice *inside, struct json_item *item);

/* The value of a member; "not there" without one, and where object is none. */
struct slice json_plain_member(struct slice object, struct slice name);

/* The bytes of a string; "not there" where value is none. */
struct slice json_plain_string(struct slice value);

#endif
