#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='work repositories: which posting a commit was made of'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/tree.sh"

mails=

# found <id or -> <commit>: what git kvm-series find says.
found() {
	case $1 in
	-) test_expect_code 1 git -C in.git kvm-series find --tree-repo=../tree --json "$2" >json ;;
	*) git -C in.git kvm-series find --tree-repo=../tree --json "$2" >json ;;
	esac &&
	echo "$1" >expect &&
	jq -r ".commits[0].posting.message_id // \"-\"" json | sed "s/@.*//" >actual &&
	test_cmp expect actual
}

# evidence <word>: of the last one that was found.
evidence() {
	test "$(jq -r ".commits[0].evidence" json)" = "$1"
}

test_expect_success 'setup: a tree, and the list that its patches were on' '
	tree_new whole words hunk title squash split revert again stable never other pull tiny &&

	change whole 5 "applied as posted" && commit Ada "frob: Apply it whole" && post whole1 &&
	change whole 5 "applied in a second version" && commit Ada "frob: Apply it whole" && post whole2 -v2 &&
	take whole2 &&

	change words 5 "another message" && commit Ada "frob: Say it otherwise" && post words &&
	take words && amend -m "frob: Say it otherwise" -m "In better words." &&

	change hunk 5 "a hunk" && change hunk 20 "another hunk" && commit Ada "frob: Change two hunks" && post hunk &&
	take hunk && sed -i "s/another hunk 4/mended by Mara/" tree/hunk.c && amend &&

	change title 5 "titled" && commit Ada "frob: A title to be changed" && post title &&
	take title && amend -m "KVM: frob: What it is called now" &&

	change squash 5 "one" && commit Ada "frob: Squash one" && post squash1 --subject-prefix="PATCH 1/2" &&
	change squash 20 "two" && commit Ada "frob: Squash two" && REPLY=squash1 post squash2 --subject-prefix="PATCH 2/2" &&
	take squash1 squash2 && git -C tree reset -q --soft HEAD~1 && amend &&

	change split 5 "this part" && change split 20 "that part" && commit Ada "frob: Split it in two" && post split &&
	take split && git -C tree reset -q --soft HEAD~1 && git -C tree reset -q && change split 100 none &&
	git -C tree show :split.c >old && sed "1,12!d" tree/split.c >first && sed "1,9d" old >>first &&
	cp tree/split.c both && cp first tree/split.c && commit Ada "frob: Split it in two" &&
	cp both tree/split.c && commit Ada "frob: The other part of it" &&
	git -C tree tag v1 &&

	change revert 5 "taken back" && commit Ada "frob: Be taken back" && post revert && take revert &&
	as Mara git -C tree revert --no-edit HEAD >/dev/null &&

	change again 5 "taken twice" && commit Ada "frob: Be taken again" && post again && take again &&
	as Mara git -C tree revert --no-edit HEAD >/dev/null && take again &&

	change stable 5 "for stable" && commit Ada "frob: Go to stable" && post stable && take stable &&
	git -C tree branch stable v1 && git -C tree switch -q stable &&
	as Greg git -C tree cherry-pick -x master >/dev/null && git -C tree switch -q master &&

	change never 5 "never posted" && commit Ada "frob: Never be posted" &&

	change other 5 "posted by another" && commit Ada "frob: Be posted by Bob" && post other --from="Bob <bob@example.org>" && take other &&

	change pull 5 "pulled" && commit Pia "frob: Be pulled" && as Pia git -C tree branch for-next && post pull &&
	change tiny 30 "beside it" && commit Mara "frob: Beside the merge" &&
	as Mara git -C tree merge -q --no-edit for-next &&
	git -C tree tag v2 &&

	make_inbox --sent in.git $mails
'

test_expect_success 'applied as posted: the version whose diff it is' '
	found whole2 ":/^frob: Apply it whole" && evidence patch-id &&
	test "$(jq -r ".commits[0].posting.version" json)" = 2 &&
	test "$(jq -r ".commits[0].as_posted" json)" = true
'

test_expect_success 'another message, another hunk, another title' '
	found words ":/^frob: Say it" && evidence patch-id &&
	found hunk ":/^frob: Change two" && evidence date &&
	test "$(jq -r ".commits[0].as_posted" json)" = false &&
	found title ":/^KVM: frob: What it is" && evidence patch-id
'

test_expect_success 'squashed or split it is left open' '
	found - ":/^frob: Squash one" &&
	test_grep "several patches of a series" json &&
	found - ":/^frob: Split it" &&
	test_grep "a part of a patch" json
'

test_expect_success 'a revert is none of what it reverts' '
	found revert ":/^frob: Be taken back" &&
	found - ":/^Revert .frob: Be taken back" &&
	found - ":/^Revert .frob: Be taken again" &&
	found again master~5 && found again master~7
'

test_expect_success 'a copy for a stable tree' '
	found stable ":/^frob: Go to stable" &&
	found stable stable
