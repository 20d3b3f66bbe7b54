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
	programs="$programs -object $program"
done
find "$build/profile" -type f ! -name '*.log' >"$build/coverage.list"
llvm-profdata merge -sparse -f "$build/coverage.list" -o "$build/coverage.all" || exit 1
# shellcheck disable=SC2086 # a list of options
llvm-cov export -summary-only -instr-profile="$build/coverage.all" $programs >"$build/coverage.json" || exit 1
jq -r '
	[.data[0].files[] | select(.filename | test("lib/[a-z]+/")) |
		{ room: (.filename | capture("lib/(?<room>[a-z]+)/").room) } + .summary.lines] |
	(group_by(.room)[] | [.[0].room, (map(.covered) | add), (map(.count) | add)]),
		["all", (map(.covered) | add), (map(.count) | add)] |
	"\(.[0])\t\(.[1] * 100 / .[2] | floor) %\t\(.[1]) of \(.[2]) lines"' "$build/coverage.json"
