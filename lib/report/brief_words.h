/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_BRIEF_WORDS_H
#define REPORT_BRIEF_WORDS_H

#include "report/brief.h"

/* What a digest says, in words: the same in all formats that people read. What is appended holds
 * texts of mails, not escaped. */

/* "2025-03-01 to 2025-03-07: 133 mails, 45 postings, 7 new series, …" */
void brief_append_summary(const struct brief *brief, GString *out);

/* "102 of the mails were written earlier, from 2025-01-02 on", or that the days are those of the
 * mails and not of their archiving; nothing where both are the same. */
void brief_append_earlier(const struct brief *brief, GString *out);

/* "Waiting longest (5 of 31)"; all is how many there are that the array does not hold. */
void brief_append_heading(const struct brief *brief, enum brief_section section, uint64_t all,
			  GString *out);

/* What a section with nothing but talk says in place of the others; NULL where it is none. */
const char *brief_talk_only(const struct brief *brief);

/* "applied by Ada Lindqvist (kvm/next)": the state, with what it is about where that says more. */
void brief_append_state(const struct brief_item *item, GString *out);

/*
 * "Ben Okoro asked 3 days ago on patch 2: Why is that?": what the author is to answer, or who
 * objects. False, and nothing appended, in other states.
 */
bool brief_append_why(const struct brief_item *item, GString *out);

/* ", 3/4 patches are there, 2 files +3 -1, 3 replies by 2 others, Reviewed-by 2/4, after v2
 * (2025-02-01): 3 patches as before, 1 changed (+2 -1)" */
void brief_append_facts(const struct brief *brief, const struct brief_item *item, GString *out);

/* "23 mails by 5 people, 2 versions" */
void brief_append_thread(const struct brief_thread *thread, GString *out);

/* ", 2 replies, merged"; nothing where there is nothing to say. */
void brief_append_mail(const struct brief_mail *mail, GString *out);

/* The name, else the address, else "(unknown)"; the subject's title, or that there is none. */
const char *brief_person(const struct person *person);
const char *brief_title(const struct record *record);

/* The prefix and title of a series, the whole subject of another mail. */
void brief_append_subject(const struct record *record, GString *out);

#endif
