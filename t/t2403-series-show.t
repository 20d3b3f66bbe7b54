#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series show: long topics stay readable, and odd mails are found'

. "$(dirname "$0")/lib/test-lib.sh"

# post <id> <day> <subject> [<Field>=<value>…] <text above the diff: a posting of Ada's.
post() {
	post_id=$1
	post_day=$2
	post_subject=$3
	shift 3
	{
		cat
		cat <<-EOF
		---
		$(small_diff "new $post_id")
		EOF
	} | mail_write "$post_id.eml" Subject="$post_subject" \
		Date="$post_day Mar 2025 10:00:00 +0000" "$@"
}

test_expect_success 'an older changelog is cut, that of the version shown is whole' '
	echo "Work." | post v1 1 "[PATCH] KVM: Long" &&
	{
		echo "Changes in v2:" &&
		for i in 1 2 3 4 5 6 7 8 9; do echo " - point $i" || return 1; done
	} >v2.text &&
	post v2 2 "[PATCH v2] KVM: Long" <v2.text &&
	{
		echo "Changes in v3:" &&
		for i in 1 2 3 4 5 6 7; do echo " - dot $i" || return 1; done
	} >v3.text &&
	post v3 3 "[PATCH v3] KVM: Long" <v3.text &&
	sed "s/v3/v4/; s/dot/comma/" v3.text | post v4 4 "[PATCH v4] KVM: Long" &&
	make_inbox inbox v1.eml v2.eml v3.eml v4.eml &&
	git -C inbox kvm-series show "<v2@example.org>" >actual &&
	test_grep "point 6" actual &&
	! grep "point 7" actual &&
	test_grep "(3 more lines)" actual &&
	test_grep "dot 7" actual &&
	test_grep "comma 7" actual &&
	git -C inbox kvm-series show --version=2 "<v4@example.org>" >actual &&
	test_grep "point 9" actual
'

test_expect_success 'of very many versions the first ones, the last ones and the one asked for are shown' '
	rm -rf inbox &&
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27; do
		echo "Work." | post "m$i" $i "[PATCH v$i] KVM: Many" || return 1
	done &&
	make_inbox inbox $(for i in $(seq 27); do echo m$i.eml; done) &&
	git -C inbox kvm-series show --version=5 "<m1@example.org>" >actual &&
	sed -n "s/^  \(v[0-9]*\) .*/\1/p; s/^  \((.*)\)$/\1/p" actual >shown &&
	{
		printf "%s\n" v1 v2 "(2 more versions)" v5 "(4 more versions)" &&
		for i in $(seq 10 27); do echo v$i || return 1; done
	} >expect &&
	test_cmp expect shown &&
	git -C inbox kvm-series show --json "<m1@example.org>" | jq ".versions | length" >actual &&
	echo 27 >expect &&
	test_cmp expect actual
'

