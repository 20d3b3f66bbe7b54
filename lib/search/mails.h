/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_MAILS_H
#define SEARCH_MAILS_H

#include "search/find.h"
#include "search/who.h"
#include "series/thread.h"

/* Which mails of a conversation are wanted. */
struct mails_options {
	const struct series *version; /* NULL: all versions */
	const struct who *by;	      /* NULL: anybody */
	int64_t since;		      /* archived then or later */
	int patch;		      /* what is about that patch, 0 the cover letter; -1: all */
	bool bots;
};

/*
 * Appends those mails of a topic to out (of struct thread_mail), in the order in which they are
 * read, versions from the oldest on.
 */
void mails_append(GArray *out, const struct catalogue *catalogue, const struct topic *topic,
		  const struct mails_options *options);

#endif
