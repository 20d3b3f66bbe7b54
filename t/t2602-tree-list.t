#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='work repositories: what list, show and mbox say of them'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/tree.sh"

mails=

# state <id>: "<state> <reason>" of the list.
state() {
	git -C in.git kvm-series list --tree-repo=../tree HEAD --format="%(messageid) %(state) %(reason)" |
		sed -n "s/^$1@example.org //p"
}

# answer <id> <of> <text>: somebody answers a mail.
answer() {
	echo "$3" | mail_write "$1.eml" From="Mara <mara@example.org>" Subject="Re: [PATCH] frob: $2" \
		In-Reply-To="<$2@example.org>" Date="Mon, 03 Mar 2025 17:00:00 +0000" &&
	mails="$mails $1.eml"
}

test_expect_success 'setup' '
	tree_new whole part changed older revert again fixed lost &&

	change whole 5 "whole 1" && commit Ada "frob: Whole 1" && post whole1 --subject-prefix="PATCH 1/2" &&
	change whole 20 "whole 2" && commit Ada "frob: Whole 2" && REPLY=whole1 post whole2 --subject-prefix="PATCH 2/2" &&
	take whole1 whole2 && git -C tree tag v1 &&

	change part 5 "part 1" && commit Ada "frob: Part 1" && post part1 --subject-prefix="PATCH 1/2" &&
	change part 20 "part 2" && commit Ada "frob: Part 2" && REPLY=part1 post part2 --subject-prefix="PATCH 2/2" &&
	take part1 &&

	change changed 5 "before" && commit Ada "frob: Change it" && post changed && take changed &&
	sed -i "s/before 4/mended/" tree/changed.c && amend &&

	change older 5 "older one" && commit Ada "frob: Take the older" && post older1 &&
	change older 5 "newer one" && sed -i "s/line 3./line/" tree/older.c && commit Ada "frob: Take the older" && post older2 -v2 && take older1 &&

	change revert 5 "revert" && commit Ada "frob: Revert it" && post revert && take revert &&
	as Mara git -C tree revert --no-edit HEAD >/dev/null &&

	change again 5 "again" && commit Ada "frob: Again" && post again && take again &&
	as Mara git -C tree revert --no-edit HEAD >/dev/null && take again &&

	change fixed 5 "to be fixed" && commit Ada "frob: Be mended" && post fixed && take fixed &&
	fixed=$(git -C tree rev-parse HEAD) &&
	change fixed 15 "the fix" && commit Bob "frob: Mend it" "Fixes: $(echo "$fixed" | cut -c 1-12) (\"frob: Be mended\")" &&
	git -C tree switch -q -c stable v1 && as Greg git -C tree cherry-pick -x "$fixed" >/dev/null && git -C tree switch -q master &&

	change lost 5 "lost" && commit Ada "frob: Be lost" && post lost --to="Mara <mara@example.org>" &&
	answer lost-reply lost "Applied, thanks." &&
	make_inbox --sent in.git $mails &&
	git config --global kvm.upstream master && git config --global --add kvm.upstream stable
'

test_expect_success 'without a work repository nothing is said of it' '
	for format in table json; do
		git -C in.git kvm-series list --format=$format HEAD >expect &&
		git -C in.git kvm-series list --format=$format --no-tree-repo HEAD >actual && test_cmp expect actual &&
		! grep -E "merged|commits" actual || return 1
	done &&
	git -C in.git kvm-series show whole1@example.org >out && ! grep "master" out &&
	git -C in.git kvm-series show --json whole1@example.org >out && ! grep "merge" out &&
	test "$(git -C in.git kvm-series list --format="%(commits)%(merged)%(release)" HEAD | sort -u)" = 0 &&
	test_expect_code 128 git -C in.git kvm-series list --state=lost HEAD 2>err && test_grep "there is no work repository" err
'

test_expect_success 'states: merged, in part, in another version, reverted, and again' '
	test "$(state whole1)" = "merged 2 of 2 in master" &&
	test "$(state part1)" = "new nobody answered; 1 of 2 in master" &&
	test "$(state changed)" = "merged 1 of 1 in master" &&
	test "$(state older2)" = "merged 1 of 1 in master, as v1" &&
	test "$(state revert)" = "new nobody answered; 1 of 1 reverted" &&
	test "$(state again)" = "merged 1 of 1 in master"
'

test_expect_success 'merged and lost can be asked for' '
	git -C in.git kvm-series list --tree-repo=../tree --state=merged --sort=title --format="%(messageid)" HEAD >actual &&
	printf "%s@example.org\n" again fixed changed older2 whole1 >expect && test_cmp expect actual &&
	git -C in.git kvm-series list --tree-repo=../tree --state=lost HEAD >out && test_must_be_empty out &&
	mail_write later.eml Date="Tue, 25 Mar 2025 12:00:00 +0000" Subject="Hello" <in.git/HEAD && make_inbox --sent in.git later.eml &&
	git -C in.git kvm-series list --tree-repo=../tree --state=lost --format="%(messageid) %(state)" HEAD >actual &&
	echo "lost@example.org applied" >expect && test_cmp expect actual &&
	git -C in.git kvm-series list --tree-repo=../tree --state=lost --idle=60 HEAD >out && test_must_be_empty out &&
	git -C in.git kvm-series list --tree-repo=../tree --state="!lost" --format="%(messageid)" HEAD >out && ! grep "^lost" out
