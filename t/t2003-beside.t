#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what one author posts side by side is different work'

. "$(dirname "$0")/lib/test-lib.sh"

# set_of <id> <day and hour> <prefix> <title> <patch>…: a cover letter, its text in $notes, and patches below it,
# or with one title alone a single patch.
set_of() {
	set_id=$1
	set_date="${2%% *} Mar 2025 ${2#* }:00 +0000"
	set_prefix=$3
	set_title=$4
	shift 4
	test $# = 0 || {
		mail_write "$set_id.eml" Subject="[$set_prefix 0/$#] $set_title" Date="$set_date" <<-EOF
		What it is for.

		$notes

		 ${file:-virt/kvm/a.c} | 6 +++---
		 1 file changed, 3 insertions(+), 3 deletions(-)
		EOF
		mails="$mails $set_id.eml"
	}
	set_nr=0
	for set_patch in "${@:-$set_title}"; do
		set_nr=$((set_nr + 1))
		set_mail=$set_id-$set_nr.eml
		set_counter=" $set_nr/$#"
		set_parent="<$set_id@example.org>"
		test $# != 0 || {
			set_mail=$set_id.eml
			set_counter=
			set_parent=
		}
		mail_write "$set_mail" Subject="[$set_prefix$set_counter] $set_patch" Date="$set_date" In-Reply-To="$set_parent" <<-EOF
		Why it is done.

		$notes

		---
		$(small_diff "$set_patch" "${file:-virt/kvm/a.c}")
		EOF
		mails="$mails $set_mail"
	done
}

# topics <name>: a list of the mails so far, and what of it are topics.
topics() {
	# shellcheck disable=SC2086 # names without blanks
	make_inbox --start=1743600000 "$1.git" $mails
	mails=
	"$GITKVM_BUILD"/t/helper/accuracy-links --topics "$1.git" >out &&
	sed -n "s/ (Ada Lindqvist)//g; /^[* ] 2/p; /^      split/p" out >actual
}

mails=
notes=

test_expect_success 'an older version belongs to the one whose title it bears' '
	set_of a1 "1 12:00" PATCH "tool: count what is read" "tool: Add a counter" &&
	set_of b2 "9 12:00" "PATCH v2" "kvm: count what is read" "kvm: Count reads" &&
	set_of c2 "9 12:20" "PATCH v2" "lib: count what is read" "lib: Ask for the counters" "lib: Print them" &&
	set_of a2 "9 14:40" "PATCH v2" "tool: count what is read" "tool: Show the counters" &&
	set_of b3 "20 12:00" "PATCH v3" "kvm: count what is read" "kvm: Count all reads" &&
	set_of c3 "20 12:20" "PATCH v3" "lib: count what is read" "lib: Ask for the counters" &&
	set_of a3 "20 12:40" "PATCH v3" "tool: count what is read" "tool: Show all counters" &&
	topics titles &&
	cat >expect <<-\EOF &&
	* 2025-03-01 [PATCH 0/1] tool: count what is read <a1@example.org>
	  2025-03-09 [PATCH v2 0/1] tool: count what is read <a2@example.org>
	  2025-03-20 [PATCH v3 0/1] tool: count what is read <a3@example.org>
	* 2025-03-09 [PATCH v2 0/2] lib: count what is read <c2@example.org>
	  2025-03-20 [PATCH v3 0/1] lib: count what is read <c3@example.org>
	* 2025-03-09 [PATCH v2 0/1] kvm: count what is read <b2@example.org>
	  2025-03-20 [PATCH v3 0/1] kvm: count what is read <b3@example.org>
	EOF
	test_cmp expect actual
'

test_expect_success 'or to the one whose title is more like it, or that has its patch' '
	set_of a1 "1 12:00" PATCH "tool: count what is read from disk" "tool: Add a counter" &&
	set_of b1 "1 15:30" PATCH "tool: trace what is written to memory" "tool: Add a trace" &&
	set_of c2 "9 12:00" "PATCH v2" "kvm: count what is read" "kvm: Count reads" &&
	set_of a2 "9 12:20" "PATCH v2" "tool: count what is read from disks" "tool: Show the counters" &&
	set_of d2 "9 12:30" "PATCH v2" "kvm: trace what is written to memory" "kvm: Trace writes" &&
	set_of b2 "9 12:40" "PATCH v2" "tool: remember stores" "tool: Add a trace" &&
	topics nearest &&
	cat >expect <<-\EOF &&
	* 2025-03-01 [PATCH 0/1] tool: trace what is written to memory <b1@example.org>
	  2025-03-09 [PATCH v2 0/1] tool: remember stores <b2@example.org>
	* 2025-03-09 [PATCH v2 0/1] kvm: trace what is written to memory <d2@example.org>
	* 2025-03-01 [PATCH 0/1] tool: count what is read from disk <a1@example.org>
	  2025-03-09 [PATCH v2 0/1] tool: count what is read from disks <a2@example.org>
	* 2025-03-09 [PATCH v2 0/1] kvm: count what is read <c2@example.org>
	EOF
	test_cmp expect actual
'

