#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series: whose turn it is where a talk went on below an older version or another title'

. "$(dirname "$0")/lib/test-lib.sh"

ada='Ada Lindqvist <ada@example.org>'
ben='Ben Okoro <ben@example.com>'
cy='Cy Example <cy@example.net>'

# patch <id> <hour> <prefix> <n> [<parent>]
patch() {
	mail_write "$1.eml" From="$ada" Subject="[$3] frob: Part $4" To="$ben" In-Reply-To="${5:+<$5@example.org>}" \
		Date="Mon, 03 Mar 2025 $2:00:00 +0000" <<-EOF
	Why it is done.
	---
	$(small_diff "$4" "lib/$4.c")
	EOF
}

# answer <id> <parent> <hour> <sender> <subject> <text>
answer() {
	mail_write "$1.eml" In-Reply-To="<$2@example.org>" From="$4" Subject="Re: $5" \
		Date="Mon, 03 Mar 2025 $3:00:00 +0000" <<-EOF
	$6
	EOF
}

# state_is <state> <mail>…
state_is() {
	echo "$1" >expect && shift &&
	rm -rf inbox && make_inbox --start=1741000000 inbox "$@" &&
	git -C inbox kvm-series list --format="%(state)" HEAD >actual &&
	test_cmp expect actual
}

test_expect_success 'who is told below an older version of the newer one is answered' '
	patch p1 01 "PATCH 1/2" 1 && patch p2 02 "PATCH 2/2" 2 p1 &&
	patch v1 03 "PATCH v2 1/2" 1 && patch v2 04 "PATCH v2 2/2" 2 v1 &&
	answer a1 p2 05 "$ben" "[PATCH 2/2] frob: Part 2" "Can the lock be left out?" &&
	state_is author p1.eml p2.eml v1.eml v2.eml a1.eml &&
	answer a2 p1 06 "$ada" "[PATCH 1/2] frob: Part 1" "There is a second version that has all of this, without the lock." &&
	state_is review p1.eml p2.eml v1.eml v2.eml a1.eml a2.eml &&
	answer a2 p1 06 "$ada" "[PATCH 1/2] frob: Part 1" "The lock is in the way there. I will drop it." &&
	state_is author p1.eml p2.eml v1.eml v2.eml a1.eml a2.eml
'

test_expect_success 'who says below an older version that it was applied has answered' '
	patch p1 01 "PATCH" 1 && patch v1 03 "PATCH v2" 1 &&
	answer a1 p1 05 "$ben" "[PATCH] frob: Part 1" "Why does it need a lock of its own there?" &&
	answer a2 a1 06 "$ada" "[PATCH] frob: Part 1" "Applied, thanks." &&
	state_is author p1.eml v1.eml a1.eml &&
	state_is review p1.eml v1.eml a1.eml a2.eml
'

test_expect_success 'approval below an older version is no comment on the newer, but a question is one' '
	patch p1 01 "PATCH" 1 && patch v1 03 "PATCH v2" 1 &&
	answer a1 p1 05 "$ben" "[PATCH] frob: Part 1" "+1. Having a lock of its own there is a good idea, and it will be handy for the others." &&
	state_is review p1.eml v1.eml a1.eml &&
	answer a1 p1 05 "$ben" "[PATCH] frob: Part 1" "Why does it need a lock of its own there?" &&
	state_is author p1.eml v1.eml a1.eml
'

test_expect_success 'a question about one patch is not settled by a tag for another' '
	patch p1 01 "PATCH 1/2" 1 && patch p2 02 "PATCH 2/2" 2 p1 &&
	for n in 1 2; do
		sed "s/^---$/Reviewed-by: $cy\n&/" p$n.eml >p && mv p p$n.eml || return 1
	done &&
	answer a1 p2 03 "$ben" "[PATCH 2/2] frob: Part 2" "If it is not faster, why bother?" &&
	answer a2 p1 04 "$ben" "[PATCH 1/2] frob: Part 1" "Reviewed-by: $ben" &&
	state_is author p1.eml p2.eml a1.eml a2.eml &&
	answer a3 p2 05 "$ben" "[PATCH 2/2] frob: Part 2" "Reviewed-by: $ben" &&
	state_is reviewed p1.eml p2.eml a1.eml a2.eml a3.eml
'

