#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series show -p, --stat: the patches themselves'

. "$(dirname "$0")/lib/test-lib.sh"

test_expect_success 'setup: a series with a tag, and its next version' '
	for version in "" "v2 "
	do
		id=${version% } &&
		echo "All of it." | mail_write c$id.eml Subject="[PATCH ${version}0/2] KVM: Do it" &&
		{ echo "First $version." && echo --- && small_diff one; } |
			mail_write p$id.eml Subject="[PATCH ${version}1/2] KVM: One" In-Reply-To="<c$id@example.org>" &&
		{ echo "Second $version." && echo --- && printf "%s\n" " wrong/path.c | 99 +" " 1 file changed, 99 insertions(+)" "" && small_diff two virt/b.c |
			sed 1,3d; } |
			mail_write q$id.eml Subject="[PATCH ${version}2/2] KVM: Two" In-Reply-To="<c$id@example.org>" ||
			return 1
	done &&
	mail_write r.eml Subject="Re: [PATCH v2 2/2] KVM: Two" From="Ben Okafor <ben@example.com>" \
		In-Reply-To="<qv2@example.org>" <<-\EOF &&
	Reviewed-by: Ben Okafor <ben@example.com>
	EOF
	make_inbox in.git c.eml p.eml q.eml cv2.eml pv2.eml qv2.eml r.eml
'

# show <options>: of the second version
show() {
	git -C in.git kvm-series show "$@" "<cv2@example.org>" >actual 2>err
}

marks() {
	sed -n "s/^mail [0-9a-f]* //p" actual
}

test_expect_success '-p prints the patches as they were posted, with the tags that answers gave' '
	show -p &&
	marks >marks.actual && printf "%s\n" "(v2 0/2)" "(v2 1/2)" "(v2 2/2)" >expect &&
	test_cmp expect marks.actual &&
	test_must_be_empty err &&
	sed -n "/^mail.*v2 1.2/,/^mail/p" actual | sed "1,/^\$/d; /^mail/d; \$d" >text &&
	sed "1,/^\$/d" pv2.eml | sed "\$!b; /^\$/d" >expect && sed -i "\${/^\$/d}" text &&
	test_cmp expect text &&
	sed -n "/^mail.*v2 2.2/,\$p" actual | test_grep "^Given:   Reviewed-by: Ben Okafor <ben@example.com>\$" &&
	test $(grep -c "^Given:" actual) = 1
'

test_expect_success 'numbers choose among them, and a mail of an older version names that' '
	show --patch=2 && marks >actual.marks && echo "(v2 2/2)" >expect && test_cmp expect actual.marks &&
	show --patch=0 && marks >actual.marks && echo "(v2 0/2)" >expect && test_cmp expect actual.marks &&
	show -p1- && marks >actual.marks && printf "%s\n" "(v2 1/2)" "(v2 2/2)" >expect && test_cmp expect actual.marks &&
	git -C in.git kvm-series show --patch=1 "<p@example.org>" >actual 2>err &&
	marks >actual.marks && echo "(v1 1/2)" >expect && test_cmp expect actual.marks &&
	test_grep "v2" err &&
	test_expect_code 129 git -C in.git kvm-series show --patch=x "<p@example.org>" 2>err &&
	test_grep "numbers of patches" err &&
	test_expect_code 128 git -C in.git kvm-series show --patch=1,3 "<p@example.org>" 2>err &&
	test_grep "there is no patch 3 in v1, which has 2" err &&
	test_expect_code 128 git -C in.git kvm-series log --patch=3 "<p@example.org>" 2>err &&
	test_grep "there is no patch 3 in v1, which has 2" err &&
	test_expect_code 129 git -C in.git kvm-series show -p --json "<p@example.org>" &&
	test_expect_code 129 git -C in.git kvm-series show --stat --why "<p@example.org>"
'

test_expect_success '--stat prints the diffstat of the diff, not that of the text; with -p both' '
	show --stat -p2 && cp actual both &&
	git -C in.git kvm-series show --stat "<cv2@example.org>" >actual &&
	marks >actual.marks && printf "%s\n" "(v2 0/2)" "(v2 1/2)" "(v2 2/2)" >expect && test_cmp expect actual.marks &&
	! grep "^diff --git" actual &&
	! grep "wrong/path" actual &&
	test_grep "^ virt/b.c | 2 +-\$" actual &&
	test_grep "^ 1 file changed, 1 insertion(+), 1 deletion(-)\$" actual &&
	test_grep "^ virt/b.c | 2 +-\$" both && test_grep "^diff --git" both && ! grep "wrong/path" both
'

test_expect_success 'numbers at another place are no series, and it is said how they are written' '
	for line in "show -p 2" "show -P 2" "log -P 2" "mbox 2" "show -p 1,2" "show -p 1-"
	do
		test_expect_code 129 git -C in.git kvm-series $line "<cv2@example.org>" >out 2>err &&
		test_must_be_empty out &&
		test_grep "^fatal: .${line##* }. is no series; patches of one are --patch=${line##* }\$" err || return 1
	done &&
	test_expect_code 129 git -C in.git kvm-series show -p=2 "<cv2@example.org>" 2>err &&
	test_grep "such as --patch=2,4-5" err &&
	git -C in.git kvm-series log --patch=2 "<cv2@example.org>" >expect &&
	git -C in.git kvm-series log -p 2 "<cv2@example.org>" >actual && test_cmp expect actual &&
	git -C in.git kvm-series mbox -q -P 2 "<cv2@example.org>" >expect &&
	git -C in.git kvm-series mbox -q --patch=2 "<cv2@example.org>" >actual && test_cmp expect actual
'

test_expect_success 'blanks at the end of an added line are marked, as git diff marks them' '
	{ echo "Blanks." && echo --- && small_diff "new  "; } | mail_write blank.eml Subject="[PATCH] KVM: Blank" &&
	make_inbox blank.git blank.eml &&
	git -C blank.git kvm-series show -p --color "<blank@example.org>" >actual &&
	test_grep "^$(printf "\033")\[32m+new$(printf "\033")\[m$(printf "\033")\[41m  $(printf "\033")\[m\$" actual
'

test_expect_success 'what is missing is said' '
	make_inbox half.git c.eml q.eml &&
	git -C half.git kvm-series show -p "<c@example.org>" >actual 2>err &&
	marks >actual.marks && printf "%s\n" "(v1 0/2)" "(v1 2/2)" >expect && test_cmp expect actual.marks &&
	test_grep "1 patch is missing" err &&
	git -C half.git kvm-series show --patch=2 "<c@example.org>" 2>err &&
	test_must_be_empty err
'

test_done
