#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='series whose mails do not bear the usual marks'

. "$(dirname "$0")/lib/test-lib.sh"

GRACE='Grace Hollis <grace@example.com>'
IDA='Ida Brandt <ida@example.net>'

# patch <id> <subject> <minute> [<Field>=<value>…]: a posting of Grace's, the path in $file, words in $words.
patch() {
	patch_id=$1
	patch_subject=$2
	patch_date="Mon, 3 Mar 2025 12:$3:00 +0000"
	shift 3
	case $* in
	Date=*) ;;
	*) set -- Date="$patch_date" "$@" ;;
	esac
	mail_write "$patch_id.eml" From="$GRACE" Subject="$patch_subject" "$@" <<-EOF
	Why it is done.

	${words:+$words
	}Signed-off-by: $GRACE
	---
	$(small_diff "$patch_id" "${file:-virt/kvm/$patch_id.c}")
	EOF
	mails="$mails $patch_id.eml"
}

# letter <id> <subject> <minute> [<Field>=<value>…] <text: a mail without a diff.
letter() {
	letter_id=$1
	letter_subject=$2
	letter_date="Mon, 3 Mar 2025 12:$3:00 +0000"
	shift 3
	mail_write "$letter_id.eml" From="${from:-$GRACE}" Subject="$letter_subject" Date="$letter_date" "$@"
	mails="$mails $letter_id.eml"
}

# inbox <name>: of the mails so far, archived in April.
inbox() {
	# shellcheck disable=SC2086 # names without blanks
	make_inbox --start=1743600000 "$1" $mails
	mails=
}

# topics <inbox>: version, patches there and title of all versions, the newest first.
topics() {
	git -C "$1" kvm-series list --all-versions --format="%(version) %(patches)/%(total) %(messageid) %(title)" HEAD
}

mails=

test_expect_success 'cover letters: PATCHSET, alone and as one of several' '
	letter root "[PATCHBOMB v3] A lot of work" 00 </dev/null &&
	letter one "[PATCHSET v3 1/2] KVM: first half" 01 In-Reply-To="<root@example.org>" </dev/null &&
	patch one1 "[PATCH 1/2] KVM: a" 02 In-Reply-To="<one@example.org>" &&
	patch one2 "[PATCH 2/2] KVM: b" 03 In-Reply-To="<one@example.org>" &&
	letter two "[PATCHSET RFC v3 2/2] KVM: second half" 04 In-Reply-To="<root@example.org>" <<-\EOF &&
	What it is for.
	---
	 virt/kvm/c.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)
	EOF
	patch two1 "[PATCH 1/1] KVM: c" 05 In-Reply-To="<two@example.org>" &&
	letter three "[PATCHSET RFC v4] KVM: third" 06 </dev/null &&
	patch three1 "[PATCH 1/2] KVM: d" 07 In-Reply-To="<three@example.org>" &&
	patch three2 "[PATCH 2/2] KVM: e" 08 In-Reply-To="<three@example.org>" &&
	inbox sets.git &&
	topics sets.git >actual &&
	cat >expect <<-\EOF &&
	v4 2/2 three@example.org KVM: third
	v3 1/1 two@example.org KVM: second half
	v3 2/2 one@example.org KVM: first half
	EOF
	test_cmp expect actual &&
	git -C sets.git kvm-series show two1@example.org >out &&
	without_ids out >actual &&
	test_grep "^  0/1 KVM: second half, 1 file +1 -1$" actual &&
	test_expect_code 128 git -C sets.git kvm-series show root@example.org 2>err &&
	test_grep "belongs to no series" err &&
	git -C sets.git kvm-digest --no-bodies --patches --sections=versions HEAD >digest &&
	sed -n "/second half/,/^        1\/1/{s/^[0-9a-f]* \[/[/p; s,^ *1/1,1/1,p;}" digest >actual &&
	cat >expect <<-\EOF &&
	[PATCHSET RFC v3 2/2] KVM: second half
	1/1 KVM: c
	EOF
	test_cmp expect actual
