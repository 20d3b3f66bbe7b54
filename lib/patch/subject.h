/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_SUBJECT_H
#define PATCH_SUBJECT_H

#include "patch/prefix.h"
#include "text/pool.h"

/*
 * A subject after the grammar of mails that carry patches: reply words, one or more bracketed
 * groups, the title. The groups' words are PATCH, RFC, RESEND, vN (vN.M, v0, -vN, glued as in
 * PATCHv3), n/m, and tags, which is all else ("net-next", "kvm-unit-tests", "AUTOSEL", "5.15", the
 * vN.M of a tree: from v5.10 on, or beside "stable"), split at white space, commas and slashes of
 * RFC/PATCH. A leading group without any of these words ("[Qemu-devel]") is skipped when a patch
 * group follows; else there is no prefix and it stays in the title.
 */
struct subject {
	const char *head;    /* what the whole subject begins with, see subject_text() */
	const char *prefix;  /* the bracketed groups as written: "[PATCH v4 01/19]"; "" without */
	const char *title;   /* what follows them, trimmed, without "RESEND:"; "" for nothing */
	const char *tags;    /* the tags, as written, separated by single spaces; "" without */
	const char *counter; /* "01/19" as written; "" without */
	int version : 20;    /* 1 where none is given; 0 for v0 */
	unsigned flags : 12;
	int revision : 20; /* 5 in v5.5; 0 without */
	bool goes_on : 1;  /* title is behind head in the whole subject; else head is all of it */
	int n, m;	   /* of n/m, 2 of "2.5/3"; both -1 without; each at most 99,999 */
};

/*
 * The whole subject, decoded, one line, at most MAIL_MAX_SUBJECT bytes. Most share their head with
 * many, so it is kept in two pieces. Free with g_free().
 */
char *subject_text(const struct subject *subject);

/* Whether these words stand in the whole subject, as they are. */
bool subject_has(const struct subject *subject, const char *words);

/* Has head be the whole subject: for who gives it another title. */
void subject_join(struct pool *pool, struct subject *subject);

/*
 * Parses a decoded subject. A "was:" in brackets and groups behind the first title word do not
 * count. Never fails: what has none of the flags PATCH, WEAK, PULL, NOTICE gets title = text
 * without reply words and no prefix. Time is linear in the text. All strings live in pool.
 */
void subject_parse(struct pool *pool, const char *text, struct subject *out);

/* Where it becomes known that the mail is a patch though its subject does not say so: what stands
 * in brackets in front of the title, as "[net-next]", is its prefix. */
void subject_take_brackets(struct pool *pool, struct subject *subject);

/* Where it becomes known that the version, as "v6.1", is a tree's: it goes to the tags. */
void subject_version_to_tag(struct pool *pool, struct subject *subject);

/* "[PATCH 2.5/3]": it was sent later, to go between 2/3 and 3/3. */
static inline bool subject_is_inserted(const struct subject *subject)
{
	return strchr(subject->counter, '.');
}

/*
 * What two titles have in common when they are one: ASCII letters in lower case, no white space,
 * since mailers fold subjects where there was none. Lives in pool.
 */
const char *title_key(struct pool *pool, const char *title);

/* "Fix it" of "KVM: arm64: vgic: Fix it": maintainers change what stands in front of it. */
const char *title_tail(const char *title);

#endif
