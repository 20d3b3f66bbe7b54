#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='the index: the same answers, kept up to date'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=1
XDG_CACHE_HOME=$PWD/cache
export XDG_CACHE_HOME

test_expect_success 'setup' '
	sample_inbox sample.git &&
	make_list list.git 1 2500
'

for format in text classic json; do
	test_expect_success "the sample as $format: the same without, while and after it is made" '
		git -C sample.git kvm-digest --no-index --context=9 --format=$format master >expect 2>expect.err &&
		! test -e sample.git/kvm &&
		git -C sample.git kvm-digest --index --context=9 --format=$format master >made 2>made.err &&
		test -s sample.git/kvm/index.sqlite &&
		git -C sample.git kvm-digest --context=9 --format=$format master >used 2>used.err &&
		git -C sample.git kvm-digest --index=check --context=9 --format=$format master >checked 2>checked.err &&
		cmp expect made && cmp expect used && cmp expect checked &&
		cmp expect.err made.err && cmp expect.err used.err && cmp expect.err checked.err &&
		rm -r sample.git/kvm
	'
done

test_expect_success 'a small range makes none' '
	git -C list.git kvm-digest master~1500..master >/dev/null &&
	! test -e list.git/kvm
'

test_expect_success '--no-index and kvm.index=false make none' '
	git -C list.git kvm-digest --no-index --context=9 master >plain 2>plain.err &&
	git -C list.git -c kvm.index=false kvm-digest --context=9 master >config 2>config.err &&
	! test -e list.git/kvm &&
	cmp plain config && cmp plain.err config.err
'

test_expect_success 'a run that reads much makes one on its way' '
	git -C list.git kvm-digest --context=9 master >made 2>made.err &&
	cmp plain made && cmp plain.err made.err &&
	index_state list.git fresh 2500 &&
	git -C list.git kvm-digest --context=9 master >used 2>used.err &&
	cmp plain used && cmp plain.err used.err
'

test_expect_success 'every range is the same' '
	for range in master master~1 master~2499 master..master master~1..master master~40..master~30 \
		master~30..master~40 "master ^master~7" "master~2 ^master~9 ^master~5" "^master~100 master~90 master~80" \
		"master~99^!" "master~70...master~60"; do
		index_is_right list.git $range || {
			echo "range: $range" >&2
			return 1
		}
	done
'

test_expect_success 'the default range is the same' '
	git clone -q --mirror list.git days.git &&
	GIT_DIR=days.git "$index" update days.git &&
	index_is_right days.git
'

test_expect_success 'segments: many small ones are as good as one' '
	for segment in 32 64 1024; do
		rm -rf list.git/kvm &&
		"$index" --segment=$segment update list.git &&
		index_is_right list.git master &&
		index_is_right list.git master~40..master~30 &&
		"$index" check list.git || return 1
	done
'

test_expect_success 'new mails: what is above the index is read, then added' '
	rm -rf list.git/kvm &&
	"$index" --segment=64 update list.git &&
	make_list list.git 2501 2733 &&
	index_state list.git stale 2500 &&
	index_is_right list.git master &&
	index_is_right list.git master~50..master &&
	index_is_right list.git master~500..master~10 &&
	index_is_right list.git master~500..master~300 &&
	index_is_right list.git master~10...master~500 &&
	index_state list.git stale 2500 &&
	"$index" update list.git &&
	index_state list.git fresh 2733 &&
	index_is_right list.git master &&
	"$index" check list.git
'

test_expect_success 'however many updates it took, the rows are the same' '
	make_list steps.git 1 10 &&
	for end in 11 33 64 65 200; do
		"$index" --segment=64 update steps.git &&
		make_list steps.git $(($(git -C steps.git rev-list --count master) + 1)) $end || return 1
	done &&
	"$index" update steps.git &&
	"$index" check steps.git &&
	index_is_right steps.git master
'

test_expect_success 'a range above the index that goes on with it updates it' '
	make_list list.git 2734 2800 &&
	"$index" --threshold=60 columns list.git master >/dev/null &&
	index_state list.git fresh 2800
'


# found <key> <text> <pattern of the lines of all records>
found() {
	"$index" find list.git "$1" "$2" >actual &&
	grep -P "$3" records >expect &&
	test -s expect &&
	test_cmp expect actual
}

