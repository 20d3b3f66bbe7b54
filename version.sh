#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: ./version.sh
#
# Prints the version of this source: of a tarball, what "make dist" wrote into it; of a clone, the
# last tag v<version>, with the number of commits since it and the last of them.

# Which release this is on the way to, that of the newest Documentation/RelNotes: where there is no tag.
next=0.2.0

cd "$(dirname "$0")" || exit 1
if test -f VERSION; then
	cat VERSION
elif test -e .git && described=$(git describe --match 'v[0-9]*' HEAD 2>/dev/null); then
	echo "${described#v}" | tr - .
else
	echo "$next"
fi
