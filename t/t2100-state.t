#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series: replies, tags and the state of a series'

. "$(dirname "$0")/lib/test-lib.sh"

ben='Ben Okoro <ben@example.com>'
hour=0

# next_date: one hour after the mail before.
next_date() {
	hour=$((hour + 1))
	date=$(printf 'Mon, 03 Mar 2025 %02d:00:00 +0000' $hour)
}

# post <id> <subject> [<Field>=<value>…]: a posting of Ada's.
post() {
	post_id=$1
	post_subject=$2
	shift 2
	next_date
	mail_write "$post_id.eml" Subject="$post_subject" Date="$date" "$@" <<-EOF
	Why it is done.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	$(small_diff)
	EOF
}

# reply <id> <parent> [<Field>=<value>…] <text: a reply of Ben's.
reply() {
	reply_id=$1
	reply_parent=$2
	shift 2
	next_date
	mail_write "$reply_id.eml" In-Reply-To="<$reply_parent@example.org>" \
		Subject='Re: [PATCH] KVM: Change a thing' Date="$date" "$@"
}

# pair: a series of two patches without a cover letter.
pair() {
	hour=0
	rm -rf inbox ./*.eml
	post p1 '[PATCH 1/2] KVM: One' &&
	post p2 '[PATCH 2/2] KVM: Two' In-Reply-To='<p1@example.org>'
}

# takers: another work, which Ben and Cy took: they are no strangers to the list.
takers() {
	mail_write q1.eml From='Dot Other <dot@example.net>' Subject='[PATCH] frob: Another work' \
		Date='Sun, 02 Mar 2025 01:00:00 +0000' <<-EOF &&
	Why it is done.
	---
	$(small_diff)
	EOF
	mail_write q2.eml From="$ben" In-Reply-To='<q1@example.org>' Subject='Re: [PATCH] frob: Another work' \
		Date='Sun, 02 Mar 2025 02:00:00 +0000' <<-EOF &&
	Applied, thanks!
	EOF
	mail_write q3.eml From='Cy Example <cy@example.com>' In-Reply-To='<q1@example.org>' \
		Subject='Re: [PATCH] frob: Another work' Date='Sun, 02 Mar 2025 03:00:00 +0000' <<-EOF
	Applied, thanks!
	EOF
}

# state_is <expected>: of the one topic of Ada's in the mails that were written.
state_is() {
	echo "$1" >expect &&
	set -- r*.eml &&
	{ test -e "$1" || shift; } &&
	takers &&
	make_inbox --start=1740990000 inbox q1.eml q2.eml q3.eml p1.eml p2.eml "$@" &&
	git -C inbox kvm-series list --author=ada@ --format='%(state): %(reason)' >actual &&
	test_cmp expect actual
}

test_expect_success 'new, and robots do not count' '
	pair && reply r1 p1 From="kernel test robot <lkp@intel.com>" <<-\EOF &&
	Is it broken?
	EOF
	state_is "new: only robots answered"
'

test_expect_success 'an address of kvm.bot is a robot, too' '
	pair && reply r1 p1 From="Our CI <frob@ci.example.com>" <<-\EOF &&
	Why does it fail?
	EOF
	make_inbox inbox p1.eml p2.eml r1.eml &&
	git -C inbox -c kvm.bot="*@ci.example.com" kvm-series list --format="%(state)" >actual &&
	echo new >expect &&
	test_cmp expect actual
'

test_expect_success 'a question waits for the author, his answer for review' '
	pair && reply r1 p2 From="$ben" <<-\EOF &&
	> new
	Why is it done here?
	EOF
	state_is "author: Ben Okoro asked today on patch 2; the author has not answered" &&
	reply r2 r1 <<-\EOF &&
	It has to be.
	EOF
	rm -rf inbox &&
	state_is "review: Ada Lindqvist, the author, spoke last today"
'

for title in "KVM:  two" "KVM: Another"; do
	case $title in
	*two) expect=2 ;;
	*) expect=1 ;;
	esac
	test_expect_success "a reply to patch 1 with the subject '[PATCH 2/2] $title' is about $expect" '
		pair && next_date &&
		mail_write r1.eml From="$ben" Subject="Re: [PATCH 2/2] $title" Date="$date" \
			In-Reply-To="<p1@example.org>" <<-\EOF &&
		Why is it done here?
		EOF
		state_is "author: Ben Okoro asked today on patch $expect; the author has not answered"
	'
done

test_expect_success 'a tag for the series makes it reviewed; a quoted one does not' '
	pair && reply r1 p2 From="$ben" <<-\EOF &&
	> Reviewed-by: Ben Okoro <ben@example.com>
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	state_is "review: 1 of 2 patches has a Reviewed-by or Acked-by" &&
	reply r2 p2 From="$ben" <<-\EOF &&
	For the series:

	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	rm -rf inbox &&
	state_is "reviewed: all 2 patches have a Reviewed-by or Acked-by"
'

test_expect_success 'the author reviews nothing' '
	pair && reply r1 p1 <<-\EOF &&
	For the series:

	Reviewed-by: Ada Lindqvist <ada@example.org>
	EOF
	state_is "new: nobody answered"
'

test_expect_success 'a change that the author announced waits for him, until he asks' '
	pair && reply r1 p2 From="$ben" <<-\EOF &&
	> new
	Why is it done here, and not there?
	EOF
	reply r2 r1 <<-\EOF &&
	Good point, will move it and fix the comment in v2.
	EOF
	reply r3 p1 <<-\EOF &&
	That one is meant to be as it is.
	EOF
	state_is "author: Ada Lindqvist, the author, announced a change today on patch 2" &&
	reply r4 p1 <<-\EOF &&
	Or shall I keep all of it as it is?
	EOF
	rm -rf inbox &&
	state_is "review: Ada Lindqvist, the author, spoke last today"
'

test_expect_success 'tags for all patches behind the announcement are review enough' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	For the series:
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	reply r2 p2 <<-\EOF &&
	I will drop the empty line.
	EOF
	state_is "author: Ada Lindqvist, the author, announced a change today on patch 2" &&
	reply r3 p1 From="Cy Example <cy@example.com>" <<-\EOF &&
	For the series:
	Acked-by: Cy Example <cy@example.com>
	EOF
	rm -rf inbox &&
	state_is "reviewed: all 2 patches have a Reviewed-by or Acked-by"
'

test_expect_success 'a question that ends the talk is open, whatever tags there are; thanks for it are no comment' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	For the series:
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	reply r2 p2 From="$ben" <<-\EOF &&
	Thinking of it again: is the lock held here?
	EOF
	state_is "author: Ben Okoro asked today on patch 2; the author has not answered" &&
	rm -rf inbox r2.eml &&
	reply r2 p2 From="Cy Example <cy@example.com>" <<-\EOF &&
	Applied to fixes, with the changelog put right, thanks.
	https://git.example.org/frob/0123456789ab
	EOF
	rm -rf inbox r1.eml &&
	state_is "review: 0 of 2 patches have a Reviewed-by or Acked-by; 1 of 2 patches applied"
'

test_expect_success 'a question on a patch is open until the author speaks about that patch' '
	pair && reply r1 p2 From="$ben" <<-\EOF &&
	> new
	Why is it done here?
	EOF
	reply r2 p1 <<-\EOF &&
	One more thing: the first one fixes a crash, too.
	EOF
	state_is "author: Ben Okoro asked today on patch 2; the author has not answered that"
'

test_expect_success 'contested until the author answers' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Nacked-by: Ben Okoro <ben@example.com>
	EOF
	state_is "contested: Ben Okoro objected today on patch 1 (Nacked-by); the author has not answered"
'

test_expect_success 'applied by thanks, by b4 ty patch for patch, and in part' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Series applied to frob/next, thanks!
	EOF
	state_is "applied: applied by Ben Okoro today to frob/next" &&
	reply r1 p1 From="$ben" <<-\EOF &&
	On Mon, 03 Mar 2025 01:00:00 +0000, Ada Lindqvist wrote:
	> Why it is done.

	Applied to next, thanks!

	[1/2] KVM: One
	      commit: 0123456789abcdef0123456789abcdef01234567
	[2/2] KVM: Two
	      commit: 123456789abcdef0123456789abcdef012345678
	EOF
	rm -rf inbox &&
	state_is "applied: applied by Ben Okoro today" &&
	reply r1 p1 From="$ben" <<-\EOF &&
	Applied, thanks!
	EOF
	rm -rf inbox &&
	state_is "review: 0 of 2 patches have a Reviewed-by or Acked-by; 1 of 2 patches applied"
'

# four: a series of four patches, of which the cover letter is p1.
four() {
	hour=0
	rm -rf inbox ./*.eml
	post p1 '[PATCH 0/4] KVM: All' &&
	for n in 1 2 3 4; do
		post p$((n + 1)) "[PATCH $n/4] KVM: No $n" In-Reply-To='<p1@example.org>' || return 1
	done
}

# applied <n>…: b4's list of what was applied.
applied() {
	echo "Applied to next, thanks!" &&
	for n; do
		printf '\n[%s/4] KVM: No %s\n      commit: 0123456789abcdef0123456789abcdef0123456%s\n' \
			"$n" "$n" "$n" || return 1
	done
}

test_expect_success 'a list of most patches that is no subset leaves out the rest' '
	four && applied 1 2 4 >list && reply r1 p1 From="$ben" <list &&
	mv p3.eml r3.eml && mv p4.eml r4.eml && mv p5.eml r5.eml &&
	state_is "applied: applied by Ben Okoro today; 3 of 4 patches"
'

test_expect_success 'of less than half of them, or as a subset, it does not' '
	four && mv p3.eml r3.eml && mv p4.eml r4.eml && mv p5.eml r5.eml &&
	applied 2 >list && reply r1 p1 From="$ben" <list &&
	state_is "review: 0 of 4 patches have a Reviewed-by or Acked-by; 1 of 4 patches applied" &&
	applied 2 2 7 9 >list && reply r1 p1 From="$ben" <list && rm -rf inbox &&
	state_is "review: 0 of 4 patches have a Reviewed-by or Acked-by; 1 of 4 patches applied" &&
	applied 1 2 4 >list && next_date &&
	mail_write r1.eml From="$ben" Subject="Re: (subset) [PATCH 0/4] KVM: All" Date="$date" \
		In-Reply-To="<p1@example.org>" <list &&
	rm -rf inbox &&
	state_is "review: 0 of 4 patches have a Reviewed-by or Acked-by; 3 of 4 patches applied" &&
	git -C inbox kvm-series show p1@example.org >out && without_ids out >shown &&
	test_grep "^  1/4 KVM: No 1.*, applied\$" shown &&
	test_grep "^  3/4 KVM: No 3" shown &&
	! grep "^  3/4 .*, applied" shown &&
	git -C inbox kvm-series show --json p1@example.org >json &&
	jq -c "[.versions[0].patches[].applied]" json >actual &&
	echo "[true,true,false,true]" >expect &&
	test_cmp expect actual
'

test_expect_success 'an author who applies himself takes no more than he does not send again' '
	four && mv p3.eml r3.eml && mv p4.eml r4.eml && mv p5.eml r5.eml &&
	mail_write r0.eml From="Ada Lindqvist <ada@example.org>" In-Reply-To="<q1@example.org>" \
		Subject="Re: [PATCH] frob: Another work" Date="Sun, 02 Mar 2025 04:00:00 +0000" <<-\EOF &&
	Applied, thanks!
	EOF
	reply r1 p1 From="Ada Lindqvist <ada@example.org>" <<-\EOF &&
	>       KVM: No 1

	I will resend this one.

	>       KVM: No 2

	And applied this.
	EOF
	rm -rf inbox &&
	state_is "author: Ada Lindqvist, the author, announced a change today" &&
	sed "/resend/d" r1.eml >r2.eml && mv r2.eml r1.eml &&
	rm -rf inbox &&
	state_is "applied: applied by Ada Lindqvist today"
'

test_expect_success 'what was applied may be elsewhere' '
	four && rm p3.eml p4.eml p5.eml && post p2 "[PATCH] KVM: Another" &&
	applied 1 2 3 4 >list && reply r1 p1 From="$ben" <list &&
	takers && make_inbox --start=1740990000 inbox q1.eml q2.eml p1.eml r1.eml &&
	git -C inbox kvm-series list --author=ada@ --format="%(state): %(reason)" >actual &&
	echo "applied: applied by Ben Okoro today" >expect &&
	test_cmp expect actual &&
	git -C inbox kvm-series show p1@example.org >actual &&
	test_grep "^applied by Ben Okoro today" actual &&
	git -C inbox kvm-series show --color=always p1@example.org >actual &&
	test_grep "^$(printf "\033")\[32mapplied" actual
'

test_expect_success 'all but some are all that is to come' '
	four && rm p2.eml p3.eml p4.eml p5.eml && echo "I applied this series, minus #3." >list &&
	reply r1 p1 From="$ben" <list &&
	takers && make_inbox --start=1740990000 inbox q1.eml q2.eml p1.eml r1.eml &&
	git -C inbox kvm-series list --author=ada@ --format="%(state): %(reason)" >actual &&
	echo "applied: applied by Ben Okoro today; 3 of 4 patches" >expect &&
	test_cmp expect actual
'

test_expect_success 'a question about a patch that was applied later is settled' '
	four && reply r2 p2 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	Is it right to do that there?
	EOF
	applied 1 >list && reply r3 p1 From="$ben" <list &&
	mv p3.eml r4.eml && mv p4.eml r5.eml && mv p5.eml r6.eml &&
	state_is "review: 0 of 4 patches have a Reviewed-by or Acked-by; 1 of 4 patches applied" &&
	reply r2 r4 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	Is it right to do that there?
	EOF
	sed "s/<r4@/<p3@/" r2.eml >r2 && mv r2 r2.eml &&
	rm -rf inbox &&
	state_is "author: Cy Diaz asked today on patch 2; the author has not answered; 1 of 4 patches applied"
'

test_expect_success 'pw-bot and who a robot names' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	reply r2 p2 From="$ben" <<-\EOF &&
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	reply r3 p2 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	pw-bot: changes-requested
	EOF
	state_is "author: Cy Diaz asked today on patch 2; the author has not answered" &&
	reply r4 p2 Date="Tue, 04 Mar 2025 12:00:00 +0000" From="Cy Diaz <cy@example.net>" <<-\EOF &&
	pw-bot: under-review
	EOF
	rm -rf inbox &&
	state_is "reviewed: all 2 patches have a Reviewed-by or Acked-by" &&
	reply r4 p1 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	The table is right as it stands.
	-- 
	pw-bot: reject
	EOF
	rm -rf inbox &&
	state_is "contested: Cy Diaz refused it today on patch 1; the author has not answered" &&
	pair && reply r1 p1 From="patchwork-bot+frob@kernel.org" <<-\EOF &&
	Hello:

	This series was applied to frob/next.git (main)
	by Ben Okoro <ben@example.com>:

	On Mon, 3 Mar 2025 you wrote:
	> Why it is done.

	Here is the summary with links:
	  - [1/2] KVM: One
	    https://git.example.org/c/1
	  - [2/2] KVM: Two
	    https://git.example.org/c/2
	EOF
	state_is "applied: applied by Ben Okoro today"
'

test_expect_success 'a long objection behind the tags is for the author to answer, a short word is not' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	For the series:
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	reply r2 p2 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	It could be done in fewer lines.
	EOF
	state_is "reviewed: all 2 patches have a Reviewed-by or Acked-by" &&
	reply r3 p2 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	I am afraid that more is needed here than this. At the moment the value that is written is
	put right by the reset behind it. With this patch it sticks, and the guest gets to see it.
	There has to be a callback that checks it, so that what is stored is legal for this machine.
	EOF
	rm -rf inbox &&
	state_is "author: Cy Diaz commented today on patch 2; the author has not answered"
'

test_expect_success 'a question that somebody answers is closed, but not by a word' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Is it right to do that there?
	EOF
	reply r2 r1 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	Right, indeed.
	EOF
	state_is "author: Ben Okoro asked today on patch 1; the author has not answered" &&
	reply r2 r1 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	It is, because all others take that lock there, too.
	EOF
	rm -rf inbox &&
	state_is "review: 0 of 2 patches have a Reviewed-by or Acked-by"
'

test_expect_success 'what others tell each other, without a question, asks nothing of the author' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Is it right to do that there?
	EOF
	reply r2 r1 <<-\EOF &&
	I think so, since all others do it too.
	EOF
	reply r3 r1 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	We have done that in our own tree for some years by now.
	EOF
	state_is "review: 0 of 2 patches have a Reviewed-by or Acked-by" &&
	reply r3 r1 From="Cy Diaz <cy@example.net>" <<-\EOF &&
	Would it not be better elsewhere?
	EOF
	rm -rf inbox &&
	state_is "author: Cy Diaz asked today on patch 1; the author has not answered"
'

test_expect_success 'applied by a pull request that lists it' '
	pair && next_date && mail_write r1.eml From="$ben" Date="$date" Subject="[GIT PULL] KVM for 9.1" <<-\EOF &&
	Please pull.

	Ada Lindqvist (2):
	      KVM:One
	      KVM: Two
	EOF
	state_is "applied: in the pull request \"KVM for 9.1\" of Ben Okoro"
'

# pulled <line>…: a series of two patches, and a pull request of Ben's that lists these lines of Ada's.
pulled() {
	rm -rf inbox ./*.eml &&
	hour=0 &&
	post p1 "[PATCH 1/2] KVM: Enable the frobnicator for guests" &&
	post p2 "[PATCH 2/2] KVM: Add a parameter to frob" In-Reply-To="<p1@example.org>" &&
	next_date &&
	{
		printf "Please pull.\n\nAda Lindqvist (%d):\n" $# &&
		printf "      %s\n" "$@"
	} >list &&
	mail_write r1.eml From="$ben" Date="$date" Subject="[GIT PULL] KVM for 9.1" <list &&
	takers && make_inbox --start=1740990000 inbox q1.eml q2.eml p1.eml p2.eml r1.eml
}

# states_are <expected>: with and without an index, and of a series that is asked for by its name.
states_are() {
	echo "$1" >expect &&
	git -C inbox kvm-series list --author=ada@ --no-index --format="%(state): %(reason)" >actual &&
	test_cmp expect actual &&
	git -C inbox kvm-series list --author=ada@ --index --format="%(state): %(reason)" >actual &&
	test_cmp expect actual &&
	git -C inbox kvm-series show p1@example.org >shown &&
	test_grep "${1#*: }" shown
}

test_expect_success 'a pull request may call the subsystem otherwise, and change a word' '
	pulled "x86/kvm: Enable the frobnicator for guests" "x86/kvm: Add parameter to frob" &&
	states_are "applied: in the pull request \"KVM for 9.1\" of Ben Okoro"
'

test_expect_success 'a patch that was posted alone may get another title' '
	for title in "KVM: Enable the frobnicators for all guests" "KVM: Disable the virtual timer of hosts"; do
		rm -rf inbox ./*.eml && hour=0 && takers &&
		post p1 "[PATCH] KVM: Enable the frobnicator for all guests" && next_date &&
		mail_write r1.eml From="$ben" Date="$date" Subject="[GIT PULL] KVM for 9.1" <<-EOF &&
		Please pull.

		Ada Lindqvist (1):
		      $title
		EOF
		make_inbox --start=1740990000 inbox q1.eml q2.eml p1.eml r1.eml &&
		case $title in
		*Enable*) states_are "applied: in the pull request \"KVM for 9.1\" of Ben Okoro" ;;
		*) states_are "new: nobody answered" ;;
		esac || return 1
	done
'

test_expect_success 'what a later patch fixes was applied; a copy for stable waits for itself' '
	for prefix in "PATCH" "PATCH 5.10"; do
		rm -rf inbox ./*.eml && hour=0 && takers &&
		post p1 "[$prefix] KVM: Enable the frobnicator for all guests" &&
		post r1 "[PATCH] KVM: Wait for the frobnicator" From="Dot Other <dot@example.net>" &&
		sed "s/^Signed-off-by.*/Fixes: 0123456789ab (\"KVM: Enable the frobnicator for all guests\")/" r1.eml >r1 &&
		mv r1 r1.eml &&
		sed "s/^From: .*/From: Fay Third <fay@example.net>/; s/^---\$/Reviewed-by: Dot Other <dot@example.net>\n---/" q1.eml >q1 &&
		mv q1 q1.eml &&
		make_inbox --start=1740990000 inbox q1.eml q2.eml p1.eml r1.eml &&
		case $prefix in
		PATCH) states_are "applied: named in the Fixes of \"KVM: Wait for the frobnicator\" of Dot Other" ;;
		*) states_are "new: nobody answered" ;;
		esac || return 1
	done