'

test_expect_success 'what is for another tree is not lost' '
	cp -R in.git two.git && sed "s/lost\.c/elsewhere.c/g; s/lost@example/elsewhere@example/; s/Be lost/Be for others/" lost.eml >elsewhere.eml &&
	sed "s/lost@example/elsewhere@example/; s/lost-reply@/elsewhere-reply@/; s/Be lost/Be for others/" lost-reply.eml >elsewhere-reply.eml &&
	sed "s/^index [0-9a-f]*/index 1234567/; s/lost@example/same-name@example/; s/Be lost/Be for a file of that name/" lost.eml >same-name.eml &&
	sed "s/lost@example/same-name@example/; s/lost-reply@/same-name-reply@/; s/Be lost/Be for a file of that name/" lost-reply.eml >same-name-reply.eml &&
	make_inbox --sent two.git elsewhere.eml elsewhere-reply.eml same-name.eml same-name-reply.eml later.eml &&
	git -C two.git kvm-series list --tree-repo=../tree --format="%(messageid)" --state=applied HEAD >actual && grep "^elsewhere@" actual && grep "^same-name@" actual &&
	git -C two.git kvm-series list --tree-repo=../tree --state=lost --format="%(messageid)" HEAD >actual &&
	echo "lost@example.org" >expect && test_cmp expect actual
'

test_expect_success 'show says of it that it is lost' '
	git -C two.git kvm-series show --tree-repo=../tree lost@example.org >out &&
	test_grep "^applied .*; in no work repository [0-9]* days later$" out &&
	git -C two.git kvm-series show --tree-repo=../tree same-name@example.org >out && ! grep "in no work repository" out
'

test_expect_success 'fields and JSON' '
	git -C in.git kvm-series list --tree-repo=../tree --format="%(messageid) %(merged) %(release) %(commits)" HEAD >out &&
	test_grep "^whole1@example.org 2 v1 $(git -C tree rev-parse --short v1~1) $(git -C tree rev-parse --short v1)$" out &&
	test_grep "^part1@example.org 1  " out &&
	git -C in.git kvm-series list --tree-repo=../tree --json HEAD >json &&
	jq -r ".topics[] | select(.messageid==\"whole1@example.org\") | [.merged, .reverted, .release, .commits[1].n, .commits[1].ref] | @csv" json >actual &&
	echo "2,0,\"v1\",2,\"master\"" >expect && test_cmp expect actual &&
	git -C in.git kvm-series list --tree-repo=../tree --sort=-merged --format="%(merged)" HEAD >actual && sort -rn actual >expect && test_cmp expect actual
'

test_expect_success 'show tells of each patch what became of it' '
	git -C in.git kvm-series show --tree-repo=../tree whole1@example.org >out &&
	test_grep "^      in master as $(git -C tree rev-parse --short v1~1) (v1), by Mara on 2025-03-03, as posted$" out &&
	git -C in.git kvm-series show --tree-repo=../tree changed@example.org --why >out &&
	test_grep "in master as .*, changed: 80% of the lines are the same (97%: authored when it was sent, 80% of the lines)" out &&
	git -C in.git kvm-series show --tree-repo=../tree older2@example.org >out && test_grep "as v1 has it" out &&
	git -C in.git kvm-series show --tree-repo=../tree revert@example.org >out && test_grep "^      reverted by [0-9a-f]*$" out &&
	git -C in.git kvm-series show --tree-repo=../tree again@example.org >out && test_grep "reverted by" out && test_grep "^      committed again as [0-9a-f]* in master" out &&
	git -C in.git kvm-series show --tree-repo=../tree fixed@example.org >out &&
	test_grep "^      mended by [0-9a-f]* frob: Mend it$" out && test_grep "^      copied as [0-9a-f]* in stable$" out &&
	git -C in.git kvm-series show --tree-repo=../tree --json fixed@example.org >json &&
	test "$(jq -r ".versions[0].patches[0].merge | [.ref, .committer.name, .taken, .as_posted, (.fixes|length), (.backports|length), .reverted] | @csv" json)" = \
		"\"master\",\"Mara\",\"fixed@example.org\",true,1,1,false"
'

