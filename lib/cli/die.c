/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/die.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cli/progress.h"
#include "report/escape.h"

/* One write, so that messages of several processes do not mix inside a line. */
static void say(const char *prefix, const char *text)
{
	g_autoptr(GString) message = g_string_new(prefix);

	escape_terminal(message, text, strlen(text), 0);
	g_string_append_c(message, '\n');
	progress_make_way();
	fwrite(message->str, 1, message->len, stderr);
	fflush(stderr);
}

static void vsay(const char *prefix, const char *format, va_list ap)
{
	g_autofree char *text = g_strdup_vprintf(format, ap);

	say(prefix, text);
}

void die_message(const char *format, va_list ap)
{
	vsay("fatal: ", format, ap);
}

void die(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsay("fatal: ", format, ap);
	va_end(ap);
	exit(EXIT_FATAL);
}

void die_errno(const char *format, ...)
{
	int saved = errno;
	va_list ap;
	char *text;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	die("%s: %s", text, g_strerror(saved));
}

void die_gerror(const GError *error)
{
	die("%s", error ? error->message : "unknown error");
}

void report_error(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsay("error: ", format, ap);
	va_end(ap);
}

void warning(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsay("warning: ", format, ap);
	va_end(ap);
}
