#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/coverage-table.sh <build> <program>...
#
# Of profiles in <build>/profile, which those programs left there: how many lines of each room of lib/ were run.
# All of it is in <build>/coverage.json; which lines were not, <build>/missed names.

build=$1
shift
for program; do
	objects="$objects -object $program"
done
find "$build/profile" -type f ! -name '*.log' ! -name list ! -name all >"$build/profile/list"
llvm-profdata merge -sparse -f "$build/profile/list" -o "$build/profile/all" || exit 1
# shellcheck disable=SC2086 # a list of options
llvm-cov export -summary-only -instr-profile="$build/profile/all" $objects >"$build/coverage.json" || exit 1
# shellcheck disable=SC2086 # the same
llvm-cov show -show-line-counts-or-regions -instr-profile="$build/profile/all" $objects |
	awk '/^\/.*:$/ { file = $0 } /^ +[0-9]+\| +0\|/ { sub(/^ +/, ""); print file $0 }' >"$build/missed"
jq -r '
	[.data[0].files[] | select(.filename | test("lib/[a-z]+/")) |
		{ room: (.filename | capture("lib/(?<room>[a-z]+)/").room) } + .summary.lines] |
	(group_by(.room)[] | [.[0].room, (map(.covered) | add), (map(.count) | add)]),
		["all", (map(.covered) | add), (map(.count) | add)] |
	"\(.[0])\t\(.[1] * 100 / .[2] | floor) %\t\(.[1]) of \(.[2]) lines"' "$build/coverage.json"
