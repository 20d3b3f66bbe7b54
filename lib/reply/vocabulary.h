/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_VOCABULARY_H
#define REPLY_VOCABULARY_H

#include <stdint.h>

#include "text/integers.h"
#include "text/slice.h"

/*
 * What words may be in a sentence of a reply. Which words are of a class is told by the tables of
 * vocabulary_*.c alone; what a class does is told by the file that it is listed under here.
 */
enum word_class {
	WORD_NONE,

	/* phrase_where.c: where something was applied to */
	WORD_VERB,	  /* "applied": what a maintainer does to a patch */
	WORD_INTENT,	  /* "apply": the same, not done yet */
	WORD_DESTINATION, /* "to", "for": stands in front of a tree */
	WORD_TREE,	  /* "queue": where patches are kept */
	WORD_NO_PLACE,	  /* behind "for" or "to": no tree follows */
	WORD_PLACE_END,	  /* the name of a tree ends in front of it */
	WORD_SEVERAL,	  /* "them": all patches */
	WORD_BRANCH,	  /* "next", and what ends in it, as "kvm-next" */
	WORD_TREE_NAME,	  /* "net": a whole name, which no other name ends in */
	WORD_NO_TREE,	  /* in front of WORD_TREE it is another: "device" */
	WORD_BEHIND_TREE, /* may stand behind the name of a tree, as WORD_PLACE_END: "already" */

	/* phrase_clause.c: who does something, and whether it was done */
	WORD_SPEAKER, /* "I", "we've" */
	WORD_IT,      /* "it", "they're" */
	WORD_IS,      /* "is", "isn't", "I'm" */
	WORD_HAS,     /* "has", "I've" */
	WORD_WILLS,   /* "will", "won't" */
	WORD_DOES,    /* "do", "don't" */
	WORD_MAY,     /* "could", "can't" */
	WORD_NOT,     /* "not", "isn't" */
	WORD_ADVERB,  /* among these: "already" */
	WORD_LEAD,    /* may stand in front of a clause without a comma: "ok" */

	/* phrase_landed.c: that it is in a tree */
	WORD_LANDED_THESE,	/* what is there: "patches" */
	WORD_LANDED_DETERMINER, /* in front of that */
	WORD_LANDED_BEING,	/* "are": one word of both is "it's" */
	WORD_LANDED_ADVERB,	/* "now" */
	WORD_PLACE_ON,		/* "on": in front of a tree there */

	/* phrase_trial.c: that it was but tried */
	WORD_NOT_HIS_TREE, /* a tree that nobody who answers here puts patches into: "torvalds" */
	WORD_TRIAL_PLACE,  /* "nightly": nor that */
	WORD_LOCAL,	   /* in front of "branch" there: "scratch" */
	WORD_TRIAL_AIM,	   /* "for a …" that: "spin" */
	WORD_OUTCOME,	   /* what came of it: "works" */
	WORD_REASON,	   /* behind it stands why: "as" */

	/* phrase_applied.c: that something was applied */
	WORD_APPLIED_LEAD,    /* may stand in front of the verb */
	WORD_APPLIED_BEHIND,  /* may stand behind it */
	WORD_PLACE_VERB,      /* a verb that says it only with the tree it went to */
	WORD_WEAK_VERB,	      /* a verb that says it only where somebody is thanked, too */
	WORD_FIRST_PERSON,    /* "I", "I've" */
	WORD_APPLIED_OBJECT,  /* what somebody may say that he applied: "it" */
	WORD_THE_OBJECT,      /* the same behind "the": "series" */
	WORD_ING_OBJECT,      /* the same behind "queuing" */
	WORD_CLAUSE_JOINT,    /* behind it a clause begins: "and", "but" */
	WORD_APPLIED_JOINT,   /* the same, there alone: "as" */
	WORD_TRIAL,	      /* anywhere in the sentence it makes a trial of it: "tested" */
	WORD_APPLIED_SPOILER, /* the same in one clause, or a condition: "once" */
	WORD_EXCEPT,	      /* "except": patches follow that were not */
	WORD_NO_NAME,	      /* behind "to" no name follows, but a tree may: "the" */
	WORD_STATEMENT_LEAD,  /* in front of the verb, in a clause without a person */
	WORD_HAVE,	      /* "have", "I've": what was done stands behind its object */
	WORD_HAVE_OBJECT,     /* "I have this …" */
	WORD_HAVE_DONE,	      /* "… queued" */

