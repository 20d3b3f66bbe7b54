#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='our reader of packs: the same as git and as libgit2, whatever is in them

What it cannot read, or not with certainty, it leaves to libgit2. t/preload/no_reader.c has it leave everything.'

. "$(dirname "$0")/lib/test-lib.sh"

unpack=$GITKVM_BUILD/t/helper/unpack
no_reader=$GITKVM_BUILD/t/preload/no_reader.so
grep -q fsanitize "$GITKVM_BUILD/flags" || test_set_prereq PRELOAD

# equals_git <gitdir>: all objects of its packs are those that git prints, and none is left.
equals_git() {
	git -C "$1" cat-file --batch-all-objects --batch-check="%(objectname)" >ids &&
	test -s ids &&
	git -C "$1" cat-file --batch <ids >expect &&
	"$unpack" "$1/objects" <ids >actual &&
	cmp expect actual
}

# digest <gitdir>: out, err and code of a digest; with_libgit2 has it read by libgit2 alone.
digest() {
	timeout 20 git-kvm-digest --inbox="$1" --no-index --format=json HEAD >out 2>err
	echo $? >code
}

with_libgit2() {
	LD_PRELOAD=$no_reader "$@"
}

# both_say_the_same <gitdir>
both_say_the_same() {
	with_libgit2 digest "$1" &&
	mv out expect.out && mv err expect.err && mv code expect.code &&
	digest "$1" &&
	cmp expect.out out && test_cmp expect.err err && test_cmp expect.code code
}

test_expect_success 'setup: every kind of object, deltas by place and by id, several packs' '
	sample_inbox list.git &&
	git -C list.git -c user.name=A -c user.email=a@example.org tag -a -m "a tag" tagged HEAD &&
	: | git -C list.git hash-object -w --stdin >empty &&
	git -C list.git tag empty $(cat empty) &&
	perl -e "print qq(line \$_\n) for 1 .. 300000" | git -C list.git hash-object -w --stdin >large &&
	git -C list.git tag large $(cat large) &&
	cp -R list.git ids.git &&
	git -C list.git repack -q -a -d -f --depth=50 --window=50 &&
	git -C ids.git -c repack.useDeltaBaseOffset=false repack -q -a -d -f --depth=50 --window=50 &&
	for clone in list ids; do
		git verify-pack -v $clone.git/objects/pack/*.idx >$clone.chains &&
		grep "^chain length" $clone.chains || return 1
	done &&
	cp -R list.git packs.git &&
	git -C list.git rev-list --objects HEAD~3 | cut -d" " -f1 |
		git -C packs.git pack-objects -q objects/pack/pack &&
	test $(ls packs.git/objects/pack/*.pack | wc -l) -gt 1
'

test_expect_success 'objects are those that git cat-file prints' '
	equals_git list.git &&
	grep -a " tag " actual &&
	grep -a " blob 0" actual &&
	grep -a " tree " actual &&
	grep -a " commit " actual &&
	equals_git ids.git &&
	equals_git packs.git
'

test_expect_success 'an object that is in no pack is left' '
	echo loose | git -C list.git hash-object -w --stdin >id &&
	"$unpack" list.git/objects <id >actual &&
	echo "$(cat id) left" >expect &&
	test_cmp expect actual
'

test_expect_success PRELOAD 'with and without it the output is the same' '
	both_say_the_same list.git &&
	test "$(cat code)" = 0 &&
	both_say_the_same packs.git &&
	git clone -q --bare --shared list.git borrowed.git &&
	both_say_the_same borrowed.git &&
	test "$(cat code)" = 0
'

test_expect_success PRELOAD 'it is asked for all that a digest reads' '
	NO_READER_LOG=$PWD/log with_libgit2 digest list.git &&
	test "$(wc -c <log)" -ge $((3 * $(git -C list.git rev-list --count HEAD)))
'

for kind in plain delta base-is-itself bases-in-a-circle base-is-nowhere base-before-the-pack base-is-a-head \
	copy-behind-the-base shorter-than-it-says longer-than-it-says says-it-is-huge; do
	test_expect_success PRELOAD "a made pack, $kind: the same is said, and it ends" "
		rm -rf made.git && git init -q --bare -b master made.git &&
		\"\$GITKVM_TOP/t/lib/make-pack.py\" made.git $kind &&
		both_say_the_same made.git &&
		case $kind in
		plain | delta) test \"\$(jq -r '.mails[].subject' out)\" = '[PATCH] KVM: One' ;;
		*) test \"\$(cat code)\" = 128 && test_grep 'is corrupt\|is too large' err ;;
		esac
	"
done

# damage <file> <place> <byte>
damage() {
	chmod u+w "$1" &&
	printf %b "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

test_expect_success PRELOAD 'damaged bytes, here and there: the same is said' '
	size=$(wc -c <"$(ls list.git/objects/pack/*.pack)") &&
	for part in 1 2 3 4 5 6 7; do
		rm -rf damaged.git && cp -R list.git damaged.git &&
		damage damaged.git/objects/pack/*.pack $((size * part / 8)) "\\252\\125\\252" &&
		both_say_the_same damaged.git || return 1
	done &&
	rm -rf damaged.git && cp -R list.git damaged.git &&
	damage damaged.git/objects/pack/*.idx 1100 "\\252\\125\\252" &&
	both_say_the_same damaged.git
'

test_expect_success PRELOAD 'a pack or an index that is cut short: the same is said' '
	for file in pack idx; do
		for size in 0 11 500 2000; do
			rm -rf cut.git && cp -R list.git cut.git &&
			chmod u+w cut.git/objects/pack/* &&
			head -c $size list.git/objects/pack/*.$file >"$(ls cut.git/objects/pack/*.$file)" &&
			both_say_the_same cut.git &&
			test "$(cat code)" = 128 || return 1
		done
	done
'

test_expect_success PRELOAD 'an index of another pack, one of version 1, and none: the same is said' '
	cp -R list.git other.git && chmod u+w other.git/objects/pack/* &&
	cp "$(ls ids.git/objects/pack/*.idx)" "$(ls other.git/objects/pack/*.idx)" &&
	both_say_the_same other.git &&
	cp -R list.git old.git &&
	git -C old.git -c pack.indexVersion=1 repack -q -a -d -f &&
	both_say_the_same old.git &&
	test "$(cat code)" = 0 &&
	rm -f other.git/objects/pack/*.idx &&
	both_say_the_same other.git
'

test_done
