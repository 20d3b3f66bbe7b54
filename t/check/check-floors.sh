#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# No arrow of the house runs up (Documentation/architecture.adoc): what each room may include.

status=0
may_include() {
	room=$1
	shift
	allowed=$(echo "$room $*" | tr ' ' '|')
	if grep -nE '#include "[a-z]+/' lib/"$room"/*.[ch] | grep -vE "#include \"($allowed)/"; then
		echo >&2 "lib/$room may include these alone: $allowed"
		status=1
	fi
}
may_include mail
may_include inbox mail
may_include index mail inbox
may_include series mail
may_include authors mail series
may_include compare mail series
may_include report mail inbox series authors compare
may_include cli mail inbox index series report

# lib/ never exits, prints or reads the environment, lib/cli excepted. lazy.c does what the dynamic loader would.
if grep -nE '\b(exit|_exit|abort|printf|puts|fputs|putchar|perror|getenv|g_getenv|secure_getenv|g_print|g_printerr|g_warning|g_error)\(' \
	lib/mail/*.c lib/inbox/*.c lib/index/*.c lib/series/*.c lib/authors/*.c lib/compare/*.c lib/report/*.c |
	grep -v '^lib/mail/lazy\.c:.*g_error("cannot load'; then
	echo >&2 "lib/ never exits, prints or reads the environment (lib/cli excepted)"
	status=1
fi
# What depends on the locale is left to GLib's ASCII functions.
if grep -nE '\b(setlocale|isalpha|isdigit|isspace|isalnum|isupper|islower|toupper|tolower|strcasecmp|strncasecmp|strcasestr|strtok|sprintf|strcpy|strcat|gets)\(' \
	lib/*/*.c cmd/*.c cmd/*/*.c | grep -v g_ascii_; then
	echo >&2 "use the g_ascii_ functions, and bounded ones"
	status=1
fi
exit $status
