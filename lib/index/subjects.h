/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_SUBJECTS_H
#define INDEX_SUBJECTS_H

#include "index/store.h"
#include "text/needle.h"

/*
 * The subjects of all mails that are postings, or may turn out to be cover letters, apart from the
 * mails: who asks for a part of a title looks through nothing else. A row of the store is a run of
 * SUBJECTS_OF_RUN mails of a segment, and has for each text the mail's place in the run (see
 * packing.h), then the text and a NUL. Where the title is not the end of the subject, it follows as
 * another text of that mail.
 */
#define SUBJECTS_OF_RUN 512

/* Writing: the rows of a segment from that on which its first new mail is in. */
struct subjects {
	GPtrArray *rows; /* of GByteArray */
	unsigned first;	 /* the run of the first one */
};

void subjects_init(struct subjects *subjects);
void subjects_release(struct subjects *subjects);

/* Makes ready for the mail at that place of a segment, which the store has all before it of. */
bool subjects_open(struct subjects *subjects, struct store *store, unsigned segment,
		   unsigned place);

/* Mails are added in order, those that have no place among them left out. */
void subjects_add(struct subjects *subjects, unsigned place, const struct record *record);

/* Writes all rows. */
bool subjects_save(const struct subjects *subjects, struct store *store, unsigned segment);

/* Clears *equal where the store has other rows. */
bool subjects_compare(const struct subjects *subjects, struct store *store, unsigned segment,
		      bool *equal);

/* Whether a mail is one whose subject is kept. */
bool subjects_has(const struct record *record);

/*
 * Appends to places (of unsigned, in the run, lowest first, each once) the mails of a row that have
 * the needle in one of their texts. False when the row is none.
 */
bool subjects_search(struct slice row, const struct needle *needle, GArray *places);

#endif