test_expect_success 'what bears another title is another matter' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$cy" "[PATCH] frob: Part 1" "Reviewed-by: $cy" &&
	answer a2 a1 03 "$ben" "panic in frob (was [PATCH] frob: Part 1)" "Why does the board panic with this?" &&
	state_is reviewed p1.eml a1.eml a2.eml &&
	answer a2 a1 03 "$ben" "[PATCH] frob: Part 1" "Why does the board panic with this?" &&
	state_is author p1.eml a1.eml a2.eml
'

test_expect_success 'who developed it with the author speaks for both, and a ping by name asks nothing' '
	patch p1 01 "PATCH" 1 &&
	sed "s/^---$/Co-developed-by: $cy\nSigned-off-by: $cy\n&/" p1.eml >p && mv p p1.eml &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "Why does the board panic with this?" &&
	answer a2 a1 03 "$cy" "[PATCH] frob: Part 1" "It wakes up too early, and nobody knows why. I will look into it." &&
	state_is author p1.eml a1.eml a2.eml &&
	git -C inbox kvm-series list --format="%(reason)" HEAD >actual &&
	echo "Cy Example, the author, announced to look into it today" >expect &&
	test_cmp expect actual &&
	answer a2 p1 03 "$cy" "[PATCH] frob: Part 1" "Ben, ping?" &&
	state_is author p1.eml a1.eml a2.eml
'

test_expect_success 'not where the patch itself bears the mark' '
	patch p1 01 "PATCH" "1 (was: frob: Part 0)" &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1 (was: frob: Part 0)" "Why is it renamed?" &&
	state_is author p1.eml a1.eml
'

# cover <id> <hour> <prefix>
cover() {
	mail_write "$1.eml" From="$ada" Subject="[$3] frob: Parts" To="$ben" Date="Mon, 03 Mar 2025 $2:00:00 +0000" <<-EOF
	What they do.
	EOF
}

# post_series <patches>: p0, which is the cover letter, p1, …
post_series() {
	cover p0 01 "PATCH 0/$1" &&
	for n in $(seq "$1"); do
		patch "p$n" "0$((n + 1))" "PATCH $n/$1" "$n" p0 || return 1
	done
}

test_expect_success 'who refuses one patch of several wants the series changed, who says NAK refuses it' '
	post_series 2 &&
	answer a1 p2 04 "$ben" "[PATCH 2/2] frob: Part 2" "We are not going to accept this one. Please send it without that." &&
	state_is author p0.eml p1.eml p2.eml a1.eml &&
	answer a1 p0 04 "$ben" "[PATCH 0/2] frob: Parts" "We are not going to accept this. Please do it in user space." &&
	state_is contested p0.eml p1.eml p2.eml a1.eml &&
	answer a1 p2 04 "$ben" "[PATCH 2/2] frob: Part 2" "NAK. Please do it in user space." &&
	state_is contested p0.eml p1.eml p2.eml a1.eml
'

test_expect_success 'an objection behind all tags that the author answered waits for who objected' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$cy" "[PATCH] frob: Part 1" "Reviewed-by: $cy" &&
	answer a2 p1 03 "$ben" "[PATCH] frob: Part 1" "Does that not make the slow path slower for all the others?" &&
	answer a3 a2 04 "$ada" "[PATCH] frob: Part 1" "It was measured on two boards, and made no difference to any of them." &&
	state_is reviewed p1.eml a1.eml &&
	state_is author p1.eml a1.eml a2.eml &&
	state_is review p1.eml a1.eml a2.eml a3.eml &&
	answer a4 a3 05 "$cy" "[PATCH] frob: Part 1" "Thanks!" &&
	state_is review p1.eml a1.eml a2.eml a3.eml a4.eml &&
	git -C inbox kvm-series list --format="%(reason)" HEAD >actual &&
	echo "Ada Lindqvist, the author, answered an objection today" >expect && test_cmp expect actual &&
	answer a4 a3 05 "$ben" "[PATCH] frob: Part 1" "Reviewed-by: $ben" &&
	state_is reviewed p1.eml a1.eml a2.eml a3.eml a4.eml
'

