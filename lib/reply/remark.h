/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_REMARK_H
#define REPLY_REMARK_H

#include "text/pool.h"

/* How somebody agrees: first of REMARK_AGREES. */
enum agreement {
	AGREES_YES,	 /* "Yes.": it may answer a question */
	AGREES_CONCEDES, /* "Good point" */
	AGREES_ADMITS,	 /* "My oversight": it agrees where the work is the sender's */
	AGREES_RETRACTS, /* "Objection withdrawn": with who was criticized. What is said behind it
			    in the same mail is not taken back */
};

enum remark_kind {
	/* Taken into a tree: a maintainer's thanks, b4 ty, patchwork's and tip's bots. text: the
	 * commit, its URL or the branch, where it is told. who: of a bot's, who did it. */
	REMARK_APPLIED,
	/* "Please ignore this series", "superseded by …". Counts where the author says it. */
	REMARK_WITHDRAWN,
	REMARK_NACK, /* without the form of a trailer. text: "refused" where it is said in other
			words */
	/* Trailers of this mail are for other patches than the one it answers. text: the key of
	 * those trailers as written; "" for all. who: "KVM" where they are for "the KVM bits". */
	REMARK_SCOPE,
	REMARK_LISTED, /* one line of a pull request's shortlog. text: the title, who: the author */
	REMARK_PROMISE, /* "Will fix in v2." Counts where the author says it. text: "own" where of
			   anybody else it would mean no consent, either: "Now dropped" */
	REMARK_ASKS,   /* own words beyond greeting, thanks, approval and trailers. first: how many;
			  last: how many question marks among them */
	REMARK_TAKES,  /* "I'll queue this." As REMARK_APPLIED, where it is not the author's */
	REMARK_TAKEN,  /* "Thanks for queueing this." Counts where the author says it. */
	REMARK_AGREES, /* with what was said above. first: how (enum agreement).
			  last: 1 where the mail also says what should be otherwise */
	REMARK_DROPPED, /* "I've dropped it from my tree": what was applied is not, any more; or
			   what a list of b4 leaves out */
	REMARK_WANTED,	/* "Please go ahead and take it": somebody is asked to; first: 1 of "I'll
			   apply it if you agree", which the author is asked */
	REMARK_STUDIES, /* "I'll look into it." Counts where the author says it */
	REMARK_UNTAGS,	/* "Please drop my Acked-by": the tags that the sender gave before are none
			 */
	REMARK_WORKS,	/* "I tried that, it fixes the issue": counts where the author says it below
			   what   somebody else posted instead */
	REMARK_PRAISES, /* first: so many words of REMARK_ASKS praise, which is no question. Counts
			   where it is not the author who says it */
	REMARK_KINDS,
};

#define REMARK_MAX_FIRST 0x7fffff
#define REMARK_ALL 0x7fffffff /* last of what is about the whole series: 1 to REMARK_ALL */

/* What the unquoted text of a mail says that later work needs without its bytes. */
struct record_remark {
	enum remark_kind kind : 8;
	int first : 24; /* the patches it is about; 0, 0: what the mail answers */
	int last;
	const char *text;
	const char *who;
};

struct POOL_TIGHT remark_list {
	struct record_remark *items;
	unsigned nr;
};

/*
 * The remarks in the text of a reply, a pull request, or a robot's mail, in its order and at most
 * MAIL_MAX_REMARKS. Of a reply only what the sender wrote himself counts: its own lines are given
 * (lexer_own_lines()). The phrases are English. One pass; lives in pool.
 */
void remark_parse_reply(struct pool *pool, const GArray *own, struct remark_list *out);
void remark_parse_pull(struct pool *pool, struct slice text, struct remark_list *out);

/* Whether a text has what git request-pull writes, whatever its subject says. */
bool remark_requests_pull(struct slice text);
void remark_parse_robot(struct pool *pool, struct slice text, struct remark_list *out);

#endif
