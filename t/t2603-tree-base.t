#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='work repositories: what a series is made for, and where it applies'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/tree.sh"

mails=

base() {
	git -C in.git kvm-series base --tree-repo=../tree "$@"
}

# as_git_am <id> <commit>: whether base --onto and git am, in a copy, say the same: clean, or the patch that does not apply.
as_git_am() {
	{ base --json --onto="$2" "$1@example.org" >json || test $? = 1; } &&
	jq -r ".trials[] | select(.name != \"\") | if .clean and .dependencies == 0 then \"clean\" elif .clean then \"1\" else (.patch|tostring) end" json >ours &&
	git -C copy checkout -q --detach "$2" &&
	git -C in.git kvm-series mbox --no-trailers -q "$1@example.org" >am.mbox &&
	if git -C copy am ../am.mbox >am.out 2>&1; then echo clean; else
		sed -n "s/^Patch failed at 0*\([0-9]*\) .*/\1/p" am.out && git -C copy am --abort
	fi >theirs &&
	test_cmp theirs ours
}

test_expect_success 'setup' '
	tree_new a b c d &&
	change a 5 "first" && commit Mara "frob: First" && git -C tree tag first &&
	change b 5 "series 1" && commit Ada "frob: Series 1" && post s1 --subject-prefix="PATCH 1/2" &&
	change a 20 "series 2" && commit Ada "frob: Series 2" && REPLY=s1 post s2 --subject-prefix="PATCH 2/2" &&
	change c 30 "on a base" && commit Ada "frob: On a base" && post declared --base=first~1 &&
	change d 5 "needed" && commit Ada "frob: Needed" && git -C tree tag needed && post needed &&
	git -C tree reset -q --hard needed && sed -i "s/needed 2/depends/" tree/d.c && commit Ada "frob: Depends" && git -C tree tag depends &&
	post on && git -C tree reset -q --hard first &&
	sed -i "s/^---\$/Based-on: <needed@example.org>\n---/" on.eml &&
	git -C tree mv c.c moved.c && sed -i "s/line 7/line seven/" tree/moved.c && printf "end" >tree/new && git -C tree add . && commit Ada "frob: Move" && post move &&
	git -C tree rm -q d.c && commit Ada "frob: Remove" && post remove &&
	printf "no end" >>tree/b.c && commit Ada "frob: Without an end" && post noend &&
	git -C tree reset -q --hard first &&
	change a 18 "in the way" && sed -i "1s/^/one more\n/" tree/b.c && sed -i "s/line 9/nine/" tree/d.c && commit Mara "frob: Second" && git -C tree tag second &&
	make_inbox --sent in.git $mails && git clone -q tree copy
'

test_expect_success 'the base: by the files, or as it is declared' '
	base --json --onto=first s1@example.org >json &&
	test "$(jq -r ".base.commit" json)" = "$(git -C tree rev-parse first)" &&
	test "$(jq -r "[.base.declared, .base.files, .base.same_files, .trials[0].clean] | @csv" json)" = "false,2,2,true" &&
	base --onto=first s1@example.org >out &&
	test_grep "^base $(git -C tree rev-parse --short first) frob: First, in master (the newest with all files as the sender had them)$" out &&
	test_grep "^on first ($(git -C tree rev-parse --short first)): clean$" out &&
	base --json --onto=first declared@example.org >json &&
	test "$(jq -r "[.base.commit, .base.declared] | @csv" json)" = "\"$(git -C tree rev-parse first~1)\",true"
'

test_expect_success 'where it does not apply it is said which patch, file and hunk' '
	test_expect_code 1 base s1@example.org >out &&
	test_grep "^on HEAD ($(git -C tree rev-parse --short second)): patch 2/2 does not apply: a.c, hunk 1: its lines are not there$" out &&
	{ GIT_PAGER_IN_USE=true COLUMNS=60 base --no-color s1@example.org >wrapped || :; } && ! grep "^.\{61\}" wrapped &&
	sed "s/^    //" wrapped | tr "\n" " " >words && tr "\n" " " <out >expect && test_cmp expect words &&
	test_expect_code 1 base --json --onto=first~1 --onto=second s1@example.org >json &&
	test "$(jq -r ".trials[] | [.name, .clean, .patch, .path] | @csv" json | tail -1)" = "\"second\",false,2,\"a.c\""
'

test_expect_success 'behind what it is based on' '
	base --onto=first on@example.org >out &&
	test_grep "^on first (.*): clean after 1 patch of other series$" out
'

test_expect_success 'it is what git am does' '
	for id in s1 declared needed on move remove noend; do
		for at in first~1 first second depends; do
			as_git_am $id $at || return 1
		done
	done
'

test_expect_success 'nothing is written' '
	git -C tree status --short >actual && test_must_be_empty actual &&
	test "$(git -C tree rev-parse HEAD)" = "$(git -C tree rev-parse second)"
'

test_expect_success 'a hunk that nearly fits everywhere is given up' '
	git init -q long && yes a | head -n 20000 >long/f && git -C long add f && git -C long commit -q -m "frob: Long" &&
	{ sed "s/^ //" <<-\EOF && yes " a" | head -n 8000 && printf -- "-b\n+c\n" && yes " a" | head -n 3; } >nearly.eml &&
	 From: Ada <ada@example.org>
	 Subject: [PATCH] frob: Nearly
	 Message-ID: <nearly@example.org>
	 Date: Mon, 3 Mar 2025 12:00:00 +0000

	 Text
	 ---
	 diff --git a/f b/f
	 --- a/f
	 +++ b/f
	 @@ -2,8004 +2,8004 @@
	EOF
	make_inbox nearly.git nearly.eml &&
	test_expect_code 1 git -C nearly.git kvm-series base --tree-repo=../long nearly@example.org >out &&
	test_grep "does not apply: f, hunk 1: the search for its lines was given up$" out
'

test_expect_success 'list --applies-to' '
	git -C in.git kvm-series list --tree-repo=../tree --applies-to=first --sort=title --format="%(messageid)" HEAD >actual &&
	printf "%s@example.org\n" move needed declared remove s1 noend >expect && test_cmp expect actual &&
	git -C in.git kvm-series list --tree-repo=../tree --applies-to=second --sort=title --format="%(messageid)" HEAD >actual &&
	! grep "^s1" actual && test_grep "^move" actual &&
	test_expect_code 128 git -C in.git kvm-series list --applies-to=first HEAD 2>err && test_grep "no work repository" err &&
	test_expect_code 128 git -C in.git kvm-series list --tree-repo=../tree --applies-to=odd HEAD 2>err && test_grep "bad revision .odd." err
'

test_done