test_expect_success 'what was said of a patch is settled when the author posts that patch anew' '
	post_series 2 &&
	answer a1 p2 04 "$ben" "[PATCH 2/2] frob: Part 2" "Please say why it is needed." &&
	answer a2 a1 05 "$ada" "[PATCH 2/2] frob: Part 2" "Will do." &&
	state_is author p0.eml p1.eml p2.eml a1.eml a2.eml &&
	patch v2 06 "PATCH v1.1 2/2" 2 p0 &&
	state_is review p0.eml p1.eml p2.eml a1.eml a2.eml v2.eml &&
	answer a3 v2 07 "$ben" "[PATCH v1.1 2/2] frob: Part 2" "Why is the lock gone?" &&
	state_is author p0.eml p1.eml p2.eml a1.eml a2.eml v2.eml a3.eml
'

test_expect_success 'approval below an older version does not answer the newer one' '
	patch p1 01 "PATCH" 1 && patch v1 03 "PATCH v2" 1 &&
	answer a1 p1 05 "$ben" "[PATCH] frob: Part 1" "Thanks!" &&
	state_is new p1.eml v1.eml a1.eml &&
	answer a1 v1 05 "$ben" "[PATCH v2] frob: Part 1" "Thanks!" &&
	state_is review p1.eml v1.eml a1.eml
'

test_expect_success 'who agrees with one wish of several owes that, however long the rest is' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "Why is the lock taken? And this should be const." &&
	rest="The caller of it has to know the size before it allocates, and there is no other place that
	could tell it without taking the lock a second time, which the guest would notice." &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "> Why is the lock taken?

$rest

> And this should be const.

Right." &&
	state_is author p1.eml a1.eml a2.eml &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "> Why is the lock taken?

$rest

> And this is x86 code.

Right." &&
	state_is review p1.eml a1.eml a2.eml
'

test_expect_success 'what was announced stands though the author asks something in a later answer' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "The name is too long, I think." &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "I will rename it in v2." &&
	answer a3 a1 04 "$ada" "[PATCH] frob: Part 1" "Cy, is the bound of it right?" &&
	state_is author p1.eml a1.eml a2.eml a3.eml &&
	state_is review p1.eml a1.eml a3.eml
'

test_expect_success 'whoever withdraws an objection has none, and who seconds himself has two' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "It does not look like a good idea to merge these." &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "They were never apart in what gets built, only in what gets loaded." &&
	answer a3 a2 04 "$ben" "[PATCH] frob: Part 1" "I see, so the choice goes away at run time, while at build time it is
	there still, which is good enough for the cases that I had in mind. I think it is not how it
	ought to be, but the practical side of it counts for more. Objection withdrawn." &&
	state_is review p1.eml a1.eml a2.eml a3.eml &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "> first

no need for min_t, simple min() can be used

> second

same here" &&
	state_is author p1.eml a1.eml
'

test_expect_success 'a few words against a refusal are no argument' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "I have this queued:
  https://patchwork.example.org/patch/1/

Which I think does the same." &&
	state_is contested p1.eml a1.eml &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "Ah, all good then. Nothing to see here." &&
	state_is withdrawn p1.eml a1.eml a2.eml &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "That one leaves out the size, which the guest has to know before it allocates." &&
	state_is review p1.eml a1.eml a2.eml
'

test_expect_success 'what was said of a patch that a newer version has not is none of its matters' '
	patch p1 01 "PATCH 1/2" 1 && patch p2 02 "PATCH 2/2" 2 p1 && patch v1 03 "PATCH v2" 1 &&
	answer a1 p2 04 "$ben" "[PATCH 2/2] frob: Part 2" "Why is the lock gone there?" &&
	state_is new p1.eml p2.eml v1.eml a1.eml &&
	answer a1 p1 04 "$ben" "[PATCH 1/2] frob: Part 1" "Why is the lock gone there?" &&
	state_is author p1.eml p2.eml v1.eml a1.eml &&
	sed "s|lib/1.c|lib/2.c|" v1.eml >v && mv v v1.eml &&
	answer a1 p2 04 "$ben" "[PATCH 2/2] frob: Part 2" "Why is the lock gone there?" &&
	state_is author p1.eml p2.eml v1.eml a1.eml
'

test_expect_success 'where the author approves of another patch than the own one, that replaces it' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "How about this instead?

$(small_diff 2 lib/2.c)" &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "Tested-by: $ada" &&
	state_is author p1.eml a1.eml &&
	state_is withdrawn p1.eml a1.eml a2.eml &&
	git -C inbox kvm-series list --format="%(reason)" HEAD >actual &&
	echo "Ada Lindqvist, the author, approved of what Ben Okoro posted instead" >expect &&
	test_cmp expect actual &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "I will make it part of v2.