'

test_expect_success 'a similar title alone is none of the series, nor is a short one' '
	pulled "KVM: Enable the frobnicator for hosts" "x86/kvm: Add a thing" &&
	states_are "new: nobody answered"
'

test_expect_success 'what is sent below a pull request is its content; with and without an index' '
	rm -rf inbox ./*.eml &&
	hour=0 && next_date &&
	mail_write g.eml Subject="[GIT PULL] KVM for 9.2" Date="$date" <<-\EOF &&
	Please pull.
	EOF
	post p1 "[PATCH 1/2] KVM: One" In-Reply-To="<g@example.org>" &&
	post p2 "[PATCH 2/2] KVM: Two" In-Reply-To="<g@example.org>" &&
	make_inbox --start=1740990000 inbox g.eml p1.eml p2.eml &&
	echo "applied: sent with the pull request \"KVM for 9.2\" of Ada Lindqvist" >expect &&
	git -C inbox kvm-series list --format="%(state): %(reason)" >actual &&
	test_cmp expect actual &&
	for index in --no-index --index; do
		git -C inbox kvm-series show $index p1@example.org >shown &&
		test_grep "$(cat expect)" shown || return 1
	done &&
	git -C inbox kvm-series show p1@example.org >shown &&
	test_grep "$(cat expect)" shown
'

test_expect_success 'a tag of a robot is shown, and not counted' '
	pair && sed "s/^Signed-off-by: Ada.*/&\nTested-by: kernel test robot <ci@example.net>\nTested-by: Cy Example <cy@example.com>/" p1.eml >p &&
	mv p p1.eml &&
	sed "s/^Signed-off-by: Ada.*/&\nTested-by: kernel test robot <ci@example.net>/" p2.eml >p && mv p p2.eml &&
	state_is "new: nobody answered" &&
	git -C inbox kvm-series list --author=ada@ --json >json &&
	echo 1 >expect &&
	jq ".topics[0].tested" json >actual &&
	test_cmp expect actual &&
	git -C inbox kvm-series show p2@example.org >shown &&
	test_grep "Tested-by kernel test robot" shown
