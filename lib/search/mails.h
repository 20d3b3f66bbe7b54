/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_MAILS_H
#define SEARCH_MAILS_H

#include "search/find.h"
#include "search/who.h"
#include "series/thread.h"
#include "text/numbers.h"

/* Which patches are wanted, and what is about them. All zeroes is all. */
struct patch_choice {
	bool cover;		 /* the cover letter alone */
	struct numbers *numbers; /* these alone */
};

/*
 * "0", the cover letter, or numbers as numbers_parse() takes them; NULL is all. False where it is
 * neither. Release with patch_choice_release().
 */
bool patch_choice_parse(struct patch_choice *out, const char *text);
void patch_choice_release(struct patch_choice *choice);

/* Which mails of a conversation are wanted. */
struct mails_options {
	const struct series *version; /* NULL: all versions */
	struct who *by;		      /* NULL: anybody */
	int64_t since;		      /* archived then or later */
	GHashTable *fresh;	      /* those of a set (record/mail_set.h) alone; NULL: any */
	struct patch_choice patches;
	bool bots;
};

/*
 * Appends those mails of a topic to out (of struct thread_mail), in the order in which they are
 * read, versions from the oldest on.
 */
void mails_append(GArray *out, const struct catalogue *catalogue, const struct topic *topic,
		  const struct mails_options *options);

/* The postings alone of a version, each once as series_pick() has them, the cover letter first
 * unless numbers were asked for. Returns how many of the patches that are wanted are missing. */
unsigned mails_append_patches(GArray *out, const struct series *series, bool any_author,
			      const struct patch_choice *choice);

#endif
