#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series log: the conversation about a series, to be read'

. "$(dirname "$0")/lib/test-lib.sh"

day() {
	echo "Date=$1 Mar 2025 10:00:00 +0000"
}

esc=$(printf '\033')

test_expect_success 'setup: two versions, answers to answers, a robot, encoded texts' '
	mail_write c.eml Subject="[PATCH 0/2] KVM: Do it" "$(day 1)" <<-\EOF &&
	Both of it.
	EOF
	{ echo "First." && echo && echo "Signed-off-by: Ada Lindqvist <ada@example.org>" && echo --- &&
		small_diff one && echo "-- " && echo 2.39.5; } |
		mail_write p1.eml Subject="[PATCH 1/2] KVM: One" In-Reply-To="<c@example.org>" "$(day 1)" &&
	{ echo "Second." && echo --- && small_diff two; } |
		mail_write p2.eml Subject="[PATCH 2/2] KVM: Two" In-Reply-To="<c@example.org>" "$(day 1)" &&
	mail_write ben.eml Subject="Re: [PATCH 1/2] KVM: One" In-Reply-To="<p1@example.org>" \
		From="Ben Okafor <ben@example.com>" "$(day 3)" <<-\EOF &&
	On Sat, Mar 01, 2025, Ada Lindqvist wrote:
	> First.
	> -old
	> +one

	Why one?

	Reviewed-by: Ben Okafor <ben@example.com>

	-- 
	Ben
	EOF
	mail_write ada.eml Subject="Re: [PATCH 1/2] KVM: One" In-Reply-To="<ben@example.org>" "$(day 4)" <<-\EOF &&
	Because.
	EOF
	mail_write cho.eml Subject="Re: [PATCH 1/2] KVM: One" In-Reply-To="<p1@example.org>" \
		From="Cho <cho@example.net>" "$(day 5)" Content-Transfer-Encoding=quoted-printable \
		Content-Type="text/plain; charset=iso-8859-1" <<-\EOF &&
	Sch=F6n, but a l=
	ong line.
	EOF
	mail_write lkp.eml Subject="Re: [PATCH 2/2] KVM: Two" In-Reply-To="<p2@example.org>" \
		From="kernel test robot <lkp@intel.com>" "$(day 2)" <<-\EOF &&
	Hi Ada,

	kernel test robot noticed the following build errors: none.
	EOF
	mail_write v2.eml Subject="[PATCH v2 1/2] KVM: One" "$(day 9)" <<-EOF &&
	First.
	---
	$(small_diff three)
	EOF
	mail_write w2.eml Subject="[PATCH v2 2/2] KVM: Two" In-Reply-To="<v2@example.org>" "$(day 9)" <<-EOF &&
	Second.
	---
	$(small_diff four)
	EOF
	make_inbox --sent in.git c.eml p1.eml p2.eml lkp.eml ben.eml ada.eml cho.eml v2.eml w2.eml
'

# log <options>: of the first version
log() {
	git -C in.git kvm-series log "$@" "<c@example.org>" >actual
}

test_expect_success 'mails come in the order of the thread, each below what it answers' '
	log &&
	sed -n "s/^mail [0-9a-f]* //p" actual >marks &&
	cat >expect <<-\EOF &&
	(v1 0/2)
	(v1 1/2)
	(on v1 1/2)
	(on v1 1/2, author)
	(on v1 1/2)
	(v1 2/2)
	(on v1 2/2, robot)
	EOF
	test_cmp expect marks &&
	sed -n "s/^Answers: *[0-9a-f]* //p" actual >answers &&
	echo "Ada Lindqvist" >expect &&
	test_cmp expect answers
'

test_expect_success 'a mail is printed as git log prints a commit, its text as it was written' '
	log --quotes=full &&
	id=$(git -C in.git rev-parse --short HEAD~4) &&
	sed -n "/^mail $id/,/^Ben\$/p" actual >mail &&
	cat >expect <<-EOF &&
	mail $id (on v1 1/2)
	From:    Ben Okafor <ben@example.com>
	Date:    Mon Mar 3 10:00:00 2025 +0000
	Subject: Re: [PATCH 1/2] KVM: One

	$(sed "1,/^\$/d" ben.eml)
	EOF
	test_cmp expect mail
'

test_expect_success 'texts are decoded' '
	log &&
	test_grep "^Schön, but a long line\.\$" actual
'

