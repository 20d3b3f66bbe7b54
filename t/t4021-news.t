#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='list --new: every topic in which something happened, and what'

. "$(dirname "$0")/lib/test-lib.sh"

ADA='Ada Lindqvist <ada@example.org>'
BEN='Ben Okoro <ben@example.com>'
MEI='Mei Tanaka <mei@example.net>'

# patch <id> <day> <subject> [<Field>=<value>…]: a posting of Ada's.
patch() {
	id=$1 day=$2 subject=$3
	shift 3
	mail_write "$id.eml" From="$ADA" Subject="$subject" Date="$day Mar 2025 12:00:00 +0000" "$@" <<-EOF
	Why it is done.

	Cc: $MEI
	Signed-off-by: $ADA
	---
	$(small_diff "$id" "virt/kvm/${file:-a}.c")
	EOF
}

# reply <id> <day> <to> <from> [<Field>=<value>…]: with the text of standard input.
reply() {
	id=$1 day=$2 to=$3 from=$4
	shift 4
	mail_write "$id.eml" From="$from" Subject="Re: that" Date="$day Mar 2025 12:00:00 +0000" \
		In-Reply-To="<$to@example.org>" "$@"
}

# comes <id>…: these mails are in the inbox from now on.
comes() {
	mails=
	for id; do
		mails="$mails $id.eml"
	done
	# shellcheck disable=SC2086 # names without blanks
	make_inbox --start=$((1741000000 + step * 1000)) in.git $mails &&
	step=$((step + 1))
}

# Topics, with all that may change but ages and what counts from them: a line each.
whole() {
	git -C in.git kvm-series list --json --all-versions HEAD >json &&
	jq -c '[.topics[] | del(.age, .idle, .idle_days, .reason, .id)]
		| reduce .[] as $r ([]; if . == [] or (.[-1] | length) == .[-1][0].versions
			then . + [[$r]] else .[:-1] + [.[-1] + [$r]] end)
		| .[] | {id: .[0].messageid, rows: .}' json | sort
}

# The topics that differ from the last call, by the Message-ID of their newest version.
difference() {
	whole >after &&
	comm -13 before after | jq -r .id | sort &&
	mv after before
}

# Brings what --new lists into "actual", and holds it against that difference.
look() {
	git -C in.git kvm-series --new --format="%(messageid) %(news)" >actual &&
	difference >expect &&
	sed "s/ .*//" actual | sort >listed &&
	test_cmp expect listed
}

test_expect_success 'the first time it is the list, and nothing is news' '
	step=1 &&
	patch a1 1 "[PATCH 1/2] KVM: First" && file=b patch a2 1 "[PATCH 2/2] KVM: Second" In-Reply-To="<a1@example.org>" &&
	file=c patch b1 1 "[PATCH] KVM: Other work" && file=d patch c1 1 "[PATCH] KVM: A third" &&
	comes a1 a2 b1 c1 &&
	git -C in.git kvm-series >expect &&
	git -C in.git kvm-series --new >actual &&
	test_cmp expect actual &&
	test_line_count = 3 actual &&
	whole >before &&
	git -C in.git kvm-series --new >actual &&
	test_must_be_empty actual &&
	git -C in.git kvm-series log --new >actual &&
	test_grep "KVM: A third" actual
'

test_expect_success 'a question: the state was another one' '
	reply r1 2 a1 "$BEN" <<-\EOF &&
	Why is that not done in the caller, where the lock is held anyway?
	EOF
	comes r1 &&
	git -C in.git kvm-series --new=dry >actual &&
	test_line_count = 2 actual &&
	sed -n 2p actual >line &&
	test_grep "^    new → author: Ben Okoro asked today on patch 1; the author has not answered; 1 answer by Ben Okoro\$" line &&
	look &&
	test_line_count = 1 actual
'

test_expect_success 'the answer of the author, and a tag for both patches' '
	reply r2 3 r1 "$ADA" <<-\EOF &&
	Because the caller does not know which vCPU it is for.
	EOF
	reply r3 3 a1 "$MEI" <<-\EOF &&
	Reviewed-by: Mei Tanaka <mei@example.net>
	EOF
	comes r2 r3 && look &&
	test_grep "^a1@example.org author → review: .*; 2 answers by Ada Lindqvist, Mei Tanaka; Reviewed-by: Mei Tanaka\$" actual
'

