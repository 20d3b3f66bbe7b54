/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_QUOTE_H
#define REPLY_QUOTE_H

#include "text/slice.h"

/* How a reply marks what others wrote, and says who did. */

/* "> ", "AB> ", "| " in front of a line. */
bool quote_marks(struct slice line);

/*
 * Whether a line introduces quoted text: "On <date>, <name> wrote:", wrapped or not, and the like
 * of other languages; "From: <name>" right above it. rest is what follows the line; the lines that
 * belong to it are cut off. begun: words of the sender's own stand above.
 */
bool quote_introduces(struct slice line, bool begun, struct slice *rest);

/*
 * Whether the mail that is answered begins here with its header: "-----Original Message-----", or
 * Outlook's "From:" and "Sent:". Cuts that and the blank lines below it off rest; *unmarked tells
 * whether all that follows is quoted though nothing marks it.
 */
bool quote_begins_original(struct slice line, struct slice *rest, bool *unmarked);

#endif
