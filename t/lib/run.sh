#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/run.sh <prove> <test>…
#
# Runs test programs and scripts in parallel. Of those that fail it prints what they said, runs them once more alone,
# and names them at the end, where the tail of a long log still has them.

set -e
prove=$1
shift
cd "$(dirname "$0")/../.."

rm -rf "$GITKVM_BUILD/t/trash" "$GITKVM_BUILD/t/log"
state=$GITKVM_BUILD/t/prove
mkdir -p "$GITKVM_BUILD/t"
rm -f "$state"

# An empty --exec runs each file as it is.
run() {
	"$prove" --exec '' --statefile "$state" --jobs "${TEST_JOBS:-$(nproc 2>/dev/null || echo 2)}" "$@" </dev/null
}

# log_of <test>: the end of what a script said, where it kept that.
log_of() {
	test -s "$GITKVM_BUILD/t/log/${1##*/}" || return 0
	echo "== $1 said"
	tail -n 60 "$GITKVM_BUILD/t/log/${1##*/}"
}

run --state=save --timer "$@" && exit 0
failed=$(run --state=failed --dry)
for script in $failed
do
	log_of "$script"
done
echo "== once more, in full, what failed"
alone=failed
TEST_VERBOSE=1 run --state=failed --verbose --jobs 1 && alone=passed
echo "== failed, and $alone when run once more alone: $(echo "$failed" | paste -s -d " " -)"
exit 1
