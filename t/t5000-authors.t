#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-authors: what is counted for whom'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

ada='Ada Lindqvist <ada@example.org>'
rita='Rita Reviewer <rita@example.com>'

# patch_mail <file> <subject> <from> [<Field>=<value>…]: a patch with a diff.
patch_mail() {
	file_=$1 subject_=$2 from_=$3
	shift 3
	mail_write "$file_" "Subject=$subject_" "From=$from_" "$@" <<-EOF
	What it is for.

	Signed-off-by: $from_
	---
	 arch/x86/kvm/a.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)

	diff --git a/arch/x86/kvm/a.c b/arch/x86/kvm/a.c
	--- a/arch/x86/kvm/a.c
	+++ b/arch/x86/kvm/a.c
	@@ -1 +1 @@
	-a
	+b
	EOF
}

# reply_mail <file> <from> <message id> <text> [<Field>=<value>…]
reply_mail() {
	file_=$1 from_=$2 to_=$3 text_=$4
	shift 4
	printf '%s\n' "$text_" | mail_write "$file_" "Subject=Re: [PATCH] KVM: A" "From=$from_" \
		"In-Reply-To=<$to_@example.org>" "$@"
}

# figures <jq filter>: of the first table, with the options in $how.
figures() {
	# shellcheck disable=SC2086 # a list of options
	git -C in.git kvm-authors $how --format=json HEAD >json &&
	jq -r "$1" json
}

test_expect_success 'setup: two versions of a series, a single patch, replies, robots' '
	mail_write v1-0.eml "Subject=[PATCH 0/2] KVM: Frob" "From=$ada" </dev/null &&
	patch_mail v1-1.eml "[PATCH 1/2] KVM: Frob one" "$ada" "In-Reply-To=<v1-0@example.org>" &&
	patch_mail v1-2.eml "[PATCH 2/2] KVM: Frob two" "$ada" "In-Reply-To=<v1-0@example.org>" &&
	reply_mail r1.eml "$rita" v1-1 "Reviewed-by: $rita" &&
	reply_mail r2.eml "$ada" r1 "Thanks." &&
	reply_mail r3.eml "$ada" v1-2 "Acked-by: $ada" &&
	reply_mail r4.eml "$rita" v1-2 "> Reviewed-by: Quoted Person <q@example.com>" &&
	reply_mail r5.eml "kernel test robot <lkp@intel.com>" v1-2 "Reported-by: kernel test robot <lkp@intel.com>" &&
	mail_write v2-0.eml "Subject=[PATCH v2 0/2] KVM: Frob" "From=$ada" </dev/null &&
	patch_mail v2-1.eml "[PATCH v2 1/2] KVM: Frob one" "$ada" "In-Reply-To=<v2-0@example.org>" &&
	patch_mail v2-2.eml "[PATCH v2 2/2] KVM: Frob two" "$ada" "In-Reply-To=<v2-0@example.org>" &&
	reply_mail r6.eml "$rita" v2-0 "Tested-by: $rita" &&
	patch_mail single.eml "[kvm-unit-tests PATCH] x86: Test it" "Rita Reviewer <rita@home.example.net>" &&
	reply_mail r7.eml "syzbot <syzbot+0123@syzkaller.appspotmail.com>" single "It crashed." &&
	reply_mail r8.eml "syzbot <syzbot+4567@syzkaller.appspotmail.com>" single "It crashed again." &&
	make_inbox --start=1735689600 --step=86400 in.git v1-0.eml v1-1.eml v1-2.eml r1.eml r2.eml \
		r3.eml r4.eml r5.eml v2-0.eml v2-1.eml v2-2.eml r6.eml single.eml r7.eml r8.eml
'

test_expect_success 'patches are those of the newest version, topics are works, postings are mails' '
	how= &&
	figures ".tables[0].rows[0] | [.name, .patches, .postings, .topics] | @tsv" >actual &&
	printf "Ada Lindqvist\t2\t6\t1\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'a review is an own, unquoted tag for somebody else; a cover letter stands for its patches' '
	figures ".tables[0].rows[] | select(.email == \"rita@example.com\") |
		[.reviews, .covered, .replies, .patches] | @tsv" >actual &&
	printf "2\t3\t3\t0\n" >expect &&
	test_cmp expect actual &&
	figures ".tables[0].rows[0] | [.reviews, .taken, .replies] | @tsv" >actual &&
	printf "0\t2\t2\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'the days are those of archiving' '
	figures ".tables[0].rows[0] | [.first, .last] | @tsv" >actual &&
	printf "2025-01-01\t2025-01-11\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'the totals are the sums, robots apart' '
	figures "[.total.people, .total.patches, .total.topics, .total.replies, .total.reviews] | @tsv" >actual &&
	printf "2\t3\t2\t5\t2\n" >expect &&
	test_cmp expect actual &&
	! grep -i "robot\|syzbot" json
'

