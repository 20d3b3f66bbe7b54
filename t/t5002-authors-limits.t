#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-authors: limits as in git log'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

ada='Ada Lindqvist <ada@example.org>'
ben='Ben Okoro <ben@example.com>'
rita='Rita Reviewer <rita@example.net>'

# diff_of <path>…
diff_of() {
	echo "What it is for."
	echo ---
	for path_; do
		printf "diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n@@ -1 +1 @@\n-a\n+b\n" \
			"$path_" "$path_" "$path_" "$path_"
	done
}

# authors <option>…: "<number> <name>" a line.
authors() {
	git -C in.git kvm-authors -s "$@" >out &&
	sed "s/^ *//; s/	/ /" out >actual
}

# expect <line>…
expect() {
	printf "%s\n" "$@" >expect &&
	test_cmp expect actual
}

# figures <email> <option>…: patches, postings, topics, reviews, covered, taken, replies of a person.
figures() {
	who_=$1
	shift
	git -C in.git kvm-authors --format=json "$@" >json &&
	jq -r --arg who "$who_" ".tables[0].rows[] | select(.email == \$who) |
		[.patches, .postings, .topics, .reviews, .covered, .taken, .replies] | @sh" json >actual
}

test_expect_success 'setup: a mail a day, and a series of two authors that says another date' '
	diff_of x/one | mail_write a.eml "Subject=[PATCH 1/1] KVM: One" "From=$ada" &&
	diff_of x/two | mail_write b.eml "Subject=[PATCH] KVM: Two" "From=$ben" &&
	diff_of y/three | mail_write c.eml "Subject=[PATCH] net: Three" "From=$ada" &&
	mail_write d.eml "Subject=Re: [PATCH] KVM: Two" "From=kernel test robot <lkp@intel.com>" \
		"In-Reply-To=<b@example.org>" </dev/null &&
	mail_write e0.eml "Subject=[PATCH 0/2] KVM: Four" "From=$ben" "Date=Wed, 11 Jun 2025 12:00:00 +0000" </dev/null &&
	diff_of x/four | mail_write e1.eml "Subject=[PATCH 1/2] KVM: Four" "From=$ben" \
		"In-Reply-To=<e0@example.org>" "Date=Wed, 11 Jun 2025 12:00:00 +0000" &&
	{ printf "From: %s\n\n" "$ada" && diff_of y/four z/four; } |
		mail_write e2.eml "Subject=[PATCH 2/2] net: Four" "From=$ben" \
		"In-Reply-To=<e0@example.org>" "Date=Wed, 11 Jun 2025 12:00:00 +0000" &&
	echo "Reviewed-by: $rita" | mail_write r0.eml "Subject=Re: [PATCH 0/2] KVM: Four" "From=$rita" \
		"In-Reply-To=<e0@example.org>" &&
	echo "Acked-by: $ada" | mail_write r1.eml "Subject=Re: [PATCH 1/2] KVM: Four" "From=$ada" \
		"In-Reply-To=<e1@example.org>" &&
	echo "Looks odd to me." | mail_write r2.eml "Subject=Re: [PATCH] KVM: Two" "From=$rita" \
		"In-Reply-To=<b@example.org>" &&
	make_inbox --start=1741000000 --step=86400 in.git a.eml b.eml c.eml d.eml e0.eml e1.eml e2.eml \
		r0.eml r1.eml r2.eml
'

test_expect_success 'all of it' '
	authors HEAD &&
	expect "3 Ada Lindqvist" "2 Ben Okoro"
'

test_expect_success 'further tables of the short form stand apart' '
	authors --bots HEAD &&
	expect "3 Ada Lindqvist" "2 Ben Okoro" "" "1 kernel test robot" &&
	authors --group=author --group=domain HEAD &&
	test "$(grep -c "^$" actual)" = 1 &&
	authors --bots HEAD~9 &&
	! grep "^$" actual
'

test_expect_success '--max-count, -<number> and --skip count mails' '
	authors --max-count=5 &&
	expect "1 Ada Lindqvist" "1 Ben Okoro" &&
	authors -5 &&
	expect "1 Ada Lindqvist" "1 Ben Okoro" &&
	authors --skip=7 HEAD &&
	expect "2 Ada Lindqvist" "1 Ben Okoro" &&
	authors --max-count=2 --skip=7 &&
	expect "1 Ada Lindqvist" "1 Ben Okoro"
'

test_expect_success '-n is --numbered, as in git shortlog' '
	authors -n HEAD &&
	expect "3 Ada Lindqvist" "2 Ben Okoro" &&
	authors -ns -1 --count=postings HEAD~5 &&
	expect "1 Ben Okoro"
'

