/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_DIE_H
#define CLI_DIE_H

#include <stdarg.h>
#include <glib.h>

/* What a command's process returns; it dies of SIGPIPE where the reader of its output went away. */
enum exit_code {
	EXIT_OK = 0,
	EXIT_NO = 1,	  /* a negative answer that the man page documents */
	EXIT_FATAL = 128, /* die() */
	EXIT_USAGE = 129, /* options_parse(), die_usage() */
};

/*
 * Messages for people, on stderr, in git's style: lower case, no full stop, 'quoted' names. They
 * may quote anything that came from a mail, an argument or a config file: what could steer a
 * terminal is escaped (report/escape.h), line ends stay. A line end is added.
 */

/* "fatal: …" alone, for who exits with another code (parse.h). */
void die_message(const char *format, va_list ap) G_GNUC_PRINTF(1, 0);

/* "fatal: …" and exit 128. What was not flushed of the output is dropped. */
G_NORETURN void die(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* "fatal: …: No such file or directory" (by errno) and exit 128. */
G_NORETURN void die_errno(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* "fatal: " and the error's message, exit 128. error may be NULL only by a bug. */
G_NORETURN void die_gerror(const GError *error);

/* "error: …": something went wrong, the command goes on (or exits with a code of its own). */
void report_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* "warning: …" */
void warning(const char *format, ...) G_GNUC_PRINTF(1, 2);

#endif