'

test_expect_success 'cover letters: patches that answer each other, numbers that are those of the patches' '
	letter chain "KVM: all of it" 01 </dev/null &&
	patch chain1 "[PATCH v2 1/3] KVM: a" 02 In-Reply-To="<chain@example.org>" &&
	patch chain2 "[PATCH v2 2/3] KVM: b" 03 In-Reply-To="<chain1@example.org>" \
		References="<chain@example.org> <chain1@example.org>" &&
	patch chain3 "[PATCH v2 3/3] KVM: c" 04 In-Reply-To="<chain2@example.org>" \
		References="<chain@example.org> <chain1@example.org> <chain2@example.org>" &&
	letter set "[PATCHSET v3 1/2] KVM: half of it" 05 </dev/null &&
	patch set1 "[PATCH v3 1/2] KVM: d" 06 In-Reply-To="<set@example.org>" &&
	patch set2 "[PATCH v3 2/2] KVM: e" 07 In-Reply-To="<set@example.org>" &&
	letter mused "KVM: how could it be done?" 08 </dev/null &&
	from=$IDA letter told "Re: KVM: how could it be done?" 09 In-Reply-To="<mused@example.org>" </dev/null &&
	patch did1 "[PATCH 1/2] KVM: f" 10 In-Reply-To="<told@example.org>" \
		References="<mused@example.org> <told@example.org>" &&
	patch did2 "[PATCH 2/2] KVM: g" 11 In-Reply-To="<did1@example.org>" \
		References="<mused@example.org> <told@example.org> <did1@example.org>" &&
	inbox chains.git &&
	topics chains.git >actual &&
	cat >expect <<-\EOF &&
	v1 2/2 did1@example.org KVM: f
	v3 2/2 set@example.org KVM: half of it
	v2 3/3 chain@example.org KVM: all of it
	EOF
	test_cmp expect actual
'

test_expect_success 'cover letters: [pull request], a bare title below another mail' '
	letter pull "[PATCH net-next 0/2][pull request] net: updates" 01 </dev/null &&
	patch pull1 "[PATCH net-next 1/2] net: a" 02 In-Reply-To="<pull@example.org>" &&
	patch pull2 "[PATCH net-next 2/2] net: b" 03 In-Reply-To="<pull@example.org>" &&
	from=$IDA letter ask "How do we do it?" 04 </dev/null &&
	letter bare "Here is how, v2" 05 In-Reply-To="<ask@example.org>" </dev/null &&
	patch bare1 "[PATCH 1/2] KVM: how" 06 In-Reply-To="<bare@example.org>" &&
	patch bare2 "[PATCH 2/2] KVM: that" 07 In-Reply-To="<bare@example.org>" &&
	inbox bare.git &&
	topics bare.git >actual &&
	cat >expect <<-\EOF &&
	v2 2/2 bare@example.org Here is how
	v1 2/2 pull@example.org net: updates
	EOF
	test_cmp expect actual &&
	git -C bare.git kvm-series list --format="%(messageid) %(tree)" HEAD >actual &&
	printf "%s\n" "bare@example.org " "pull@example.org net-next" >expect &&
	test_cmp expect actual &&
	git -C bare.git kvm-series show pull2@example.org >out &&
	without_ids out >actual &&
	test_grep "^  2/2 net: b" actual
'