'

test_expect_success 'never posted, posted by somebody else, pulled' '
	found - ":/^frob: Never be" &&
	found other ":/^frob: Be posted" &&
	found pull for-next &&
	test_expect_code 1 git -C in.git kvm-series find --tree-repo=../tree master >out &&
	test_grep "^[0-9a-f]* - a merge$" out
'

test_expect_success 'a trailer tells, unless it is about something else' '
	change tiny 5 "named one" && commit Ada "frob: Name a mail" && post named && take named &&
	amend -m "frob: Called as nobody would guess" -m "Link: https://lore.kernel.org/r/named@example.org" &&
	change tiny 15 "a fix" && commit Bob "frob: Mend what Ada reported" "Link: https://lore.kernel.org/all/whole1@example.org/" &&
	make_inbox --sent in.git named.eml &&
	found named master~1 && evidence trailer &&
	found - master
'

test_expect_success 'the Message-ID of an older version, which the patch itself carries, is passed on' '
	change tiny 35 "passed on" && commit Ada "frob: Pass it on" && post passed1 &&
	change tiny 35 "passed on" && commit Ada "frob: Pass it on" "Message-Id: <passed1@example.org>" &&
	post passed2 -v2 && take passed2 && make_inbox --sent in.git passed1.eml passed2.eml &&
	found passed2 master
'

test_expect_success 'authored later than any version that is here, it is of one that is not' '
	change tiny 10 "sent once" && commit Ada "frob: Be sent again elsewhere" && post later &&
	change tiny 10 "sent once" && tree_clock=$((tree_clock + 3 * 86400)) &&
	commit Ada "frob: Be sent again elsewhere" && git -C tree tag later &&
	make_inbox --sent in.git later.eml &&
	found later later && test "$(jq -r ".commits[0].later_version" json)" = true &&
	git -C in.git kvm-series find --tree-repo=../tree --why later >out &&
	test_grep "^[0-9a-f]* later@example.org v1+ https:.* (99%: the same patch-id, authored later: of a version that is not here)$" out &&
	git -C in.git kvm-series show --tree-repo=../tree later@example.org >out &&
	test_grep "in master as .*, as a later version that is not here$" out &&
	! grep "as posted" out &&
	test_grep "^merged: 1 of 1 in master, as a later version$" out &&
	found whole2 ":/^frob: Apply it whole" && test "$(jq -r ".commits[0].later_version" json)" = false &&
	git -C tree reset -q --hard HEAD~1 && git -C tree tag -d later
'

test_expect_success 'with another title at another time: by what its author posted for the same files' '
	mkdir -p tree/sub/deep && seq 40 >tree/sub/deep/file.c && git -C tree add sub && commit Mara "frob: A folder" &&
	sed -i "s/^1[0-9]$/& changed/" tree/sub/deep/file.c && commit Ada "frob: In a folder" && post deep && take deep &&
	amend -m "What nobody would know by its words" --date="$((tree_clock + 5000)) +0000" &&
	make_inbox --sent in.git deep.eml && found deep master && evidence patch-id &&
	git -C tree rm -q -r sub && echo "no folder" >tree/sub && git -C tree add sub && commit Ada "frob: A file in its place" &&
	found - master && git -C tree reset -q --hard HEAD~3
'

test_expect_success 'ranges, standard input, and the text' '
	git -C in.git kvm-series find --tree-repo=../tree --why -- master~1..master v2^2 >out.dashes &&
	git -C in.git kvm-series find --tree-repo=../tree --why master~1..master v2^2 >out &&
	test_cmp out out.dashes &&
	test_line_count = 2 out &&
	test_grep "^[0-9a-f]* passed2@example.org v2 https://lore.kernel.org/r/passed2@example.org (99%: the same patch-id)$" out &&
	git -C tree log --oneline -1 | git -C in.git kvm-series find --tree-repo=../tree >out2 &&
	sed "s/ (.*//; 2d" out >expect &&
	test_cmp expect out2 &&
	git -C tree rev-list --no-merges v1..master >ids &&
	test_expect_code 1 git -C in.git kvm-series find --tree-repo=../tree v1..master >range &&
	test_expect_code 1 git -C in.git kvm-series find --tree-repo=../tree <ids >list &&
	test_cmp range list
'

test_expect_success 'what was found is remembered until mails come' '
	git -C tree rev-list --no-merges master >ids && test_line_count -gt 16 ids &&
	every() {
		git -C in.git "$@" kvm-series find --tree-repo=../tree --why --json <ids >out || test $? = 1
	} &&
	every && mv out first && git -C in.git kvm-digest --index HEAD >/dev/null &&
	every && test_cmp first out && every && test_cmp first out &&
	every -c kvm.index=false && test_cmp first out &&
	never=$(git -C tree rev-parse ":/^frob: Never be") &&
	git -C tree format-patch -1 --stdout "$never" | sed "s/^Subject:/Message-ID: <never@example.org>\nSubject:/; 1d" >never.eml &&
	cp -R in.git more.git && make_inbox --sent more.git never.eml &&
	{ git -C more.git kvm-series find --tree-repo=../tree --json <ids >more || :; } &&
	grep "never@example.org" more &&
	every && test_cmp first out
