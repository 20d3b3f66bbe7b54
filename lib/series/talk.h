/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TALK_H
#define SERIES_TALK_H

#include "series/series.h"

/* A mail that answers a posting of a series, directly or through other mails. */
struct talk_mail {
	const struct record *record;
	int patch;	/* the number of the patch that it is about; 0: the cover letter */
	bool robot;	/* by the record's kind, or its address is one of the options' bots */
	bool by_author; /* by who sent the series, or the author of this patch */
	bool to_author; /* of a person's: it answers a mail of theirs, or one that is not there */
	const struct record *diff; /* the nearest mail above it that carries a diff of somebody
				      else than the author; NULL without one. What is said below is
				      about that diff */
};

/* A trailer that somebody gave a patch. */
struct given_tag {
	const char *key;     /* canonical: "Reviewed-by" */
	const char *value;   /* as written: "Name <addr>" or what a Link: holds */
	struct person named; /* in the value */
	struct person who;   /* who gave it: the person in the tag; of one that is doubted, and of
				one that names nobody, who sent the mail */
	const struct record *mail; /* where it is: a reply, or the patch itself */
	bool posted;		   /* with the patch */
	bool by_author;		   /* given by the author or who sent the series: does not count */
	bool doubted;	  /* its sender had no right to give it: it is another person's, or for the
			     author's and the committer's side alone to say. Does not count */
	bool taken_back;  /* its giver did later. Does not count */
	const char *part; /* of one that is for no patch: "KVM" of "for the KVM bits" that
			     are none of the patches; else "" */
	uint64_t by_email, by_name; /* hashes of the key and whom or what it names: a tag that
				       shares none of them is another one; 0 is shared with none */
};

struct talk_patch {
	int n;			    /* 1 for a single patch without a counter */
	const struct record *patch; /* the newest of this number */
	GArray *tags;		    /* of struct given_tag in the order of giving: each key once for
				       a person; posted ones first. NULL: see talk_need_tags() */
};

/* What was said about one series. All belongs to the talks that it came from. */
struct talk {
	struct talks *talks;
	const struct series *series;
	GArray *mails;		 /* of struct talk_mail, by date, oldest first */
	GArray *patches;	 /* of struct talk_patch, by number, each once */
	GArray *loose;		 /* of struct given_tag: given on the cover letter for no patch of
				    it, because it is about a bug in the series (Reported-by), or for
				    a part that no patch is of; see talk_need_tags() */
	unsigned people, robots; /* how many of mails; people without the author's own */
	unsigned author;	 /* how many are the author's */

	/* Patches with at least one Reviewed-by, Acked-by, Tested-by of somebody else than the
	 * author; reviewed_or_acked: of either of the two. */
	unsigned reviewed, acked, tested, reviewed_or_acked;

	const struct record *pull; /* the pull request that brought the patches along; or NULL */

	GArray *nacks;	/* of struct talk_mail: with a Nacked-by, or with words to that end */
	bool contested; /* the author wrote nothing after the last of nacks */
};

struct mail_ids;

struct talk_options {
	const char *const *bots; /* more addresses of robots, as globs; NULL-terminated or NULL */
	const char *committer;	 /* the address of who will commit, who may give any tag; or NULL */
	const GPtrArray *witnesses; /* more mails that tell who is who, see identity.h; or NULL */
	const struct mail_ids *ids; /* of the mails, which know their places there; or NULL */
};

struct talks;

/* When a mail was sent; when it was archived, if it claims to be from a later time. */
static inline int64_t talk_time(const struct record *record)
{
	return record->archived && record->archived < record->date ? record->archived
								   : record->date;
}

/*
 * Reads all that was said about series (struct series *) from records (struct record *, of a range,
 * in any order; postings may be among them). Each mail belongs to the posting that is nearest above
 * it in its thread, by In-Reply-To and References, and to no other. Nothing is copied: series and
 * records must outlive it. Linear in the number of mails and references, no recursion. options may
 * be NULL. Free with talks_free().
 */
struct talks *talks_read(const GPtrArray *series, const GPtrArray *records,
			 const struct talk_options *options);

/* Of one of the series; NULL for another. */
const struct talk *talks_of(const struct talks *talks, const struct series *series);

void talks_free(struct talks *talks);

/* The place of the first of a talk's patches that has the number n or a higher one. */
static inline guint talk_place(const struct talk *talk, int n)
{
	guint low = 0, high = talk->patches->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(talk->patches, struct talk_patch, middle).n < n)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * What is in tags of patches and in loose takes more memory than all else, and few ask for it: it
 * is read again for who does. All that take a talk below call it.
 */
void talk_need_tags(const struct talk *talk);

/* Forgets them until they are needed again. */
void talk_drop_tags(const struct talk *talk);

/*
 * The trailers to add to patch n's message, beyond those it was posted with: an array of
 * struct given_tag in the order of giving. Not among them: what robots gave, what the author thinks
 * of his own patch, Nacked-by, Cc, and, unless doubted is true, what is doubted. Free with
 * g_array_unref().
 */
GArray *talk_new_tags(const struct talk *talk, int n, bool doubted);

/* Those that are doubted, of all patches, each once. Free with g_array_unref(). */
GArray *talk_doubted_tags(const struct talk *talk);

/* Whether both are one person: by address, else by name. */
bool same_person(const struct person *a, const struct person *b);

static inline bool same_author(const struct record *a, const struct record *b)
{
	return same_person(&a->people->author, &b->people->author);
}

#endif