test_expect_success 'a mail without a diff that answers a patch is a reply, whatever its subject' '
	letter c0 "[PATCH v2 0/2] KVM: a work" 01 <<-\EOF &&
	> Do it again.

	As you wish, now it is shorter.

	 virt/kvm/a.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)
	EOF
	patch c1 "[PATCH v2 1/2] KVM: a" 02 In-Reply-To="<c0@example.org>" &&
	patch c2 "[PATCH v2 2/2] KVM: b" 03 In-Reply-To="<c0@example.org>" &&
	from=$IDA letter r0 "[PATCH v2 0/2] KVM: a work" 10 In-Reply-To="<c0@example.org>" <<-EOF &&
	On Mon, 3 Mar 2025, Grace Hollis wrote:
	> As you wish, now it is shorter.

	Tested-by: $IDA
	EOF
	from=$IDA letter r1 "[PATCH v2 1/2] KVM: a" 11 In-Reply-To="<c1@example.org>" <<-EOF &&
	Reviewed-by: $IDA
	EOF
	letter r2 "[PATCH v2 2/2] KVM: b" 12 In-Reply-To="<c2@example.org>" <<-\EOF &&
	Ping?
	EOF
	letter n0 "[PATCH v3 0/2] KVM: a work" 20 In-Reply-To="<c0@example.org>" <<-\EOF &&
	Now it is even shorter.
	EOF
	patch n1 "[PATCH v3 1/2] KVM: a" 21 In-Reply-To="<n0@example.org>" &&
	inbox reply.git &&
	topics reply.git >actual &&
	cat >expect <<-\EOF &&
	v3 1/2 n0@example.org KVM: a work
	v2 2/2 c0@example.org KVM: a work
	EOF
	test_cmp expect actual &&
	git -C reply.git kvm-series show --version=2 c0@example.org >out &&
	without_ids out >actual &&
	sed -n "/^Patches/,/^\$/p" actual >patches &&
	cat >expect <<-\EOF &&
	Patches of v2
	  0/2 KVM: a work, 1 file +1 -1, 1 reply
	  1/2 KVM: a, 1 file +1 -1, 1 reply
	        Tested-by Ida Brandt, Reviewed-by Ida Brandt
	  2/2 KVM: b, 1 file +1 -1
	        Tested-by Ida Brandt

	EOF
	test_cmp expect patches &&
	git -C reply.git kvm-authors -s HEAD >actual &&
	! grep "Ida" actual
'

test_expect_success 'one patch for several trees is not several versions' '
	words="[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]" &&
	for tree in "v5.10" "v5.15" "v6.1" "v6.6" "stable v4.9"
	do
		patch "$(echo "$tree" | tr -d " .")" "[PATCH $tree] KVM: a" 01 || return 1
	done &&
	words= &&
	patch plain1 "[PATCH] KVM: b" 02 &&
	patch plain2 "[PATCH -v2] KVM: b" 03 &&
	patch part "[PATCH v6.2 1/2] KVM: c" 04 &&
	inbox trees.git &&
	git -C trees.git kvm-series list --format="%(version) %(versions) %(title)" HEAD |
	sort | uniq -c | sed "s/^ *//" >actual &&
	cat >expect <<-\EOF &&
	5 v1 1 KVM: a
	1 v2 2 KVM: b
	1 v6.2 1 KVM: c
	EOF
	test_cmp expect actual
'

test_expect_success 'a patch between two others has a series, but no place in it' '
	patch h1 "[PATCH 1/3] KVM: a" 01 &&
	patch h2 "[PATCH 2/3] KVM: b" 02 In-Reply-To="<h1@example.org>" &&
	patch h3 "[PATCH [RFC] 3/3] KVM: c" 03 In-Reply-To="<h1@example.org>" &&
	patch h25 "[PATCH 2.5/3] KVM: forgotten" 04 In-Reply-To="<h2@example.org>" &&
	inbox half.git &&
	topics half.git >actual &&
	echo "v1 3/3 h1@example.org KVM: a" >expect &&
	test_cmp expect actual &&
	git -C half.git kvm-series mbox h25@example.org >out 2>err &&
	test_grep "^warning: v1: patch 2.5/3 is left out: <h25@example.org>" err &&
	! grep "KVM: forgotten" out &&
	git -C half.git kvm-series show h1@example.org >actual &&
	test_grep "^        beside it: .PATCH 2.5/3. KVM: forgotten  <h25@example.org>" actual