test_expect_success 'a mail is found by a reply 3,000 mails below it' '
	rm -rf inbox replies &&
	mkdir replies &&
	echo "Work." | post p1 1 "[PATCH] KVM: Deep" &&
	i=0 up="p1@example.org" &&
	while test $i -lt 3000; do
		printf "From: Ben <ben@example.com>\nSubject: Re: x\nDate: Sun, 02 Mar 2025 10:00:00 +0000\nMessage-ID: <r$i@x>\nIn-Reply-To: <$up>\n\nNo.\n" >replies/$(printf %04d $i).eml &&
		up="r$i@x" && i=$((i + 1)) || return 1
	done &&
	make_inbox inbox p1.eml replies/*.eml &&
	git -C inbox kvm-series show "<r2999@x>" >actual &&
	test_grep "^KVM: Deep" actual &&
	git -C inbox kvm-series show --no-index "<r2999@x>" >without &&
	test_cmp actual without
'

test_expect_success 'replies in a circle belong to no series' '
	rm -rf inbox &&
	mail_write c1.eml Subject="Re: x" In-Reply-To="<c3@example.org>" </dev/null &&
	mail_write c2.eml Subject="Re: x" In-Reply-To="<c1@example.org>" </dev/null &&
	mail_write c3.eml Subject="Re: x" In-Reply-To="<c2@example.org>" </dev/null &&
	make_inbox inbox c1.eml c2.eml c3.eml &&
	test_expect_code 128 git -C inbox kvm-series show "<c2@example.org>" 2>err &&
	test_grep "belongs to no series" err
'

test_expect_success 'of two mails with one Message-ID the posting is meant' '
	rm -rf inbox &&
	echo "Work." | post p1 1 "[PATCH] KVM: Twice" &&
	mail_write again.eml Message-ID="<p1@example.org>" Subject="Re: KVM: Twice" </dev/null &&
	make_inbox inbox p1.eml again.eml &&
	for option in --index --no-index; do
		git -C inbox kvm-series show $option "<p1@example.org>" >actual &&
		test_grep "^KVM: Twice" actual || return 1
	done
'

test_expect_success 'by the index, a version is found that was sent from another address' '
	rm -rf inbox &&
	ada_old="Ada Lindqvist <ada@old.example.net>" &&
	mail_write o0.eml From="$ada_old" Subject="[RFC PATCH 0/2] KVM: Frobs in parallel" \
		Date="Sat, 01 Mar 2025 10:00:00 +0000" </dev/null &&
	echo "One." | post o1 1 "[RFC PATCH 1/2] KVM: Count frobs" From="$ada_old" \
		In-Reply-To="<o0@example.org>" &&
	echo "Two." | post o2 1 "[RFC PATCH 2/2] KVM: Lock frobs less" From="$ada_old" \
		In-Reply-To="<o0@example.org>" &&
	mail_write n0.eml Subject="[PATCH 0/2] KVM: Frobs all in parallel" \
		Date="Mon, 10 Mar 2025 10:00:00 +0000" </dev/null &&
	echo "One." | post n1 10 "[PATCH 1/2] KVM: Count frobs" In-Reply-To="<n0@example.org>" &&
	echo "Two." | post n2 10 "[PATCH 2/2] KVM: Lock frobs by halves" In-Reply-To="<n0@example.org>" &&
	make_inbox inbox o0.eml o1.eml o2.eml n0.eml n1.eml n2.eml &&
	git -C inbox kvm-series show --any-author --why --json --no-index "<n1@example.org>" >without &&
	jq -r ".versions[].message_id" without >ids &&
	printf "%s\n" o0@example.org n0@example.org >expect &&
	test_cmp expect ids &&
	git -C inbox kvm-series list --index HEAD >/dev/null &&
	git -C inbox kvm-series show --any-author --why --json "<n1@example.org>" >with &&
	test_cmp without with
'

test_expect_success 'a branch that something is for is told in words' '
	rm -rf inbox &&
	echo "Work." | post p1 1 "[PATCH for-next] KVM: Here" &&
	echo "Work." | post p2 1 "[PATCH net-next] KVM: There" &&
	echo "Work." | post p3 1 "[PATCH kernel] KVM: Nowhere else" &&
	make_inbox inbox p1.eml p2.eml p3.eml &&
	git -C inbox kvm-series list --tree= --format="%(title)" >actual &&
	echo "KVM: Nowhere else" >expect &&
	test_cmp expect actual &&
	git -C inbox kvm-series show "<p1@example.org>" >actual &&
	test_grep "<ada@example.org>, for-next$" actual &&
	git -C inbox kvm-series show "<p2@example.org>" >actual &&
	test_grep "<ada@example.org>, for net-next$" actual
'

test_expect_success 'a tag that names nobody is shown as it is' '
	rm -rf inbox &&
	printf "Work.\n\nAssisted-by: frob:2\nSigned-off-by: Ada Lindqvist <ada@example.org>\n" |
		post p1 1 "[PATCH] KVM: Assisted" &&
	make_inbox inbox p1.eml &&
	git -C inbox kvm-series show "<p1@example.org>" >actual &&
	test_grep "Assisted-by frob:2$" actual
'

# reply <id> <parent> <minute> [<from>] <text: a mail of Ben's, or another's.
reply() {
	reply_id=$1
	reply_parent=$2
	reply_minute=$3
	reply_from=${4:-Ben Okoro <ben@example.com>}
	mail_write "$reply_id.eml" In-Reply-To="<$reply_parent@example.org>" \
		From="$reply_from" Subject="Re: [PATCH] KVM: x" \
		Date="Mon, 03 Mar 2025 12:$reply_minute:00 +0000"
}

# sections: a series with a cover letter and patches of two areas.
sections() {
	rm -rf inbox ./*.eml &&
	mail_write c.eml Subject="[PATCH 0/2] KVM and frob" Date="Sat, 01 Mar 2025 10:00:00 +0000" </dev/null &&
	echo "One." | post p1 1 "[PATCH 1/2] KVM: Count" In-Reply-To="<c@example.org>" &&
	echo "Two." | post p2 1 "[PATCH 2/2] frob: Lock" In-Reply-To="<c@example.org>"
}

test_expect_success 'a tag for a part is for its patches, or told below the cover letter' '
	sections &&
	reply r1 c 01 <<-\EOF &&
	For the KVM bits:

	Reviewed-by: Ben Okoro <ben@example.com>

	For the s390 bits:

	Acked-by: Ben Okoro <ben@example.com>
	EOF
	reply r2 c 02 <<-\EOF &&
	It crashes here.

	Reported-by: Test Lab <lab@example.net>
	EOF
	make_inbox inbox c.eml p1.eml p2.eml r1.eml r2.eml &&
	git -C inbox kvm-series show "<c@example.org>" >out &&
	sed -n "s/^        //p" out | sort >actual &&
	sort >expect <<-\EOF &&
	Acked-by Ben Okoro for "s390", which is none of the patches
	Reported-by Test Lab (said by Ben Okoro)
	Reviewed-by Ben Okoro
	EOF
	test_cmp expect actual &&
	sed -n "/KVM: Count/{n;p;}" out >actual &&
	echo "        Reviewed-by Ben Okoro" >expect &&
	test_cmp expect actual &&
	git -C inbox kvm-series show --json "<c@example.org>" |
		jq -r ".versions[0].loose_tags[] | .key, .part" >actual &&
	printf "%s\n" Acked-by s390 Reported-by null >expect &&
	test_cmp expect actual &&
	git -C inbox kvm-series mbox "<c@example.org>" >mbox &&
	sed -n "/^Subject/p; /-by: [BT]/p" mbox >actual &&
	printf "%s\n" "Subject: [PATCH 1/2] KVM: Count" "Reviewed-by: Ben Okoro <ben@example.com>" \
		"Subject: [PATCH 2/2] frob: Lock" >expect &&
	test_cmp expect actual
'

test_expect_success 'what is said of a diff in a reply, or by the author, is not folded in' '
	sections &&
	{
		printf "This instead?\n\nFixes: 012345678901 (\"x\")\nSigned-off-by: Ben Okoro <ben@example.com>\n\n" &&
		small_diff
	} | reply r1 p1 01 &&
	reply r2 r1 02 "Carl <carl@example.net>" <<-\EOF &&
	Tested-by: Carl Third <carl@example.net>
	EOF
	reply r3 r2 03 "Ada Lindqvist <ada@example.org>" <<-\EOF &&
	Acked-by: Ada Lindqvist <ada@example.org>
	EOF
	reply r4 p2 04 "Ada Lindqvist <ada@example.org>" <<-\EOF &&
	Tested-by: Ada Lindqvist <ada@example.org>
	EOF
	make_inbox inbox c.eml p1.eml p2.eml r1.eml r2.eml r3.eml r4.eml &&
	git -C inbox kvm-series mbox "<c@example.org>" >mbox &&
	! grep -E "^[A-Za-z-]*-by: |^Fixes" mbox
'

test_expect_success 'last words are words, and replies are counted in one way' '
	sections &&
	reply r1 p2 01 <<-\EOF &&
	Ada,

	> Two.
	This should be one.

	Ben
	EOF
	for i in 2 3 4 5 6 7; do
		printf "> Two.\n\nAcked-by: Ben Okoro <ben@example.com>\n\nThanks!\nBen\n" | reply r$i p2 0$i || return 1
	done &&
	reply r8 r1 08 "Ada Lindqvist <ada@example.org>" <<-\EOF &&
	Done.
	EOF
	make_inbox inbox c.eml p1.eml p2.eml r[1-8].eml &&
	git -C inbox kvm-series show "<c@example.org>" >out &&
	without_ids out >plain && sed "1,/^Last words/d" plain >actual &&
	cat >expect <<-\EOF &&
	  2025-03-03 Ben Okoro on 2: This should be one.
	  2025-03-03 Ada Lindqvist on 2: Done.
	EOF
	test_cmp expect actual &&
	grep -o "[0-9]* replies" out >actual &&
	printf "%s\n" "7 replies" "7 replies" >expect &&
	test_cmp expect actual &&
	rm -r r1.eml r8.eml inbox &&
	make_inbox inbox c.eml p1.eml p2.eml r[2-7].eml &&
	git -C inbox kvm-series show "<c@example.org>" >out &&
	sed -n "/^  (.*before)/p; s/.*: Acked-by: .*/tag/p" out >actual &&
	printf "%s\n" "  (1 mail before)" tag tag tag tag tag >expect &&
	test_cmp expect actual
