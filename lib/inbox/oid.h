/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_OID_H
#define INBOX_OID_H

#include <stdbool.h>
#include <string.h>
#include <git2/oid.h>
#include <git2/deprecated.h> /* where newer versions have GIT_OID_HEXSZ */
#include <glib.h>

/* Ids of objects, without a call of libgit2, which most runs do not load. */

static inline bool oid_equal(const git_oid *a, const git_oid *b)
{
	return !memcmp(a->id, b->id, GIT_OID_RAWSZ);
}

/* Whether it is all zeros. */
bool oid_is_zero(const git_oid *id);

/* Of 20 bytes. */
static inline void oid_from_raw(git_oid *out, const unsigned char *raw)
{
	memcpy(out->id, raw, GIT_OID_RAWSZ);
}

/*
 * Of 40 hex digits; zeros and false at what is none, such as a NUL, and nothing behind it is read.
 * libgit2 takes five times as long.
 */
bool oid_parse(const char *hex, git_oid *out);

/* Of the first len digits of them, at most 40; what is not there is zero. */
bool oid_parse_start(const char *hex, size_t len, git_oid *out);

/* Whether the first len digits are the same. */
bool oid_starts_alike(const git_oid *a, const git_oid *b, size_t len);

/* 40 digits and a NUL. Returns out. */
char *oid_hex(char *out, const git_oid *id);

/* The first size - 1 digits, at most 40, and a NUL. Returns out. */
char *oid_text(char *out, size_t size, const git_oid *id);

/* For hash tables of git_oid. */
guint inbox_oid_hash(gconstpointer oid);
gboolean inbox_oid_equal(gconstpointer a, gconstpointer b);

#endif
