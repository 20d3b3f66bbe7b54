#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Each header compiles alone, warns of nothing, and has a guard named after its path.

status=0
flags=$(cat "$GITKVM_BUILD/pkg-cflags") || exit 1
for header in lib/*/*.h; do
	# shellcheck disable=SC2086 # a list of flags
	echo "#include \"${header#lib/}\"" |
		${CC:-cc} -std=c11 -D_GNU_SOURCE -Ilib $flags -Wall -Wextra -Werror -fsyntax-only -x c - ||
		status=1
	guard=$(echo "${header#lib/}" | tr 'a-z/.-' 'A-Z___')
	if ! grep -q "^#ifndef $guard\$" "$header" || ! grep -q "^#define $guard\$" "$header"; then
		echo >&2 "$header: no guard $guard"
		status=1
	fi
done
exit $status