'

test_expect_success 'one wrong version or total: the number that is missing tells' '
	letter v30 "[PATCH v3 0/3] KVM: a work" 01 </dev/null &&
	patch v31 "[PATCH v3 1/3] KVM: a" 02 In-Reply-To="<v30@example.org>" &&
	patch v32 "[PATCH v2 2/3] KVM: b" 03 In-Reply-To="<v30@example.org>" &&
	patch v33 "[PATCH v3 3/4] KVM: c" 04 In-Reply-To="<v30@example.org>" &&
	inbox odd.git &&
	topics odd.git >actual &&
	echo "v3 3/3 v30@example.org KVM: a work" >expect &&
	test_cmp expect actual &&
	git -C odd.git kvm-series show --why v30@example.org >out &&
	without_ids out >actual &&
	test_grep "<v32@example.org> with 85 %: has the number that is missing" actual &&
	git -C odd.git kvm-series mbox v32@example.org >out &&
	test "$(grep -c "^Subject: .*KVM" out)" = 3
'

test_expect_success 'only the first has another version' '
	patch o1 "[PATCH 1/3] KVM: a" 01 &&
	patch o2 "[PATCH v3 2/3] KVM: b" 02 In-Reply-To="<o1@example.org>" &&
	patch o3 "[PATCH v3 3/3] KVM: c" 03 In-Reply-To="<o1@example.org>" &&
	inbox older.git &&
	topics older.git >actual &&
	echo "v3 3/3 o1@example.org KVM: a" >expect &&
	test_cmp expect actual
'

test_expect_success 'only the first bears the new version' '
	patch w1 "[PATCH 1/3] KVM: a" 01 &&
	patch w2 "[PATCH 2/3] KVM: b" 02 In-Reply-To="<w1@example.org>" &&
	patch w3 "[PATCH 3/3] KVM: c" 03 In-Reply-To="<w1@example.org>" &&
	patch x1 "[PATCH v2 1/3] KVM: a" 21 &&
	patch x2 "[PATCH 2/3] KVM: b" 22 In-Reply-To="<x1@example.org>" &&
	patch x3 "[PATCH 3/3] KVM: c" 23 In-Reply-To="<x1@example.org>" &&
	inbox first.git &&
	topics first.git >actual &&
	cat >expect <<-\EOF &&
	v2 3/3 x1@example.org KVM: a
	v1 3/3 w1@example.org KVM: a
	EOF
	test_cmp expect actual
'

test_expect_success 'a patch too many goes with its series, and a newer one of a number; that of somebody else does not' '
	letter y0 "[PATCH 0/2] KVM: a work" 01 </dev/null &&
	patch y1 "[PATCH 1/2] KVM: a" 02 In-Reply-To="<y0@example.org>" &&
	patch y2 "[PATCH 2/2] KVM: b" 03 In-Reply-To="<y0@example.org>" &&
	patch y3 "[PATCH 3/3] KVM: c" 04 In-Reply-To="<y0@example.org>" &&
	patch z2 "[PATCH v2 2/2] KVM: b" 05 In-Reply-To="<y2@example.org>" &&
	from=$IDA letter a2 "[PATCH v2 2/2] KVM: b" 06 In-Reply-To="<y2@example.org>" <<-EOF &&
	$(small_diff a2)
	EOF
	inbox many.git &&
	topics many.git | sort >actual &&
	cat >expect <<-\EOF &&
	v1 2/2 y0@example.org KVM: a work
	v2 1/2 a2@example.org KVM: b
	EOF
	test_cmp expect actual &&
	git -C many.git kvm-series mbox --version=1 y0@example.org 2>err >out &&
	test_grep "patch 3/3 is left out: <y3@example.org>" err &&
	test_grep "patch 2/2 is taken as it was posted last, not <y2@example.org>" err &&
	test_grep "^Subject: \[PATCH v2 2/2\] KVM: b" out