'

test_expect_success 'withdrawn by its author alone' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Please ignore this series.
	EOF
	reply r2 p1 <<-\EOF &&
	Please ignore this series, something went wrong.
	EOF
	state_is "withdrawn: Ada Lindqvist withdrew it" &&
	reply r2 p1 <<-\EOF &&
	Please ignore that line.
	EOF
	rm -rf inbox &&
	state_is "review: Ada Lindqvist, the author, spoke last today"
'

eve='Eve Example <eve@evil.example.net>'

# A word of somebody whom nobody knows changes no state, but it is told.
test_expect_success 'one stranger says that it was applied' '
	pair && reply r1 p1 From="$eve" <<-\EOF &&
	Series applied, thanks!
	EOF
	state_is "review: 0 of 2 patches have a Reviewed-by or Acked-by; said to be applied by Eve Example, who never applied anything here" &&
	for index in --index --no-index; do
		git -C inbox kvm-series show $index p1@example.org >shown &&
		test_grep "said to be applied by Eve Example" shown || return 1
	done
'

test_expect_success 'a pull request of a stranger, a known name at another address, and a robot by its name' '
	pair && next_date &&
	mail_write r1.eml From="$eve" Date="$date" Subject="[GIT PULL] KVM for 9.1" <<-\EOF &&
	Please pull.

	Ada Lindqvist (2):
	      KVM: One
	      KVM: Two
	EOF
	state_is "new: nobody answered; said to be applied by Eve Example, who never applied anything here" &&
	pair && reply r1 p1 From="Ben Okoro <ben@evil.example.net>" <<-\EOF &&
	Series applied, thanks!
	EOF
	state_is "review: 0 of 2 patches have a Reviewed-by or Acked-by; said to be applied by Ben Okoro, who never applied anything here" &&
	pair && reply r1 p1 From="patchwork-bot <eve@evil.example.net>" Auto-Submitted=auto-generated <<-\EOF &&
	This series was applied to frob/next.git (main)
	by Ben Okoro <ben@example.com>:
	EOF
	state_is "new: only robots answered; said to be applied by patchwork-bot, who never applied anything here"
