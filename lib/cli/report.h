/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "report/format.h"
#include "cli/source.h"
#include "report/handles.h"

/*
 * Makes a report one that is printed to standard output, coloured as the option (colour.h) and the
 * configuration say. To be called behind pager_start().
 */
void report_open(struct report *report, int colour);

/* pager_start(), report_open() and the format's print(). */
void report_print(const struct report_format *format, struct report *report, const char *command,
		  int colour);

/* The place of a format in its table by its name; -1 where it is not there. */
int report_format_find(const struct report_format *formats, const char *name);

/* Where "Link:" points to unless kvm.linkBase says so. */
const char *link_base(void);

/* Short ids of the source's commits, which it must outlive, and links. */
struct handles handles_of(struct source *source);

#endif
