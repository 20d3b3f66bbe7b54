/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_PHRASE_H
#define REPLY_PHRASE_H

#include "reply/scope.h"

/*
 * What an English sentence says, by its first words: kernel developers say these few things in
 * much the same way, and what only mentions them ("once this is applied") must not count.
 */
enum phrase {
	PHRASE_NONE,
	PHRASE_APPLIED,	  /* "Applied to next, thanks!", "Series queued for 5.12" */
	PHRASE_TAKES,	  /* "I'll queue this for 5.12": the same where it is not the author's */
	PHRASE_PUSHED,	  /* "Pushed to x": the same where somebody is thanked in the mail */
	PHRASE_MOVED,	  /* "I've pushed this": the same, and PHRASE_TAKES where nobody is */
	PHRASE_UNQUEUED,  /* "I've dropped it from my queue": PHRASE_APPLIED is taken back */
	PHRASE_LEAVES,	  /* "Now dropped": the same, or, of its author, PHRASE_PROMISE */
	PHRASE_TRIES,	  /* "It is still under review there": nor is what was put into that tree */
	PHRASE_WITHDRAWN, /* "Please ignore this series", "This patch is superseded by …" */
	PHRASE_DROPS,	  /* "I'll drop this patch": the same, or, of a part, PHRASE_PROMISE */
	PHRASE_HOLDS,	  /* "Please don't apply this": PHRASE_WITHDRAWN of who sent it */
	PHRASE_NOISE,	  /* "Sorry for the noise": PHRASE_WITHDRAWN of who sent the patch, else
			     PHRASE_RETRACTS */
	PHRASE_NACK,	  /* "NAK.", "NACK to this" */
	PHRASE_REFUSES,	  /* "I won't take this", "Somebody else has sent that fix already" */
	PHRASE_PROMISE,	  /* "Good catch, will fix in v2.", "I'll drop it" */
	PHRASE_ADDS,	  /* "I'll add this to the series": PHRASE_PROMISE of its author, else
			     PHRASE_TAKES */
	PHRASE_STUDIES,	  /* "I'll look into it": not yet that anything will change */
	PHRASE_TAKEN,	  /* "Thanks for queueing this": by an author, of his own */
	PHRASE_TOLD,	  /* "Then Ada merged it": the same, and by others PHRASE_TAKES */
	PHRASE_APPROVES,  /* "Looks good to me": no need to answer */
	PHRASE_THANKS,	  /* "Thanks for working on this" */
	PHRASE_AGREES,	  /* "Good point", "You're right" */
	PHRASE_ADMITS,	  /* "My oversight", "I forgot that": said of one's own work it agrees */
	PHRASE_RETRACTS,  /* "Objection withdrawn": nothing that he said is open */
	PHRASE_UNTAGS,	/* "Please drop my Acked-by": the tags that they gave are none, any more */
	PHRASE_ASSENT,	/* "Yes.", "Right, thanks.": an answer to a question, no more */
	PHRASE_REQUEST, /* "Please also rename the parameters" */
	PHRASE_PING,	/* "Gentle ping", "Any feedback?" */
	PHRASE_OFFERS,	/* "If you agree I'll fix it when applying": PHRASE_TAKES once he does */
	PHRASE_WORKS,	/* "I tried it, and it works" */
	PHRASE_PRAISES, /* "It is short and clean": of others it wants no answer, either */
	PHRASE_WANTS,	/* "Please go ahead and take it", "Can you pick this up?" */
};

/*
 * text begins at the first word of a sentence and may be cut at the end of a line. scope tells the
 * patches that are named in it (not of PHRASE_NACK and PHRASE_PROMISE); its nr is 0 where none is.
 * Looks at its first 200 bytes or so. *wish becomes what phrase_is_wish() tells; NULL where nobody
 * asks.
 */
enum phrase phrase_read(struct slice text, struct scope *scope, bool *wish);

/* The same of the last clause of a sentence that is too long to be read at once: PHRASE_WITHDRAWN,
 * PHRASE_DROPS, PHRASE_PROMISE or PHRASE_NONE. */
enum phrase phrase_read_end(struct slice sentence, struct scope *scope);

/* Whether a text says what should be otherwise: "This should be const". Not where it ends with a
 * question. */
bool phrase_is_wish(struct slice text);

/* The destination in a text of PHRASE_APPLIED: "next" of "Applied to next, thanks!". "Not
 * there" where it is not told. */
struct slice phrase_destination(struct slice text);

#endif
