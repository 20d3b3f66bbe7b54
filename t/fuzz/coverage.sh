#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/fuzz/coverage.sh <build> <build of the fuzzers>
#
# Replays all corpora, those in the source and those that "make fuzz" found, with programs that count what
# they run, and prints how many lines of each room of lib/ that was.

build=$1
found=$2
rm -rf "$build/profile"
mkdir -p "$build/profile"

for program in "$build"/t/fuzz/fuzz_*; do
	case $program in *.[do]) continue ;; esac
	target=${program##*/fuzz_}
	set -- "t/fuzz/corpus/$target" t/data/sample
	test ! -d "$found/corpus/$target" || set -- "$@" "$found/corpus/$target"
	LLVM_PROFILE_FILE="$build/profile/$target" "$program" "$@" >"$build/profile/$target.log" 2>&1 ||
		echo >&2 "fuzz_$target fails, see $build/profile/$target.log"
	programs="$programs $program"
done
# shellcheck disable=SC2086 # a list of programs
exec t/lib/coverage-table.sh "$build" $programs