test_expect_success '--since and --until: when it was archived' '
	authors --until=@1741090000 &&
	expect "1 Ada Lindqvist" "1 Ben Okoro" &&
	authors --since=@1741090000 HEAD &&
	expect "2 Ada Lindqvist" "1 Ben Okoro"
'

test_expect_success '--sent-since and --sent-until: the date in the mail' '
	authors --sent-since=2025-06-01 HEAD &&
	expect "1 Ada Lindqvist" "1 Ben Okoro" &&
	authors --sent-until=2025-06-01 --count=postings HEAD &&
	expect "2 Ada Lindqvist" "1 Ben Okoro"
'

test_expect_success '--grep, --subject, -i, --invert-grep' '
	authors -i --subject=NET: HEAD &&
	expect "2 Ada Lindqvist" &&
	authors --grep="^KVM: " HEAD &&
	expect "2 Ben Okoro" "1 Ada Lindqvist" &&
	authors --subject=KVM: --invert-grep HEAD &&
	expect "2 Ada Lindqvist"
'

test_expect_success '--author: others are read, so that reviews given and taken are known' '
	figures rita@example.net --author=Rita HEAD &&
	expect "0 0 0 1 2 0 2" &&
	figures ben@example.com --author=ben@ HEAD &&
	expect "2 3 2 0 0 2 0" &&
	figures ada@example.org --author=ben@ HEAD &&
	expect "1 1 0 0 0 0 0" &&
	jq -r "[.total.people, .total.postings, .review.topics] | @sh" json >actual &&
	expect "2 4 2" &&
	authors --author=Rita HEAD &&
	test_must_be_empty actual &&
	authors -i --author=ADA --author=BEN HEAD &&
	expect "3 Ada Lindqvist" "2 Ben Okoro"
'

test_expect_success '--author with --max-count: the newest mails of the author, and no others' '
	figures ada@example.org --author=Ada --max-count=3 &&
	expect "2 2 2 0 0 0 1"
'

test_expect_success 'paths: patches that touch them, covers of those, and what was said of both' '
	figures ben@example.com HEAD -- x &&
	expect "2 3 2 0 0 2 0" &&
	figures rita@example.net HEAD -- x &&
	expect "0 0 0 1 1 0 2" &&
	figures ada@example.org HEAD -- x &&
	expect "1 1 1 1 1 0 1" &&
	jq -r "[.total.people, .total.patches, .total.postings, .total.topics, .total.reviews, .total.replies] | @sh" \
		json >actual &&
	expect "2 3 4 3 2 3" &&
	figures ada@example.org HEAD -- z &&
	expect "1 1 0 0 0 0 0" &&
	figures ben@example.com HEAD -- z &&
	expect "0 1 1 0 0 1 0" &&
	jq -r ".range" json >actual &&
	expect "From the first mail to HEAD (-- z)" &&
	authors HEAD -- z &&
	expect "1 Ada Lindqvist" &&
	authors HEAD -- nowhere &&
	test_must_be_empty actual
'

test_expect_success 'paths: pathspecs, and robots with what they tested' '
	authors HEAD -- "*/four" ":!x" &&
	expect "1 Ada Lindqvist" &&
	git -C in.git kvm-authors --bots --format=json HEAD -- x >json &&
	jq -r ".tables[1].rows[] | .mails" json >actual &&
	expect 1 &&
	git -C in.git kvm-authors --bots --format=json HEAD -- y >json &&
	jq -r ".tables[1].rows | length" json >actual &&
	expect 0
'

test_expect_success '--bots is a table of robots, else they are in none; --no-bots leaves them out' '
	git -C in.git kvm-authors HEAD >out &&
	! grep "test robot" out &&
	git -C in.git kvm-authors --bots HEAD >out &&
	test_grep "test robot" out &&
	git -C in.git kvm-authors --no-bots HEAD >out &&
	! grep "test robot" out &&
	test_grep "^From the first mail to HEAD (--no-bots)" out &&
	git -C in.git kvm-authors --no-bots --max-count=7 --format=json >json &&
	jq -r ".total.postings" json >actual &&
	expect 4
'

test_expect_success '--versus: patterns and paths hold there, dates and numbers do not' '
	git -C in.git kvm-authors --since=@1741300000 --versus=HEAD~6 --format=json HEAD -- x >json &&
	jq -c ".tables[0].rows[] | [.name, .patches, .before.rank, .before.number]" json >actual &&
	expect "[\"Ben Okoro\",1,2,1]" "[\"Ada Lindqvist\",0,1,1]" "[\"Rita Reviewer\",0,null,0]" &&
	git -C in.git kvm-authors --author=Ada -1 --versus=HEAD~6 --format=json >json &&
	jq -c ".tables[0].rows[] | [.name, .patches, .before.rank, .before.number]" json >actual &&
	expect "[\"Ada Lindqvist\",0,1,2]"