test_expect_success 'the named mail says which version; of a title it is the newest; options say others' '
	git -C in.git kvm-series log "<w2@example.org>" >actual &&
	sed -n "s/^mail [0-9a-f]* //p" actual >marks &&
	printf "%s\n" "(v2 1/2)" "(v2 2/2)" >expect &&
	test_cmp expect marks &&
	git -C in.git kvm-series log ":/KVM: One" >titled &&
	test_cmp actual titled &&
	log --version=v2 && test_cmp titled actual &&
	log && cp actual one &&
	git -C in.git kvm-series log --version=1 "<w2@example.org>" >actual && test_cmp one actual &&
	log --all-versions &&
	{ cat one && echo && cat titled; } >expect &&
	test_cmp expect actual
'

test_expect_success '--patch, --by, --since and --no-bots leave mails out' '
	log --patch=2 && sed -n "s/^mail [0-9a-f]* //p" actual >marks &&
	printf "%s\n" "(v1 2/2)" "(on v1 2/2, robot)" >expect && test_cmp expect marks &&
	log --patch=0 && test $(grep -c "^mail " actual) = 1 &&
	log --no-bots && ! grep "robot" actual && test $(grep -c "^mail " actual) = 6 &&
	log --by=okafor && test $(grep -c "^mail " actual) = 1 && test_grep "^From:    Ben" actual &&
	log --by=ADA@example.org && test $(grep -c "^mail " actual) = 6 &&
	git -C in.git -c user.email=cho@example.net kvm-series log --by=me "<c@example.org>" >actual &&
	test $(grep -c "^mail " actual) = 1 && test_grep "^From:    Cho" actual &&
	log --since="2025-03-04 00:00" && sed -n "s/^mail [0-9a-f]* //p" actual >marks &&
	printf "%s\n" "(on v1 1/2, author)" "(on v1 1/2)" "(v2 1/2)" "(v2 2/2)" >expect &&
	test_cmp expect marks &&
	log --since="2025-03-04 00:00" --version=1 && test $(grep -c "^mail " actual) = 2 &&
	test_expect_code 129 git -C in.git kvm-series log --by= "<c@example.org>" &&
	test_expect_code 128 git -C in.git kvm-series log --version=7 "<c@example.org>" 2>err &&
	test_grep "no version" err
'

test_expect_success 'quotes are dimmed, tags and diffs coloured, own words plain' '
	git -C in.git kvm-series log --color "<c@example.org>" >actual &&
	test_grep "^$esc\[33mmail [0-9a-f]*$esc\[m (v1 0/2)" actual &&
	test_grep "^Subject: $esc\[1mRe: \[PATCH 1/2\] KVM: One$esc\[m\$" actual &&
	test_grep "^$esc\[2m> First\.$esc\[m\$" actual &&
	test_grep "^$esc\[2mOn Sat, Mar 01, 2025, Ada Lindqvist wrote:$esc\[m\$" actual &&
	test_grep "^$esc\[35mReviewed-by: Ben Okafor <ben@example.com>$esc\[m\$" actual &&
	test_grep "^Why one?\$" actual &&
	test_grep "^$esc\[1mdiff --git a/virt/kvm/a.c b/virt/kvm/a.c$esc\[m\$" actual &&
	test_grep "^$esc\[31m-old$esc\[m\$" actual &&
	test_grep "^$esc\[32m+one$esc\[m\$" actual &&
	test_grep "^$esc\[36m@@ -1 +1 @@$esc\[m\$" actual &&
	test_grep "| 2 $esc\[32m+$esc\[m$esc\[31m-$esc\[m\$" actual &&
	git -C in.git -c color.diff.old=blue -c color.kvm.quoted=red kvm-series log --color "<c@example.org>" >actual &&
	test_grep "^$esc\[34m-old$esc\[m\$" actual &&
	test_grep "^$esc\[31m> First\.$esc\[m\$" actual
'

