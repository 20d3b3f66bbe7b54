/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_MAIL_H
#define SEARCH_MAIL_H

#include "search/locate.h"

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
