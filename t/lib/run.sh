#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/run.sh <prove> <test>…
#
# Runs test programs and scripts in parallel, the slow ones (scripts) first to finish together.

set -e
prove=$1
shift
cd "$(dirname "$0")/../.."

for log in "$GITKVM_BUILD"/t/trash/*; do
	rm -rf "$log"
done
# An empty --exec runs each file as it is.
exec $prove --exec '' --jobs "${TEST_JOBS:-$(nproc 2>/dev/null || echo 2)}" --timer --comments "$@" </dev/null
