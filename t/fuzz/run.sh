#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/fuzz/run.sh <build> <seconds> [<target>…]
#
# Runs each fuzz target (without "fuzz_") for so long, over its corpus, where it reads mails the sample mails,
# and what was found before, in <build>/corpus. Appends a line for each to <build>/log.tsv: target, seconds, executions, exit
# code. Fails where one of them found something, which is then in <build>/<target>-crash-… or the like.
#
# What libFuzzer's "entropic" choice of inputs counts takes up to two thirds of the time where an input has thousands of
# features, and finds no more an execution.

build=$1
seconds=$2
shift 2
if test $# = 0; then
	for source in t/fuzz/fuzz_*.c; do
		target=${source#t/fuzz/fuzz_}
		set -- "$@" "${target%.c}"
	done
fi

# Replies are read by their words: those that the source knows.
mkdir -p "$build"
{
	cat t/fuzz/dict/mail
	grep -oh "[a-z][a-z']*[a-z]" lib/reply/*.[ch] | sort -u | sed 's/.*/"& "/'
} >"$build/words"

failed=
for target; do
	corpus=$build/corpus/$target
	dictionary=t/fuzz/dict/$target
	test -e "$dictionary" || dictionary=t/fuzz/dict/mail
	test "$target" != reply || dictionary=$build/words
	case $target in
	clone | commits | date | files | index | pack | pathspec | range | store | thread | tracking | tree | walk) mails= ;;
	*) mails=t/data/sample ;;
	esac
	case $target in
	body | patch_text | rangediff | reply | report | thread | tree) entropic=0 ;;
	*) entropic=1 ;;
	esac
	mkdir -p "$corpus"
	start=$(date +%s)
	"$build/t/fuzz/fuzz_$target" -entropic="$entropic" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 \
		-dict="$dictionary" -artifact_prefix="$build/$target-" -print_final_stats=1 \
		"$corpus" "t/fuzz/corpus/$target" $mails >"$build/$target.log" 2>&1
	code=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log")
	printf '%s\t%s\t%s\t%s\n' "$target" "$(($(date +%s) - start))" "${runs:-0}" "$code" |
		tee -a "$build/log.tsv"
	if test $code != 0; then
		failed="$failed $target"
		tail -n 40 >&2 "$build/$target.log"
	fi
done
test -z "$failed" || echo >&2 "found something:$failed"
test -z "$failed"
