/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_CONVERSATION_TEXT_H
#define REPORT_CONVERSATION_TEXT_H

#include "reply/lexer.h"
#include "report/conversation.h"

/* Appends the lines of a mail's text (struct text_line), escaped and coloured, and what is quoted
 * as the view asks for. Blank lines at both ends are left out. */
void conversation_append_lines(GString *out, const struct conversation_view *view,
			       const GArray *lines);

#endif
