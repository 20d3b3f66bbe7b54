/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_THREAD_H
#define SERIES_THREAD_H

#include "series/talk.h"

/* A mail at its place in the conversation about a series. */
struct thread_mail {
	const struct record *record;
	const struct record *above;   /* what it answers, as far as that is there; NULL */
	const struct talk_mail *said; /* of a reply; NULL of a posting */
	const struct series *series;
	int depth; /* how many mails it is below */
};

/*
 * The postings of a series and all that was said about it, in the order in which one reads a
 * thread: each mail is followed by what answers it, postings by their numbers, then replies by
 * date. What a mail answers is told by In-Reply-To and References, as far as these are of mails of
 * the series; a patch is below the cover letter, and a reply that names none of them below the
 * posting that it is about. Appended to out (of struct thread_mail); the records are the talk's.
 * Near linear; no recursion, and no endless loop where mails answer each other in a circle.
 */
void thread_append(GArray *out, const struct talk *talk);

#endif
