/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/delta.h"

#include <stdint.h>

#define COPY 0x80 /* from the base; the other bits say which bytes of offset and length follow */
#define COPY_ALL 0x10000 /* what a length of 0 means */

static unsigned byte_at(const char *at)
{
	return (unsigned char)*at;
}

bool delta_number(struct slice *rest, unsigned shift, size_t value, size_t *out)
{
	unsigned c;

	do {
		if (!rest->len || shift > 56)
			return false;
		c = byte_at(rest->ptr);
		if ((size_t)(c & 0x7f) > SIZE_MAX >> shift)
			return false;
		value |= (size_t)(c & 0x7f) << shift;
		shift += 7;
		*rest = slice_skip(*rest, 1);
	} while (c & 0x80);
	*out = value;
	return true;
}

bool delta_sizes(struct slice *delta, size_t *base, size_t *result)
{
	return delta_number(delta, 0, 0, base) && delta_number(delta, 0, 0, result);
}

/* The part of the base that a copy takes; *at is behind its first byte. */
static bool read_copy(unsigned op, const char **at, const char *end, size_t *offset, size_t *len)
{
	const char *next = *at;

	/* counted only where it may matter */
	if (end - next < 7 && end - next < __builtin_popcount(op & ~(unsigned)COPY))
		return false;
	*offset = *len = 0;
	for (unsigned shift = 0; shift < 32; shift += 8, op >>= 1)
		if (op & 1)
			*offset |= (size_t)byte_at(next++) << shift;
	for (unsigned shift = 0; shift < 24; shift += 8, op >>= 1)
		if (op & 1)
			*len |= (size_t)byte_at(next++) << shift;
	if (!*len)
		*len = COPY_ALL;
	*at = next;
	return true;
}

bool delta_apply(struct slice delta, struct slice base, char *out, size_t len)
{
	const char *at = delta.ptr, *end = delta.ptr + delta.len;

	while (at < end) {
		unsigned op = byte_at(at++);
		size_t offset, part = op;
		const char *from = at;

		if (op & COPY) {
			if (!read_copy(op, &at, end, &offset, &part) || offset > base.len ||
			    part > base.len - offset)
				return false;
			from = base.ptr + offset;
		} else if (!op || part > (size_t)(end - at)) {
			return false; /* 0 is nothing that is known */
		} else {
			at += part;
		}
		if (part > len)
			return false;
		memcpy(out, from, part);
		out += part;
		len -= part;
	}
	return !len;
}