test_expect_success 'what came out of it is split off, what did not is not' '
	set_of a1 "1 12:00" PATCH "tool: count what is read" "tool: One" "tool: Two" "tool: Three" &&
	set_of a2 "9 12:00" "PATCH v2" "tool: count what is read" "tool: One" "tool: Two" &&
	set_of b2 "9 12:10" "PATCH v2" "tool: Three" &&
	set_of c2 "9 12:20" "PATCH v2" "lib: count what is read" "lib: Four" &&
	topics split &&
	cat >expect <<-\EOF &&
	* 2025-03-09 [PATCH v2 0/1] lib: count what is read <c2@example.org>
	* 2025-03-09 [PATCH v2] tool: Three <b2@example.org>
	      split off from 2025-03-01 [PATCH 0/3] tool: count what is read <a1@example.org>: 1 of 1 patch titles is equal, 8 days later, same author (94 %)
	* 2025-03-01 [PATCH 0/3] tool: count what is read <a1@example.org>
	  2025-03-09 [PATCH v2 0/2] tool: count what is read <a2@example.org>
	EOF
	test_cmp expect actual
'

test_expect_success 'also where a link names it, and it goes on' '
	set_of a1 "1 12:00" PATCH "tool: count what is read" "tool: One" "tool: Two" "tool: Three" &&
	notes="v1: https://lore.kernel.org/r/a1@example.org" &&
	set_of a2 "9 12:00" "PATCH v2" "tool: count what is read" "tool: One" "tool: Two" &&
	set_of b2 "9 12:10" "PATCH v2" "tool: Three" &&
	set_of a3 "20 12:00" "PATCH v3" "tool: count what is read" "tool: One" "tool: Two" &&
	notes= &&
	set_of b3 "20 12:10" "PATCH v3" "tool: Three" "tool: Before it" "tool: Three" &&
	topics named &&
	cat >expect <<-\EOF &&
	* 2025-03-09 [PATCH v2] tool: Three <b2@example.org>
	      split off from 2025-03-01 [PATCH 0/3] tool: count what is read <a1@example.org>: v2 names it by a link (99 %)
	  2025-03-20 [PATCH v3 0/2] tool: Three <b3@example.org>
	* 2025-03-01 [PATCH 0/3] tool: count what is read <a1@example.org>
	  2025-03-09 [PATCH v2 0/2] tool: count what is read <a2@example.org>
	  2025-03-20 [PATCH v3 0/2] tool: count what is read <a3@example.org>
	EOF
	test_cmp expect actual
'

test_expect_success 'what has a patch in common, comes hours later or bears RESEND is the same work' '
	set_of a1 "1 12:00" PATCH "tool: count what is read" "tool: One" &&
	set_of a2 "9 12:00" "PATCH v2" "tool: count what is read" "tool: One" "tool: Two" &&
	set_of a3 "9 12:30" "PATCH v2" "tool: count what was read" "tool: One" "tool: Three" &&
	set_of b1 "2 12:00" PATCH "lib: print a table of names" "lib: Four" &&
	set_of b2 "9 12:00" "PATCH v2" "lib: print a table of names" "lib: Five" &&
	set_of b3 "9 15:01" "PATCH v2" "lib: print a list of names" "lib: Six" &&
	set_of c1 "3 12:00" PATCH "kvm: wake less often from sleep" "kvm: Seven" &&
	set_of c2 "9 12:00" "PATCH v2" "kvm: wake less often from sleep" "kvm: Eight" &&
	set_of c3 "9 12:30" "PATCH RESEND v2" "kvm: wake more seldom from sleep" "kvm: Nine" &&
	topics same &&
	cat >expect <<-\EOF &&
	* 2025-03-03 [PATCH 0/1] kvm: wake less often from sleep <c1@example.org>
	  2025-03-09 [PATCH v2 0/1] kvm: wake less often from sleep <c2@example.org>
	  2025-03-09 [PATCH RESEND v2 0/1] kvm: wake more seldom from sleep <c3@example.org>
	* 2025-03-02 [PATCH 0/1] lib: print a table of names <b1@example.org>
	  2025-03-09 [PATCH v2 0/1] lib: print a table of names <b2@example.org>
	  2025-03-09 [PATCH v2 0/1] lib: print a list of names <b3@example.org>
	* 2025-03-01 [PATCH 0/1] tool: count what is read <a1@example.org>
	  2025-03-09 [PATCH v2 0/2] tool: count what is read <a2@example.org>
	  2025-03-09 [PATCH v2 0/2] tool: count what was read <a3@example.org>
	EOF
	test_cmp expect actual
'

test_expect_success 'numbered sets are different, though one title was forgotten' '
	set_of a1 "1 12:00" "PATCHSET 1/1] [PATCH" "tool: count what is read" "tool: One" "tool: Two" &&
	set_of a2 "9 12:00" "PATCHSET v2 1/2] [PATCH v2" "tool: count what is read" "tool: One" "tool: Two" &&
	set_of b2 "9 12:10" "PATCHSET v2 2/2] [PATCH v2" "tool: count what is read" "tool: Three" "tool: Four" &&
	set_of a3 "20 12:00" "PATCHSET v3 1/2] [PATCH v3" "tool: count what is read" "tool: One" "tool: Two" &&
	set_of b3 "20 12:10" "PATCHSET v3 2/2] [PATCH v3" "tool: count what is read" "tool: Three" "tool: Four" &&
	sed -i "s/^\(Subject: \[PATCHSET.*\]\) \[PATCH.* 0\/2\]/\1/; s/^\(Subject:\) \[PATCHSET.*\] \(\[PATCH\)/\1 \2/" $mails &&
	# shellcheck disable=SC2086 # names without blanks
	make_inbox --start=1743600000 sets.git $mails &&
	mails= &&
	git -C sets.git kvm-series list --format="%(version) %(versions) %(messageid)" HEAD >actual &&
	cat >expect <<-\EOF &&
	v3 2 b3@example.org
	v3 3 a3@example.org
	EOF
	test_cmp expect actual
'

test_done
