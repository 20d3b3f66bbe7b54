#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series: who applied it, and what tells that all of it was'

. "$(dirname "$0")/lib/test-lib.sh"

ben='Ben Okoro <ben@example.com>'
cy='Cy Example <cy@example.net>'

# post <id> <day> <subject> [<parent> <lines of trailers> <sender>]: of Ada's, to Ben and Cy.
post() {
	mail_write "$1.eml" From="${6:-Ada Lindqvist <ada@example.org>}" Subject="$3" In-Reply-To="${4:+<$4@example.org>}" To="$ben, $cy" \
		Date="$2 Mar 2025 12:00:00 +0000" <<-EOF
	Why it is done.

	${5:-Signed-off-by: Ada Lindqvist <ada@example.org>}
	---
	$(small_diff "$1" "lib/$1.c")
	EOF
	mails="$mails $1.eml"
}

# says <id> <day> <parent> <sender> <text>
says() {
	mail_write "$1.eml" From="$4" In-Reply-To="<$3@example.org>" Subject='Re: [PATCH] It' \
		Date="$2 Mar 2025 12:00:00 +0000" <<-EOF
	$5
	EOF
	mails="$mails $1.eml"
}

# states_are <expected>: of the topics whose first mail is p1, of the mails so far.
# shellcheck disable=SC2086 # names without blanks
states_are() {
	echo "$1" >expect &&
	mail_write z.eml From="$cy" Subject='Hello' Date='1 Aug 2025 12:00:00 +0000' </dev/null &&
	make_inbox --start=1754000000 inbox $mails z.eml &&
	for index in --index --no-index; do
		git -C inbox kvm-series list $index --all-versions --author=ada@ \
			--format='%(version) %(state): %(reason)' HEAD >actual &&
		test_cmp expect actual || return 1
	done
}

