/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_KEY_H
#define INDEX_KEY_H

#include "record/record.h"

/* What records are found by, see index_find(). */
enum index_key {
	INDEX_COMMIT,	  /* its hash in hex */
	INDEX_MESSAGE_ID, /* without <> */
	INDEX_THREAD, /* the Message-ID of a mail: those that answer it, or name it as reference or
			 as an older version */
	INDEX_CHANGE_ID,
	INDEX_TITLE,  /* titles with the same title_key() */
	INDEX_LISTED, /* pull requests: what they list, by the title_key() of its title_tail(), and
			 its authors; patches: what they fix, in the same way */
	INDEX_PERSON, /* an address in any case: of authors, senders, and in trailers */
	INDEX_PATH,
	INDEX_LEADER,  /* an address in any case and a period, see index_poster(): who sent or wrote
			  then what can lead a series (a cover letter or what may be one, a patch
			  that is the first or alone, or answers no mail that came before), is a
			  pull request, or names an older version */
	INDEX_MEMBER,  /* the same of the other patches */
	INDEX_TAKER,   /* an address in any case: who sent what record_takes() */
	INDEX_NAMED,   /* the same: whom a posting record_names() */
	INDEX_SUBJECT, /* a part of the subject or title of what is a posting, or may be the cover
			  letter of some; in any case where it has no capital letter */
};

/* The number of the time of 64 days that this one is in: a mail is found by those of its date, and
 * of when it was archived. */
int64_t index_period(int64_t time);

/* What somebody posted in a period is looked up by this text. Free with g_free(). */
char *index_poster(const char *email, int64_t period);

/* Whether such a text is one of a mail's. */
bool index_poster_is(const char *text, const struct record *record);

#endif