test_expect_success 'a new version, and answers to it at once' '
	patch v1 4 "[PATCH v2 1/2] KVM: First" && file=b patch v2 4 "[PATCH v2 2/2] KVM: Second" In-Reply-To="<v1@example.org>" &&
	mail_write v0.eml From="$ADA" Subject="Re: [PATCH v2 0/2] none" In-Reply-To="<nothing@example.org>" </dev/null &&
	reply r4 4 v1 "$MEI" <<-\EOF &&
	For the series:
	Reviewed-by: Mei Tanaka <mei@example.net>
	EOF
	reply r5 4 v2 "$BEN" <<-\EOF &&
	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	comes v1 v2 v0 r4 r5 && look &&
	cat >expect <<-\EOF &&
	v1@example.org v1 → v2; review → reviewed: all 2 patches have a Reviewed-by or Acked-by; 2 answers by Mei Tanaka, Ben Okoro; Reviewed-by: Mei Tanaka (2 patches); Reviewed-by: Ben Okoro
	EOF
	test_cmp expect actual
'

test_expect_success 'what is said below an older version is news, too' '
	reply r6 5 r1 "$BEN" <<-\EOF &&
	I see, thanks.
	EOF
	comes r6 && look &&
	test_grep "^v1@example.org 1 answer by Ben Okoro\$" actual
'

test_expect_success 'a mail of a robot; a mail about nothing' '
	reply r7 5 b1 "kernel test robot <lkp@intel.com>" <<-\EOF &&
	Hi Ada, kernel test robot noticed the following build warnings:
	EOF
	mail_write other.eml From="$BEN" Subject="Hello" <<-\EOF &&
	Is anybody here?
	EOF
	comes r7 other && look &&
	echo "b1@example.org 1 mail of robots" >expect &&
	test_cmp expect actual
'

test_expect_success 'a mail about nothing alone: nothing is printed' '
	mail_write other2.eml From="$BEN" Subject="Hello again" <<-\EOF &&
	Nobody, it seems.
	EOF
	comes other2 && look && test_must_be_empty actual &&
	mail_write other3.eml From="$BEN" Subject="Good bye" </dev/null && comes other3 &&
	git -C in.git kvm-series --new >actual && test_must_be_empty actual
'

test_expect_success 'a pull request elsewhere changes states' '
	mail_write pull.eml From="$MEI" Subject="[GIT PULL] KVM fixes for 6.15" Date="6 Mar 2025 12:00:00 +0000" <<-\EOF &&
	The following changes since commit 0123456789012345678901234567890123456789:

	  Linux 6.14 (2025-03-01 00:00:00 +0000)

	are available in the Git repository at:

	  https://git.example.org/kvm.git tags/fixes

	for you to fetch changes up to 1234567890123456789012345678901234567890:

	----------------------------------------------------------------
	Ada Lindqvist (1):
	      KVM: A third

	 virt/kvm/d.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)
	EOF
	comes pull && look &&
	test_grep "^c1@example.org new → applied: in the pull request .KVM fixes for 6.15. of Mei Tanaka" actual
'

test_expect_success 'a new topic; what an option leaves out counts as seen' '
	file=e patch n1 7 "[PATCH] KVM: New work" && comes n1 &&
	git -C in.git kvm-series --new=dry --state=applied >actual &&
	test_must_be_empty actual &&
	look &&
	echo "n1@example.org new" >expect &&
	test_cmp expect actual
'

test_expect_success 'in JSON: what it was, and the mails' '
	reply r8 8 n1 "$MEI" <<-\EOF &&
	Acked-by: Mei Tanaka <mei@example.net>
	EOF
	comes r8 &&
	git -C in.git kvm-series --new=dry --json >json &&
	jq -e ".topics[0].news | .was.state == \"new\" and .was.replies == 0 and
		.answers[0].message_id == \"r8@example.org\" and .robot_answers == 0 and
		.tags == [{key: \"Acked-by\", value: \"Mei Tanaka <mei@example.net>\", patches: 1}] and
		(.text | startswith(\"new → reviewed\"))" json &&
	look &&
	git -C in.git kvm-series --json >json &&
	jq -e "all(.topics[]; .news == null)" json
'

test_expect_success '--new with a range is a mistake; -z ends each topic' '
	test_expect_code 129 git -C in.git kvm-series --new HEAD 2>err &&
	reply r9 9 n1 "$BEN" <<-\EOF &&
	Does this hold for a guest that was restored, or that moved to another host?
	EOF
	comes r9 &&
	git -C in.git kvm-series --new=dry -z >actual &&
	test "$(tr -dc "\0" <actual | wc -c)" = 1
'

test_expect_success 'log --new reads what it told about when it last had news, also afterwards' '
	git -C in.git kvm-series --new >/dev/null &&
	git -C in.git kvm-series --new >actual &&
	test_must_be_empty actual &&
	git -C in.git kvm-series log --new >actual &&
	test_grep "Does this hold for a guest" actual &&
	! grep "KVM: A third" actual &&
	reply r10 9 n1 "$BEN" <<-\EOF &&
	And what of the one that was never restored, but copied?
	EOF
	comes r10
'

test_expect_success 'it is the same without an index' '
	git -C in.git kvm-series --new=dry --no-index >actual &&
	git -C in.git kvm-series --new=dry >expect &&
	test -s expect &&
	test_cmp expect actual
'

test_done
