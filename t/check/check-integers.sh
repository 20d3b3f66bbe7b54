#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# No number leaves its range unmarked, and none loses anything in a conversion (lib/text/integers.h): units,
# the fuzz targets over their corpora, and the scripts of hostile mails and clones, with clang's sanitizers
# "undefined" and "integer", which end a program that does.

build=${GITKVM_BUILD%/*}/integers
scripts='t/t1200-*.t t/t249*.t t/t3010-*.t t/t4050-*.t'

make -s -j"$JOBS" DEVELOPER=1 SANITIZE=integer CFLAGS=-O0 BUILD="$build" all tests >/dev/null || exit 1
programs=$(printf '%s\n' "$build"/t/unit/test_* "$build"/t/fuzz/fuzz_* | grep -v '\.[do]$')
# shellcheck disable=SC2086 # lists of words, and patterns
GITKVM_BUILD=$build t/lib/run.sh prove $scripts $programs >"$build/log" 2>&1 && exit 0
tail -n 60 >&2 "$build/log"
exit 1
