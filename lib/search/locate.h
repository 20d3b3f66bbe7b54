/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_LOCATE_H
#define SEARCH_LOCATE_H

#include "cli/source.h"
#include "search/locate.h"

/* Whether a word is meant for one series rather than as a range of mails. */
enum series_name {
	NAMES_NO_SERIES,
	NAMES_COMMIT, /* the id of a commit, 7 digits or more: it can end a range, too */
	NAMES_SERIES, /* a Message-ID, a URL, ":/text": nothing else */
};

enum series_name names_series(const char *word);

/* The Message-ID in such a name, which may be a URL; NULL of another. Free with g_free(). */
char *locate_message_id(const char *name);

/* Where the mail is looked up that a name on the command line means: in the index, or in all. */
struct finder {
	struct source *source;
	GPtrArray *loose;      /* records out of the index, owned */
	const GPtrArray *all;  /* NULL: the index is asked */
	GHashTable *by_id;     /* of all; NULL as well */
	GHashTable *by_commit; /* the same */
	bool no_index;	       /* it was asked, and could not answer */
};

void finder_init(struct finder *finder, struct source *source);

/* Looks in these records (struct record *, newest first; they must outlive it), not in the index.
 */
void finder_use_all(struct finder *finder, const GPtrArray *records);

/*
 * The posting that a name (a Message-ID, URL or commit) means, or that what it means answers; the
 * mail itself where no thread leads to one. NULL with a SEARCH_ERROR where there is no such mail,
 * and without one where the index cannot tell, see finder_use_all(). It lives as long as the
 * finder.
 */
struct record *finder_locate(struct finder *finder, const char *name, GError **error);

/* The same of the mail itself, be it a reply. */
struct record *finder_mail(struct finder *finder, const char *name, GError **error);

/*
 * The newest mail by somebody else that bears a mail's Message-ID; NULL without one, or without an
 * id. It lives as long as the finder, and what it looks in.
 */
const struct record *finder_rival(struct finder *finder, const struct record *record);

void finder_release(struct finder *finder);

/* A mail that a name on the command line means. */
struct found_mail {
	struct record *record;
	struct finder finder; /* private, as the next one */
	GPtrArray *all;
};

/*
 * Finds it by a Message-ID, URL or commit, in the index or among all mails of the list. False with
 * a SEARCH_ERROR where there is none. Release with found_mail_release() in any case.
 */
bool found_mail_find(struct found_mail *out, struct source *source, const char *name,
		     GError **error);
void found_mail_release(struct found_mail *mail);

#endif