Tested-by: $ada" &&
	state_is author p1.eml a1.eml a2.eml
'

test_expect_success 'who took all but one of three was through with them, unless something is open there' '
	post_series 3 &&
	answer a1 p0 05 "$ben" "[PATCH 0/3] frob: Parts" "Applied patches 1 and 3 to frob-next, thanks." &&
	state_is applied p0.eml p1.eml p2.eml p3.eml a1.eml &&
	answer a2 p2 06 "$cy" "[PATCH 2/3] frob: Part 2" "Why is the lock gone there?" &&
	state_is author p0.eml p1.eml p2.eml p3.eml a1.eml a2.eml &&
	answer a1 p0 05 "$ben" "[PATCH 0/3] frob: Parts" "Applied patch 1 to frob-next, thanks." &&
	state_is review p0.eml p1.eml p2.eml p3.eml a1.eml
'

test_expect_success 'what stands beside where a patch was taken asks nothing, unless it is a question' '
	post_series 3 && beside="$(seq -s " more words " 25)" &&
	answer a1 p0 05 "$ben" "[PATCH 0/3] frob: Parts" "Applied patch 1 to frob-next, thanks.

All being well it will be in the next release, with $beside." &&
	state_is review p0.eml p1.eml p2.eml p3.eml a1.eml &&
	answer a1 p0 05 "$ben" "[PATCH 0/3] frob: Parts" "Applied patch 1 to frob-next, thanks.

Why is the lock gone in the others?" &&
	state_is author p0.eml p1.eml p2.eml p3.eml a1.eml
'

test_expect_success 'who sees the point of the author asks no more, but where much or a question is left' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "Why does the board panic with this?" &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "It was measured on two boards, and neither of them did." &&
	answer a3 a2 04 "$ben" "[PATCH] frob: Part 1" "Good point. It is the caller then." &&
	state_is review p1.eml a1.eml a2.eml a3.eml &&
	answer a3 a2 04 "$ben" "[PATCH] frob: Part 1" "Good point. Who takes the lock then?" &&
	state_is author p1.eml a1.eml a2.eml a3.eml
'

test_expect_success 'who sees the point of the author refuses nothing, and has nothing left to object to' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "Thanks. Reviewed-by: $ben" &&
	answer a2 a1 03 "$ben" "[PATCH] frob: Part 1" "Should the other board not be changed as well?" &&
	answer a3 a2 04 "$ada" "[PATCH] frob: Part 1" "Nobody runs it any more, so that it can stay as it is." &&
	answer a4 a3 05 "$ben" "[PATCH] frob: Part 1" "Let us just leave it as is." &&
	state_is contested p1.eml a1.eml a2.eml a3.eml a4.eml &&
	answer a4 a3 05 "$ben" "[PATCH] frob: Part 1" "You are right. Let us just leave it as is." &&
	state_is reviewed p1.eml a1.eml a2.eml a3.eml a4.eml
'

test_expect_success 'who tells at length how it was tested asks nothing, but by a question' '
	patch p1 01 "PATCH" 1 && much="$(seq -s " lines of a log " 25)" &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "It boots again with this.

Tested-by: $ben

Before: $much" &&
	state_is review p1.eml a1.eml &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "It boots again with this.

Tested-by: $ben

Before: $much. Is that known?" &&
	state_is author p1.eml a1.eml
'

test_expect_success 'where a newer version is some of the patches, what is said of the others is none of its matters' '
	post_series 2 && sed "s|lib/2.c|lib/1.c|" p2.eml >p && mv p p2.eml && patch q1 05 "PATCH v2" 1 &&
	answer a1 p2 06 "$cy" "[PATCH 2/2] frob: Part 2" "The name of that one is misleading, if you ask me." &&
	state_is new p0.eml p1.eml p2.eml q1.eml a1.eml &&
	answer a1 p1 06 "$cy" "[PATCH 1/2] frob: Part 1" "The name of that one is misleading, if you ask me." &&
	state_is author p0.eml p1.eml p2.eml q1.eml a1.eml
'

test_expect_success 'who holds the own work withdraws it, who holds that of another objects' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ada" "[PATCH] frob: Part 1" "Please do not apply this." &&
	state_is withdrawn p1.eml a1.eml &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "Please do not apply this." &&
	state_is author p1.eml a1.eml
