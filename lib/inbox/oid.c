/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/oid.h"

bool oid_is_zero(const git_oid *id)
{
	static const git_oid zero;

	return oid_equal(id, &zero);
}

/* For each letter the digit that it is, plus 1. */
static const unsigned char hex_digits[256] = {
	['0'] = 1,  ['1'] = 2,	['2'] = 3,  ['3'] = 4,	['4'] = 5,  ['5'] = 6,
	['6'] = 7,  ['7'] = 8,	['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
	['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
	['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

bool oid_parse(const char *hex, git_oid *out)
{
	for (size_t i = 0; i < GIT_OID_RAWSZ; i++) {
		unsigned high = hex_digits[(unsigned char)hex[2 * i]];
		unsigned low = high ? hex_digits[(unsigned char)hex[2 * i + 1]] : 0;

		if (!low) {
			memset(out, 0, sizeof(*out));
			return false;
		}
		out->id[i] = (unsigned char)((high - 1) << 4 | (low - 1));
	}
	return true;
}

bool oid_parse_start(const char *hex, size_t len, git_oid *out)
{
	char digits[GIT_OID_HEXSZ];

	memset(digits, '0', sizeof(digits));
	memcpy(digits, hex, MIN(len, sizeof(digits)));
	return oid_parse(digits, out);
}

bool oid_starts_alike(const git_oid *a, const git_oid *b, size_t len)
{
	char x[GIT_OID_HEXSZ + 1], y[GIT_OID_HEXSZ + 1];

	return !strncmp(oid_hex(x, a), oid_hex(y, b), len);
}

char *oid_hex(char *out, const git_oid *id)
{
	return oid_text(out, GIT_OID_HEXSZ + 1, id);
}

char *oid_text(char *out, size_t size, const git_oid *id)
{
	static const char letters[] = "0123456789abcdef";
	size_t len = MIN(size - 1, GIT_OID_HEXSZ);

	for (size_t i = 0; i < len; i++)
		out[i] = letters[i % 2 ? id->id[i / 2] & 15 : id->id[i / 2] >> 4];
	out[len] = '\0';
	return out;
}

guint inbox_oid_hash(gconstpointer oid)
{
	guint hash;

	memcpy(&hash, ((const git_oid *)oid)->id, sizeof(hash));
	return hash;
}

gboolean inbox_oid_equal(gconstpointer a, gconstpointer b)
{
	return oid_equal(a, b);
}
