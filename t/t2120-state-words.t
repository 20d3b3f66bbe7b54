#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series: what is said below a patch, and the state that it makes'

. "$(dirname "$0")/lib/test-lib.sh"

nr=0

# topic <state> <sender> <diff line>: one patch of its own; what follows answers it.
topic() {
	nr=$((nr + 1))
	turn=0
	printf '%s %s\n' "a$nr" "$1" >>expect
	mail_write "a$nr.eml" From="$2" Subject="[PATCH] $3" To="$ben" Date='Mon, 03 Mar 2025 01:00:00 +0000' <<-EOF
	Why it is done.
	---
	$(small_diff "$3" "lib/$3.c")
	EOF
	mails="$mails a$nr.eml" last=a$nr
}

# says <sender> <text>: answers what was said last.
says() {
	turn=$((turn + 1))
	mail_write "a$nr-$turn.eml" From="$1" Subject='Re: [PATCH] It' In-Reply-To="<$last@example.org>" \
		Date="Mon, 03 Mar 2025 1$turn:00:00 +0000" <<-EOF
	$2
	EOF
	mails="$mails a$nr-$turn.eml" last=a$nr-$turn
}

ada='Ada Lindqvist <ada@example.org>'
ben='Ben Okoro <ben@example.com>'
cy='Cy Example <cy@example.net>'
curly=$(printf '\342\200\231')

test_expect_success 'setup' '
	topic withdrawn "$ada" abacus &&
	says "$ada" "NAK, it leaks on unbind." &&
	topic review "$ada" anvil &&
	says "$ben" "Would it be better to sleep there?" &&
	says "$ada" "NAK, the caller holds a lock and may not sleep there." &&
	topic withdrawn "$cy" anchor &&
	says "$ben" "It breaks the build on old boards." &&
	says "$cy" "NAK, I sent this too early." &&
	topic contested "$ada" apple &&
	says "$ben" "Thanks for the patch, but I already sent this a month ago: https://lists.example.org/x" &&
	topic withdrawn "$cy" bolt &&
	says "$ben" "The lock is taken elsewhere. I have posted a patch which fixes the issue for me." &&
	says "$cy" "Thanks Ben for fixing this issue, I can confirm the patch works for me too." &&
	topic author "$ada" crane &&
	says "$ben" "I have sent a patch for the documentation of it. What about arm64?" &&
	topic author "$cy" dune &&
	says "$ben" "How about checking the size first?" &&
	says "$cy" "I think that is worth trying!" &&
	topic review "$ada" elbow &&
	says "$ben" "How about checking the size first?" &&
	says "$ada" "It is worth trying when the lock is held, which it cannot be as the caller sleeps." &&
	topic author "$cy" gable &&
	says "$ben" "Why is the lock taken twice?" &&
	says "$ben" "It may be that I did not say it well: the caller in lib/a.c holds the lock all along." &&
	topic review "$cy" haven &&
	says "$ben" "Why is the lock taken twice?" &&
	says "$ben" "Obviously not, forget it." &&
	topic applied "$ada" indigo &&
	says "$cy" "Cheers, do you mind picking this up for the fixes?" &&
	says "$ben" "Sure, will do." &&
	topic withdrawn "$ada" jumbo &&
	says "$ben" "Already posted[1] last week." &&
	says "$ada" "Sorry for the duplicate, I am usually good at spotting that." &&
	topic author "$ada" kilo &&
	says "$ben" "Why is the lock taken twice?" &&
	says "$ada" "Ok. Will look into it." &&
	topic withdrawn "$ada" lemon &&
	says "$ben" "This is not something I am going to merge." &&
	says "$ada" "The lock is needed for the table, is it not? Ok. Will consider other ways." &&
	topic contested "$ada" mango &&
	says "$ben" "IOW, just no." &&
	topic contested "$ada" merle &&
	says "$ben" "Unless there is a number for it, that is a NAK from me." &&
	topic contested "$cy" nymph &&
	says "$ben" "I would not mind the table. The lock is another thing: I would rather not take this until it is gone." &&
	topic author "$ada" night &&
	says "$ben" "Could we not do this in the early setup?" &&
	says "$cy" "That would indeed be preferable." &&
	topic withdrawn "$ada" olive &&
	says "$ben" "Absolutely not. The table is right as it is." &&
	says "$ada" "Get it! Thanks for the words.