test_expect_success '--bots: a table of robots, ids behind a + are one robot' '
	how=--bots &&
	figures ".tables[1] | .group, (.rows[] | \"\(.mails) \(.name)\")" >actual &&
	printf "bot\n2 syzbot\n1 kernel test robot\n" >expect &&
	test_cmp expect actual
'

test_expect_success '--merge-names: one name is one person' '
	how=--merge-names &&
	figures ".tables[0].rows[] | select(.name == \"Rita Reviewer\") | [.patches, .reviews] | @tsv" >actual &&
	printf "1\t2\n" >expect &&
	test_cmp expect actual
'

test_expect_success '--mailmap=<file>: the same by hand, for who is named in trailers, too' '
	echo "Rita R. <rita@work.example> <rita@example.com>" >map &&
	echo "Rita R. <rita@work.example> <rita@home.example.net>" >>map &&
	git -C in.git kvm-authors -s -e --mailmap="$PWD/map" --group=author --group=reviewer HEAD >actual &&
	printf "     2\tAda Lindqvist <ada@example.org>\n     1\tRita R. <rita@work.example>\n" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-authors -s -e --mailmap="$PWD/map" --count=postings --group=reviewer HEAD >actual &&
	printf "     1\tRita R. <rita@work.example>\n" >expect &&
	test_cmp expect actual
'

test_expect_success '--mailmap=<file> that is not there is fatal' '
	test_expect_code 128 git -C in.git kvm-authors --mailmap=nowhere HEAD 2>err &&
	test_grep "fatal: unable to read mailmap .nowhere." err &&
	test_expect_code 128 git -C in.git kvm-authors --mailmap=. HEAD 2>err &&
	test_grep "^fatal: unable to read mailmap .\..: Is a directory$" err
'

test_expect_success '--count and --sort' '
	git -C in.git kvm-authors -s --count=postings HEAD >actual &&
	printf "     6\tAda Lindqvist\n     1\tRita Reviewer\n" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-authors -s --count=topics HEAD >actual &&
	printf "     1\tAda Lindqvist\n     1\tRita Reviewer\n" >expect &&
	test_cmp expect actual &&
	how=--sort=reviews &&
	figures ".tables[0].rows[0].email" >actual &&
	echo rita@example.com >expect &&
	test_cmp expect actual
'

test_expect_success 'groups by tree, path, domain, tester' '
	git -C in.git kvm-authors -s --group=tree --group=path --group=domain --group=tester HEAD >actual &&
	printf "     %s\t%s\n" 2 "(none named)" 1 kvm-unit-tests 3 arch/x86/kvm 2 example.org \
		1 home.example.net 2 "Rita Reviewer" >expect &&
	grep . actual >rows &&
	test_cmp expect rows
'

test_expect_success 'employers: addresses before domains, by date, subdomains, the longest domain' '
	cat >employers <<-\EOF &&
	# who works for whom
	example.org       Old Employer < 2025-01-05
	example.org       Example Widgets  # later
	Example.NET       Net Works
	rita@example.com  Herself
	EOF
	git -C in.git kvm-authors --employers="$PWD/employers" --group=employer --format=json HEAD >json &&
	jq -r ".tables[0].rows[] | [.name, .patches, .postings, .reviews] | @tsv" json >actual &&
	printf "%s\t%s\t%s\t%s\n" "Example Widgets" 2 3 0 "Net Works" 1 1 0 "Old Employer" 0 3 0 \
		Herself 0 0 2 >expect &&
	test_cmp expect actual
'

test_expect_success 'two tables by employer or domain are the same' '
	git -C in.git kvm-authors --employers="$PWD/employers" --group=employer --group=employer \
		--group=domain --group=domain --format=json HEAD >json &&
	jq -e ".tables[0] == .tables[1] and .tables[2] == .tables[3] and .tables[0] != .tables[2]" json
'

test_expect_success 'a line of no sense in the employers is named' '
	echo "example.org Widgets < soon" >bad &&
	test_expect_code 128 git -C in.git kvm-authors --employers="$PWD/bad" HEAD 2>err &&
	test_grep "bad., line 1: expected" err
'

test_expect_success '--by: periods without gaps, the sums are those of the whole' '
	how="--by=day --group=author --group=domain" &&
	figures "[.periods[].patches] | add" >actual &&
	figures "[.tables[1].rows[].by | add] | add" >>actual &&
	figures ".periods | length" >>actual &&
	printf "3\n3\n13\n" >expect &&
	test_cmp expect actual
'

test_expect_success '--by names weeks, months, quarters and years' '
	for by in week month quarter year; do
		git -C in.git kvm-authors --by=$by --format=json HEAD~14 | jq -r ".periods[0].period" || return 1
	done >actual &&
	printf "2025-W01\n2025-01\n2025-Q1\n2025\n" >expect &&
	test_cmp expect actual
'

