#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/coverage.sh <build> <prove> <test>...
#
# Runs tests with programs that count what they run, and prints how many lines of each room of lib/ that was.
# What fails for being slow counts all the same.

build=$1
prove=$2
shift 2
rm -rf "$build/profile"
mkdir -p "$build/profile"
# All processes of one program add to the same few files.
LLVM_PROFILE_FILE=$build/profile/%4m GITKVM_BUILD=$build t/lib/run.sh "$prove" "$@" || :
programs=$(find "$build/bin" "$build/t/unit" "$build/t/helper" -type f -perm -u+x)
# shellcheck disable=SC2086 # a list of programs
exec t/lib/coverage-table.sh "$build" $programs