	/* phrase_takes.c: that it will be */
	WORD_UNDER_WAY,		   /* what is done now: "merging" */
	WORD_TAKES_DEED,	   /* what will be done: "queue" */
	WORD_TAKES_PLACE,	   /* the same, into a tree that is named: "put" */
	WORD_TAKES_ADVERB,	   /* between "will" and that */
	WORD_TAKES_OBJECT,	   /* behind that: "them" */
	WORD_TAKES_WAY,		   /* "via", "asap" */
	WORD_WHEN,		   /* behind a deed without an object: "later" */
	WORD_TAKES_JOINT,	   /* behind it a clause begins, there alone: "anyway" */
	WORD_TAKES_SPOILER,	   /* no decision, or about something else: "if", "soon" */
	WORD_TAKES_SPOILER_BEHIND, /* the same behind the verb alone: "not" */
	WORD_MENDS_DOUBT,	   /* "I'll fix it when applying", unless "you" do */
	WORD_TAKING,		   /* "Thanks for queueing …" */
	WORD_TAKING_OBJECT,	   /* "… this" */
	WORD_TAKING_NOTHING,	   /* "… the time" */

	/* phrase.c: that something is withdrawn or refused */
	WORD_POLITE,	  /* may stand in front of WORD_DROP */
	WORD_PLEASE,	  /* what asks for it */
	WORD_CURT,	  /* "forget", "never mind": said of the own work it is taken back */
	WORD_DROP,	  /* "ignore" */
	WORD_DROP_THESE,  /* in front of what is to be ignored: "this" */
	WORD_WHOLE,	  /* "series" */
	WORD_ONE,	  /* "patch" */
	WORD_OBJECT_END,  /* the reason follows: "since" */
	WORD_GONE,	  /* "superseded" */
	WORD_GONE_LEAD,	  /* may stand in front of that */
	WORD_SORRY_LEAD,  /* may stand in front of WORD_SORRY */
	WORD_SORRY,	  /* "Sorry for …" */
	WORD_NOISE,	  /* "… the noise" */
	WORD_NEEDED_LEAD, /* may stand in front of WORD_NEEDED_NOUN */
	WORD_NEEDED_NOUN, /* "This patch is …" */
	WORD_NEEDED,	  /* "… no longer needed" */
	WORD_NACK_LEAD,	  /* may stand in front of "NAK" */
	WORD_NACK_BEHIND, /* may stand behind it */

	/* phrase_other.c: words that tell wherever they stand */
	WORD_CONDITION,	    /* anywhere, and it is no statement: "unless" */
	WORD_OTHER_SPOILER, /* the same in one clause */
	WORD_DENIAL,	    /* in front of it: "don't" */

	/* phrase_leaves.c: that it is not taken, any more */
	WORD_REMOVED,	     /* out of a tree: "kicked" */
	WORD_UNQUEUED_LEAD,  /* in front of "dropped": "now" */
	WORD_UNQUEUED_ALL,   /* dropped as a whole: "both" */
	WORD_UNQUEUED_DOUBT, /* no statement: "would" */

	/* phrase_refusal.c: that it will not be taken */
	WORD_ALREADY_DONE,    /* "Already fixed" */
	WORD_REFUSAL_SPOILER, /* no statement */

	/* phrase_promise.c: what its author will do */
	WORD_PROMISE_LEAD,    /* agreement that it may follow: "ok", "makes sense" */
	WORD_PERSON,	      /* "I", "we", in front of "will" */
	WORD_SHORT_WILL,      /* "I'll" */
	WORD_PROMISE_ADVERB,  /* between that and what will be done */
	WORD_PROMISE_DEED,    /* what is done to a series: "respin" */
	WORD_PROMISE_OBJECT,  /* "do that" */
	WORD_PROMISE_SPOILER, /* promises of something else, or on a condition */
	WORD_NEXT_NOUN,	      /* "the next version" */
	WORD_FUTURE,	      /* "plan", "will" */
	WORD_AGAIN,	      /* "… to resend" */
	WORD_PROMISE_WHO,     /* who does: "I" */
	WORD_NO_DEED,	      /* "I'll wait": changes nothing */
	WORD_SENDS,	      /* "send a …": what, says whether it is this work */
	WORD_SENDING,	      /* "sending v4" */
	WORD_DONE,	      /* "made": of the past, beside what ends in "ed" */
	WORD_PROMISE_NOW,     /* "it's fixed now" */
	WORD_WILLING,	      /* "happy to" */
	WORD_OTHERS_WANT,     /* "if you …" */
	WORD_STUDIES,	      /* what is thought about first: "investigate" */
	WORD_STUDIES_ADVERB,  /* between "will" and that */