'

test_expect_success 'to look into a patch is owed until its author says more of it' '
	post_series 2 &&
	answer a1 p2 04 "$ben" "[PATCH 2/2] frob: Part 2" "Does that work on the old boards?" &&
	answer a2 a1 05 "$ada" "[PATCH 2/2] frob: Part 2" "I will look into it." &&
	answer a3 p1 06 "$ben" "[PATCH 1/2] frob: Part 1" "Why is the lock gone?" &&
	answer a4 a3 07 "$ada" "[PATCH 1/2] frob: Part 1" "Nobody takes it since the size is known." &&
	state_is author p0.eml p1.eml p2.eml a1.eml a2.eml a3.eml a4.eml &&
	answer a5 a1 08 "$ada" "[PATCH 2/2] frob: Part 2" "It works on both of those that were within my reach." &&
	state_is review p0.eml p1.eml p2.eml a1.eml a2.eml a3.eml a4.eml a5.eml
'

test_expect_success 'tags settle what was announced where who was answered gave one' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "The name is too long. Reviewed-by: $ben" &&
	answer a2 a1 03 "$ada" "[PATCH] frob: Part 1" "I will rename it in v2." &&
	answer a3 p1 04 "$cy" "[PATCH] frob: Part 1" "Tested-by: $cy" &&
	state_is author p1.eml a1.eml a2.eml a3.eml &&
	answer a4 a2 05 "$ben" "[PATCH] frob: Part 1" "Acked-by: $ben" &&
	state_is reviewed p1.eml a1.eml a2.eml a3.eml a4.eml
'

# work <version> <patches> <hour>: so many patches of other work, and the one that was posted alone last.
work() {
	for n in $(seq 2 "$2") 1; do
		patch "w$1$n" "$3" "PATCH v$1 $(((n + $2 - 2) % $2 + 1))/$2" "$n" "w${1}2" || return 1
	done
}

test_expect_success 'what its author posted again as a part of other work is superseded' '
	patch p1 01 "PATCH" 1 &&
	answer a1 p1 02 "$ben" "[PATCH] frob: Part 1" "Why is the lock gone there?" &&
	work 6 20 03 && rm w61.eml && sed -i "s|/20\]|/19]|" w6*.eml &&
	work 7 20 05 &&
	sed -i "s|Part 1\$|Lock the ring of the guest|" p1.eml a1.eml w71.eml &&
	rm -rf inbox && make_inbox --start=1741000000 inbox p1.eml a1.eml w6*.eml w7*.eml &&
	git -C inbox kvm-series list --format="%(title): %(state), %(reason)" HEAD >actual &&
	cat >expect <<-\EOF &&
	frob: Part 2: new, nobody answered
	frob: Lock the ring of the guest: superseded, posted again today as "[PATCH v7 20/20] frob: Lock the ring of the guest"
	EOF
	test_cmp expect actual &&
	git -C inbox kvm-series show p1@example.org >shown && id=$(sed -n "s/^superseded: posted again today as .*guest\" //p" shown) &&
	git -C inbox cat-file blob "$id:m" >mail && test_grep "^Message-ID: <w71@example.org>$" mail &&
	git -C inbox kvm-series mbox -q p1@example.org 2>err >/dev/null &&
	test_grep "^warning: the series is superseded: posted again today as .*: <w71@example.org>\$" err
'

test_expect_success 'not what somebody else posted, nor the same for another tree' '
	sed "s|^From: .*|From: $ben|" w71.eml >other && mv w71.eml kept && mv other w71.eml &&
	rm -rf inbox && make_inbox --start=1741000000 inbox p1.eml a1.eml w6*.eml w7*.eml &&
	git -C inbox kvm-series list --format="%(title): %(state)" HEAD >actual &&
	grep "^frob: Lock the ring of the guest: author" actual &&
	mv kept w71.eml && sed -i "s|\[PATCH |[PATCH net |" w7*.eml w6*.eml &&
	rm -rf inbox && make_inbox --start=1741000000 inbox p1.eml a1.eml w6*.eml w7*.eml &&
	git -C inbox kvm-series list --format="%(title): %(state)" HEAD >actual &&
	grep "^frob: Lock the ring of the guest: author" actual
'

test_done