test_expect_success 'look-ups find what is there, newest first, and nothing else' '
	"$index" --no-index records list.git master 2>/dev/null | grep -P "^[0-9a-f]{40}\t" >records &&
	found message-id root-500@example.org "\t[0-9]+\troot-500@example\.org\t" &&
	found thread root-500@example.org "mail-200[0-9]@example\.org\troot-500@" &&
	found thread other-500@example.org "\tother-500@example\.org\t" &&
	found change-id 20250303-work-500 "\t20250303-work-500\t" &&
	found title "kvm: WORD 5 of the thing" "KVM: word 5 of " &&
	found person RITA@example.com "rita@example\.com" &&
	found person n2003@example.net "n2003@example\.net" &&
	found named RITA@example.com "^[0-9a-f]{40}(\t[0-9-]+){3}\tpatch\t.*rita@example\.com" &&
	for key in "leader rita@example.com 314" "member rita@example.com 314" "leader bela@example.org 313" \
		"member bela@example.org 315" "leader bela@example.org" "taker rita@example.com"; do
		"$index" find list.git ${key%% *} "${key#* }" >actual &&
		test_must_be_empty actual || return 1
	done &&
	found path arch/x86/kvm/f7.c "arch/x86/kvm/f7\.c" &&
	found subject "kvm: word 5 o" "\t\[PATCH v2 ./2\] KVM: word 5 of " &&
	found subject "2/2] KVM: word 5 of" "\t\[PATCH v2 2/2\] KVM: word 5 of " &&
	commit=$(git -C list.git rev-parse master~5) &&
	found commit $commit "^$commit\t" &&
	"$index" find list.git message-id nobody@example.org >actual &&
	test_must_be_empty actual
'

# The mails are of the 315th 64 days since 1970, and the segments so small that some patches are in another one than
# what they answer.
test_expect_success 'what somebody posted is found by the time: what leads a series, and the rest' '
	"$index" find list.git leader "BELA@example.org 314" >leaders &&
	"$index" find list.git member "BELA@example.org 314" >members &&
	grep -P "\tpatch\t.*\t(?i:bela\@example\.org)\t" records | sort >expect &&
	cat leaders members | sort >actual &&
	test_cmp expect actual &&
	! grep -F "[PATCH v2 1/2]" members &&
	test $(wc -l <members) -gt $(($(wc -l <leaders) / 2))
'

test_expect_success 'many look-ups in one view of the index find the same' '
	for key in message-id thread; do
		set -- root-500@example.org root-690@example.org root-5@example.org nobody@example.org \
			root-690@example.org root-300@example.org root-500@example.org &&
		for id do
			"$index" find list.git $key "$id" || return 1
		done >expect &&
		test_line_count -ge 6 expect &&
		"$index" --hold find list.git $key "$@" >actual &&
		test_cmp expect actual || return 1
	done
'

test_expect_success 'of many look-ups each mail comes once where that is asked for' '
	set -- root-500@example.org root-690@example.org root-500@example.org other-500@example.org &&
	"$index" --hold find list.git thread "$@" >all &&
	awk "!seen[\$0]++" all >expect &&
	! test_cmp all expect >/dev/null &&
	"$index" --hold --new find list.git thread "$@" >actual &&
	test_cmp expect actual &&
	"$index" --new find list.git thread "$@" >actual &&
	test_cmp all actual
'

test_expect_success 'a history rewritten at the end: what is common stays' '
	rm -rf list.git/kvm &&
	"$index" --segment=64 update list.git &&
	git -C list.git update-ref refs/heads/master master~300 &&
	index_is_right list.git master &&
	make_list list.git 2501 2900 other &&
	index_is_right list.git master &&
	"$index" update list.git &&
	index_state list.git fresh 2900 &&
	index_is_right list.git master &&
	"$index" check list.git
'

test_expect_success 'another history: all is made anew' '
	make_list another.git 1 300 another &&
	mkdir another.git/kvm &&
	cp list.git/kvm/index.sqlite another.git/kvm/ &&
	index_is_right another.git master &&
	"$index" update another.git &&
	index_state another.git fresh 300 &&
	index_is_right another.git master &&
	"$index" check another.git
'

test_expect_success 'a copied and a moved clone go on with it' '
	cp -r list.git copied.git &&
	mv copied.git moved.git &&
	index_state moved.git fresh 2900 &&
	index_is_right moved.git master &&
	"$index" check moved.git
'

test_expect_success 'a history with merges is read without' '
	make_list merged.git 1 20 &&
	side=$(git -C merged.git commit-tree -p master~5 -m side master^{tree}) &&
	both=$(git -C merged.git commit-tree -p master -p $side -m both master^{tree}) &&
	git -C merged.git update-ref refs/heads/master $both &&
	test_must_fail "$index" update merged.git 2>err &&
	test_grep "not one line" err &&
	index_is_right merged.git master &&
	git -C merged.git kvm-digest --index master >/dev/null 2>err &&
	test_grep "warning: the index .* cannot be used: the history is not one line" err
'

test_expect_success 'a merge above the index' '
	make_list above.git 1 20 &&
	"$index" update above.git &&
	side=$(git -C above.git commit-tree -p master~5 -m side master^{tree}) &&
	both=$(git -C above.git commit-tree -p master -p $side -m both master^{tree}) &&
	git -C above.git update-ref refs/heads/master $both &&
	index_is_right above.git master &&
	index_is_right above.git master~3..master
