#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='the kinds of clones: the same digest from each'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

# the_same <gitdir> [<range>]: as the list it was cloned from.
the_same() {
	same_dir_=$1
	shift
	test $# != 0 || set -- master
	git -C list.git kvm-digest "$@" >expect 2>expect.err &&
	git -C "$same_dir_" kvm-digest "$@" >actual 2>err &&
	test_cmp expect actual &&
	test_cmp expect.err err
}

test_expect_success 'setup' '
	make_list list.git 1 300 &&
	git -C list.git tag half HEAD~150 &&
	git -C list.git config uploadpack.allowFilter true &&
	git -C list.git config uploadpack.allowAnySHA1InWant true &&
	url="file://$(pwd)/list.git"
'

test_expect_success 'bare, mirror, with a work tree' '
	git clone -q --bare list.git bare.git &&
	git clone -q --mirror list.git mirror.git &&
	git clone -q list.git tree &&
	for clone in bare.git mirror.git tree
	do
		the_same $clone && the_same $clone half.. || return 1
	done
'

test_expect_success 'packed, with commit-graph, multi-pack-index and bitmaps' '
	git clone -q --bare "$url" packed.git &&
	git -C packed.git repack -q -a -d --write-bitmap-index &&
	git -C packed.git commit-graph write --reachable &&
	the_same packed.git &&
	git clone -q --bare "$url" midx.git &&
	git -C midx.git config maintenance.auto false &&
	git -C midx.git fetch -q --refetch "$url" 2>err &&
	git -C midx.git multi-pack-index write --bitmap 2>err ||
	git -C midx.git multi-pack-index write &&
	git -C midx.git -c commitGraph.generationVersion=1 commit-graph write --reachable --split &&
	the_same midx.git
'

test_expect_success 'all objects loose' '
	git init -q --bare -b master loose.git &&
	git -C loose.git -c fetch.unpackLimit=100000 fetch -q ../list.git master:master half:refs/tags/half &&
	git -C loose.git -c transfer.unpackLimit=100000 unpack-objects -q \
		<"$(ls list.git/objects/pack/*.pack | sed 1q)" &&
	the_same loose.git half..
'

test_expect_success 'shared and reference clones, a linked work tree' '
	git clone -q --bare --shared list.git shared.git &&
	the_same shared.git &&
	git -C tree worktree add -q --detach ../linked 2>err &&
	the_same linked HEAD~20..
'

test_expect_success 'shallow: the boundary is an end' '
	git clone -q --bare --depth=100 "$url" shallow.git &&
	the_same shallow.git --context=0 HEAD~40.. &&
	git -C shallow.git kvm-digest --context=0 HEAD >actual 2>err &&
	git -C list.git kvm-digest --context=0 HEAD~100.. >out &&
	sed "s/HEAD~100/the first mail/" out >expect &&
	test_cmp expect actual &&
	test_expect_code 128 git -C shallow.git kvm-digest HEAD~150.. 2>err &&
	test_grep "bad revision .HEAD~150" err
'

test_expect_success 'partial: what is missing is fetched, without replies where they are of no use' '
	git clone -q --bare --filter=blob:none "$url" partial.git &&
	the_same partial.git --no-states half.. &&
	git -C partial.git rev-list --objects --missing=print half..master >objects &&
	test_grep "^?" objects &&
	git -C partial.git kvm-digest --format=json half.. >json &&
	git -C partial.git rev-list --objects --missing=print half..master >objects &&
	# What is left are the mails that were taken off the list: nobody asks for those.
	grep "^?" objects >left &&
	test_line_count = 3 left &&
	the_same partial.git
'

test_expect_success 'partial without trees' '
	git clone -q --bare --filter=tree:0 "$url" treeless.git &&
	the_same treeless.git half.. &&
	the_same treeless.git
'

test_expect_success 'partial: of a remote that does not answer, the missing mails are named' '
	git clone -q --bare --filter=blob:none "$url" away.git &&
	the_same away.git --context=0 HEAD~50.. &&
	git -C away.git config remote.origin.url "$url.nowhere" &&
	the_same away.git --context=0 HEAD~50.. &&
	git -C away.git kvm-digest --context=0 HEAD >actual 2>err &&
	test_grep "^warning: mails that .*away.git/. lacks cannot be fetched from .origin." err &&
	test_grep "^warning: commit .* is missing: not fetched, this is a partial clone" err &&
	test_grep "^warning: skipped .* missing" err &&
	test "$(grep -c "cannot be fetched" err)" = 1 &&
	GIT_NO_LAZY_FETCH=1 git -C away.git kvm-digest --context=0 HEAD >actual 2>err &&
	! grep "cannot be fetched" err
'

keep_round() {
	make_list list.git "$1" "$1" &&
		git -C busy.git fetch -q &&
		case $(($1 % 4)) in
		0) git -C busy.git repack -q -a -d ;;
		1) git -C busy.git gc -q --prune=now ;;
		2) git -C busy.git repack -q -d ;;
		3) git -C busy.git multi-pack-index write && git -C busy.git repack -q -A -d ;;
		esac
}

keep_busy() {
	i=301
	while test ! -e stop; do
		echo $i >>rounds
		if ! keep_round $i; then
			touch broken
		fi
		i=$((i + 1))
	done
}

# digest_often <runs>: every digest has all mails that were there before it began. On a busy machine it goes on until
# the list was packed anew three times.
digest_often() {
	for run in $(seq 1000); do
		if test "$run" -gt "$1" && test "$(wc -l <rounds)" -gt 3; then
			return 0
		fi
		before=$(git -C busy.git rev-parse master) &&
			git -C busy.git kvm-digest --format=json --threads=$((run % 3)) \
				half.."$before" >json 2>run.err &&
			git -C busy.git rev-list --count half.."$before" >wanted &&
			jq -r .counts.commits json >counts &&
			test_cmp wanted counts &&
			test "$(jq .counts.missing json)" = 0 &&
			test "$(jq .counts.corrupt json)" = 0 || return 1
	done
}

# The list grows by one mail, is fetched and packed anew in every way, while digests run. KVM_RUNS=200 for
# more of them.
test_expect_success "fetched and repacked while it is read, ${KVM_RUNS-15} times" '
	git clone -q --mirror list.git busy.git &&
	git -C busy.git config gc.auto 0 &&
	{ keep_busy >busy.log 2>&1 & } &&
	busy=$! &&
	digest_often "${KVM_RUNS-15}"
	result=$?
	touch stop
	wait $busy
	cat run.err busy.log &&
	test ! -e broken && test_line_count -gt 3 rounds && return $result
'

test_done
