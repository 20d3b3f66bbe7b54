#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='series and topics, from mails to links'

. "$(dirname "$0")/lib/test-lib.sh"

# patch <id> <subject> <day> [<Field>=<value>…]: a posting of March 2025, its in-body lines in $inbody.
patch() {
	patch_id=$1
	patch_subject=$2
	patch_date="$3 Mar 2025 12:00:00 +0000"
	shift 3
	mail_write "$patch_id.eml" Subject="$patch_subject" Date="$patch_date" "$@" <<-EOF
	${inbody:+$inbody

	}Why it is done.
	---
	${notes:+$notes
	}
	 ${file:-virt/kvm/a.c} | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)

	diff --git a/${file:-virt/kvm/a.c} b/${file:-virt/kvm/a.c}
	--- a/${file:-virt/kvm/a.c}
	+++ b/${file:-virt/kvm/a.c}
	@@ -1 +1 @@
	-old
	+new
	-- 
	2.39.5
	EOF
	mails="$mails $patch_id.eml"
}

# cover <id> <subject> <day> [<Field>=<value>…]: the shortlog is in $shortlog.
cover() {
	cover_id=$1
	cover_subject=$2
	cover_date="$3 Mar 2025 12:00:00 +0000"
	shift 3
	mail_write "$cover_id.eml" Subject="$cover_subject" Date="$cover_date" "$@" <<-EOF
	What it is for.

	${notes}

	$shortlog

	${stat:- virt/kvm/a.c | 6 +++---
	 1 file changed, 3 insertions(+), 3 deletions(-)}
	EOF
	mails="$mails $cover_id.eml"
}

BEN='Ben Okoro <ben@example.com>'
mails=
notes=
stat=
inbody=
shortlog='Ada Lindqvist (1):
  KVM: One

Ben Okoro (1):
  KVM: Two,
    which is long'

test_expect_success 'setup' '
	cover a0 "[PATCH 0/2] KVM: Work" 1 &&
	patch a1 "[PATCH 1/2] KVM: One" 1 In-Reply-To="<a0@example.org>" &&
	inbody="From: $BEN" &&
	patch a2 "[PATCH 2/2] KVM: Two, which is long" 1 In-Reply-To="<a0@example.org>" &&
	inbody= &&
	patch s "[PATCH] KVM: One" 2 From="$BEN" &&
	notes="- Link to v1: https://lore.kernel.org/r/a0@example.org" &&
	cover b0 "[PATCH v2 0/2] KVM: Renamed and rewritten" 5 &&
	notes= &&
	patch b1 "[PATCH v2,1/2] KVM: One" 5 In-Reply-To="<b0@example.org>" &&
	patch b2 "[PATCH v2,2/2] KVM: Two, which is long" 5 In-Reply-To="<b0@example.org>" &&
	patch r2 "[PATCH v2.1 2/2] KVM: Two, which is long" 7 In-Reply-To="<b2@example.org>" &&
	file=tools/t.c &&
	patch t1 "[PATCH kvmtool] KVM: One" 8 &&
	file= &&
	patch c1 "[PATCH RESEND v2 1/2] KVM: One" 9 In-Reply-To="<b1@example.org>" &&
	make_inbox in.git $mails
'

test_expect_success 'topics, with why' '
	cat >expect <<-\EOF &&
	* 2025-03-01 [PATCH 0/2] KVM: Work (Ada Lindqvist) <a0@example.org>
	  2025-03-05 [PATCH v2 0/2] KVM: Renamed and rewritten (Ada Lindqvist) <b0@example.org>
	      declared: v2 names it by a link (99 %)
	      1/2 c1@example.org: posted again, for <b1@example.org> (85 %)
	      2/2 r2@example.org: replacement v2.1 2/2, for <b2@example.org> (95 %)
	* 2025-03-08 [PATCH kvmtool] KVM: One (Ada Lindqvist) <t1@example.org>
	* 2025-03-02 [PATCH] KVM: One (Ben Okoro) <s@example.org>
	EOF
	"$GITKVM_BUILD"/t/helper/accuracy-links --topics in.git >out &&
	grep -E "^([* ] 2|      )" out >actual &&
	test_cmp expect actual
'

test_expect_success 'links are found without what is declared, and measured' '
	grep -x "links: recall  *1 of  *1  100.00 %" out &&
	grep -x "links: precision  *1 of  *1  100.00 %" out
'

