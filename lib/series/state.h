/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_STATE_H
#define SERIES_STATE_H

#include "series/applied.h"

enum series_state {
	STATE_NEW,	  /* nobody answered */
	STATE_REVIEW,	  /* waiting for review: the author spoke last, or tags are lacking */
	STATE_AUTHOR,	  /* waiting for the author: a person asked or objected last */
	STATE_REVIEWED,	  /* every patch has a Reviewed-by or Acked-by */
	STATE_CONTESTED,  /* Nacked-by, not answered */
	STATE_SUPERSEDED, /* by a newer version */
	STATE_APPLIED,	  /* all patches */
	STATE_WITHDRAWN,  /* by its author */
	STATE_MERGED,	  /* into a work repository: no mail says so, see report/series_row.h */
	STATE_NR,
};

/* "new", "review", "author", "reviewed", "contested", "superseded", "applied", "withdrawn",
 * "merged" */
const char *state_name(enum series_state state);

/* The same in words: "waiting for the author". */
const char *state_words(enum series_state state);

/* The state of a name. False where there is none such. */
bool state_parse(const char *name, enum series_state *out);

struct verdict {
	enum series_state state;
	char *reason;		    /* one sentence, plain text with names as mails have them */
	const struct record *why;   /* of STATE_AUTHOR and STATE_CONTESTED: the mail that says so */
	const struct record *again; /* what it was posted again as, in other work; or NULL */
	const struct record *last_word; /* of a person, the postings included */
	int64_t last_time;		/* of last_word: from then on the series is idle */
	int applied, total;		/* patches */
	bool *patch_applied;		/* by place in talk->patches */
	struct applied said;		/* what was said of that */
};

/* Derives the state. Release with verdict_release(). */
void state_of(const struct series *series, const struct talk *talk,
	      const struct state_context *context, struct verdict *out);

void verdict_release(struct verdict *verdict);

#endif