'

test_expect_success 'who is named in a patch of somebody else is no stranger, nor who took something elsewhere' '
	pair && post r2 "[PATCH] frob: Third" Cc="eve@evil.example.net" From="Dot Other <dot@example.net>" &&
	sed "s/^Signed-off-by: Ada.*/Signed-off-by: Dot Other <dot@example.net>\nCc: $eve/" r2.eml >r2 && mv r2 r2.eml &&
	reply r1 p1 From="$eve" <<-\EOF &&
	Series applied, thanks!
	EOF
	state_is "applied: applied by Eve Example today" &&
	git -C inbox kvm-series show p1@example.org >shown &&
	test_grep "^applied by Eve Example today" shown &&
	pair && reply r1 p1 From="$eve" <<-\EOF &&
	Series applied, thanks!
	EOF
	reply r2 q1 From="$eve" <<-\EOF &&
	Queued, thanks.
	EOF
	state_is "applied: applied by Eve Example today" &&
	git -C inbox kvm-series show p1@example.org >shown &&
	test_grep "^applied by Eve Example today" shown
'

test_expect_success 'what a maintainer took before the range, and after it, is known, too' '
	pair && reply r1 p1 From="$eve" <<-\EOF &&
	Series applied, thanks!
	EOF
	reply r2 q1 From="$eve" <<-\EOF &&
	Queued, thanks.
	EOF
	takers && echo applied >expect &&
	make_inbox early r2.eml q1.eml p1.eml p2.eml r1.eml &&
	make_inbox late p1.eml p2.eml r1.eml q1.eml r2.eml &&
	for index in --index --no-index; do
		git -C early kvm-series list $index --format="%(state)" HEAD~3..HEAD >actual &&
		test_cmp expect actual &&
		git -C late kvm-series list $index --format="%(state)" HEAD~2 >actual &&
		test_cmp expect actual &&
		git -C early kvm-digest $index --format=json HEAD~3..HEAD >json &&
		jq -r "[.. | objects | select(.state? and .title == \"KVM: One\") | .state] | unique[]" json >actual &&
		test_cmp expect actual || return 1
	done
