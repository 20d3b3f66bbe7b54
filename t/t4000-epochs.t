#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='a list cut into epochs gives what the list in one repository gives'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"
. "$GITKVM_TOP/t/lib/epochs.sh"

# digests <file> <argument>…: the text, classic and JSON digest of the list. They and warnings name
# commits, whose ids differ between an epoch and the whole.
digests() {
	digests_file_=$1
	shift
	git kvm-digest "$@" 2>err | sed "s/^[0-9a-f]\{7,\} /ID /" >"$digests_file_" &&
	git kvm-digest --format=classic "$@" >>"$digests_file_" 2>err &&
	git kvm-digest --format=json "$@" 2>err | sed "s/\"[0-9a-f]\{40\}\"/ID/g; s/\"id\":\"[0-9a-f]*\"/ID/" >>"$digests_file_"
}

test_expect_success 'setup: 300 mails whole, and in three epochs' '
	make_list one.git 1 300 &&
	tag_mails one.git 1 t &&
	cut_list one.git list t100 t200 &&
	tag_mails list/git/0.git 1 t &&
	tag_mails list/git/1.git 101 t &&
	tag_mails list/git/2.git 201 t &&
	git init -q --bare list/all.git &&
	for i in 0 1 2
	do
		echo "../../git/$i.git/objects" || return 1
	done >list/all.git/objects/info/alternates
'

while read -r range; do
	test_expect_success "the same: $range" '
		(cd one.git && eval "digests ../whole $range") &&
		eval "digests epochs --inbox=list $range" &&
		test_cmp whole epochs &&
		test_line_count -gt 25 whole
	'
done <<\EOF
t3..t50
t50..t250
t150..t200
t100..t104
t10
HEAD
HEAD~150..
HEAD~250..HEAD~50
t150^^^!
t101^!
t200...t120
t250...t120
t120...t250
HEAD~10...t3
^t150 t230 t240
t101^@
t101^-
..t50
t205~6..t210
"t250^{/word.25}~60"
":/word.9"
t7^{commit}~3
t90..t95 t190..t210
EOF

test_expect_success 'an index makes no difference' '
	digests before --inbox=list t50..t250 &&
	digests with --index --inbox=list t50..t250 &&
	test_cmp before with &&
	for i in 0 1 2
	do
		test -s list/git/$i.git/kvm/index.sqlite || return 1
	done &&
	digests again --inbox=list t50..t250 &&
	test_cmp before again
'

test_expect_success 'the last days reach over the end of an epoch' '
	small_diff | mail_write later.eml Date="Mon, 10 Mar 2025 11:02:30 +0000" &&
	blob=$(git -C one.git hash-object -w --stdin <later.eml) &&
	tree=$(printf "100644 blob %s\tm\n" $blob | git -C one.git mktree) &&
	GIT_COMMITTER_DATE="1741614800 +0000" git -C one.git commit-tree -p t300 -m later $tree >id &&
	git -C one.git update-ref refs/heads/master $(cat id) &&
	test_when_finished "git -C one.git update-ref refs/heads/master t300" &&
	cut_list one.git four t100 t200 t300 &&
	(cd one.git && digests ../whole) &&
	digests epochs --inbox=four &&
	# The ends are abbreviated ids.
	for file in whole epochs
	do
		sed "s/^From .*//; s/^Up to .*//; s/update from .*//; s/update up to .*//; s/^\"range\":.*//" $file \
			>$file.same || return 1
	done &&
	test_cmp whole.same epochs.same &&
	test_line_count -gt 500 whole.same &&
	# Half of these were written earlier.
	test_grep "mail-151@" whole &&
	! grep "mail-149@" whole
'

test_expect_success 'a name that no epoch knows, and one before the first mail' '
	test_expect_code 128 git kvm-digest --inbox=list nosuch.. 2>err &&
	test_grep "^fatal: bad revision .nosuch" err &&
	test_expect_code 128 git kvm-digest --inbox=list HEAD~300 2>err &&
	test_grep "^fatal: bad revision .HEAD~300" err &&
	test_expect_code 128 git kvm-digest --inbox=list "nosuch^{/word}" 2>err &&
	test_grep "^fatal: bad revision .nosuch^{/word}" err &&
	git kvm-digest --inbox=list HEAD~299 >out
'

test_expect_success 'the folder, its folder git, and all.git are the list; from inside, too' '
	digests expect --inbox=list t50..t250 &&
	for place in list list/git list/all.git list/
	do
		digests actual --inbox=$place t50..t250 &&
		test_cmp expect actual &&
		(cd $place && digests ../actual.here t50..t250) &&
		mv $(dirname $place)/actual.here here &&
		test_cmp expect here || return 1
	done
'

test_expect_success 'inside an epoch it is that epoch alone' '
	(cd list/git/1.git && digests ../../../actual HEAD) &&
	git kvm-digest --inbox=list/git/1.git HEAD >out &&
	sed "s/^[0-9a-f]\{7,\} /ID /" out >expect &&
	head -n $(wc -l <out) actual >text &&
	test_cmp expect text &&
	test_expect_code 128 git -C list/git/1.git kvm-digest t50.. 2>err &&
	test_grep "^fatal: bad revision .t50" err
'

test_expect_success 'an epoch without mails yet does no harm' '
	cp -R list young &&
	git init -q --bare young/git/3.git &&
	digests expect --inbox=list t50.. &&
	digests actual --inbox=young t50.. &&
	test_cmp expect actual
'

test_expect_success 'the first epochs need not be there: the oldest commit is the beginning' '
	mkdir -p late/git &&
	cp -R list/git/1.git list/git/2.git late/git &&
	digests expect --inbox=list --context=0 t100..t250 &&
	digests actual --inbox=late --context=0 t250 &&
	sed "s/t100//" expect >a &&
	sed "s/the first mail//" actual >b &&
	test_cmp a b
'

test_done