'

test_expect_success '--newcomers looks at the whole list, whatever the limits' '
	authors --newcomers --since=@1741300000 HEAD &&
	test_must_be_empty actual &&
	authors --newcomers --count=postings --until=@1741090000 HEAD -- x &&
	expect "1 Ada Lindqvist" "1 Ben Okoro"
'

test_expect_success 'a pattern and a date of no sense are fatal' '
	test_expect_code 128 git -C in.git kvm-authors -E --author="(" HEAD 2>err &&
	test_grep "^fatal: " err
'

# same <option> <option> [<more>]: both print the same, which is something.
same() {
	git -C in.git kvm-authors "$1" "${3--s}" HEAD >one && test -s one &&
	git -C in.git kvm-authors "$2" "${3--s}" HEAD >two && test_cmp one two
}

test_expect_success 'long names of short options' '
	same -s --summary --bots && same -n --numbered && same -e --email &&
	same -c --senders && same --group=sender --senders &&
	same -i --regexp-ignore-case --author=ADA &&
	same -E --extended-regexp "--author=(Ada|Ben)" &&
	same -F --fixed-strings "--author=Ada L" &&
	same --since=@1741300000 --after=@1741300000 &&
	git -C in.git kvm-authors -s HEAD >plain && git -C in.git kvm-authors -s --email HEAD >mails &&
	! grep "<ada@example.org>" plain && test_grep "<ada@example.org>" mails
'

test_expect_success '--by-sent goes by the date in the mail' '
	mail_write late.eml Subject="[PATCH] KVM: Late" Date="Sun, 02 Mar 2025 20:00:00 +0000" </dev/null &&
	make_inbox --start=1740990000 late.git late.eml &&
	git -C late.git kvm-authors HEAD >out && test_grep "2025-03-03  2025-03-03  Ada" out &&
	! grep "own date" out &&
	git -C late.git kvm-authors --by-sent HEAD >out && test_grep "2025-03-02  2025-03-02  Ada" out
'

test_expect_success 'what was imported counts by its own dates, and the heading says so' '
	i=0 &&
	for date in "Tue, 07 Jan 2025" "Wed, 05 Feb 2025" "Thu, 06 Feb 2025" "Mon, 03 Mar 2025"
	do
		i=$((i + 1)) &&
		mail_write import$i.eml Subject="[PATCH] KVM: Import $i" Date="$date 05:00:00 +0000" </dev/null || return 1
	done &&
	mail_write wrong.eml Subject="[PATCH] KVM: No clock" Date="Thu, 01 Jan 1970 00:00:00 +0000" </dev/null &&
	make_inbox --start=1740990000 import.git import?.eml wrong.eml &&
	git -C import.git kvm-authors --by=month HEAD >out &&
	test_grep "^ 3 mails archived more than a day late count by their own dates$" out &&
	sed -n "s/^ \(2025-..\)  *[0-9]*  *\([0-9]*\) .*/\1 \2/p" out >months &&
	printf "%s\n" "2025-01 1" "2025-02 2" "2025-03 2" >expect &&
	test_cmp expect months &&
	git -C import.git kvm-authors --by=month --json HEAD >json &&
	test "$(jq .total.own_dates json)" = 3 &&
	git -C import.git kvm-authors --format=html HEAD >html &&
	test_grep "3 mails archived more than a day late count by their own dates" html &&
	git -C import.git kvm-authors --by=month --by-sent HEAD >out &&
	! grep "own dates" out
'

test_expect_success 'an index gives what counts, and subjects where these are asked for' '
	printf "For patch 2:\nTested-by: %s\n" "$rita" | mail_write r3.eml "Subject=Re: [PATCH 0/2] KVM: Four, seen" \
		"From=$rita" "In-Reply-To=<e0@example.org>" &&
	make_inbox --start=1741000000 --step=86400 indexed.git a.eml b.eml c.eml d.eml e0.eml e1.eml e2.eml \
		r0.eml r1.eml r2.eml r3.eml &&
	"$index" update indexed.git &&
	for limits in "" --bots --subject=seen --grep=seen --author=rita --group=tester --group=path "--invert-grep --subject=seen"
	do
		git -C indexed.git kvm-authors --no-index --json $limits HEAD >expect &&
		git -C indexed.git kvm-authors --json $limits HEAD >actual &&
		test_cmp expect actual || return 1
	done &&
	git -C indexed.git kvm-authors --json --group=tester HEAD >json &&
	test "$(jq -c "[.tables[0].rows[] | .patches]" json)" = "[1]" &&
	git -C indexed.git kvm-authors --json --subject=seen HEAD >json &&
	test "$(jq .total.replies json)" = 1
'

test_done