'

test_expect_success 'whom the author addressed is no stranger; who writes by the address of a list is' '
	pair && post p2 "[PATCH 2/2] KVM: Two" In-Reply-To="<p1@example.org>" To="Somebody <s@example.net>, \"Example, Eve\" <Eve@evil.example.net>" &&
	reply r1 p1 From="$eve" <<-\EOF &&
	Series applied, thanks!
	EOF
	state_is "applied: applied by Eve Example today" &&
	for index in --index --no-index; do
		git -C inbox kvm-series show $index p1@example.org >shown &&
		test_grep "^applied by Eve Example today" shown || return 1
	done &&
	pair && reply r1 p1 From="Eve Example via kvm <kvm@lists.example.org>" <<-\EOF &&
	Series applied, thanks!
	EOF
	state_is "review: 0 of 2 patches have a Reviewed-by or Acked-by; said to be applied by Eve Example, who never applied anything here"
'

test_expect_success 'a robot that a list has rewritten is the robot' '
	pair && reply r1 p1 From="\"patchwork-bot+frob via kvm\" <kvm@lists.example.org>" \
		X-Original-From="patchwork-bot+frob@kernel.org" <<-\EOF &&
	This series was applied to frob/next.git (main)
	by Ben Okoro <ben@example.com>:
	EOF
	state_is "applied: applied by Ben Okoro today to frob/next.git (main)"