IMPORTANT NOTICE: The contents of this email and any attachments are for the one who got it, so please delete it." &&
	topic review "$ada" quill &&
	says "$ben" "The lock should be left out here." &&
	says "$ada" "The caller does not hold it, as the log says." &&
	says "$ben" "Ah, you are right, I had the older tree with that lock." &&
	topic review "$ada" raven &&
	says "$ben" "Thanks for the reminder, I will have a look again early next week." &&
	topic applied "$ada" stone &&
	says "$ben" "Yup, well spotted. I will add that to the series." &&
	topic author "$ada" tower &&
	says "$ben" "Is there another patch like this?" &&
	says "$ada" "Yes, there is, I will add that to the series." &&
	topic review "$ada" pearl &&
	says "$ben" "I have queued this in frob-unstable. Material there is still under review." &&
	says "$ada" "The table is sorted first, as the log says." &&
	topic author "$ada" gorge &&
	says "$ben" "INT is the wrong term for these." &&
	says "$ada" "I${curly}m glad to create the v3 patch with the other prefix." &&
	topic author "$ada" hinge &&
	says "$ben" "Can the lock be dropped here?

Reviewed-by: $ben" &&
	topic reviewed "$ada" ivory &&
	says "$ben" "Can the lock be dropped here?

Reviewed-by: $ben" &&
	says "$ada" "The caller sleeps while it holds the table, so that it is needed." &&
	topic review "$ada" jelly &&
	says "$ben" "Why is the lock taken twice?" &&
	says "$ben" "Sorry for the noise, it is another lock." &&
	topic review "$ada" knoll &&
	says "$ben" "The lock is taken twice here as far as I can see." &&
	says "$ada" "Which tree do you look at?" &&
	says "$ben" "Never mind, I had the older tree in mind." &&
	topic author "$ada" ledge &&
	says "$ben" "Why is the lock taken twice?" &&
	says "$ada" "It will easily reach the limit of the table then. I will rename it." &&
	topic review "$ada" minor &&
	says "$ben" "Why is the lock taken twice?" &&
	says "$ada" "Sorry to bother you again, I hope for an answer." &&
	topic applied "$ada" nacre &&
	says "$ben" "I will queue them up once -rc1 is out." &&
	topic author "$ada" ochre &&
	says "$ben" "The size should be checked in front of that, since the caller does not know the table." &&
	says "$ada" "Agreed. The table comes from the log, which the caller has read before it knows how long that is, so that what is checked there is the part of it that was there then, and not the whole." &&
	topic author "$ada" plume &&
	says "$ben" "There may be a bug in the check." &&
	says "$ada" "Right, I am working on that." &&
	topic reviewed "$ada" quail &&
	says "$cy" "Reviewed-by: $cy" &&
	says "$ben" "If I read this well the length is counted in bytes here, and that call wants it in pages of the table." &&
	says "$ada" "The function returns pages, as its name says, so that this is the number of pages." &&
	says "$ben" "Ah, my mistake. Sorry for the noise." &&
	topic author "$ada" rivet &&
	says "$ben" "There is a blank too many.

Otherwise looks good." &&
	topic author "$ada" slate &&
	says "$ben" "Just one nit below. With that fixed feel free to add:

Reviewed-by: $ben" &&
	topic reviewed "$ada" spruce &&
	says "$ben" "Who has no typo in their name today? ;-)

