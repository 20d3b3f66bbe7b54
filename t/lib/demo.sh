#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/demo.sh <build folder>: makes the list that README.md shows, and lists its series.

set -e
build=$(cd "$1" && pwd)
GITKVM_TOP=$(cd "$(dirname "$0")/../.." && pwd)
. "$GITKVM_TOP/t/lib/inbox.sh"

rm -rf "$build/demo"
demo "$build/demo"

PATH=$build/bin:$PATH git -C "$build/demo/linux" kvm-series
cat <<EOF

These are the series of a list that is made up. To look at them as README.md does:

    export PATH="$build/bin:\$PATH"
    cd "$build/demo/linux"

A real list is read in the same way:

    git clone --mirror https://lore.kernel.org/kvmarm/0 kvmarm.git
    git -C kvmarm.git kvm-series
EOF
