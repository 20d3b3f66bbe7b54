/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_FORMAT_H
#define REPORT_FORMAT_H

#include <stdbool.h>
#include "record/record.h"
#include "report/palette.h"
#include "report/sink.h"

/*
 * One interface for all formats of all reports. What a format gets is a struct of the report's own,
 * such as struct digest_view, which begins with a struct report: where it is printed to.
 */
struct report {
	struct sink sink;
	const struct palette *palette;
	bool terminal;	  /* the output ends on one */
	unsigned columns; /* of that terminal; 0 without one */
	void *own;	  /* the format's, from begin() to print() */

	/* A mail that has to be read once more could not be, and the format has no way to say so:
	 * an INBOX_ERROR set by print(), to be freed with g_error_free(). */
	GError *error;
};

/*
 * A table of them, whose end has no name, is all that a command knows of its formats: a new one is
 * a line there. begin() is called before mails are read, mail() with each of them, in git log
 * order, as it is read (the record stays the caller's), and print() prints the rest, or all. The
 * first two may be NULL.
 */
struct report_format {
	const char *name; /* of --format=<name> */
	void (*print)(struct report *report);
	void (*begin)(struct report *report);
	void (*mail)(struct report *report, const struct record *record);
	bool all_mails;	  /* replies matter, too */
	bool answers;	  /* and what they answer, see digest_find_answered() */
	bool brief;	  /* of a digest: what happened, see report/brief.h */
	bool listed;	  /* of a digest: its series and entries */
	const char *text; /* of one that is a text with %(field): that; else NULL */
};

#endif
