/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_MAILINFO_H
#define PATCH_MAILINFO_H

#include "text/pool.h"

/*
 * The rules by which git mailinfo and git mailsplit read a mail (git 2.39, with the options that
 * git am gives them), for those who write mails that git am is to read.
 */

/*
 * How long the commit message at the start of text is: up to the first line that git takes for the
 * patch ("diff -", "Index: ", "--- name", "---" and white space). All of text without one.
 */
size_t mailinfo_message_length(struct slice text);

/* White space for git; the C library knows more. */
static inline bool mailinfo_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/*
 * Whether git am would cut off what stands above some line of a message, were it told to (-c): a
 * line of 8 columns or more in which dashes and scissors (">8", "8<", ">%", "%<"), with the blanks
 * behind them, take more than a third, and blanks less than half of that.
 */
bool mailinfo_has_scissors(struct slice message);

/*
 * Whether git would take the first line of text that is not empty for an in-body header: "From: ",
 * "Subject: ", "Date: ", ">From <hash> <date>", "[PATCH] ".
 */
bool mailinfo_is_header_next(struct slice text);

/*
 * What git makes of a subject (decoded, one line): without "Re:" and all groups in brackets in
 * front, runs of white space as one space. Lives in pool.
 */
char *mailinfo_title(struct pool *pool, const char *subject);

/* Whether git mailsplit would begin a new mail at this line: "From x … 12:34:56 … 2001". */
bool mailinfo_is_mbox_line(struct slice line);

#endif