'

test_expect_success 'a series that is sent again has the version that it repeats' '
	rm -rf again ./*.eml &&
	echo "Work." | post a2 1 "[PATCH v2] KVM: Again" &&
	echo "Work." | post a3 9 "[PATCH RESEND] KVM: Again" &&
	make_inbox again a2.eml a3.eml &&
	git -C again kvm-series show --why a3@example.org >out &&
	without_ids out >actual &&
	test_grep "^  v2  *2025-03-01 " actual &&
	test_grep "^  v2 RESEND  *2025-03-09 " actual &&
	test_grep "^      matches v2 with .*the same title" actual &&
	git -C again kvm-series show --version=2 a2@example.org >actual &&
	test_grep "PATCH RESEND" actual
'

# thread <id> <title> <patches>: a mail and patches that answer it.
thread() {
	mail_write "$1.eml" Subject="$2" Date="Mon, 03 Mar 2025 10:00:00 +0000" <<-\EOF || return 1
	All of it, and why.
	EOF
	for n in $(seq "$3"); do
		echo "Work." | post "$1-$n" 3 "[PATCH $n/$3] KVM: No $n" In-Reply-To="<$1@example.org>" ||
			return 1
	done
}

test_expect_success 'a cover letter needs no mark, and may name its version behind its title' '
	rm -rf plain ./*.eml &&
	thread c1 "KVM: All of it" 2 && thread c2 "KVM: All of it v2" 3 &&
	mail_write r1.eml Subject="Re: KVM: All of it v2" From="Ben Okoro <ben@example.com>" \
		In-Reply-To="<c2@example.org>" Date="Tue, 04 Mar 2025 10:00:00 +0000" <<-\EOF &&
	For the series:
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	make_inbox plain c1.eml c1-*.eml c2.eml c2-*.eml r1.eml &&
	echo "v2 3/3 reviewed KVM: All of it <c2@example.org>" >expect &&
	for index in --no-index --index; do
		git -C plain kvm-series list $index >list \
			--format="%(version) %(patches)/%(total) %(state) %(title) <%(messageid)>" &&
		test_cmp expect list &&
		for id in c1 c2 c1-2 c2-3 r1; do
			git -C plain kvm-series show $index $id@example.org >out &&
			without_ids out >actual &&
			test_grep "^  v1  *2025-03-03  2/2, .*<c1@" actual &&
			test_grep "^  v2  *2025-03-03  3/3, .*<c2@" actual &&
			test_grep "^  0/3 KVM: All of it, 1 reply" actual || return 1
		done || return 1
	done
'

test_expect_success 'what one patch answers, or others do, is none' '
	rm -rf plain ./*.eml &&
	thread c1 "KVM: A report" 1 &&
	mail_write c2.eml Subject="KVM: A question" From="Ben Okoro <ben@example.com>" </dev/null &&
	echo "Work." | post p1 3 "[PATCH 1/2] KVM: One" In-Reply-To="<c2@example.org>" &&
	echo "Work." | post p2 3 "[PATCH 2/2] KVM: Two" In-Reply-To="<c2@example.org>" &&
	make_inbox plain c1.eml c1-1.eml c2.eml p1.eml p2.eml &&
	git -C plain kvm-series list --format="%(messageid)" >actual &&
	printf "%s@example.org\n" p1 c1-1 >expect &&
	test_cmp expect actual &&
	test_must_fail git -C plain kvm-series show c2@example.org 2>err &&
	test_grep "belongs to no series" err
'

test_expect_success 'on a narrow terminal nothing is torn: stats, changelogs, ids' '
	rm -rf narrow ./*.eml &&
	small_diff first virt/kvm/a.c | mail_write first.eml Subject="[PATCH] KVM: Do what takes a title of several words" &&
	{
		printf "%s\n" --- "v2:" " - This is taken, and a line of it is as wide as mails are," \
			"   and it goes on." " - short" "" &&
		small_diff first virt/kvm/a.c
	} | mail_write an.id.that.is.long.eml Subject="[PATCH v2] KVM: Do what takes a title of several words" &&
	make_inbox narrow first.eml an.id.that.is.long.eml &&
	GIT_PAGER_IN_USE=true COLUMNS=60 git -C narrow kvm-series show --no-color --date=short HEAD >shown.ids &&
	without_ids shown.ids >shown &&
	sed -n "/^Versions/,\$p" shown >actual &&
	cat >expect <<-\EOF &&
	Versions
	  v1 2025-03-03  1/1, 0 replies  <first@example.org>
	  v2 2025-03-03  1/1, 0 replies
	      - This is taken, and a line of it is as wide as mails
	        are, and it goes on.
	      - short

	Patches of v2
	  1/1 KVM: Do what takes a title of several words
	        1 file +1 -1
	EOF
	test_cmp expect actual
'

test_done
