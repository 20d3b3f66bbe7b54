/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include "text/slice.h"

/*
 * Results go to stdout through here and nowhere else. Writes are buffered and checked: one that
 * fails is "fatal: unable to write to standard output: No space left on device", exit 128; where
 * the reader went away the process dies of SIGPIPE, as git does. Bytes go out as they are: what
 * came from a mail and may reach a terminal is escaped before (report/escape.h).
 */
void output_write(struct slice bytes);

/* output_write() in the form of a callback; data is not used. */
void output_write_data(const char *bytes, size_t len, void *data);

void output_puts(const char *text);

/* The last thing before main() returns: flushes, and closes stdout to learn of late errors. */
void output_finish(void);

/* Whether results end on a terminal: stdout is one, or a pager shows them. */
bool output_is_terminal(void);

/*
 * The columns of that terminal: COLUMNS, what the terminal itself says, else 80, as git has it; 0
 * where results do not end on one.
 */
unsigned output_columns(void);

/*
 * -o <file>: from now on results go to a new file beside path, in the place of standard output;
 * output_file_finish(), to be called behind output_finish(), gives it the name. So path is there as
 * it was, or whole. NULL and "-" change nothing. Dies where the file cannot be made; where the
 * process ends before, the new one goes.
 */
void output_file_start(const char *path);
void output_file_finish(void);

#endif
