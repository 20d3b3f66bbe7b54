#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='work repositories: the table of commits, and patch-ids'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/tree.sh"

helper=$GITKVM_BUILD/t/helper/tree
mails=
table=tree/.git/kvm/tree.sqlite

# answers [<option of git>…]: what is found of all commits, into "out".
answers() {
	git -C tree rev-list --no-merges --all >ids &&
	{ git -C in.git "$@" kvm-series find --tree-repo=../tree --json <ids >out 2>err || test $? = 1; }
}

# fresh: as answers, without a table. It is what "out" has to be.
is_right() {
	mv out seen && answers -c kvm.index=false && test_cmp out seen
}

test_expect_success 'setup' '
	tree_new a b &&
	for i in 1 2 3; do
		change a $((i * 10)) "round $i" && commit Ada "frob: Round $i" && post "r$i" && take "r$i" || return 1
	done &&
	make_inbox --sent in.git $mails
'

test_expect_success 'the table is made, and used as it is' '
	answers && test -s $table && is_right && test_must_be_empty err &&
	cksum $table >before && answers && is_right && cksum $table >after && test_cmp before after
'

test_expect_success 'what is new is added' '
	change b 5 "new" && commit Ada "frob: Something new" && post new && take new && make_inbox --sent in.git new.eml &&
	git -C tree branch -q topic && answers && is_right && grep "new@example.org" out &&
	git -C tree branch -q -D topic
'

test_expect_success 'history that was rewritten is gone' '
	git -C tree reset -q --hard HEAD~2 && git -C tree commit -q --amend -m "frob: Called otherwise" && answers && is_right &&
	git -C in.git kvm-series find --tree-repo=../tree --json master >json && test "$(jq -r ".commits[0].ref" json)" = master &&
	gone=$(git -C tree rev-parse master@{1}) &&
	git -C in.git kvm-series find --tree-repo=../tree --json $gone >json && test "$(jq -r ".commits[0].ref" json)" = ""
'

test_expect_success 'other refs, or in another order, change it' '
	git -C tree branch -q old master~1 &&
	answers -c kvm.upstream=master -c kvm.upstream=old && jq -r ".commits[].ref" out | sort -u >refs && echo master >expect && test_cmp expect refs &&
	answers -c kvm.upstream=old -c kvm.upstream=master && jq -r ".commits[].ref" out | sort -u >refs && printf "master\nold\n" >expect && test_cmp expect refs &&
	answers -c kvm.upstream=old && jq -r ".commits[].ref" out | sort -u >refs && printf "\nold\n" >expect && test_cmp expect refs &&
	answers && is_right
'

test_expect_success 'damage and plants are told, and cost nothing but time' '
	printf "no table" >$table && answers && test_grep "warning: the commit table .* starts anew" err && is_right &&
	for how in "printf x >" "head -c 20000 /dev/urandom >" ": >"; do
		answers && eval "$how $table" && answers && is_right || return 1
	done &&
	answers && printf "\377" | dd of=$table bs=1 seek=9000 conv=notrunc 2>/dev/null && answers && is_right &&
	git -C in.git kvm-digest --index HEAD >/dev/null && cp in.git/kvm/index.sqlite $table &&
	answers && is_right &&
	rm -rf tree/.git/kvm && mkdir elsewhere && ln -s "$PWD/elsewhere" tree/.git/kvm && answers && is_right &&
	test -n "$(ls .cache/git-kvm/*-tree.sqlite)" && rm -r .cache && test -z "$(ls elsewhere)" && rm tree/.git/kvm &&
	mkdir tree/.git/kvm && mkfifo $table && answers && is_right && rm -r tree/.git/kvm && answers
'

# fsyncs: how often a run that brings the table up to date waits for the disk. The name makes faults, the folders what is
# loaded late.
fsyncs() {
	rm -f faults.log && LD_PRELOAD=$GITKVM_BUILD/t/preload/fault.so FAULT_KIND=fsync FAULT_NR=0 FAULT_LOG=$PWD/faults.log \
		t/helper/git-kvm-tree table tree >/dev/null && sed "s/[^0-9]//g" faults.log
}