	/* phrase_opinion.c: what somebody thinks */
	WORD_OPINION_LEAD,  /* may stand in front of it */
	WORD_OPINION_TURN,  /* behind it comes what is to be done all the same: "but" */
	WORD_LOOKS,	    /* "looks …" */
	WORD_DEGREE,	    /* "… very …" */
	WORD_FINE,	    /* "… good" */
	WORD_UNDERSTOOD,    /* "gotcha" */
	WORD_APPROVAL,	    /* "LGTM" */
	WORD_CONCESSION,    /* "agreed", "oops" */
	WORD_GOOD,	    /* "good …" */
	WORD_POINT,	    /* "… catch" */
	WORD_ERRED,	    /* "I misread …" */
	WORD_THOSE,	    /* "I missed that" */
	WORD_SLIP,	    /* "a typo of mine" */
	WORD_FORGOT,	    /* "I forgot …" */
	WORD_ASSENT,	    /* "yes": a whole sentence */
	WORD_ASSENT_FILLER, /* beside it */
	WORD_LONG_ASSENT,   /* begins a short sentence: "Yes, …" */
	WORD_LONG_CONCEDES, /* "… it should be" */
	WORD_LONG_ACCEPTS,  /* "… that works" */
	WORD_LONG_ARGUES,   /* "… because" */
	WORD_THANKS,	    /* begins a sentence of thanks */
	WORD_PING_LEAD,	    /* "gentle ping" */
	WORD_PING_WANTED,   /* "any feedback" */
	WORD_PRAISE,	    /* "useful" */
	WORD_NO_PRAISE,	    /* beside it it praises nothing: "broken" */
	WORD_CRY,	    /* begins a sentence: "oops" */
	WORD_CRY_TURN,	    /* anything but that: "but" */

	/* phrase_request.c: what is to be changed */
	WORD_REQUEST_LEAD, /* "please also …" */
	WORD_NO_REQUEST,   /* "please see …" */

	/* scope.c: which patches are meant */
	WORD_SERIES,	 /* "the series" */
	WORD_PATCH,	 /* "patches 1-3" */
	WORD_REST,	 /* "the rest" */
	WORD_COUNT,	 /* "all", "both", in front of "patches" */
	WORD_PART,	 /* "the KVM bits" */
	WORD_NO_TOPIC,	 /* not what a part is about: "this patch" */
	WORD_PART_END,	 /* may stand behind a part */
	WORD_TAG,	 /* in front of "for" or "to": "review" */
	WORD_BEFORE_FOR, /* in front of "for" alone: "add" */

	/* condition.c: that a trailer is given on a condition */
	WORD_TAG_CONDITION, /* wherever it stands: "once" */
	WORD_TAG_PRELUDE,   /* "with …" */
	WORD_TAG_DEED,	    /* "… the nits fixed" */

	/* form.c, remark.c, excerpt.c: said for the form */
	WORD_GREETING,
	WORD_CLOSING,
	WORD_BEFORE_CLOSING, /* "many thanks" */
	WORD_LITTLE,	     /* a reply of such words alone says no more than thanks */

	WORD_CLASSES,
};

/* A bit for each class. */
struct word_classes {
	uint64_t bits[(WORD_CLASSES + 63) / 64];
};

/*
 * The classes of a word, whatever the case of its letters; none of one that is not in the table.
 * Never NULL. Safe in several threads at once.
 */
const struct word_classes *vocabulary_find(struct slice word);

/* A hash of a word that does not tell a letter's case; and the same as above, where it is known. */
unsigned vocabulary_hash(struct slice word);

#define VOCABULARY_HASH_START 5381u

/* The hash with one more byte, for who looks at each anyway. */
static inline WRAPS_AROUND unsigned vocabulary_hash_byte(unsigned hash, char c)
{
	return hash * 33 + ((unsigned char)c | 0x20);
}

/* Calls take with each word of the table, and its classes, which stay. */
void vocabulary_each(void (*take)(struct slice word, const struct word_classes *classes));

static inline bool classes_have(const struct word_classes *classes, enum word_class which)
{
	return classes->bits[which / 64] >> which % 64 & 1;
}

/* Adds those of one word to those of others. */
static inline void classes_join(struct word_classes *classes, const struct word_classes *more)
{
	for (size_t i = 0; i < G_N_ELEMENTS(classes->bits); i++)
		classes->bits[i] |= more->bits[i];
}

/* Whether a word is of a class. */
static inline bool word_is(struct slice word, enum word_class which)
{
	return classes_have(vocabulary_find(word), which);
}

/* Whether a word begins with a stem of a class, which the table has as "stem*". */
bool word_begins(struct slice word, enum word_class which);

#endif
