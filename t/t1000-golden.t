#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='digests of real mails are those of the original tool, and the text format mends them'

. "$(dirname "$0")/lib/test-lib.sh"
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=1

if ! test -e "$KVM_SHARED/golden/000.bundle"; then
	test_skip_all "no golden inboxes in $KVM_SHARED (set KVM_SHARED)"
fi

for bundle in "$KVM_SHARED"/golden/*.bundle; do
	number=$(basename "$bundle" .bundle)
	seed=$KVM_SHARED/seeds/$number.txt
	range=$(sed -n '1s/^From \(.*\) to \(.*\)/\1..\2/p' "$seed")

	test_expect_success "$number: classic is the original to the byte" '
		git clone -q --mirror "$bundle" $number.git &&
		git -C $number.git kvm-digest --format=classic $range >actual 2>err &&
		test_must_be_empty err &&
		cmp "$seed" actual
	'

	test_expect_success "$number: text names the range of the original, and has no empty section" '
		git -C $number.git kvm-digest --bodies=all $range >text 2>err &&
		test_must_be_empty err &&
		head -n 1 "$seed" >expect &&
		grep -m1 "^From " text >actual &&
		test_cmp expect actual &&
		grep -A2 "^[A-Z].* ([0-9].*)$" text >heads &&
		! grep -A2 " (0" heads
	'

	# By another way than ours: git unfolds the subjects of commits itself.
	test_expect_success "$number: text shows whole subjects" '
		git -C $number.git log --format=%s $range >subjects &&
		sed -n "/^Messages$/,\$p" text | grep -B1 "^Author: " | sed -n "/^\[/p" >shown &&
		test -s shown &&
		! grep -v -x -F -f subjects shown
	'

	test_expect_success "$number: text has no encoded word, quoted-printable or in-body From left" '
		test -s text &&
		! grep "=?[Uu][Tt][Ff]-8?[BbQq]?" text &&
		! grep "=3D\|=20\$\|=E2=80" text &&
		! grep "^From: " text
	'

	test_expect_success "$number: json counts what git counts" '
		git -C $number.git kvm-digest --format=json $range >json &&
		jq -r "[.counts.read, .counts.removed, .counts.missing, .counts.corrupt, .counts.unusable] | add" json >actual &&
		git -C $number.git rev-list --count $range >expect &&
		test_cmp expect actual &&
		jq -r ".counts.commits" json >actual &&
		test_cmp expect actual &&
		jq ".mails | length" json >actual &&
		jq ".counts.read" json >expect &&
		test_cmp expect actual
	'
done

test_done