'

test_expect_success 'other branches' '
	make_list branches.git 1 40 &&
	"$index" update branches.git &&
	git -C branches.git branch old master~10 &&
	git -C branches.git branch fork $(git -C branches.git commit-tree -p master~20 -m fork master~3^{tree}) &&
	for range in old fork fork..master master..fork old..fork "master fork" "fork ^old ^master" "master ^fork ^old"; do
		index_is_right branches.git $range || return 1
	done
'

test_expect_success 'a missing mail is missing, until it is there' '
	make_list missing.git 1 40 &&
	mkdir packs && mv missing.git/objects/pack/*.pack packs/ && rm -f missing.git/objects/pack/* &&
	for pack in packs/*.pack; do git -C missing.git unpack-objects -q <$pack || return 1; done &&
	blob=$(git -C missing.git rev-parse master~5:m) &&
	file=missing.git/objects/$(echo $blob | cut -c1-2)/$(echo $blob | cut -c3-) &&
	mv $file away &&
	"$index" update missing.git &&
	index_is_right missing.git master &&
	test_grep "^$(git -C missing.git rev-parse master~5): object $blob is missing" with &&
	mv away $file &&
	index_is_right missing.git master &&
	! grep "is missing" with
'

test_expect_success 'a shallow clone that becomes deeper' '
	git clone -q --bare --depth=50 "file://$PWD/steps.git" shallow.git &&
	"$index" update shallow.git &&
	index_state shallow.git fresh 50 &&
	index_is_right shallow.git master &&
	git -C shallow.git fetch -q --depth=120 "file://$PWD/steps.git" master &&
	index_is_right shallow.git master &&
	"$index" update shallow.git &&
	index_state shallow.git fresh 120 &&
	index_is_right shallow.git master &&
	git -C shallow.git fetch -q --depth=20 "file://$PWD/steps.git" master &&
	index_is_right shallow.git master
'

test_expect_success 'where the clone cannot be written to, it is in the cache' '
	git clone -q --mirror steps.git cached.git &&
	>cached.git/kvm &&
	git -C cached.git kvm-digest --no-index --format=json master >expect &&
	git -C cached.git kvm-digest --index --format=json master >actual 2>err &&
	cmp expect actual &&
	! grep index err &&
	test "$(ls cache/git-kvm/*.sqlite | wc -l)" = 1 &&
	git -C cached.git kvm-digest --format=json master >actual &&
	cmp expect actual
'

test_expect_success 'where it cannot be anywhere, that is said once, and answers are right' '
	rm -r cache &&
	>cache &&
	git -C cached.git kvm-digest --index --format=json master >actual 2>err &&
	cmp expect actual &&
	grep index err >told &&
	test_line_count = 1 told &&
	test_grep "^warning: the index .* cannot be used" told
'

test_expect_success 'an empty inbox' '
	git init -q --bare -b master empty.git &&
	git -C empty.git kvm-digest --index >/dev/null &&
	"$index" check empty.git
'

# lose <gitdir> <commit>: its object
lose() {
	lost=$(git -C "$1" rev-parse "$2") &&
	rm -f "$1/objects/$(echo "$lost" | cut -c1-2)/$(echo "$lost" | cut -c3-)"
}

test_expect_success 'what is far back is found without the commits between' '
	git init -q --bare -b master far.git &&
	git -C far.git config fastimport.unpackLimit 10000 &&
	make_list far.git 1 80 &&
	git -C far.git kvm-digest --no-index --no-bodies --context=0 master~60..master~40 >expect &&
	"$index" update far.git &&
	lose far.git master~20 &&
	git -C far.git kvm-digest --no-bodies --context=0 master~60..master~40 >actual &&
	test_cmp expect actual &&
	test_expect_code 128 git -C far.git kvm-digest --no-index --no-bodies master~60..master~40 2>err &&
	test_grep "master~60" err
'

test_expect_success 'from mails that are not indexed yet, too' '
	make_list far.git 81 84 &&
	git -C far.git kvm-digest --no-bodies --context=0 master~64..master~44 >out &&
	sed "s/~64/~60/; s/~44/~40/" out >actual &&
	test_cmp expect actual &&
	test_expect_code 128 git -C far.git kvm-digest master~90..master 2>err &&
	test_grep "master~90" err
'

test_expect_success 'but not behind the end of a shallow clone' '
	make_list deep.git 1 80 &&
	"$index" update deep.git &&
	git -C deep.git rev-parse master~30 >deep.git/shallow &&
	git -C deep.git kvm-digest --no-bodies master~30..master >out &&
	test_expect_code 128 git -C deep.git kvm-digest master~40..master 2>err &&
	test_grep "master~40" err
'

test_done