'

test_expect_success 'the next kernel is the same work; several at once are not' '
	patch next1 "[PATCH for-6.19] KVM: a" 01 Date="Mon, 3 Mar 2025 12:00:00 +0000" &&
	patch next2 "[PATCH for-6.20] KVM: a" 02 Date="Mon, 31 Mar 2025 12:00:00 +0000" &&
	patch back1 "[PATCH for-5.10] KVM: b" 03 Date="Mon, 3 Mar 2025 12:00:00 +0000" &&
	patch back2 "[PATCH for-5.15] KVM: b" 04 Date="Mon, 31 Mar 2025 12:00:00 +0000" &&
	patch back3 "[PATCH for-5.16] KVM: b" 05 Date="Mon, 31 Mar 2025 12:00:00 +0000" &&
	inbox next.git &&
	git -C next.git kvm-series list --format="%(versions) %(messageid)" HEAD | sort >actual &&
	cat >expect <<-\EOF &&
	1 back1@example.org
	1 back2@example.org
	1 back3@example.org
	2 next2@example.org
	EOF
	test_cmp expect actual
'

test_expect_success 'two change-ids are two works, unless the number goes on' '
	words="change-id: 20250301-one-0123456789ab" &&
	patch id1 "[PATCH] KVM: a" 01 &&
	words="change-id: 20250301-two-ba9876543210" &&
	patch id2 "[PATCH] KVM: a" 02 &&
	words="change-id: 20250302-new-ba9876543210" &&
	patch id3 "[PATCH v2] KVM: a" 03 &&
	words= &&
	inbox ids.git &&
	git -C ids.git kvm-series list --format="%(versions) %(messageid)" HEAD | sort >actual &&
	cat >expect <<-\EOF &&
	1 id1@example.org
	2 id3@example.org
	EOF
	test_cmp expect actual
'

test_expect_success 'the same report of syzbot, mended in the same files' '
	file=fs/ext4/inline.c &&
	words="Reported-by: syzbot+0123456789abcdef0123@syzkaller.example.org" &&
	patch bug1 "[PATCH] ext4: check the size" 01 &&
	words="Closes: https://syzkaller.example.org/bug?extid=0123456789abcdef0123" &&
	patch bug2 "[PATCH] ext4: hold the lock of the inode" 02 &&
	words="Reported-by: syzbot+ffff456789abcdef0123@syzkaller.example.org" &&
	patch bug3 "[PATCH] ext4: never read behind the end" 03 &&
	words= && file= &&
	inbox bugs.git &&
	git -C bugs.git kvm-series list --format="%(versions) %(messageid)" HEAD | sort >actual &&
	cat >expect <<-\EOF &&
	1 bug3@example.org
	2 bug2@example.org
	EOF
	test_cmp expect actual &&
	git -C bugs.git kvm-series show --why bug2@example.org >out &&
	without_ids out >actual &&
	test_grep "the same bug is mended, the same day, same author" actual
'

test_expect_success 'a title that stands twice in a version is as often in common as it stands in both' '
	twice() {
		letter w0 "[PATCH 0/3] KVM: make it fast" 01 </dev/null &&
		patch w1 "[PATCH 1/3] KVM: go faster" 02 In-Reply-To="<w0@example.org>" &&
		patch w2 "[PATCH 2/3] KVM: be safe" 03 In-Reply-To="<w0@example.org>" &&
		patch w3 "[PATCH 3/3] KVM: $1" 04 In-Reply-To="<w0@example.org>" &&
		letter x0 "[PATCH v2 0/3] KVM: rework all of that" 11 </dev/null &&
		patch x1 "[PATCH v2 1/3] KVM: go faster" 12 In-Reply-To="<x0@example.org>" &&
		patch x2 "[PATCH v2 2/3] KVM: be safe" 13 In-Reply-To="<x0@example.org>" &&
		patch x3 "[PATCH v2 3/3] KVM: go faster" 14 In-Reply-To="<x0@example.org>" &&
		rm -rf twice.git && inbox twice.git &&
		git -C twice.git kvm-series show --why x0@example.org >out &&
		test_grep "$2 of 3 patch titles are equal" out
	} &&
	twice "count them" 2 && twice "go faster" 3
