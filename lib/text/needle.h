/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_NEEDLE_H
#define TEXT_NEEDLE_H

#include <stdbool.h>
#include <stddef.h>

/* A text that others are looked through for: in any case where it has no capital letter. */
struct needle {
	const char *text;
	size_t len;
	bool any_case;
};

/* text must outlive it, and be UTF-8 where a text that is looked through is not ASCII. */
void needle_init(struct needle *needle, const char *text);

/* Whether a text, which is UTF-8, has the needle in it; or is the needle. */
bool needle_in(const struct needle *needle, const char *text);
bool needle_is(const struct needle *needle, const char *text);

#endif
