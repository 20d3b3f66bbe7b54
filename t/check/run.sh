#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/check/run.sh [<name>…]
#
# Runs the checks of the sources, t/check/check-<name>.sh, all of them even when one fails.

cd "$(dirname "$0")/../.." || exit 1
: "${GITKVM_BUILD:=$PWD/build/dev}"
JOBS=$(nproc 2>/dev/null || echo 2)
export GITKVM_BUILD JOBS

if test $# = 0; then
	for check in t/check/check-*.sh; do
		name=${check##*/check-}
		set -- "$@" "${name%.sh}"
	done
fi

failed=
for name; do
	echo "== check $name"
	t/check/check-"$name".sh </dev/null || failed="$failed $name"
done
if test -n "$failed"; then
	echo >&2 "== checks that FAILED:$failed"
	exit 1
fi
echo "== all checks passed"
