/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_APPLIED_H
#define SERIES_APPLIED_H

#include "series/fixed.h"
#include "series/heard.h"
#include "series/pulls.h"
#include "series/takers.h"
#include "series/talk.h"
#include "series/topic.h"

/* What is known besides the talk of a series. */
struct state_context {
	int newer_version;	   /* that there is; 0: none */
	int newer_revision;	   /* 1 in v5.1 */
	const struct pulls *pulls; /* may be NULL */
	const struct fixed *fixed; /* may be NULL */
	struct takers *takers;	   /* NULL: whoever says that he took it did */
	const struct talks *talks; /* of the older versions; NULL: they do not count */
	const struct topic *topic; /* with talks */
	int64_t now;		   /* for the age of things in words; 0: without */
};

/* Which patches of a series went into a tree, by what maintainers, robots and pull requests say. */
struct applied {
	unsigned nr; /* of the patches that are there; of all where only the cover letter is */
	bool closed; /* the rest was left out, by who applied these */
	const struct record *by; /* who said so first, with most weight; NULL: nobody in words */
	int weight;		 /* of his words */
	const char *name;	 /* of who did it; "" with by NULL */
	const char *where;	 /* what he said about it: the tree, or a commit; never NULL */
	bool intends;		 /* he is about to do it */
	bool thanked;		 /* it is the author, who says thanks for that */
	bool reported;		 /* it is the author, who never took anything elsewhere */
	const struct record *stranger; /* who says it, and never took anything: it does not count */
	const struct record *fix;      /* a later patch that fixes one of them; or NULL */
	const struct record *copy;     /* a copy of one of them for a stable tree; or NULL */
	const struct record *pull;     /* the pull request that lists some of them; or NULL */
	const struct record **how; /* by place in talk->patches: who said so, or the pull request;
				      NULL: not applied */
	const struct record **pulled; /* the same of pull requests alone */
};

/* Of the series that heard was made for. Release with applied_release(). */
void applied_read(struct heard *heard, const struct talk *talk, const struct state_context *context,
		  struct applied *out);

void applied_release(struct applied *applied);

/* Whether a mail is about a patch that was applied later: what it asks is settled. */
bool applied_settles(const struct applied *applied, const struct talk *talk,
		     const struct talk_mail *mail);

#endif
