#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='--new: what came since the last run'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"
. "$GITKVM_TOP/t/lib/epochs.sh"

seen() {
	git -C "$1" rev-parse --verify -q refs/kvm/seen/digest
}

# commits <argument>…: the ids of all mails of a digest.
commits() {
	git kvm-digest --format=json "$@" >json && jq -r '.mails[] | .commit' json
}

test_expect_success 'setup' '
	make_list in.git 1 40
'

test_expect_success 'the first run is as without a range, and remembers' '
	git -C in.git kvm-digest >expect &&
	git -C in.git kvm-digest --new >actual &&
	test_cmp expect actual &&
	test "$(seen in.git)" = "$(git -C in.git rev-parse HEAD)"
'

test_expect_success 'nothing new' '
	git -C in.git kvm-digest --new >out &&
	test_must_be_empty out &&
	git -C in.git kvm-digest --new --format=classic >out &&
	test_must_be_empty out &&
	git -C in.git kvm-digest --new --format=json >out &&
	jq -e ".mails == [] and .counts.commits == 0" out &&
	git -C in.git kvm-digest master..master >out &&
	test_grep "^KVM: no mails$" out
'

test_expect_success 'nothing new for the other commands' '
	git -C in.git kvm-authors --new >out &&
	test_grep "people sent" out &&
	git -C in.git kvm-authors --new --bots >out &&
	test_must_be_empty out &&
	git -C in.git kvm-authors --new --format=json >out &&
	jq -e ".tables[0].rows == []" out &&
	git -C in.git kvm-authors --new --format=csv >out &&
	test_line_count = 1 out &&
	git -C in.git kvm-authors --new --format=html >out &&
	test_grep "</html>" out &&
	git -C in.git kvm-series list --new >out &&
	test -s out &&
	git -C in.git kvm-series list --new >out &&
	test_must_be_empty out &&
	git -C in.git update-ref -d refs/kvm/seen/authors &&
	git -C in.git update-ref -d refs/kvm/seen/series
'

test_expect_success 'a reply alone is no news for a digest' '
	make_list reply.git 1 5 &&
	git -C reply.git kvm-digest --new >out &&
	mail_write reply.eml "Subject=Re: [PATCH] x" "In-Reply-To=<no@example.org>" </dev/null &&
	make_inbox --start=1745000000 reply.git reply.eml &&
	git -C reply.git kvm-digest --new=dry >out &&
	test_must_be_empty out &&
	git -C reply.git kvm-digest --new=dry --format=classic >out &&
	test_must_be_empty out &&
	git -C reply.git kvm-digest --new=dry --format=json >out &&
	jq -e ".mails | length == 1" out
'

test_expect_success 'only what came since' '
	make_list in.git 41 60 &&
	old=$(seen in.git) &&
	(cd in.git && commits --new=dry) >actual &&
	git -C in.git rev-list $old..master >all &&
	(cd in.git && commits $old..) >expect &&
	test_cmp expect actual &&
	test_line_count -gt 15 actual
'

test_expect_success '--new=dry and --no-new do not move' '
	test "$(seen in.git)" = "$old" &&
	git -C in.git kvm-digest --new --no-new >out &&
	test "$(seen in.git)" = "$old"
'

test_expect_success 'it is remembered by command' '
	git -C in.git for-each-ref refs/kvm --format="%(refname)" >refs &&
	echo refs/kvm/seen/digest >expect &&
	test_cmp expect refs
'

test_expect_success 'a range does not go with it' '
	test_expect_code 129 git -C in.git kvm-digest --new HEAD~3.. >out 2>err &&
	test_must_be_empty out &&
	test_grep "^error: --new and a range (.HEAD~3...) do not go together" err
'

test_expect_success 'not moved when the output could not be written' '
	test_expect_code 128 git -C in.git kvm-digest --new >/dev/full 2>err &&
	test "$(seen in.git)" = "$old" &&
	git -C in.git kvm-digest --new >out &&
	test "$(seen in.git)" = "$(git -C in.git rev-parse HEAD)"
'

test_expect_success 'rewritten history: said, and what was seen is not shown again' '
	make_list new.git 1 70 &&
	git -C new.git filter-branch -f --msg-filter "cat; echo changed" HEAD~50..HEAD >log 2>&1 &&
	git -C in.git fetch -q ../new.git +master:master &&
	test_must_fail git -C in.git merge-base --is-ancestor refs/kvm/seen/digest master &&
	(cd in.git && commits --new 2>../err) >actual &&
	test_grep "^warning: the history of .*in.git/. was rewritten" err &&
	(cd in.git && commits master~10..master) >expect &&
	test_cmp expect actual &&
	test_line_count -ge 9 actual &&
	test "$(seen in.git)" = "$(git -C in.git rev-parse HEAD)"
'

test_expect_success 'a ref that another run moved meanwhile is left alone' '
	make_list in2.git 1 20 &&
	git -C in2.git kvm-digest --new >out &&
	make_list in2.git 21 30 &&
	mkfifo pipe &&
	{
		{
			git -C in2.git kvm-digest --new --title="$(printf %70000s x)" >pipe 2>err
			echo $? >code
		} &
	} &&
	{
		read -r line &&
		git -C in2.git update-ref refs/kvm/seen/digest HEAD~3 &&
		cat >rest
	} <pipe &&
	wait &&
	test "$(cat code)" = 128 &&
	test_grep "another run has moved it" err &&
	test "$(seen in2.git)" = "$(git -C in2.git rev-parse HEAD~3)"
'

test_expect_success 'epochs: each remembers, and one that is new is new as a whole' '
	make_list one.git 1 90 &&
	tag_mails one.git 1 t &&
	cut_list one.git list t30 t60 &&
	mv list/git/2.git later.git &&
	git kvm-digest --inbox=list --new >out &&
	test "$(seen list/git/0.git)" = "$(git -C list/git/0.git rev-parse master)" &&
	test "$(seen list/git/1.git)" = "$(git -C list/git/1.git rev-parse master)" &&
	mv later.git list/git/2.git &&
	commits --inbox=list --new >actual &&
	git -C list/git/2.git kvm-digest --format=json HEAD | jq -r ".mails[] | .commit" >expect &&
	test_cmp expect actual &&
	test_line_count -gt 20 actual
'

if test "$(id -u)" != 0; then
	test_set_prereq NOT_ROOT
fi

test_expect_success NOT_ROOT 'a clone that cannot be written to: remembered in the cache' '
	make_list ro.git 1 20 &&
	chmod -R a-w ro.git &&
	test_when_finished "chmod -R u+w ro.git" &&
	XDG_CACHE_HOME=$PWD/cache &&
	export XDG_CACHE_HOME &&
	test_when_finished "unset XDG_CACHE_HOME" &&
	git -C ro.git kvm-digest --new >out &&
	test_grep "New:" out &&
	git -C ro.git kvm-digest --new >out &&
	! grep "New:" out &&
	test_must_fail seen ro.git &&
	ls cache/git-kvm/*.seen-digest
'

test_done