Reviewed-by: $ben" &&
	topic author "$ada" thorn &&
	says "$ada" "There is a line too many. I will repost it unless somebody objects." &&
	topic author "$ada" topaz &&
	says "$ben" "This breaks the build of lib/a.c, which has no table." &&
	says "$ada" "I think that can be done without it. Working on that now." &&
	topic applied "$ada" umber &&
	says "$ben" "Unused variable here. If you are fine with that, I will apply it with that fixed." &&
	says "$ada" "Absolutely. The rest is for another day." &&
	topic author "$ada" vetch &&
	says "$ben" "Unused variable here. If you are fine with that, I will apply it with that fixed." &&
	topic withdrawn "$ada" walnut &&
	says "$ben" "I think that is done better in the caller.

$(small_diff caller lib/caller.c)" &&
	says "$ada" "I have tested your diff, and it fixes the issue for me." &&
	topic author "$ada" yarrow &&
	says "$ben" "I think that is done better in the caller.

$(small_diff caller lib/caller.c)" &&
	says "$ada" "It fixes the issue for me, so I will send it as v2." &&
	topic contested "$ada" zinc &&
	says "$ben" "That is absolutely the wrong fix. Please see the tree for the right one." &&
	topic withdrawn "$ada" agate &&
	says "$ben" "This is what the specification says, so I would rather just keep it around." &&
	says "$ada" "Understood. Thanks for the quick feedback!" &&
	topic review "$ada" birch &&
	says "$ben" "This is the log of a run with the patch: the lock is taken twice there." &&
	says "$ben" "Please ignore it. I think this is caused by my own patch. Sorry for the noise." &&
	says "$ada" "Right. The log did not look like the table at all." &&
	topic author "$ada" cedar &&
	says "$ben" "Sorry for the noise, I had the older tree. Why is the lock taken twice, though?" &&
	topic review "$ada" dahlia &&
	says "$ben" "Why is the lock taken twice?" &&
	says "$ben" "Ah, it is taken by the caller as well in that file, so that there is nothing else. I see." &&
	topic review "kernel test robot <lkp@intel.com>" fjord &&
	says "$ben" "I wonder whether this is right, and will fold it into the next version if needed."
'

test_expect_success 'each has the state that its words make' '
	make_inbox --start=1741000000 inbox $mails &&
	git -C inbox kvm-series list --all-versions --format="%(messageid) %(state)" HEAD >out &&
	sed "s/@example.org//" out | sort >actual &&
	sort expect >sorted && test_cmp sorted actual
'

# answer <id> <parent> <hour> <sender> <text>
answer() {
	mail_write "$1.eml" In-Reply-To="<$2@example.org>" From="$4" Subject='Re: [PATCH] It' \
		Date="Mon, 03 Mar 2025 $3:00:00 +0000" <<-EOF
	$5
	EOF
}

test_expect_success 'a tag for one patch does not settle what was asked before about another' '
	for n in 1 2; do
		mail_write p$n.eml Subject="[PATCH $n/2] frob: Part $n" In-Reply-To="${n#1}" \
			Date="Mon, 03 Mar 2025 0$n:00:00 +0000" <<-EOF || return 1
		Why it is done.
		---
		$(small_diff $n lib/$n.c)
		EOF
	done &&
	sed "s/^In-Reply-To: 2/In-Reply-To: <p1@example.org>/" p2.eml >p && mv p p2.eml &&
	answer b1 p2 03 "$cy" "Reviewed-by: $cy" &&
	answer b2 p2 04 "$ben" "Why is the lock taken twice?" &&
	answer b3 p1 05 "$cy" "Reviewed-by: $cy" &&
	answer b4 p2 06 "$ben" "Reviewed-by: $ben" &&
	make_inbox --start=1741100000 pair p1.eml p2.eml b1.eml b2.eml b3.eml &&
	git -C pair kvm-series list --format="%(patches) %(state): %(reason)" HEAD >actual &&
	echo "2 author: Ben Okoro asked today on patch 2; the author has not answered" >expect &&
	test_cmp expect actual &&
	make_inbox --start=1741200000 pair b4.eml &&
	git -C pair kvm-series list --format="%(state)" HEAD >actual &&
	echo reviewed >expect &&
	test_cmp expect actual
'

test_done