test_expect_success 'long quotes are folded to what stands right above the answer, signatures left out' '
	{
		echo "Ada wrote:" &&
		echo "> +++ b/virt/kvm/a.c" && echo "> @@ -1,2 +1,2 @@ one" && echo "> @@ -9,2 +9,2 @@ two" &&
		for i in $(seq 20); do echo "> line $i" || return 1; done &&
		echo "No." &&
		for i in 1 2 3 4 5 6 7 8; do echo "> tail $i" || return 1; done &&
		echo && echo "-- " && echo Dee && seq 10 && echo ________________ && seq 9
	} | mail_write dee.eml Subject="Re: [PATCH v2 2/2] KVM: Two" In-Reply-To="<w2@example.org>" \
		From="Dee <dee@example.net>" "$(day 10)" &&
	make_inbox --sent in.git dee.eml &&
	git -C in.git kvm-series log --by=dee "<w2@example.org>" >actual &&
	cat >expect <<-\EOF &&
	Ada wrote:
	> +++ b/virt/kvm/a.c
	> @@ -1,2 +1,2 @@ one
	> @@ -9,2 +9,2 @@ two
	> (12 lines)
	> line 13
	> line 14
	> line 15
	> line 16
	> line 17
	> line 18
	> line 19
	> line 20
	No.
	> (8 lines)
	EOF
	sed "1,/^\$/d" actual | test_cmp expect - &&
	git -C in.git kvm-series log --by=dee --quotes=none "<w2@example.org>" >actual &&
	printf "%s\n" "Ada wrote:" "> (23 lines)" No. "> (8 lines)" >expect &&
	sed "1,/^\$/d" actual | test_cmp expect - &&
	git -C in.git kvm-series log --by=dee --quotes=full "<w2@example.org>" >actual &&
	sed "1,/^\$/d" dee.eml >expect &&
	sed "1,/^\$/d" actual | test_cmp expect -
'

test_expect_success 'where in a diff one is, is told of the text that is answered, not of what that answers' '
	{
		for i in "+++ b/a.c" "@@ -1 +1 @@ f" "+1" "+2" "+3"; do echo "> > $i" || return 1; done &&
		for i in 1 2 3 4 5 6 7 8 9; do echo "> line $i" || return 1; done &&
		printf "\n\n\nNo.\n"
	} | mail_write dot.eml Subject="Re: [PATCH v2 2/2] KVM: Two" In-Reply-To="<w2@example.org>" \
		From="Dot <dot@example.net>" "$(day 10)" &&
	make_inbox --sent in.git dot.eml &&
	git -C in.git kvm-series log --by=dot@ "<w2@example.org>" >actual &&
	{ echo "> (5 lines)" && for i in 1 2 3 4 5 6 7 8 9; do echo "> line $i" || return 1; done && echo && echo "No."; } >expect &&
	sed "1,/^\$/d" actual | test_cmp expect - &&
	{
		for i in "+++ b/a.c" "1" "2" "3" "@@ -1 +1 @@ f" "+1" "+2" "+3" "+4" "+5"; do echo "> > $i" || return 1; done &&
		for i in 1 2 3 4 5; do echo "> line $i" || return 1; done &&
		echo "No."
	} | mail_write dan.eml Subject="Re: [PATCH v2 2/2] KVM: Two" In-Reply-To="<w2@example.org>" \
		From="Dan <dan@example.net>" "$(day 10)" &&
	make_inbox --sent in.git dan.eml &&
	git -C in.git kvm-series log --by=dan@ "<w2@example.org>" >actual &&
	sed "1,/^\$/d" actual | head -n 4 >head &&
	printf "%s\n" "> > +++ b/a.c" "> (3 lines)" "> > @@ -1 +1 @@ f" "> > +1" >expect &&
	test_cmp expect head
'

# said <name>: the text of standard input, as log prints that mail of him.
said() {
	mail_write "$1.eml" Subject="Re: [PATCH v2 2/2] KVM: Two" In-Reply-To="<w2@example.org>" \
		From="$1 <$1@example.net>" "$(day 10)" &&
	make_inbox --sent in.git "$1.eml" &&
	GIT_PAGER_IN_USE=true git -C in.git -c color.kvm=false kvm-series log --by="$1@" "<w2@example.org>" >actual &&
	sed "1,/^\$/d" actual
}

test_expect_success 'a fold saves lines, begins where a paragraph does, and hides not the only thing quoted' '
	{
		for i in 1 2 3 4 5; do echo "> line $i" || return 1; done && echo ">" &&
		for i in $(seq 10); do echo "> more $i" || return 1; done &&
		echo "No." && for i in 1 2 3 4; do echo "> tail $i" || return 1; done
	} >text && said pia <text >out &&
	{ echo "> (6 lines)" && sed 1,6d text; } >expect &&
	test_cmp expect out &&
	{ echo "No." && seq 20 | sed "s/^/> /"; } >text && said quy <text >out && test_cmp text out &&
	{ echo "No." && seq 21 | sed "s/^/> /"; } >text && said rae <text >out &&
	printf "%s\n" No. "> (21 lines)" >expect && test_cmp expect out
