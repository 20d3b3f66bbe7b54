/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_CONVERSATION_H
#define REPORT_CONVERSATION_H

#include "body/body.h"
#include "report/handles.h"
#include "report/palette.h"
#include "report/sink.h"
#include "report/when.h"
#include "series/thread.h"

/* What is shown of quoted text. */
enum conversation_quotes {
	QUOTES_FULL,
	QUOTES_FOLD, /* of much that is quoted, what stands right above the answer */
	QUOTES_NONE, /* how many lines there were */
};

struct conversation_view {
	const struct palette *palette;
	const struct handles *handles;
	enum conversation_quotes quotes;
	bool diff;	  /* of a patch the diff, too */
	bool stat;	  /* of a patch the diffstat that git would print, in place of its own */
	unsigned columns; /* where words are wrapped; 0: nowhere */
	struct when_format date;
	struct sink sink;
};

/* A mail, and what came out of it. */
struct conversation_mail {
	const struct thread_mail *mail;
	const struct thread_mail *before; /* what was printed last; NULL for none */
	const struct body *body;	  /* NULL where it cannot be read */
	const char *why;		  /* it cannot be read */
	GArray *given;	 /* of struct given_tag: what answers gave a patch; NULL for none */
	GArray *doubted; /* the same of what is in a reply, and was not its sender's to give */
};

/*
 * Prints a mail of a conversation for a reader, as git log prints a commit: a line with its short
 * id, the header's fields that matter, each on a line of its own, and the text, with quoted lines
 * dimmed, diffs coloured as git colours them, and tags marked. All of it is escaped.
 */
void conversation_put(const struct conversation_view *view, const struct conversation_mail *mail);

#endif
