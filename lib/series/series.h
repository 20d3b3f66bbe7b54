/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_SERIES_H
#define SERIES_SERIES_H

#include "record/record.h"
#include "series/series.h"

/* What says that a mail belongs to its series. */
enum join_evidence {
	JOIN_NONE,    /* the mail that the others were joined to */
	JOIN_THREAD,  /* it answers one of them, directly or not */
	JOIN_MISSING, /* it answers the same mail as they do, which is not there */
	JOIN_PREFIX,  /* the same sender, prefix and tags, within a day, and the number was free */
	JOIN_COVER_AGAIN, /* the same cover letter, alone */
	JOIN_COVER_MARK,  /* it answers a cover letter that is alone, with a wrong version or total
			   */
	JOIN_SENDER, /* it answers one of them, with the same prefix and a number that is free, from
			another sender */
	JOIN_ODD_MARK, /* it answers one of them, with another version or total, and has the number
			  that is missing */
	JOIN_AGAIN,    /* a part of the patches, sent again */
	JOIN_REPLACEMENT, /* v5.1 10/12 instead of v5 10/12, or v6 10/12 below it */
};

struct series_join {
	struct record *record; /* what was joined */
	struct record *to;     /* the mail, or one of those, that it was joined to */
	enum join_evidence evidence;
	int confidence; /* percent */
};

/*
 * The postings of one version of one work, as far as they were in the range. The records are
 * somebody else's and must outlive it.
 */
struct series {
	struct record *cover;  /* NULL without one; the newest of several */
	GPtrArray *patches;    /* of struct record *: by number, one posted twice or replaced newest
				   first, what strangers sent last; an older copy of the cover letter
				  is among them, as 0 */
	struct record *newest; /* the member that comes first in git log order */
	struct record *owner;  /* the first of its mails in the archive: whose series it is */
	GHashTable *strangers; /* those of patches that are neither of the owner's sender nor of
				  somebody he names, see trust.h; NULL for none */
	struct record *leader; /* what stands for the series: the cover, else its first patch that
				  is there */
	struct series_join *joins; /* why its mails belong together: one less than there are */
	guint nr_joins;
	int version, revision; /* of the prefix; the higher one where cover and patches differ; a
				  replacement's revision does not count */
	int total;   /* the m of n/m, of the patches where the cover has another; 1 of a single
			patch without a counter */
	guint place; /* in its topic's series, once it has one */
};

/* Patches first to last of a series, that are not there. */
struct series_gap {
	int first, last;
};

/*
 * Groups postings (struct record *, covers and patches, newest first as git log has them) into
 * series: by thread (In-Reply-To, References to the cover, the first patch, or a mail that is not
 * there but answered by all), sender, version and total; where no thread tells, by prefix and time.
 * Patches sent again or as replacement (v5.1 10/12) go to the series that they are a part of.
 * Returns an array of struct series *, that with the newest member first. Free it with
 * g_ptr_array_unref(), the series go with it. Near linear in the number of postings and their
 * references.
 */
GPtrArray *series_group(const GPtrArray *postings);

/*
 * The numbers from 1 to total that no patch has, as an array of struct series_gap in order: as long
 * as the series has patches, however large total claims to be. Free with g_array_unref().
 */
GArray *series_gaps(const struct series *series);

/* The place in patches of the first one with that number, or a higher one. */
guint series_place(const struct series *series, int n);

/* How many different numbers from 1 to total have a patch. */
int series_present(const struct series *series);

/* How many patches of it are there: as before, and 1 of one without numbers. */
int series_patches(const struct series *series);

/* Whether it is one of the series' own mails, and none of its strangers'. */
static inline bool series_is_own(const struct series *series, const struct record *record)
{
	return !series->strangers || !g_hash_table_contains(series->strangers, record);
}

/* A join in words: "answers <id>"; not escaped. Free with g_free(). */
char *series_join_why(const struct series_join *join);

/* Whether its tags name a stable tree ("5.10", "AUTOSEL"): a copy of what is elsewhere, too. */
bool series_is_for_stable(const struct series *series);

/* Whether all of it are copies that the scripts for stable trees send round. */
bool series_is_stable_copy(const struct series *series);

/* When it was posted: its own date, or where that cannot be right that of archiving. */
int64_t posting_time(const struct record *rec);

/*
 * Which mail counts for each patch of a series, the way `git am` wants them: an array of as many
 * struct record * as the series has patches (its total), that of patch n at n - 1, NULL where the
 * patch is missing. Of several mails of one number the one with the highest revision counts
 * (v5.1 10/12 instead of v5 10/12), then the newest in the archive. Mails numbered beyond the total
 * are left out, and what strangers sent (series_is_own()) unless any_author. A patch without a
 * counter is the only one. Free with g_ptr_array_unref(); the
 * records stay the series'.
 */
GPtrArray *series_pick(const struct series *series, bool any_author);

#endif
