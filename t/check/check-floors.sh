#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# No arrow of the house runs up, and none in a circle (Documentation/architecture.adoc): what each room may include.

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
ground='text mime patch body reply record'
may_include text
may_include late
may_include mime text late
may_include patch text mime
may_include body text mime patch
may_include attest text mime late
may_include reply text mime patch
may_include record text mime patch body reply late
# shellcheck disable=SC2086 # a list of words
{
	may_include inbox $ground late
	may_include index $ground late inbox
	may_include series $ground
	may_include authors $ground series
	may_include compare $ground late series
	may_include tree $ground late inbox index
	may_include report $ground late attest inbox series authors compare tree
	may_include cli $ground late attest inbox index series report tree
	may_include search $ground inbox index series report cli tree compare
}

# lib/ never exits, prints or reads the environment, lib/cli excepted.
# shellcheck disable=SC2046 # a list of words
if grep -nE '\b(exit|_exit|abort|printf|puts|fputs|putchar|perror|getenv|g_getenv|secure_getenv|g_print|g_printerr|g_warning|g_error)\(' \
	$(find lib -name '*.c' ! -path 'lib/cli/*'); then
	echo >&2 "lib/ never exits, prints or reads the environment (lib/cli excepted)"
	status=1
fi
# What depends on the locale is left to GLib's ASCII functions.
if grep -nE '\b(setlocale|isalpha|isdigit|isspace|isalnum|isupper|islower|toupper|tolower|strcasecmp|strncasecmp|strcasestr|strtok|sprintf|strcpy|strcat|gets)\(' \
	lib/*/*.c cmd/*.c cmd/*/*.c | grep -v g_ascii_; then
	echo >&2 "use the g_ascii_ functions, and bounded ones"
	status=1
fi
# Texts with one hash of GLib's are quickly made: mails that hold them would have each look-up meet all of them.
if grep -nE '\b(g_str_hash|g_string_hash)\b' lib/*/*.c cmd/*.c cmd/*/*.c; then
	echo >&2 "use str_hash() of text/hash.h"
	status=1
fi
# No files that include each other in a circle.
if ! t/check/circles.py lib cmd; then
	status=1
fi
exit $status
