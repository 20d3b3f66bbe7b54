#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Shell scripts pass shellcheck, zsh's and fish's parsers.

status=0
# What is wrong only at first sight: sharness evaluates scripts in single quotes (SC2016) and shares variables
# (SC2034, SC2154); sourced files are not followed (SC1090, SC1091); ls of our own names (SC2012);
# a file's name used while it is written (SC2094), "cat" or "who" as a word or a file's name (SC2209, SC2238),
# ">file" for an empty file (SC2188), "test_line_count = 2 file" (SC2283).
shellcheck -e SC1090,SC1091,SC2012,SC2016,SC2034,SC2094,SC2154,SC2188,SC2209,SC2238,SC2283 \
	.ci/deps .ci/run install.sh version.sh debian/tests/sample t/check/*.sh t/lib/*.sh t/platform.sh t/t[0-9]*.t completion/git-kvm.bash || status=1
for file in completion/_git*; do
	zsh -n "$file" || status=1
done
fish --no-execute completion/__fish_git_kvm.fish completion/git-kvm.conf.fish || status=1
for script in t/platform.sh t/t[0-9]*.t t/check/*.sh .ci/run .ci/deps install.sh version.sh debian/rules debian/tests/sample; do
	if ! test -x "$script"; then
		echo >&2 "$script: not executable"
		status=1
	fi
done
exit $status
