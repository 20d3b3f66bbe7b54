#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series mbox and am: which patches are taken, and what is told about them'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/send.sh"

# step <line> <title>: a commit that changes a line.
step() {
	sed -i "s/^line $1\$/line $1, $2/" file && git commit -qam "demo: $2" -m "Why."
}

test_expect_success 'setup: two versions of five patches; what was said about the second' '
	git init -q work &&
	(
		cd work &&
		git config user.name "Ada Lindqvist" &&
		git config user.email ada@example.org &&
		seq -f "line %g" 40 >file && git add file && git commit -qm base && git tag base &&
		step 1 One && step 5 Two && git branch v1 &&
		git reset -q --hard base &&
		step 1 One && step 9 Two && step 17 Three && step 25 Four && step 33 Five && git branch v2 &&
		git checkout -q --detach base
	) &&
	send 1 v1 && send 2 v2 &&
	cover=v2/v2-0000-cover-letter.eml &&
	reply r1.eml $cover "Ben Okoro <ben@example.com>" <<-\EOF &&
	Tested-by: Ben Okoro <ben@example.com>
	Reported-by: Fay Moss <fay@example.net>
	EOF
	reply r2.eml v2/v2-0002-demo-Two.eml "Cay Brandt <cay@example.net>" <<-\EOF &&
	Reviewed-by: Cay Brandt <cay@example.net>
	EOF
	reply r3.eml v2/v2-0003-demo-Three.eml "Dan Ito <dan@example.com>" <<-\EOF &&
	Nacked-by: Dan Ito <dan@example.com>
	EOF
	reply r4.eml v2/v2-0004-demo-Four.eml "Ben Okoro <ben@example.com>" <<-\EOF &&
	Reviewed-by: Gil Novak <gil@example.org>
	EOF
	reply r5.eml v2/v2-0005-demo-Five.eml "Ada Lindqvist <ada@example.org>" <<-\EOF &&
	Acked-by: Ada Lindqvist <ada@example.org>
	EOF
	make_inbox in.git v1/*.eml v2/*.eml r?.eml &&
	two=$(id_of v2/v2-0002-demo-Two.eml) &&
	git -C work config kvm.inbox "$PWD/in.git"
'

# took <title>…: the patches in "out".
took() {
	sed -n "s/^Subject: .*demo: //p" out | xargs >actual &&
	echo "$*" >expect &&
	test_cmp expect actual
}

take() {
	git -C in.git kvm-series mbox "$@" >out 2>err
}

test_expect_success 'standard error tells what is taken, what was added, and what was left out and why' '
	take "$two" &&
	took One Two Three Four Five &&
	cat >expect <<-EOF &&
	v2 of '\''demo: A work'\'' by Ada Lindqvist: 5 patches
	  1/5 demo: One
	      Tested-by: Ben Okoro <ben@example.com>
	  2/5 demo: Two
	      Tested-by: Ben Okoro <ben@example.com>
	      Reviewed-by: Cay Brandt <cay@example.net>
	  3/5 demo: Three
	      Tested-by: Ben Okoro <ben@example.com>
	  4/5 demo: Four
	      Tested-by: Ben Okoro <ben@example.com>
	  5/5 demo: Five
	      Tested-by: Ben Okoro <ben@example.com>
	warning: tags that are not their senders'\'' to give are left out; --sloppy-trailers adds them:
	  Reviewed-by: Gil Novak <gil@example.org> (said by Ben Okoro <ben@example.com>: <r4@example.org>)
	left out:
	  Nacked-by: Dan Ito <dan@example.com>: an objection on patch 3
	  Acked-by: Ada Lindqvist <ada@example.org>: the author'\''s own word on patch 5
	EOF
	sed "/^warning: the series/,\$d" err >actual &&
	test_cmp expect actual &&
	test_grep "^warning: the series is contested: Dan Ito objected .* on patch 3 (Nacked-by)" err
'

test_expect_success '--quiet: warnings alone; --sloppy-trailers tells who said it' '
	take -q "$two" &&
	took One Two Three Four Five &&
	grep -v "^warning:" err >actual &&
	test_line_count = 1 actual &&
	test_grep "^  Reviewed-by: Gil Novak" actual &&
	take --sloppy-trailers "$two" &&
	test_grep "^      Reviewed-by: Gil Novak <gil@example.org> (said by Ben Okoro <ben@example.com>: <r4@example.org>)" err
'

test_expect_success '-P: some patches' '
	take -P 2,4-5 "$two" &&
	took Two Four Five &&
	test_grep "^v2 of .* by Ada Lindqvist: patches 2, 4-5 of 5" err &&
	! grep "1/5\|3/5" err &&
	take --cherry-pick=4- "$two" && took Four Five &&
	take -P -2 "$two" && took One Two &&
	take -P5,1 "$two" && took One Five &&
	test_expect_code 128 git -C in.git kvm-series mbox -P 2,6 "$two" 2>err &&
	test_grep "^fatal: there is no patch 6 in v2, which has 5" err &&
	for wrong in "" 0 x 2, 3-2 - 1-2-3 " 1" 99999999999
	do
		test_expect_code 129 git -C in.git kvm-series mbox -P "$wrong" "$two" >out 2>err &&
		test_must_be_empty out &&
		test_grep "^error: switch .P. expects numbers of patches" err || return 1
	done
'

test_expect_success '-P: what is not wanted may be missing' '
	make_inbox part.git v2/v2-0000-*.eml v2/v2-0002-*.eml v2/v2-0004-*.eml &&
	git -C part.git kvm-series mbox -P 2,4 "$two" >out 2>err &&
	took Two Four &&
	test_expect_code 1 git -C part.git kvm-series mbox -P 2-4 "$two" >out 2>err &&
	test_must_be_empty out &&
	test_grep "^error: 1 of 3 patches is missing" err &&
	test_grep "^  3/5\$" err &&
	! grep "1/5" err
'

test_expect_success '--only: the patch that is named, or that a reply answers' '
	take --only "$two" &&
	took Two &&
	test_grep "Reviewed-by: Cay Brandt" out &&
	test_grep "patch 2 of 5" err &&
	take --only r3@example.org && took Three &&
	take --only "$(id_of v1/v1-0002-demo-Two.eml)" && took Two &&
	test_grep "^v1 of " err &&
	git -C part.git kvm-series mbox --only "$two" >out 2>err && took Two &&
	test_expect_code 128 git -C in.git kvm-series mbox --only "$(id_of $cover)" 2>err &&
	test_grep "^fatal: --only wants a patch, and <.*> is the cover letter" err &&
	test_expect_code 128 git -C in.git kvm-series mbox --only ":/A work" 2>err &&
	test_grep "^fatal: --only wants a patch by its Message-ID" err &&
	test_expect_code 129 git -C in.git kvm-series mbox --only -P 1 "$two" 2>err &&
	test_expect_code 129 git -C in.git kvm-series mbox --only --version=2 "$two" 2>err &&
	test_grep "cannot be used together" err
'

test_expect_success 'a mail of an older version means that version, and the newer one is named' '
	old=$(id_of v1/v1-0001-demo-One.eml) &&
	take "$old" &&
	took One Two &&
	test_grep "^v1 of .*: 2 patches" err &&
	test_grep "^warning: v2 is newer: <$(id_of $cover)>" err &&
	take --version=2 "$old" && took One Two Three Four Five &&
	! grep "is newer" err &&
	take ":/A work" && took One Two Three Four Five
'

test_expect_success 'am: applies in the work tree that one is in, with options of git am' '
	git -C work kvm-series am -q -P 1,2 "$two" -- --quiet --signoff >out 2>err &&
	git -C work log --format="%s|%(trailers:key=Reviewed-by,key=Tested-by,valueonly,separator=%x2c)" base..HEAD >actual &&
	cat >expect <<-\EOF &&
	demo: Two|Ben Okoro <ben@example.com>,Cay Brandt <cay@example.net>
	demo: One|Ben Okoro <ben@example.com>
	EOF
	test_cmp expect actual &&
	git -C work diff --exit-code v2~3 HEAD
'

test_expect_success 'am: the exit status is that of git am' '
	test_expect_code 129 git -C work kvm-series am -q -P 4 "$two" -- --no-such-option >out 2>err &&
	test_grep "no-such-option" err &&
	git -C work reset -q --hard v2 &&
	test_must_fail git -C work kvm-series am -q -P 4 "$two" >out 2>err &&
	test -d work/.git/rebase-apply &&
	git -C work am --abort
'

test_expect_success 'am: nothing is done where patches are missing, or where there is no work tree' '
	git -C work reset -q --hard base &&
	test_expect_code 1 git -C work kvm-series am --inbox="$PWD/part.git" "$two" >out 2>err &&
	test_grep "patches are missing" err &&
	git -C work diff --exit-code base HEAD &&
	test_expect_code 128 git -C in.git kvm-series am "$two" >out 2>err &&
	test_must_be_empty out &&
	test_grep "^fatal: .am. applies patches in the work tree" err &&
	test_grep "^hint: .*--inbox" err &&
	test_expect_code 129 git -C work kvm-series am 2>err &&
	test_expect_code 129 git -C work kvm-series am "$two" -3 2>err
'

test_expect_success 'what was withdrawn or applied is taken with a warning' '
	reply w.eml v2/v2-0000-cover-letter.eml "Ada Lindqvist <ada@example.org>" <<-\EOF &&
	Please drop this series, I withdraw it.
	EOF
	make_inbox drop.git v2/*.eml w.eml &&
	git -C drop.git kvm-series mbox -q "$two" >out 2>err &&
	took One Two Three Four Five &&
	test_grep "^warning: the series is withdrawn: Ada Lindqvist withdrew it" err
'

test_expect_success 'what a mail says does not reach the terminal as it is' '
	esc=$(printf "\033[31m") &&
	mail_write h.eml Subject="[PATCH] KVM: ${esc}red" From="Eve ${esc} <eve@example.net>" <<-EOF &&
	Why.

	Signed-off-by: Eve <eve@example.net>
	---
	$(small_diff x)
	EOF
	mail_write hr.eml Subject="Re: [PATCH] KVM: red" From="Hal <hal@example.net>" In-Reply-To="<h@example.org>" <<-EOF &&
	Reviewed-by: Hal <hal@example.net>
	Acked-by: Ivy ${esc} <ivy@example.net>
	EOF
	make_inbox hostile.git h.eml hr.eml &&
	git -C hostile.git kvm-series mbox h@example.org >out 2>err &&
	! grep "$(printf "\033")" err &&
	test_grep "KVM: .*red" err
'

test_done
