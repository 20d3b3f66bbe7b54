/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_LIST_H
#define UNIT_LIST_H

#include "series/state.h"

#define ANN "Ann Example <ann@example.org>"
#define BEN "Ben Other <ben@example.net>"
#define DIFF "\n---\n a.c | 1 +\n 1 file changed, 1 insertion(+)\n"
#define REVIEWED "Reviewed-by: Ben Other <ben@example.net>\n"

/*
 * The mails of a small list, for tests of what is said about series: each is sent an hour after
 * the one before. Free with list_release().
 */
struct list {
	GPtrArray *records, *postings, *series;
	struct talks *talks;
	struct pulls *pulls;
	int hours;
};

void list_init(struct list *list);
void list_release(struct list *list);

/* Mails are added oldest first; id and parent without domain. */
void mail(struct list *list, const char *from, const char *id, const char *parent,
	  const char *subject, const char *text);

/* A series of a cover letter and two patches of Ann's: c, p1, p2. */
void post(struct list *list);

/* The talk about the last series; options may be NULL. Once a list. */
const struct talk *read_talk(struct list *list, const struct talk_options *options);

/* A tag of the patch at that place, which must be there; and how many there are. */
const struct given_tag *tag_at(const struct talk *talk, guint patch, guint i);
guint nr_tags(const struct talk *talk, guint patch);

#endif
