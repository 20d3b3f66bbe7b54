/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TALK_PRIVATE_H
#define SERIES_TALK_PRIVATE_H

/* Shared among talk*.c only. */

#include "series/identity.h"
#include "series/talk.h"

/* The number of a posting in its series: 1 of a single patch without a counter. */
static inline int posting_number(const struct record *posting)
{
	return posting->subject.n < 0 ? 1 : posting->subject.n;
}

/* Whether the person sent the series, or wrote it, or patch, which may be NULL. */
bool is_author(const struct series *series, const struct record *patch,
	       const struct person *person);

/*
 * Which patches "the KVM bits" are: those whose title's prefix has all its words; where none has,
 * those whose paths have them, or else the titles. "x86 and arm64" are either's. Private but for
 * the functions.
 */
struct talk_parts {
	const struct talk *talk;
	GArray *list;
	guint given; /* how often a patch was given a tag */
};

/* patches of talk must be there, and stay. Free with talk_parts_release(). */
void talk_parts_init(struct talk_parts *parts, const struct talk *talk);
void talk_parts_release(struct talk_parts *parts);

/* The places of the part's patches in the talk, as guint; NULL where there are too many parts.
 * words must live as long as parts. */
const GArray *talk_parts_find(struct talk_parts *parts, const char *words);

/* What tells who may give which tags. */
struct talk_context {
	struct identity *identity;
	char *committer; /* an address, or NULL */
};

struct talks {
	GArray *list; /* of struct talk, as the series came */
	GHashTable *by_series;
	struct talk_context context;
	GArray *none;	   /* an empty array, in place of all that are empty */
	GPtrArray *spares; /* of GArray of struct given_tag: that no talk needs now */
};

/* Appends to one of a talk's arrays, of elements of that size. */
static inline void talk_append(struct talk *talk, GArray **array, const void *element, guint size)
{
	if (*array == talk->talks->none) {
		g_array_unref(*array);
		*array = g_array_new(FALSE, FALSE, size);
	}
	g_array_append_vals(*array, element, 1);
}

/*
 * The tags of the mail's sender that stand on the patch that it is about, or on all, are taken
 * back, where it says so; returns whether it does. Only what the sender might have given counts.
 */
bool talk_take_back_tags(struct talk *talk, const struct talk_context *context,
			 const struct talk_mail *mail);

/* Whether the mail is about a diff in another mail, by somebody other than its sender. */
static inline bool talk_is_for_diff(const struct talk_mail *mail)
{
	return mail->diff && !same_author(mail->diff, mail->record);
}

/* Fills in nacks and contested of a talk whose patches are there. */
void talk_find_nacks(struct talk *talk);

/* Fills in patches, the counts of their tags, and nacks, when mails are there. */
void talk_read_tags(struct talk *talk);

#endif
