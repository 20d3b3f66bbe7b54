#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/run.sh <prove> <test>…
#
# Runs test programs and scripts in parallel; those that fail once more, telling all.

set -e
prove=$1
shift
cd "$(dirname "$0")/../.."

rm -rf "$GITKVM_BUILD/t/trash"
state=$GITKVM_BUILD/t/prove
mkdir -p "$GITKVM_BUILD/t"
rm -f "$state"

# An empty --exec runs each file as it is.
run() {
	"$prove" --exec '' --statefile "$state" --jobs "${TEST_JOBS:-$(nproc 2>/dev/null || echo 2)}" "$@" </dev/null
}

run --state=save --timer "$@" && exit 0
echo "== once more, in full, what failed"
TEST_VERBOSE=1 run --state=failed --verbose --jobs 1 || :
exit 1