'

test_expect_success 'the author is named once, and who is only copied is no review' '
	{ printf "From: Ada Lindqvist <ada@example.org>\n\nThird.\n\n" &&
		printf "Cc: Ann <ann@example.net>\nReviewed-by: Ann <ann@example.net>\n---\n" && small_diff three; } |
		mail_write third.eml Subject="[PATCH] KVM: Three" From="Sue <sue@example.net>" "$(day 10)" &&
	git init -q --bare once.git && make_inbox --sent once.git third.eml &&
	git -C once.git kvm-series log "<third@example.org>" >actual &&
	test $(grep -c "Ada Lindqvist" actual) = 1 &&
	test_grep "^Author:  Ada Lindqvist" actual &&
	sed "1,/^\$/d" actual | head -n 1 >first && echo Third. >expect && test_cmp expect first &&
	git -C once.git kvm-series log --quotes=full "<third@example.org>" >actual &&
	test_grep "^From: Ada Lindqvist" actual
'

test_expect_success 'nothing in a mail steers the terminal, and circles end' '
	printf "Hi \033[31m \302\233 \342\200\256\n\000x\r\n" |
		mail_write e1.eml Subject="Re: [PATCH v2 2/2] $esc[31mx" References="<w2@example.org> <e2@example.org>" \
		In-Reply-To="<e2@example.org>" From="E$esc <e@example.net>" "$(day 11)" &&
	echo x | mail_write e2.eml Subject="Re: [PATCH v2 2/2] KVM: Two" References="<w2@example.org>" \
		In-Reply-To="<e1@example.org>" From="E <e@example.net>" "$(day 11)" &&
	make_inbox --sent in.git e1.eml e2.eml &&
	git -C in.git kvm-series log --version=2 "<w2@example.org>" >actual &&
	! LC_ALL=C grep -n -P "[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]" actual &&
	test $(grep -c "^mail " actual) -ge 3
'

test_expect_success 'on a terminal words are wrapped, with the signs of quoting, and lines of code are not' '
	{
		echo "> aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk" && echo &&
		echo "own1 own2 own3 own4 own5 own6 own7 own8 own9" && echo "goes on." &&
		echo "http://example.org/$(seq -s/ 20)" && echo "Last one: http://example.org/$(seq -s/ 20)" &&
		echo ">     x = code code code code code code" &&
		echo "x = statement + statement - statement;" &&
		echo "- a point that is longer than that" && echo "12. and another one which is longer" &&
		echo "> diff --git a/virt/kvm/a.c b/virt/kvm/a.c" && echo "> index 0123456789ab..0123456789ac 100644" &&
		printf "\tcode code code code code code code code\n"
	} | mail_write wide.eml Subject="Re: [PATCH v2 2/2] KVM: Two" In-Reply-To="<w2@example.org>" \
		From="Fay <fay@example.net>" "$(day 12)" &&
	make_inbox --sent in.git wide.eml &&
	GIT_PAGER_IN_USE=true COLUMNS=30 git -C in.git -c color.kvm=false kvm-series log --by=fay "<w2@example.org>" >actual &&
	cat >expect <<-EOF &&
	> aaaa bbbb cccc dddd eeee
	> ffff gggg hhhh iiii jjjj
	> kkkk

	own1 own2 own3 own4 own5 own6
	own7 own8 own9 goes on.
	http://example.org/$(seq -s/ 20)
	Last one: http://example.org/$(seq -s/ 20)
	>     x = code code code code code code
	x = statement + statement - statement;
	- a point that is longer than
	  that
	12. and another one which is
	    longer
	> diff --git a/virt/kvm/a.c b/virt/kvm/a.c
	> index 0123456789ab..0123456789ac 100644
	$(printf "\tcode code code code code code code code")
	EOF
	sed "1,/^\$/d" actual | test_cmp expect -
'

