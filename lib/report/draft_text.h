/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_DRAFT_TEXT_H
#define REPORT_DRAFT_TEXT_H

#include "body/body.h"
#include "record/record.h"

/* Appends "On <date>, <name> wrote:" and the text of a mail, each line behind "> ". */
void draft_append_quoted(GString *out, const struct record *record, const struct body *body,
			 bool patch);

#endif
