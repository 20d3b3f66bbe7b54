/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_APPLIED_H
#define SERIES_APPLIED_H

#include "series/state.h"

/* Which patches of a series went into a tree, by what maintainers, robots and pull requests say. */
struct applied {
	unsigned nr; /* of the patches that are there; of all where only the cover letter is */
	bool closed; /* the rest was left out, by who applied these */
	const struct record *by;   /* who said so last; NULL: nobody in words */
	const char *name;	   /* of who did it; "" with by NULL */
	const char *where;	   /* what he said about it: the tree, or a commit; never NULL */
	const struct record *pull; /* the pull request that lists some of them; or NULL */
	const struct record **how; /* by place in talk->patches: who said so, or the pull request;
				      NULL: not applied */
};

/* pulls may be NULL. Release with applied_release(). */
void applied_read(const struct series *series, const struct talk *talk, const struct pulls *pulls,
		  struct applied *out);

void applied_release(struct applied *applied);

/* Whether a mail is about a patch that was applied later: what it asks is settled. */
bool applied_settles(const struct applied *applied, const struct talk *talk,
		     const struct talk_mail *mail);

#endif
