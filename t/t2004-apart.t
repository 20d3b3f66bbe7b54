#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='versions that lie far apart in time, of somebody who posts much'

. "$(dirname "$0")/lib/test-lib.sh"

# patch <id> <date> <subject> <file> [<Field>=<value>…]: one of Ada's, below whose notes stands standard input.
patch() {
	id=$1 date=$2 subject=$3 file=$4
	shift 4
	{
		printf 'Why it is done.\n\nSigned-off-by: Ada Lindqvist <ada@example.org>\n---\n'
		cat
		echo
		small_diff "$id" "$file"
	} | mail_write "$id.eml" Subject="$subject" Date="$date 12:00:00 +0000" "$@"
}

# Of each month of three years, what she posts besides.
others() {
	for year in 2022 2023 2024
	do
		for month in Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
		do
			for n in 1 2 3
			do
				patch "other-$year-$month-$n" "1$n $month $year" "[PATCH] $month$year$n: Work $n$month for $year$n" \
					"$year/$month/$n.c" </dev/null || return 1
			done
		done
	done
}

test_expect_success 'setup: three years of patches' '
	others &&
	patch like-1 "20 Jan 2022" "[PATCH] KVM: Count dirty pages of nested guests" virt/dirty.c </dev/null &&
	patch like-2 "20 Dec 2022" "[PATCH v2] KVM: Count the dirty pages of all nested guests" virt/dirty.c </dev/null &&
	patch files-1 "1 Feb 2022" "[PATCH] KVM: Make it fast" virt/fast.c </dev/null &&
	patch files-2 "20 Feb 2022" "[PATCH v2] vhost: Less is more" virt/fast.c </dev/null &&
	for n in 0 1 2
	do
		patch set-1-$n "2 Mar 2022" "[PATCH $n/2] x86: Step $n of the emulator on rings" virt/step$n.c \
			In-Reply-To="<set-1-0@example.org>" </dev/null &&
		patch set-2-$n "2 Jan 2023" "[PATCH v2 $n/2] x86: Next $n of the emulator on rings" virt/step$n.c \
			In-Reply-To="<set-2-0@example.org>" </dev/null || return 1
	done &&
	patch part-1 "4 Mar 2022" "[PATCH 7/9] arm64: Mask overflows of all counters" virt/part.c \
		In-Reply-To="<gone-1@example.org>" </dev/null &&
	patch part-2 "4 Jan 2023" "[PATCH v2 6/7] arm: Mask all overflows of counters" virt/part.c \
		In-Reply-To="<gone-2@example.org>" </dev/null &&
	echo "v1: https://lore.kernel.org/kvm/link-1@example.org/" >notes &&
	patch link-1 "21 Jan 2022" "[PATCH] KVM: Begin" virt/link1.c </dev/null &&
	patch link-2 "21 Dec 2024" "[PATCH v2] mm: Other words" virt/link2.c <notes &&
	echo "change-id: 20220122-work-123456" >notes &&
	patch id-1 "22 Jan 2022" "[PATCH] KVM: Allow it" virt/id1.c <notes &&
	patch id-2 "22 Dec 2024" "[PATCH v2] mm: Forbid that" virt/id2.c <notes &&
	patch reply-1 "23 Jan 2022" "[PATCH] KVM: Ask" virt/reply1.c </dev/null &&
	patch reply-2 "23 Jan 2024" "[PATCH v2] mm: Answer" virt/reply2.c In-Reply-To="<reply-1@example.org>" </dev/null &&
	patch title-1 "24 Jan 2022" "[PATCH] KVM: Stop the clock" virt/title1.c </dev/null &&
	patch title-2 "24 Jan 2024" "[PATCH v2] KVM: Stop the clock" virt/title2.c </dev/null &&
	patch named-1 "25 Jan 2022" "[PATCH] KVM: First" virt/named1.c </dev/null &&
	patch named-2 "25 Jan 2024" "[PATCH v2] mm: Second" virt/named2.c </dev/null &&
	echo "Obsoleted-by: <named-2@example.org>" |
		mail_write named-re.eml Subject="Re: [PATCH] KVM: First" In-Reply-To="<named-1@example.org>" \
			Date="26 Jan 2024 12:00:00 +0000" &&
	ls ./*.eml | while read -r mail
	do
		date=$(sed -n "s/^Date: //p" "$mail") &&
		echo "$(date -ud "$date" +%s) $mail" || return 1
	done | sort -n | sed "s/.* //" >order &&
	make_inbox --sent in.git $(cat order)
'

# together <id>…: each leads to all of them, the oldest first, with and without an index.
together() {
	for id
	do
		for index in --index --no-index
		do
			git -C in.git kvm-series show --any-author $index "$id@example.org" >shown &&
			sed -n "/^Versions/,/^\$/s/^  v.*<\(.*\)@example.org>.*/\1/p" shown | xargs >actual &&
			echo "$*" >expect &&
			test_cmp expect actual || return 1
		done
	done
}

test_expect_success 'a title that is like it, eleven months later' '
	together like-1 like-2
'

test_expect_success 'a whole series, which the year has between' '
	together set-1-0 set-2-0
'

test_expect_success 'a patch of a series that others got the rest of' '
	together part-1 part-2
'

test_expect_success 'the same files and no other work, weeks later' '
	together files-1 files-2
'

test_expect_success 'what is declared, answered, or bears the title, years later' '
	together link-1 link-2 &&
	together id-1 id-2 &&
	together reply-1 reply-2 &&
	together title-1 title-2 &&
	together named-1 named-2
'

test_done