test_expect_success 'grouping is measured by shortlogs' '
	"$GITKVM_BUILD"/t/helper/accuracy-groups --verbose in.git >out &&
	grep -x "grouping: series  *2 of  *2  100.00 %" out &&
	grep -x "grouping: patches  *6 of  *6  100.00 %" out
'

test_expect_success 'a patch that the shortlog does not know is a mistake' '
	cp -r in.git bad.git &&
	cp -r in.git worse.git &&
	cover d0 "[PATCH 0/2] KVM: Third" 11 &&
	patch d1 "[PATCH 1/2] KVM: One" 11 In-Reply-To="<d0@example.org>" &&
	patch d2 "[PATCH 2/2] mm: Quite another thing" 11 In-Reply-To="<d0@example.org>" &&
	make_inbox --start=1741900000 bad.git d0.eml d1.eml d2.eml &&
	"$GITKVM_BUILD"/t/helper/accuracy-groups --verbose bad.git >out &&
	grep "^not in the shortlog: .*Quite another thing" out &&
	grep "^grouping: series  *2 of  *3 " out &&
	grep -x "with one title changed  *1" out &&
	grep -x "right by the diffstat  *0" out &&
	patch d1 "[PATCH 1/2] sched: Another thing" 11 In-Reply-To="<d0@example.org>" &&
	make_inbox --start=1741900000 worse.git d0.eml d1.eml d2.eml &&
	"$GITKVM_BUILD"/t/helper/accuracy-groups --verbose worse.git >out &&
	grep "^grouping: series  *2 of  *3 " out &&
	grep -x "with one title changed  *0" out
'

test_expect_success 'another title is right where the diffstat of the cover letter needs that patch' '
	for stat in " mm/b.c       | 2 +-
 virt/kvm/a.c | 2 +-
 2 files changed, 2 insertions(+), 2 deletions(-)" " mm/b.c       | 2 +-
 mm/c.c       | 2 +-
 virt/kvm/a.c | 2 +-
 3 files changed, 3 insertions(+), 3 deletions(-)"
	do
		cp -r in.git told.git &&
		cover d0 "[PATCH 0/2] KVM: Third" 11 &&
		patch d1 "[PATCH 1/2] KVM: One" 11 In-Reply-To="<d0@example.org>" &&
		file=mm/b.c &&
		patch d2 "[PATCH 2/2] mm: Quite another thing" 11 In-Reply-To="<d0@example.org>" &&
		file= &&
		make_inbox --start=1741900000 told.git d0.eml d1.eml d2.eml &&
		"$GITKVM_BUILD"/t/helper/accuracy-groups --verbose told.git >out &&
		case $stat in
		*" mm/c.c"*)
			grep "^grouping: series  *2 of  *3 " out &&
			grep -x "right by the diffstat  *0" out
			;;
		*)
			grep "^grouping: series  *3 of  *3 " out &&
			grep -x "right by the diffstat  *1" out
			;;
		esac || return 1
		rm -rf told.git
	done
'
stat=

# part <id> <title> <patches>: v2 of a part of the work, which names v1 of the whole.
part() {
	notes="v1: https://lore.kernel.org/r/w@example.org" &&
	cover "$1" "[PATCH v2 0/2] $2" 9 &&
	notes= &&
	patch "$1-1" "[PATCH v2 1/2] $3" 9 In-Reply-To="<$1@example.org>" &&
	patch "$1-2" "[PATCH v2 2/2] $4" 9 In-Reply-To="<$1@example.org>"
}

test_expect_success 'a series that becomes two is two topics from there on' '
	mails= &&
	cover w "[PATCH 0/4] KVM: All of it" 1 &&
	for n in 1 2 3 4; do
		patch w-$n "[PATCH $n/4] KVM: Part $n" 1 In-Reply-To="<w@example.org>" || return 1
	done &&
	part x "KVM: x86: The one half" "KVM: Part 1" "KVM: Part 2" &&
	part y "KVM: arm64: The other half" "KVM: Part 3" "KVM: Part 4" &&
	make_inbox two.git $mails &&
	git -C two.git kvm-series list --format="%(version) %(messageid) %(versions)" >actual &&
	printf "%s\n" "v2 y@example.org 2" "v2 x@example.org 1" >expect &&
	test_cmp expect actual &&
	git -C two.git kvm-series show x-2@example.org >actual &&
	test_grep "^  split off from v1 [0-9a-f]* 2025-03-01  <w@example.org>" actual &&
	git -C two.git kvm-series show w@example.org >actual &&
	test_grep "^  v1 .*<w@" actual && test_grep "^  v2 .*<y@" actual && ! grep "split off" actual
'

test_done