'

test_expect_success 'the name of the author at another address withdraws nothing' '
	pair && reply r1 p1 From="Ada Lindqvist <ada@evil.example.net>" <<-\EOF &&
	Please ignore this series.
	EOF
	state_is "new: nobody answered"
'

# What maintainers, authors and reviewers say, each with what it makes of a patch.
test_expect_success 'applied in other words' '
	while IFS="|" read -r who text expect; do
		pair && reply r1 p2 From="$who" <<-EOF &&
		$text
		EOF
		state_is "$expect" || return 1
	done <<-EOF
	$ben|Thanks, reviewed and both applied to frob-next.|applied: applied by Ben Okoro today to frob-next
	$ben|I will queue both patches for 9.1.|applied: taken by Ben Okoro today to 9.1
	$ben|Applied, thanks.|applied: applied by Ben Okoro today
	Ada Lindqvist <ada@example.org>|Thanks for picking these up!|applied: Ada Lindqvist, the author, said thanks for that today
	$ben|I applied the series on my board and it works.|author: Ben Okoro commented today on patch 2; the author has not answered
	Ada Lindqvist <ada@example.org>|I will queue both.|new: nobody answered
	EOF
'

test_expect_success 'a list of one of two patches, which says that the other was dropped' '
	pair && next_date &&
	mail_write r0.eml Message-ID="<p0@example.org>" Subject="[PATCH 0/2] KVM: Both" Date="$date" </dev/null &&
	reply r1 p0 From="$ben" <<-\EOF &&
	Applied, thanks!

	[1/2] KVM: One
	      commit: 0123456789abcdef
	([2/2] KVM: Two was dropped
	 because it does not build.)
	EOF
	for n in 1 2; do
		sed "/^In-Reply-To/d; s/^Subject:/In-Reply-To: <p0@example.org>\n&/" p$n.eml >p && mv p p$n.eml || return 1
	done &&
	sed "s/^Subject:.*/Subject: Re: [PATCH 0\/2] KVM: Both/" r1.eml >r && mv r r1.eml &&
	state_is "applied: applied by Ben Okoro today; 1 of 2 patches" &&
	sed "s/was dropped/follows/" r1.eml >r && mv r r1.eml && rm -rf inbox &&
	state_is "review: 0 of 2 patches have a Reviewed-by or Acked-by; 1 of 2 patches applied"
