#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/demo.sh <build folder>: the digest of an inbox made of the test mails.

set -e
build=$(cd "$1" && pwd)
GITKVM_TOP=$(cd "$(dirname "$0")/../.." && pwd)
. "$GITKVM_TOP/t/lib/inbox.sh"

inbox=$build/sample.git
rm -rf "$inbox"
sample_inbox "$inbox"

PATH=$build/bin:$PATH git -C "$inbox" kvm-digest
cat <<EOF

A real list:   git clone --mirror https://lore.kernel.org/kvmarm/0 kvmarm.git
               PATH="$build/bin:\$PATH" git -C kvmarm.git kvm-digest
EOF
