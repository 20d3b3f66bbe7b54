#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='inboxes of version 1'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"
. "$GITKVM_TOP/t/lib/v1.sh"

# No mail of the first 48 is removed.
test_expect_success 'setup: the same mails in both versions' '
	make_list two.git 1 48 &&
	to_v1 two.git one.git
'

the_same() {
	git -C two.git kvm-digest "$@" | sed "s/^[0-9a-f]\{7,\} /ID /" >expect &&
	git -C one.git kvm-digest "$@" | sed "s/^[0-9a-f]\{7,\} /ID /" >actual &&
	test_cmp expect actual
}

test_expect_success 'the same digest, with and without threads, of a range and of all' '
	the_same HEAD &&
	test_line_count -gt 80 actual &&
	the_same --threads=1 HEAD &&
	the_same --format=classic --title=x HEAD &&
	the_same HEAD~20..HEAD~5 &&
	the_same "HEAD^{/word.7}.."
'

test_expect_success 'JSON: all mails, replies too' '
	git -C two.git kvm-digest --format=json HEAD | jq -r ".mails[].subject, .counts.commits" >expect &&
	git -C one.git kvm-digest --format=json HEAD | jq -r ".mails[].subject, .counts.commits" >actual &&
	test_cmp expect actual &&
	test_grep "^48\$" actual
'

test_expect_success 'several mails in one commit, each with its own text; a removal is no mail' '
	mkdir mails &&
	title() {
		echo "apples in a tree;bread with butter;cheese" | cut -d";" -f"$1"
	} &&
	for i in 1 2 3
	do
		mail_write mails/$i.eml Subject="[PATCH] $(title $i)" <<-EOF || return 1
		Text $i
		EOF
	done &&
	git -C one.git worktree add -q --detach ../work 2>err &&
	for i in 1 2 3
	do
		path=$(printf "$i@example.org" | sha1sum | sed "s,^\(..\)\([^ ]*\).*,\1/\2,") &&
		mkdir -p work/$(dirname $path) &&
		cp mails/$i.eml work/$path || return 1
	done &&
	git -C work add . &&
	git -C work commit -q -m "[PATCH] Thing 1" &&
	git -C work rm -q $path &&
	git -C work commit -q -m rm &&
	git -C one.git update-ref refs/heads/master $(git -C work rev-parse HEAD) &&
	git -C one.git kvm-digest HEAD~2.. >out &&
	for i in 1 2 3
	do
		test_grep "^\[PATCH\] $(title $i)\$" out &&
		test_grep "^Text $i\$" out || return 1
	done &&
	git -C one.git kvm-digest --format=classic HEAD~2.. >out &&
	test "$(grep -c "^Text [123]\$" out)" = 3 &&
	git -C one.git kvm-digest --format=json HEAD~1.. >json &&
	test "$(jq .counts.commits json)" = 0
'

test_expect_success 'shallow: the end is where the mails of a commit are known' '
	git clone -q --bare --depth=10 "file://$PWD/one.git" shallow.git &&
	git -C one.git kvm-digest --format=json HEAD~9.. | jq -c ".mails[] | .commit" >expect &&
	git -C shallow.git kvm-digest --format=json HEAD | jq -c ".mails[] | .commit" >actual &&
	test_cmp expect actual
'

test_expect_success '--new' '
	git -C one.git update-ref refs/kvm/seen/digest HEAD~4 &&
	git -C one.git kvm-digest HEAD~4.. >out &&
	git -C one.git kvm-digest --new >actual &&
	sed 1,3d out >expect &&
	sed 1,3d actual >rest &&
	test_cmp expect rest
'

test_expect_success 'there is no index, which is said when one is asked for' '
	git -C one.git kvm-digest --index HEAD~2.. >out 2>err &&
	test_grep "version 1, for which there is no index" err &&
	git -C one.git kvm-digest HEAD >out 2>err &&
	test_must_be_empty err &&
	test ! -e one.git/kvm
'

test_done