'

test_expect_success 'applied, and dropped again' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Series applied to frob/next, thanks!
	EOF
	reply r2 p2 From="$ben" <<-\EOF &&
	This does not build on arm64. I have dropped both from my queue for now.
	EOF
	state_is "author: Ben Okoro commented today on patch 2; the author has not answered" &&
	reply r2 p2 From="$eve" <<-\EOF &&
	I have dropped both from my queue for now.
	EOF
	rm -rf inbox &&
	state_is "applied: applied by Ben Okoro today to frob/next"
'

test_expect_success 'said below an older version, once the newer one was there' '
	pair && post r1 "[PATCH v2 1/2] KVM: One" && post r2 "[PATCH v2 2/2] KVM: Two" In-Reply-To="<r1@example.org>" &&
	reply r3 p1 From="$ben" <<-\EOF &&
	Series applied, thanks!
	EOF
	state_is "applied: applied by Ben Okoro today"
'

test_expect_success 'a robot does not find one of the patches again' '
	pair && reply r1 p1 From="patchwork-bot+frob@kernel.org" <<-\EOF &&
	This series was applied to frob/next.git (main)
	by Ben Okoro <ben@example.com>:

	Here is the summary with links:
	  - [1/2] KVM: One
	    https://git.example.org/c/1
	  - [2/2] KVM: Two
	    (no matching commit)
	EOF
	state_is "applied: applied by Ben Okoro today"
'

test_expect_success 'agreement, thanks and pings are no answer' '
	for answer in "Good point." "You are right, thanks." "Thanks for the review." "Gentle ping." "Right."; do
		case $answer in
		Good*|You*|Right*) expect="Ada Lindqvist, the author, agreed with what was said today on patch 2" ;;
		*) expect="Ben Okoro commented today on patch 2; the author has not answered that" ;;
		esac &&
		pair && reply r1 p2 From="$ben" <<-\EOF &&
		This patch is pointless.
		EOF
		reply r2 r1 <<-EOF &&
		$answer
		EOF
		state_is "author: $expect" || return 1
	done &&
	pair && reply r1 p2 From="$ben" <<-\EOF &&
	Is the lock held here?
	EOF
	reply r2 r1 <<-\EOF &&
	Yes.
	EOF
	state_is "review: Ada Lindqvist, the author, spoke last today"
'

test_expect_success 'an objection stands until the author speaks about that patch, or its sender gives a tag' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	This patch is pointless.
	EOF
	reply r2 p2 <<-\EOF &&
	One more thing: this one fixes a crash, too.
	EOF
	state_is "author: Ben Okoro commented today on patch 1; the author has not answered that" &&
	reply r3 p1 From="$ben" <<-\EOF &&
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	rm -rf inbox &&
	state_is "review: 1 of 2 patches has a Reviewed-by or Acked-by"
'

