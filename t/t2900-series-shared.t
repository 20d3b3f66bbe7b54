#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series on real lists: by the index as without it, and mails that git am can read'

. "$(dirname "$0")/lib/test-lib.sh"
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=1

if ! ls "$KVM_SHARED"/inboxes/*.bundle >/dev/null 2>&1; then
	test_skip_all "no inboxes in $KVM_SHARED (set KVM_SHARED)"
fi

# sample <number> <file: that many of its lines, the same ones every time, all over the file.
sample() {
	awk -v n="$1" '{ line[NR] = $0 } END { for (i = 0; i < n && i < NR; i++) print line[int(i * NR / n) + 1] }'
}

# Each answer without the index reads the whole list: with sanitizers two are asked for.
# same_topics <gitdir>: what show finds of some series by the index is what all mails give.
same_topics() {
	while read -r id; do
		git -C "$1" kvm-series show --why --json "<$id>" >with &&
		git -C "$1" kvm-series show --why --json --no-index "<$id>" >without &&
		cmp with without || return 1
	done
}

# splits <gitdir>: what mbox exports is split and read by git as that many patches.
splits() {
	while read -r total id; do
		rm -rf split &&
		mkdir split &&
		git -C "$1" kvm-series mbox "<$id>" >mbox 2>err &&
		git mailsplit -osplit mbox >count &&
		test "$(cat count)" -eq "$total" || return 1
		for mail in split/*; do
			git mailinfo message patch <"$mail" >info &&
			test -s patch &&
			grep -q "^Subject: ." info &&
			grep -q "^Email: .*@" info || return 1
		done
	done
}

for bundle in "$KVM_SHARED"/inboxes/*.bundle; do
	name=$(basename "$bundle" .bundle)

	test_expect_success "$name: clone" '
		git clone -q --mirror "$bundle" $name.git &&
		git -C $name.git kvm-series list --index=update \
			--format="%(patches) %(total) %(messageid)" HEAD >$name.all &&
		test -s $name.all
	'

	test_expect_success "$name: show gives the same by the index and without" '
		cut -d" " -f3 $name.all | sample $((6 - 4 * ${TEST_SANITIZED:-0})) >ids &&
		same_topics $name.git <ids
	'

	test_expect_success "$name: what mbox writes is read by git mailsplit and git mailinfo" '
		awk "\$1 == \$2 { print \$2, \$3 }" $name.all | sample 30 >ids &&
		splits $name.git <ids
	'

	test_expect_success "$name: the list holds nothing that steers a terminal" '
		git -C $name.git kvm-series list --no-color --all-versions HEAD >whole &&
		! grep -a -q -P "[\x00-\x08\x0b-\x1f\x7f]" whole &&
		iconv -f UTF-8 -t UTF-8 whole >/dev/null
	'
done

test_done