test_expect_success 'mbox names what is there, and leaves it out where asked to' '
	git -C in.git kvm-series mbox --tree-repo=../tree part1@example.org >out 2>err &&
	test "$(grep -c "^From: " out)" = 2 && test_grep "committed already" err && test_grep "^  1/2: [0-9a-f]* in master$" err &&
	git -C in.git kvm-series mbox --tree-repo=../tree --unmerged part1@example.org >out 2>err &&
	test "$(grep -c "^From: " out)" = 1 && test_grep "^Subject: .*Part 2" out &&
	test_expect_code 1 git -C in.git kvm-series mbox --tree-repo=../tree --unmerged whole1@example.org >out 2>err &&
	test_must_be_empty out && test_grep "all patches that were asked for were committed" err &&
	git -C in.git kvm-series mbox --tree-repo=../tree --unmerged revert@example.org >out && test_grep "^Subject: .*Revert it" out
'

test_expect_success 'diff shows what was changed on applying' '
	git -C in.git kvm-series diff --tree-repo=../tree whole1@example.org ..tree >out &&
	test_grep "^1:  .* = 1:  $(git -C tree rev-parse --short=12 v1~1) frob: Whole 1$" out && test_line_count = 2 out &&
	git -C in.git kvm-series diff --tree-repo=../tree whole1@example.org..tree >again && test_cmp out again &&
	git -C in.git kvm-series diff --tree-repo=../tree part1@example.org..tree >out &&
	test_expect_code 128 git -C in.git kvm-series diff part1@example.org 2>err && test_grep "there is no version before v1" err &&
	git -C in.git kvm-series diff --tree-repo=../tree part1@example.org >again && test_cmp out again &&
	test_expect_code 128 git -C in.git kvm-series diff --tree-repo=../tree lost@example.org 2>err &&
	test_grep "there is no version before v1" err &&
	git -C in.git kvm-series diff --tree-repo=../tree changed@example.org v1..tree >out &&
	test_grep "^1:  .* ! 1:  " out && test_grep "^    -+before 4$" out && test_grep "^    ++mended$" out &&
	git -C in.git kvm-series diff --tree-repo=../tree changed@example.org v1 tree >again && test_cmp out again &&
	git -C in.git kvm-series diff --tree-repo=../tree changed@example.org tree >again && test_cmp out again &&
	git -C in.git kvm-series diff --tree-repo=../tree -s part1@example.org tree >out &&
	test_grep "^2:  .* < -:  ------------ frob: Part 2$" out &&
	git -C in.git kvm-series diff --tree-repo=../tree -s older2@example.org ..tree >out && test_grep "= 1:" out &&
	git -C in.git kvm-series diff --tree-repo=../tree -s older2@example.org v2..tree >out && test_grep "> 1:" out &&
	git -C in.git kvm-series diff --tree-repo=../tree --json older2@example.org --creation-factor=200 v2..tree >json &&
	test "$(jq -r ".pairs[0].status" json)" = changed &&
	test_expect_code 128 git -C in.git kvm-series diff --tree-repo=../tree lost@example.org tree 2>err &&
	test_grep "no patch of .* is in a work repository" err &&
	test_expect_code 128 git -C in.git kvm-series diff whole1@example.org tree 2>err && test_grep "there is no work repository" err &&
	test_expect_code 129 git -C in.git kvm-series diff --tree-repo=../tree --cover whole1@example.org tree 2>err &&
	test_grep "options .--cover. and .tree. cannot be used together" err
'

test_expect_success 'authors: what was merged, how long that took, and which version' '
	git -C in.git kvm-authors --format=csv HEAD >expect &&
	git -C in.git kvm-authors --format=csv --no-tree-repo HEAD >actual && test_cmp expect actual && ! grep merged actual &&
	git -C in.git kvm-authors --tree-repo=../tree --json HEAD >json &&
	jq -r ".tables[0].rows[] | [.name, .patches, .merged, .share, .days, .days90, .versions] | @csv" json >actual &&
	test_grep "^.Ada Lindqvist.,10,7,70,0,0,1$" actual &&
	git -C in.git kvm-authors --tree-repo=../tree --format=csv HEAD >csv &&
	test_grep "^group,rank,name,email,.*,mails,merged,share,days,days90,versions,first,last" csv &&
	git -C in.git kvm-authors --tree-repo=../tree --sort=merged HEAD >out &&
	test_grep "patches topics .* merged share days 90% vN  first" out
'

test_expect_success 'the same lines, but what stands around them is another' '
	change lost 20 "moved" && commit Ada "frob: Amid others" && post amid && sed -i "19s/$/ is other/" tree/lost.c &&
	commit Mara "frob: Beside it" && change lost 20 "moved" && commit Ada "frob: Amid others" && make_inbox --sent in.git amid.eml &&
	git -C in.git kvm-series show --tree-repo=../tree amid@example.org >out &&
	test_grep "^      in master as [0-9a-f]*, by Ada on .*, the same lines in another place$" out
'

test_expect_success 'a hostile title stays on its line' '
	change lost 5 "odd" && commit Ada "$(printf "frob: \033[31mred")" && post odd && take odd &&
	make_inbox --sent in.git odd.eml &&
	git -C in.git kvm-series find --tree-repo=../tree --json master >json && git -C in.git kvm-series show --tree-repo=../tree odd@example.org >out &&
	! grep "$(printf "\033")" json out
'

test_done