test_expect_success 'a refusal in words is contested' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Sorry, I will not be able to test it, and I won\047t take this.
	EOF
	sed "s/\\\\047/\x27/" r1.eml >r1 && mv r1 r1.eml &&
	state_is "contested: Ben Okoro refused it today on patch 1; the author has not answered" &&
	reply r2 r1 <<-\EOF &&
	OK, thanks.
	EOF
	rm -rf inbox &&
	state_is "contested: Ben Okoro refused it today on patch 1; the author has not answered" &&
	post p1 "[PATCH] KVM: One" && mv p2.eml r9.eml && reply r1 p1 From="$ben" <<-\EOF &&
	I have already sent a patch for this.
	EOF
	reply r2 r1 <<-\EOF &&
	OK, thanks.

		A.
	EOF
	rm -rf inbox && cp r9.eml p2.eml &&
	make_inbox --start=1740990000 inbox p1.eml r1.eml r2.eml &&
	git -C inbox kvm-series list --format="%(state): %(reason)" >actual &&
	echo "withdrawn: Ben Okoro refused it, and Ada Lindqvist, the author, agreed" >expect &&
	test_cmp expect actual &&
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Sorry, I won\047t take this.
	EOF
	sed "s/\\\\047/\x27/" r1.eml >r1 && mv r1 r1.eml &&
	reply r2 r1 <<-\EOF &&
	But it mends a crash that guests can cause.
	EOF
	rm -rf inbox &&
	state_is "review: Ada Lindqvist, the author, spoke last today"
'

test_expect_success 'asked to drop it the author gives in' '
	pair && reply r1 p1 From="$ben" <<-\EOF &&
	Please drop this series.
	EOF
	reply r2 r1 <<-\EOF &&
	Will do, thanks!
	EOF
	state_is "withdrawn: Ada Lindqvist withdrew it" &&
	reply r2 r1 <<-\EOF &&
	No, it mends a crash.
	EOF
	rm -rf inbox &&
	state_is "review: Ada Lindqvist, the author, spoke last today"
'

test_expect_success 'what is said below an older version since the newer one was there is open, too' '
	pair && reply r0 p2 From="$ben" <<-\EOF &&
	This is not needed at all.
	EOF
	post r1 "[PATCH v2 1/2] KVM: One" && post r2 "[PATCH v2 2/2] KVM: Two" In-Reply-To="<r1@example.org>" &&
	state_is "new: nobody answered" &&
	reply r3 p2 From="$ben" <<-\EOF &&
	This still makes no sense on arm64.
	EOF
	rm -rf inbox &&
	state_is "author: Ben Okoro commented today on patch 2; the author has not answered" &&
	reply r4 r3 <<-\EOF &&
	It does since the traps were changed.
	EOF
	rm -rf inbox &&
	state_is "review: Ada Lindqvist, the author, spoke last today"
'

test_expect_success 'superseded' '
	pair && post r1 "[PATCH v2 1/2] KVM: One" &&
	post r2 "[PATCH v2 2/2] KVM: Two" In-Reply-To="<r1@example.org>" &&
	make_inbox inbox p1.eml p2.eml r1.eml r2.eml &&
	git -C inbox kvm-series list --all-versions --state=superseded \
		--format="%(version) %(reason)" >actual &&
	echo "v1 superseded by v2" >expect &&
	test_cmp expect actual
'

test_expect_success 'of what lacks patches the talk tells the state; --state=incomplete finds it' '
	pair && post p2 "[PATCH 2/3] KVM: Two" In-Reply-To="<p1@example.org>" &&
	post p1 "[PATCH 1/3] KVM: One" &&
	state_is "new: nobody answered" &&
	git -C inbox kvm-series list >actual &&
	test_grep "^[0-9a-f]* [^ ]* v1 2/3 - - - - new " actual &&
	git -C inbox kvm-series show p1@example.org >actual &&
	test_grep "^.PATCH 1/3. by Ada.*, 2/3 patches are there\$" actual &&
	reply r1 p2 From="$ben" <<-\EOF &&
	Why is it done here?
	EOF
	rm -rf inbox &&
	state_is "author: Ben Okoro asked today on patch 2; the author has not answered" &&
	for wanted in incomplete author,incomplete new,incomplete; do
		git -C inbox kvm-series list --state=$wanted --format="%(patches)/%(total)" >actual &&
		echo 2/3 >expect &&
		test_cmp expect actual || return 1
	done &&
	git -C inbox kvm-series list --state=new >actual &&
	test_must_be_empty actual &&
	reply r1 p1 From="$ben" <<-\EOF &&
	For the series:
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	rm -rf inbox &&
	state_is "reviewed: all 2 patches that are there have a Reviewed-by or Acked-by" &&
	pair && rm -rf inbox &&
	make_inbox inbox p1.eml p2.eml &&
	git -C inbox kvm-series list --state=incomplete >actual &&
	test_must_be_empty actual
'

test_done