'

test_expect_success 'what answers a reply answers what that does, though it has no References' '
	patch t1 "[PATCH 1/2] KVM: a" 01 &&
	from=$IDA letter t2 "Re: [PATCH 1/2] KVM: a" 02 In-Reply-To="<t1@example.org>" </dev/null &&
	letter t3 "Re: [PATCH 1/2] KVM: a" 03 In-Reply-To="<t2@example.org>" </dev/null &&
	patch t4 "[PATCH 2/2] KVM: b" 04 In-Reply-To="<t3@example.org>" &&
	patch t5 "[PATCH v2] mm: other words" 05 In-Reply-To="<t3@example.org>" &&
	inbox through.git &&
	topics through.git >actual &&
	cat >expect <<-\EOF &&
	v2 1/1 t5@example.org mm: other words
	v1 2/2 t1@example.org KVM: a
	EOF
	test_cmp expect actual &&
	git -C through.git kvm-series list HEAD >actual &&
	test_line_count = 1 actual &&
	for id in t1 t4 t5
	do
		git -C through.git kvm-series show --index $id@example.org >indexed &&
		git -C through.git kvm-series show --no-index $id@example.org >actual &&
		test_cmp indexed actual &&
		test_grep "^  v1 .*2/2, .*<t1@example.org>" actual || return 1
	done
'

test_expect_success 'Message-IDs that a relay gave away for others' '
	letter relay0 "[PATCH 0/2] KVM: a work" 01 </dev/null &&
	patch relay1 "[PATCH 1/2] KVM: a" 02 In-Reply-To="<before@example.net>" &&
	patch relay2 "[PATCH 2/2] KVM: b" 03 In-Reply-To="<before@example.net>" &&
	from=$IDA letter answer "Re: [PATCH 2/2] KVM: b" 10 In-Reply-To="<before2@example.net>" <<-EOF &&
	Reviewed-by: $IDA
	EOF
	from=$IDA letter other "Re: [PATCH v2 2/2] KVM: b" 11 In-Reply-To="<before2@example.net>" <<-EOF &&
	Acked-by: $IDA
	EOF
	inbox relay.git &&
	topics relay.git >actual &&
	echo "v1 2/2 relay0@example.org KVM: a work" >expect &&
	test_cmp expect actual &&
	for index in --index --no-index
	do
		git -C relay.git kvm-series show $index relay1@example.org >actual &&
		test_grep "^        Reviewed-by Ida Brandt$" actual &&
		git -C relay.git kvm-series show $index answer@example.org >by-answer &&
		test_cmp actual by-answer || return 1
	done
'

test_expect_success 'a clock that was never set' '
	patch clock1 "[PATCH] KVM: a" 01 Date="Mon, 3 Mar 2025 12:00:00 +0000" &&
	patch clock2 "[PATCH v2] KVM: a" 02 Date="Thu, 1 Jan 1970 00:10:00 +0000" &&
	inbox clock.git &&
	topics clock.git >actual &&
	cat >expect <<-\EOF &&
	v2 1/1 clock2@example.org KVM: a
	v1 1/1 clock1@example.org KVM: a
	EOF
	test_cmp expect actual &&
	git -C clock.git kvm-series list HEAD >actual &&
	test_line_count = 1 actual
'