'

test_expect_success 'where the tree is: here, or as it is configured' '
	git -C in.git kvm-series find --tree-repo=../tree master >expect &&
	git -C tree kvm-series find --inbox=../in.git master >actual &&
	test_cmp expect actual &&
	git config --global kvm.lists.inbox "$PWD/in.git" &&
	git -C tree kvm-series find --inbox=lists master >actual &&
	test_cmp expect actual &&
	test_expect_code 128 git -C in.git kvm-series find master 2>err &&
	test_grep "there is no work repository" err &&
	git -C in.git -c kvm.tree="$PWD/tree" kvm-series find master >actual &&
	test_cmp expect actual &&
	mkdir -p none && (cd none && git -c kvm.lists.tree="$PWD/../tree" kvm-series find --inbox=lists master) >actual &&
	test_cmp expect actual &&
	test_expect_code 128 git -C tree kvm-series find --inbox=../in.git --no-tree-repo master 2>err &&
	git init -q empty &&
	test_expect_code 128 git -C in.git kvm-series find --tree-repo=../empty master 2>err &&
	test_grep "no commits that count" err &&
	test_expect_code 128 git -C in.git kvm-series find --tree-repo=../none master 2>err &&
	test_expect_code 128 git -C in.git kvm-series find --tree-repo=../tree nonsense 2>err &&
	test_grep "bad revision .nonsense." err
'

test_expect_success 'kvm.upstream says which commits count' '
	ref() {
		git -C in.git "$@" kvm-series find --tree-repo=../tree --json stable master >json &&
		jq -r ".commits[].ref" json | tr "\n" " "
	} &&
	test "$(ref)" = " master " &&
	test "$(ref -c kvm.upstream=master -c kvm.upstream=v1..stable)" = "v1..stable master " &&
	test "$(ref -c kvm.upstream=stable -c kvm.upstream=master)" = "stable master " &&
	test "$(ref -c kvm.upstream=gone -c kvm.upstream=master 2>err)" = " master " &&
	test_grep "warning: kvm.upstream in .*bad revision .gone." err &&
	test_expect_code 128 git -C in.git -c kvm.upstream=gone kvm-series find --tree-repo=../tree master
'

test_expect_success 'remote-tracking branches count, in a worktree, a bare and a shallow clone, too' '
	git -C in.git kvm-series find --tree-repo=../tree --json master >expect &&
	git clone -q tree work &&
	git -C in.git kvm-series find --tree-repo=../work --json origin/stable origin/master >json &&
	jq -r ".commits[].ref" json >actual && printf "origin/stable\norigin/master\n" >refs && test_cmp refs actual &&
	git -C work worktree add -q ../beside origin/stable &&
	git -C in.git kvm-series find --tree-repo=../beside --json origin/stable origin/master >again &&
	test_cmp json again &&
	git clone -q --bare tree bare.git &&
	git -C in.git kvm-series find --tree-repo=../bare.git --json master >actual && test_cmp expect actual &&
	git clone -q --bare --depth=4 "file://$PWD/tree" shallow.git &&
	git -C in.git kvm-series find --tree-repo=../shallow.git --json master >actual && test_cmp expect actual &&
	git -C bare.git commit-graph write 2>/dev/null &&
	git -C in.git kvm-series find --tree-repo=../bare.git --json master >actual && test_cmp expect actual
'

test_expect_success 'a partial clone is not made to fetch' '
	git -C tree config uploadpack.allowFilter true &&
	git clone -q --bare --filter=blob:none "file://$PWD/tree" partial.git &&
	mv tree away &&
	{ git -C in.git kvm-series find --tree-repo=../partial.git --why v2^2 v2~2 >out || :; } &&
	mv away tree &&
	test_grep "pull@example.org v1 .*90%: authored when it was sent" out &&
	test_line_count = 2 out
'

test_expect_success 'a commit of the tree is a <series>' '
	git -C in.git kvm-series show --tree-repo=../tree --json v2^2 >json &&
	test "$(jq -r .shown json)" = pull@example.org &&
	git -C in.git kvm-series mbox --tree-repo=../tree v2^2 >out &&
	test_grep "^Subject: .*frob: Be pulled" out &&
	git -C in.git kvm-series diff --tree-repo=../tree "$(git -C tree rev-parse ":/^frob: Apply it whole")" -s >out &&
	test_grep "frob: Apply it whole" out &&
	never=$(git -C tree rev-parse ":/^frob: Never be") &&
	test_expect_code 128 git -C in.git kvm-series show --tree-repo=../tree "$never" 2>err &&
	test_grep "was never posted here" err
'

test_done