begin() {
	rm -rf inbox ./*.eml
	mails=
}

title='frob: Enable the frobnicator for all guests'

test_expect_success 'who applied it said so first, who reports it later is not named' '
	begin && post p1 01 "[PATCH] $title" &&
	says r1 02 p1 "$ben" "Applied to frob-next, thanks!" &&
	says r2 09 p1 "$cy" "This patch landed in linux-next, and there is a warning with it." &&
	says r3 10 p1 "Ada Lindqvist <ada@example.org>" "It was applied to Ben'\''s next, thanks." &&
	states_are "v1 applied: applied by Ben Okoro on 2025-03-02 to frob-next"
'

test_expect_success 'the author who reports it did not do it' '
	begin && post p1 01 "[PATCH] $title" &&
	says r1 02 p1 "Ada Lindqvist <ada@example.org>" "Thanks, this patch is merged into mm-next." &&
	mail_write q1.eml From="$cy" Subject="[PATCH] knob: Another" Date="1 Mar 2025 12:00:00 +0000" <<-EOF &&
	Why.

	Reviewed-by: Ada Lindqvist <ada@example.org>
	---
	$(small_diff q1 lib/q1.c)
	EOF
	mails="$mails q1.eml" &&
	states_are "v1 applied: Ada Lindqvist, the author, said so on 2025-03-02"
'

test_expect_success 'a version that was taken back is not what a later Fixes names' '
	begin && post p1 01 "[PATCH v2] $title" && says r1 02 p1 "$ben" "Applied, thanks!" &&
	post p2 03 "[PATCH v3] $title" &&
	says r2 04 p2 "Ada Lindqvist <ada@example.org>" "Please ignore this patch, I posted an incremental one." &&
	post p3 05 "[PATCH] knob: Wait for it" "" "Fixes: 0123456789ab (\"$title\")" "$ben" &&
	states_are "v3 withdrawn: Ada Lindqvist withdrew it
v2 applied: applied by Ben Okoro on 2025-03-02"
'

test_expect_success 'the last patch needs those before it' '
	begin && post p1 01 "[PATCH 1/3] frob: Count what it does" &&
	post p2 01 "[PATCH 2/3] frob: Tell what it does" p1 &&
	post p3 01 "[PATCH 3/3] $title" p1 &&
	post p4 05 "[PATCH] knob: Wait for it" "" "Fixes: 0123456789ab (\"$title\")" "$ben" &&
	states_are "v1 applied: named in the Fixes of \"knob: Wait for it\" of Ben Okoro" &&
	begin && post p1 01 "[PATCH 1/3] frob: Count what it does" &&
	post p2 01 "[PATCH 2/3] $title" p1 &&
	post p3 01 "[PATCH 3/3] frob: Tell what it does" p1 &&
	post p4 05 "[PATCH] knob: Wait for it" "" "Fixes: 0123456789ab (\"$title\")" "$ben" &&
	states_are "v1 new: nobody answered; 1 of 3 patches applied"
'

test_expect_success 'one of three is left out where another was applied, and one is in a pull request' '
	begin && post p1 01 "[PATCH 1/3] frob: One" && post p2 01 "[PATCH 2/3] $title" p1 &&
	post p3 01 "[PATCH 3/3] frob: Three" p1 &&
	mail_write g.eml From="$cy" Subject="[GIT PULL] frob for 9.1" Date="5 Mar 2025 12:00:00 +0000" <<-EOF &&
	Please pull.

	Ada Lindqvist (1):
	      $title
	EOF
	mails="$mails g.eml" &&
	states_are "v1 new: nobody answered; 1 of 3 patches applied" &&
	rm -rf inbox && says r1 02 p1 "$ben" "Applied patch 1, thanks!" &&
	states_are "v1 applied: in the pull request \"frob for 9.1\" of Cy Example; 2 of 3 patches"
'

test_expect_success 'all but the one below which it is said' '
	begin && post p1 01 "[PATCH 1/3] frob: One" && post p2 01 "[PATCH 2/3] frob: Two" p1 &&
	post p3 01 "[PATCH 3/3] frob: Three" p1 &&
	says r1 02 p2 "$ben" "I queued this series for 5.7, apart from patch 2." &&
	states_are "v1 applied: applied by Ben Okoro on 2025-03-02 to 5.7; 2 of 3 patches"
'

test_expect_success 'what was announced about a patch that was pulled later is settled' '
	begin && post p1 01 "[PATCH] $title" && says r1 02 p1 "$ben" "Why is it here?" &&
	post p2 01 "[PATCH 1/2] knob: One" && post p3 01 "[PATCH 2/2] knob: Two" p2 &&
	says r2 02 p2 "$ben" "Applied patch 1, thanks!" &&
	says r3 03 p2 "Ada Lindqvist <ada@example.org>" "I will fix the comment in it." &&
	states_are "v1 author: Ada Lindqvist, the author, announced a change on 2025-03-03 on patch 1; 1 of 2 patches applied
v1 author: Ben Okoro asked on 2025-03-02; the author has not answered" &&
	mail_write g.eml From="$ben" Subject="[GIT PULL] frob for 9.1" Date="5 Mar 2025 12:00:00 +0000" <<-\EOF &&
	Please pull.

	Ada Lindqvist (1):
	      knob: One
	EOF
	mails="$mails g.eml" && rm -rf inbox &&
	states_are "v1 review: Ada Lindqvist, the author, spoke last on 2025-03-03; 1 of 2 patches applied
v1 author: Ben Okoro asked on 2025-03-02; the author has not answered"
'

test_expect_success 'a later cover letter that asks to pull lists what is applied; one with a list alone does not' '
	for asks in "The following changes since commit 0123456789ab:" "Since then:"; do
		begin && post p1 01 "[PATCH] $title" &&
		mail_write c1.eml From="$ben" Subject="[PATCH 0/1] frob for 9.1" Date="5 Mar 2025 12:00:00 +0000" To="$cy" <<-EOF &&
		$asks

		are available in the Git repository at:

		  https://example.com/frob

		Ada Lindqvist (1):
		      $title
		EOF
		mails="p1.eml c1.eml" && case $asks in
		The*) states_are "v1 applied: in the pull request \"frob for 9.1\" of Ben Okoro" ;;
		*) states_are "v1 new: nobody answered" ;;
		esac || return 1
	done
'

# asks_to_pull <subject> <first line> <second line>: a mail of Ben's with the title in its list.
asks_to_pull() {
	mail_write c1.eml From="$ben" Subject="$1" Date="5 Mar 2025 12:00:00 +0000" To="$cy" <<-EOF
	$2
	  knob: Another (2025-03-01)
	$3
	  https://example.com/frob

	Ada Lindqvist (1):
	      $title
	EOF
	mails="p1.eml c1.eml"
}

test_expect_success 'a pull request that does not say so in brackets' '
	for subject in "pull request: frob for 9.1" "Please pull frob" "[GIT FIXES FOR v9.1] frob"; do
		begin && post p1 01 "[PATCH] $title" &&
		asks_to_pull "$subject" "The following changes since commit 0123456789ab:" "are available in the Git repository at:" &&
		states_are "v1 applied: in the pull request \"${subject#"[GIT FIXES FOR v9.1] "}\" of Ben Okoro" || return 1
	done
'

test_expect_success 'the same forwarded, or without the words of git request-pull, is none' '
	begin && post p1 01 "[PATCH] $title" &&
	asks_to_pull "Fwd: pull frob" "The following changes since commit 0123456789ab:" "are available in the Git repository at:" &&
	states_are "v1 new: nobody answered" &&
	begin && post p1 01 "[PATCH] $title" &&
	asks_to_pull "frob for 9.1" "The following changes came:" "are available in the Git repository at:" &&
	states_are "v1 new: nobody answered"
'

test_expect_success 'the cover letter of a tree that collects for another one' '
	begin && post p1 01 "[PATCH] $title" &&
	asks_to_pull "[PATCH net-next 0/1][pull request] frob for 9.1" "The following are changes since commit 0123456789ab:" \
		"and are available in the git repository at:" &&
	states_are "v1 applied: in the pull request \"frob for 9.1\" of Ben Okoro"
'

test_expect_success 'a version is in a tree, says its maintainer' '
	begin && post p1 01 "[PATCH v2] $title" && says r1 02 p1 "$ben" "That is because v2 is in the frob-unstable branch." &&
	states_are "v2 applied: applied by Ben Okoro on 2025-03-02"
'

test_expect_success 'the review of a stable release is sent by quilt' '
	for agent in "quilt/0.66" "Mutt"; do
		begin && mail_write p1.eml From="$cy" Subject="[PATCH 5.14 127/168] $title" User-Agent="$agent" <<-EOF &&
		From: Ada Lindqvist <ada@example.org>

		[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]

		Why it is done.
		---
		$(small_diff)
		EOF
		mails=p1.eml && case $agent in
		quilt*) states_are "v1 applied: a copy for a stable tree" ;;
		*) states_are "v1 new: nobody answered" ;;
		esac || return 1
	done
'

test_expect_success 'what a maintainer will do to it, when he is back or along with his own change' '
	for text in "I'\''ll pick this up as soon as we'\''ve sorted the queue." "Thanks, applies to vfio next branch for v5.11." \
		"I'\''ll squash it into your patch and push it into -next."; do
		begin && post p1 01 "[PATCH] $title" && says r1 02 p1 "$ben" "$text" &&
		make_inbox --start=1754000000 inbox $mails &&
		git -C inbox kvm-series list --format="%(state)" HEAD >actual && echo applied >expect &&
		test_cmp expect actual || return 1
	done &&
	begin && post p1 01 "[PATCH] $title" && says r1 02 p1 "$ben" "I'\''ll pick this up as soon as you have mended it." &&
	make_inbox --start=1754000000 inbox $mails &&
	git -C inbox kvm-series list --format="%(state)" HEAD >actual && echo author >expect &&
	test_cmp expect actual
'

test_expect_success 'a patch that is mended when applying is taken with the others' '
	begin && post p1 01 "[PATCH 1/2] frob: One" && post p2 01 "[PATCH 2/2] frob: Two" p1 &&
	says r1 02 p1 "$ben" "A typo in the title. I will fix it up when applying." &&
	states_are "v1 applied: taken by Ben Okoro on 2025-03-02" &&
	begin && post p1 01 "[PATCH 1/2] frob: One" && post p2 01 "[PATCH 2/2] frob: Two" p1 &&
	says r1 02 p1 "$ben" "A typo in the title. I will fix it up when applying this patch." &&
	states_are "v1 review: 0 of 2 patches have a Reviewed-by or Acked-by; 1 of 2 patches applied"
'

test_expect_success 'what somebody offers to apply is taken once the author agrees, by his word alone' '
	begin && post p1 01 "[PATCH] frob: One" &&
	says r1 02 p1 "$ben" "Unused variable? If you are fine with that, I will fix it and apply it." &&
	says r2 03 r1 "$cy" "Sure." &&
	states_are "v1 author: Ben Okoro asked on 2025-03-02; the author has not answered" &&
	rm -rf inbox && says r3 04 r1 "Ada Lindqvist <ada@example.org>" "Sure." &&
	states_are "v1 applied: taken by Ben Okoro on 2025-03-02" &&
	begin && post p1 01 "[PATCH] frob: One" &&
	says r1 02 p1 "Eve <eve@example.net>" "Unused variable? If you are fine with that, I will fix it and apply it." &&
	says r2 03 r1 "Ada Lindqvist <ada@example.org>" "Sure." &&
	states_are "v1 review: Ada Lindqvist, the author, spoke last on 2025-03-03"
'

test_expect_success 'who took it may drop it; the author who drops it, or tells pw-bot so, has work' '
	begin && post p1 01 "[PATCH] $title" && says r1 02 p1 "$ben" "Queued for 5.12, thanks." &&
	says r2 03 p1 "$ben" "Now dropped, thanks for the report." &&
	make_inbox --start=1754000000 inbox $mails &&
	git -C inbox kvm-series list --format="%(state)" HEAD >actual && ! grep applied actual &&
	begin && post p1 01 "[PATCH] $title" && says r1 02 p1 "$ben" "Queued for 5.12, thanks." &&
	says r2 03 p1 "Ada Lindqvist <ada@example.org>" "Oh, the flag: I'\''ve dropped it." &&
	states_are "v1 applied: applied by Ben Okoro on 2025-03-02 to 5.12" &&
	begin && post p1 01 "[PATCH] $title" &&
	says r1 03 p1 "Ada Lindqvist <ada@example.org>" "pw-bot: cr" &&
	states_are "v1 author: Ada Lindqvist, the author, announced a change on 2025-03-03"
'

test_done