test_expect_success 'what was sent together under other titles is other work' '
	patch at1 "[PATCH] KVM: vgic: Take the lock" 01 &&
	patch at2 "[PATCH v2] KVM: vgic: Take the other lock" 02 &&
	sed -i "s/^Date: .*/Date: Mon, 3 Mar 2025 12:02:30 +0000/" at1.eml &&
	sed -i "s/^Date: .*/Date: Mon, 3 Mar 2025 12:02:45 +0000/" at2.eml &&
	inbox once.git &&
	printf "%s\n" "v2 1/1 at2@example.org KVM: vgic: Take the other lock" "v1 1/1 at1@example.org KVM: vgic: Take the lock" >expect &&
	git -C once.git kvm-series list --format="%(version) %(patches)/%(total) %(messageid) %(title)" HEAD >newest &&
	test_cmp expect newest &&
	sed -i "s/^Date: .*/Date: Mon, 3 Mar 2025 12:12:45 +0000/" at2.eml &&
	mails="at1.eml at2.eml" &&
	inbox later.git &&
	git -C later.git kvm-series list --format="%(version) %(patches)/%(total) %(messageid) %(title)" HEAD >newest &&
	head -n 1 expect >one &&
	test_cmp one newest
'

test_expect_success 'who has two addresses is found by his name, where titles are not equal' '
	patch na1 "[PATCH] KVM: vgic: Do not wake vCPUs from slow timers" 01 &&
	patch na2 "[PATCH v2] KVM: vgic: Do not wake vCPUs from problematic timers" 30 &&
	sed -i "s/^Why it is/From: Grace Hollis <grace@work.example.org>\n\n&/" na1.eml &&
	inbox two.git &&
	cat >expect <<-\EOF &&
	v2 1/1 na2@example.org KVM: vgic: Do not wake vCPUs from problematic timers
	EOF
	git -C two.git kvm-series list --format="%(version) %(patches)/%(total) %(messageid) %(title)" HEAD >actual &&
	test_cmp expect actual
'

test_expect_success 'a patch that was sent without its number first is one of its series' '
	letter fc0 "[PATCH v2 0/2] KVM: Work on locks" 01 <<-\EOF &&
	What it is for.
	EOF
	patch f1 "[PATCH v2] KVM: Take the lock" 05 In-Reply-To="<fc0@example.org>" &&
	letter fd0 "[PATCH v2 0/2] KVM: Work on locks" 10 <<-\EOF &&
	What it is for.
	EOF
	patch fd1 "[PATCH v2 1/2] KVM: Take the lock" 10 In-Reply-To="<fd0@example.org>" &&
	patch fd2 "[PATCH v2 2/2] KVM: Let go of it" 10 In-Reply-To="<fd0@example.org>" &&
	patch fo "[PATCH v2] KVM: Take another lock" 12 In-Reply-To="<fd0@example.org>" &&
	patch fo2 "[PATCH v3] KVM: Let go of it" 13 In-Reply-To="<fd0@example.org>" &&
	patch fo3 "[PATCH v2] KVM: Let go of it" 13 &&
	patch fo4 "[PATCH v2] KVM: Let go of it" 14 In-Reply-To="<fd1@example.org>" &&
	inbox first.git &&
	topics first.git >actual &&
	grep "^v2 [0-9]*/2 " actual >series &&
	echo "v2 2/2 fd0@example.org KVM: Work on locks" >expect &&
	test_cmp expect series &&
	for id in fo fo2 fo3 fo4; do
		test_grep " 1/1 $id@" actual || return 1
	done &&
	! grep "1/1 f1@" actual &&
	git -C first.git kvm-series mbox fd0@example.org >fd.mbox 2>/dev/null &&
	grep "^Message-I[Dd]: " fd.mbox >ids &&
	test_line_count = 2 ids && test_grep "<fd1@" ids && test_grep "<fd2@" ids &&
	git -C first.git kvm-series show --why f1@example.org >why &&
	test_grep "<f1@example.org> with 85 %: posted again, for" why
'

test_done