test_expect_success '--newcomers: who posted before the range is none' '
	how= &&
	git -C in.git kvm-authors --newcomers -s HEAD~7.. >actual &&
	printf "     1\tRita Reviewer\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'an address of kvm.bot is a robot' '
	git -C in.git -c "kvm.bot=RITA*@*" kvm-authors --bots --format=json HEAD >json &&
	jq -r ".tables[0].rows[].name" json >actual &&
	! grep "Rita" actual &&
	jq -r ".tables[1].rows[].name" json >actual &&
	test_grep "Rita Reviewer" actual
'

test_expect_success 'an employers file that cannot be read' '
	test_expect_code 128 git kvm-authors --inbox=in.git --employers=. 2>err &&
	test_grep "^fatal: unable to read .\..: Is a directory" err
'

test_expect_success '--summary goes with nothing that needs more than number and name' '
	for option in --by=month --format=csv --versus=HEAD~7
	do
		test_expect_code 129 git -C in.git kvm-authors -s $option HEAD 2>err &&
		test_grep "^error: options .--summary. and .${option%%=*}. cannot be used together" err ||
		return 1
	done
'

test_expect_success '--versus: ranks and numbers against another range' '
	git -C in.git kvm-authors --count=postings --versus=HEAD~7 --format=json HEAD >json &&
	jq -c ".tables[0].rows[] | [.name, .rank, .before.rank, .before.number]" json | head -n 2 >actual &&
	printf "%s\n" "[\"Ada Lindqvist\",1,1,3]" "[\"Rita Reviewer\",2,null,0]" >expect &&
	test_cmp expect actual
'

test_expect_success 'review figures: times, who got no reply' '
	how=--employers=../employers &&
	figures "[.review | .topics, .unanswered, .tagged, .reply_median, .tag_median,
		.between_employers, .employers_known] | @tsv" >actual &&
	printf "2\t1\t1\t259200\t259200\t2\t2\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'a text of a mail steers no terminal' '
	mail_write evil.eml "From=Mal \"\" $(printf "\033")[31mory <m@example.org>" <<-EOF &&
	---
	diff --git a/x b/x
	--- a/x
	+++ b/x
	@@ -1 +1 @@
	-a
	+b
	EOF
	make_inbox evil.git evil.eml &&
	git -C evil.git kvm-authors --no-color --by=day HEAD >out &&
	! grep "$(printf "\033")" out &&
	test_grep "<U+001B>" out
'

test_expect_success '-s as git shortlog, by trailers: a series as mails against its commits' '
	git init -q tree &&
	(
		cd tree &&
		git commit -q --allow-empty -m start &&
		for i in 1 2 3 4 5 6 7; do
			echo $i >file$i &&
			git add file$i &&
			git commit -q -m "KVM: Change $i" -m "Why it is changed." \
				-m "Reviewed-by: Rita Reviewer <rita@example.com>
$(test $((i % 2)) = 0 && echo "reviewed-by: Bo Ek <bo@example.net>")
$(test $((i % 3)) = 0 && echo "Reviewed-by: Ada Lindqvist <ada@example.org>")
Signed-off-by: A U Thor <author@example.org>" || return 1
		done &&
		git format-patch -q --cover-letter --thread -o ../mails HEAD~7 &&
		git shortlog -sn --group=trailer:reviewed-by HEAD >../expect &&
		git shortlog -sne --group=trailer:reviewed-by HEAD >../expect.e &&
		git shortlog -sne HEAD~7.. >../expect.author
	) &&
	make_inbox sent.git mails/*.patch &&
	git -C sent.git kvm-authors -s --group=trailer:reviewed-by HEAD >actual &&
	test_line_count = 3 actual &&
	test_cmp expect actual &&
	git -C sent.git kvm-authors -sne --group=trailer:reviewed-by HEAD >actual &&
	test_cmp expect.e actual &&
	git -C sent.git kvm-authors -sne HEAD >actual &&
	test_cmp expect.author actual
'

test_expect_success 'an empty range, and mails that are none of ours' '
	git -C in.git kvm-authors HEAD..HEAD >out &&
	test_grep "0 people" out &&
	for format in json csv html; do
		git -C in.git kvm-authors --by=year --format=$format HEAD..HEAD >out &&
		test -s out || return 1
	done
'

test_expect_success 'an unknown group is named' '
	test_expect_code 129 git -C in.git kvm-authors --group=shoe HEAD 2>err &&
	test_grep "group. expects" err &&
	test_expect_code 129 git -C in.git kvm-authors --group=trailer: HEAD 2>err
'

test_expect_success 'with thousands of mails two threads find what one does' '
	make_list many.git 1 2500 &&
	git -C many.git kvm-authors --threads=1 --json master >expect &&
	git -C many.git kvm-authors --threads=2 --json master >actual &&
	test_cmp expect actual &&
	jq -e ".total.reviews + .total.replies > 1000" actual >out
'

test_done
