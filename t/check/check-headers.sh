#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Each header compiles alone, warns of nothing, and has a guard named after its path.

status=0
flags=$(cat "$GITKVM_BUILD/pkg-cflags") || exit 1
# shellcheck disable=SC2016 # the shell below expands it
printf '%s\n' lib/*/*.h |
	xargs -P "$JOBS" -n 1 sh -c 'echo "#include \"${2#lib/}\"" |
		${CC:-cc} -std=c11 -D_GNU_SOURCE -Ilib $1 -Wall -Wextra -Werror -fsyntax-only -x c -' sh "$flags" ||
	status=1
for header in lib/*/*.h; do
	guard=$(echo "${header#lib/}" | tr 'a-z/.-' 'A-Z___')
	if ! grep -q "^#ifndef $guard\$" "$header" || ! grep -q "^#define $guard\$" "$header"; then
		echo >&2 "$header: no guard $guard"
		status=1
	fi
done
exit $status
