/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_PLURAL_H
#define TEXT_PLURAL_H

#include <stdint.h>

/* one for 1, else many: printf("%u %s", n, plural(n, "reply", "replies")). Returns what was given.
 */
static inline const char *plural(uint64_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

#endif