test_expect_success 'without a series: what somebody wrote, what was archived, about any of them' '
	mail_write other.eml Subject="[PATCH] KVM: Other" "$(day 13)" <<-EOF &&
	Else.
	---
	$(small_diff else)
	EOF
	mail_write gil.eml Subject="Re: [PATCH] KVM: Other" In-Reply-To="<other@example.org>" \
		From="Ben Okafor <ben@example.com>" "$(day 14)" <<-\EOF &&
	Fine.
	EOF
	make_inbox --sent in.git other.eml gil.eml &&
	git -C in.git kvm-series log --by=ben@ >actual &&
	sed -n "s/^Subject: //p" actual >subjects &&
	printf "%s\n" "Re: [PATCH] KVM: Other" "Re: [PATCH 1/2] KVM: One" >expect &&
	test_cmp expect subjects &&
	git -C in.git kvm-series log --by=ben --since="2025-03-13 00:00" >actual &&
	test $(grep -c "^mail " actual) = 1 &&
	git -C in.git kvm-series log --since="2025-03-13 00:00" >actual &&
	test $(grep -c "^mail " actual) = 2 &&
	test_expect_code 129 git -C in.git kvm-series log 2>err &&
	test_grep "name one series" err &&
	test_expect_code 129 git -C in.git kvm-series log --by=ben --version=1
'

test_expect_success '--new is what list --new told about, and what came since' '
	echo "Old." | mail_write old.eml Subject="Re: [PATCH v2 2/2] KVM: Two" In-Reply-To="<w2@example.org>" \
		From="Ken <ken@example.net>" Date="Tue, 05 Nov 2024 10:00:00 +0000" &&
	make_inbox --sent in.git old.eml &&
	git -C in.git kvm-series log --new >actual && test_grep "^From:    Ben" actual && ! grep Ken actual &&
	git -C in.git kvm-series --new >/dev/null &&
	echo "New." | mail_write n1.eml Subject="Re: [PATCH] KVM: Other" In-Reply-To="<other@example.org>" \
		From="Hal <hal@example.net>" "$(day 15)" &&
	make_inbox --sent in.git n1.eml &&
	git -C in.git kvm-series --new >listed && test_grep "KVM: Other" listed &&
	git -C in.git kvm-series log --new >actual &&
	test $(grep -c "^mail " actual) = 1 && test_grep "^From:    Hal" actual &&
	echo "Newer." | mail_write n2.eml Subject="Re: [PATCH v2 2/2] KVM: Two" In-Reply-To="<w2@example.org>" \
		From="Ida <ida@example.net>" "$(day 16)" &&
	make_inbox --sent in.git n2.eml &&
	git -C in.git kvm-series log --new >actual &&
	sed -n "s/^From:    \([A-Za-z]*\) .*/\1/p" actual | sort >from &&
	printf "%s\n" Hal Ida >expect && test_cmp expect from &&
	git -C in.git kvm-series log --new "<w2@example.org>" >actual &&
	test $(grep -c "^mail " actual) = 1 && test_grep "^From:    Ida" actual
'

test_expect_success 'a tag that does not count is named as such' '
	printf "%s\n" "Fine." "Reviewed-by: Grace Hall <grace@example.org>" |
		mail_write eve.eml Subject="Re: [PATCH v2 2/2] KVM: Two" In-Reply-To="<w2@example.org>" \
			From="Eve <eve@example.com>" "$(day 17)" &&
	make_inbox --sent in.git eve.eml &&
	git -C in.git kvm-series log --by=eve "<w2@example.org>" >actual &&
	test_grep "^Doubted: Reviewed-by: Grace Hall <grace@example.org>\$" actual &&
	git -C in.git kvm-series log "<c@example.org>" >actual &&
	! grep "^Doubted:" actual
'

test_expect_success 'files that are not shown are named' '
	{
		printf "From: Jo <jo@example.net>\nSubject: Re: [PATCH v2 2/2] KVM: Two\nMessage-ID: <jo@example.net>\n" &&
		printf "In-Reply-To: <w2@example.org>\nDate: 17 Mar 2025 10:00:00 +0000\nMIME-Version: 1.0\n" &&
		printf "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee these.\n" &&
		printf -- "--x\nContent-Type: text/plain; name=\"repro.c\"\nContent-Disposition: attachment; filename=\"repro.c\"\n\nint main;\n" &&
		printf -- "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"$esc[31mconfig\"\n\nCONFIG_KVM=y\n--x--\n"
	} >jo.eml &&
	make_inbox --sent in.git jo.eml &&
	git -C in.git kvm-series log --by=jo@ "<w2@example.org>" >actual &&
	printf "%s\n" "See these." "(attached: repro.c, <U+001B>[31mconfig)" >expect &&
	sed "1,/^\$/d" actual | test_cmp expect -
'

test_done