test -z "$TEST_SANITIZED" && test_expect_success 'a new table waits for no disk, a change of one does' '
	mkdir -p t/helper && cp "$helper" t/helper/git-kvm-tree && ln -s "$GITKVM_BUILD/lib" lib && rm -rf tree/.git/kvm && mkdir tree/.git/kvm && test "$(fsyncs)" = 0 && test -s $table && test "$(fsyncs)" = 0 &&
	change b 30 "waited for" && commit Ada "frob: Wait" && test "$(fsyncs)" -gt 1 &&
	git -C tree reset -q --hard HEAD~1 && answers && is_right
'

test_expect_success 'where the repository cannot be written to, it is in the cache' '
	test "$(id -u)" = 0 || {
		rm -rf tree/.git/kvm && chmod a-w tree/.git && answers && is_right && test -n "$(ls .cache/git-kvm/*-tree.sqlite)"
		chmod u+w tree/.git
	}
'

test_expect_success 'two at once, and one that is killed' '
	rm -rf tree/.git/kvm &&
	for i in 1 2 3 4; do
		{ git -C in.git kvm-series find --tree-repo=../tree --json master >out$i 2>err$i; } &
	done &&
	wait && for i in 2 3 4; do test_cmp out1 out$i || return 1; done &&
	rm -rf tree/.git/kvm &&
	for delay in 0 0.002 0.005 0.01 0.02; do
		git -C in.git kvm-series find --tree-repo=../tree --json master >/dev/null 2>&1 &
		sleep $delay && kill -9 $! 2>/dev/null
		wait $! 2>/dev/null
		answers && is_right || return 1
	done
'

test_expect_success 'with renames too, however alike the files are' '
	git clone -q tree moved && cd moved && git config user.name Ada && git config user.email ada@example.org &&
	seq 1 60 >old.c && seq 200 >big.c && printf "1\r\n2\r\n3\r\n4\r\n" >crlf && seq 1 30 | tr -d "\n" >end &&
	git add . && git commit -q -m "Begin" &&
	git mv old.c new.c && sed -i "1,17s/$/ changed/" new.c && git mv crlf lf && sed -i "s/\r//; 4s/4/5/" lf &&
	git mv big.c same.c && git mv end ended && echo >>ended && git commit -q -a -m "Move and change" &&
	git mv new.c old.c && sed -i "20,59s/$/ changed more than half/" old.c && git commit -q -a -m "Move and change much" &&
	git mv same.c to.c && ln -s to.c same.c && git add same.c && git commit -q -m "Leave a link behind" &&
	rm same.c && seq 40 >old.c && cp to.c same.c && seq 41 200 >>old.c && ln -s -f to.c lf && cp old.c copy.c && git add . && git commit -q -m "And a file for it" &&
	cd .. && git -C moved log -p -M --no-merges | git patch-id --stable | sort >expect &&
	git -C moved log -p -M | grep "^similarity index [0-8]" &&
	"$helper" renamed moved HEAD | sort >actual && test_cmp expect actual
'

test_expect_success 'each rename that git finds, among many that might be, and no other' '
	git init -q --bare many.git && "$GITKVM_TOP/t/lib/renames.py" 16 80 | git -C many.git fast-import --quiet &&
	git -C many.git log -p -M master | git patch-id --stable | sort >expect && test_line_count -gt 70 expect &&
	git -C many.git log -p -M master | grep "^rename from" >renames && test_line_count -gt 90 renames &&
	"$helper" renamed many.git master | sort >actual && test_cmp expect actual
'

test_expect_success 'patch-ids are those of git patch-id --stable' '
	printf "\0binary" >tree/binary && : >tree/empty && printf "no end" >tree/end && git -C tree add . && commit Ada "More files" &&
	printf "\0other" >tree/binary && printf "no end either" >tree/end && chmod +x tree/a.c && commit Ada "Change them" &&
	git -C tree mv b.c c.c && git -C tree rm -q empty && sed -i "s/ /\t/" tree/c.c && commit Ada "Move and remove" &&
	mkdir tree/dev && echo a >tree/dev/null && git -C tree add . && commit Ada "A file with an odd name" && : >tree/dev/null && commit Ada "Make it empty" &&
	git -C tree log -p --no-renames --no-merges --root master | git patch-id --stable | sort >expect &&
	test_line_count -gt 5 expect &&
	"$helper" ids tree master | sort >actual && test_cmp expect actual &&
	for mail in r1 r2 r3 new; do
		git patch-id --stable <$mail.eml | sed "s/ .*//" >expect && "$helper" text <$mail.eml >actual && test_cmp expect actual || return 1
	done
'

test_done
