#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/readme-update.sh <build folder>: the examples of README.md with what they print today, and its
# picture, where there is chromium to make it.

set -e
build=$(cd "$1" && pwd)
GITKVM_TOP=$(cd "$(dirname "$0")/../.." && pwd)
. "$GITKVM_TOP/t/lib/inbox.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
demo "$folder/demo"
PATH=$build/bin:$PATH
HOME=$folder
GIT_COMMITTER_NAME='You'
GIT_COMMITTER_EMAIL=you@example.org
export PATH HOME GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
cd "$folder/demo/linux"
"$GITKVM_TOP/t/lib/readme.sh" "$GITKVM_TOP/README.md" >"$folder/README.md"
cp "$folder/README.md" "$GITKVM_TOP/README.md"

command -v chromium >/dev/null 2>&1 || exit 0
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$folder/chromium" \
	--window-size=920,1000 --screenshot="$folder/authors.png" "file://$folder/demo/authors.html" 2>/dev/null
mkdir -p "$GITKVM_TOP/Documentation/images"
cp "$folder/authors.png" "$GITKVM_TOP/Documentation/images/authors.png"
