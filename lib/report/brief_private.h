/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_BRIEF_PRIVATE_H
#define REPORT_BRIEF_PRIVATE_H

/* Shared among brief*.c only. */

#include "report/brief.h"

/* A mail of the catalogue. */
struct brief_known {
	guint sender; /* + 1, of what is of the time and no robot's: one address, and one name, is
			 one person, see keys_merged() */
	bool own;     /* it is of the time, */
	bool posting; /* and to be listed */
};

/* What is looked at while a brief is made. */
struct finding {
	struct brief *brief;
	const struct brief_options *options;
	struct brief_known *known; /* by the places of the catalogue's mails */
};

static inline struct brief_known *known_of(const struct finding *finding, const struct record *mail)
{
	return &finding->known[mail->place];
}

/* Who wrote what in which thread: fills pulls and reports, without the catalogue's talks. Goes on
 * with brief_end_threads(). */
struct threads *brief_begin_threads(const struct finding *finding);

/* Behind the items: fills threads, and what items of this time have below them. */
void brief_end_threads(const struct finding *finding, struct threads *threads);

/* Counts who sent mails, and gives each its sender. */
void brief_find_senders(const struct finding *finding);

/* Fills people and domains. */
void brief_count_people(struct brief *brief, const struct brief_options *options);

#endif
