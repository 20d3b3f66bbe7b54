#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-digest: what happened in a week, section by section'

. "$(dirname "$0")/lib/test-lib.sh"

# write <file> <subject> <date> [<Field>=<value>…]: a mail with $words.
write() {
	write_file=$1 write_subject=$2 write_date=$3
	shift 3
	echo "$words" | mail_write "$write_file.eml" Subject="$write_subject" Date="$write_date" "$@"
}

# posting <file> <subject> <date> [<Field>=<value>…]
posting() {
	posting_file=$1 posting_subject=$2 posting_date=$3
	shift 3
	{
		printf '%s\n\nSigned-off-by: Ada Lindqvist <ada@example.org>\n---\n%s\n' "${words-Why it is done.}" "$notes"
		small_diff new "virt/kvm/$posting_file.c"
	} | mail_write "$posting_file.eml" Subject="$posting_subject" Date="$posting_date" "$@"
}

RITA='Rita Maintainer <rita@example.com>'
BEN='Ben Okoro <ben@example.net>'

digest() {
	git -C in.git kvm-digest --no-bodies "$@" >out 2>err &&
	test_must_be_empty err &&
	sed "s/^[0-9a-f]\{7,\} /ID /" out
}

# section <name> of a digest on standard input, without its heading.
section() {
	sed -n "/^$1/,/^[A-Z][a-z].* ([0-9].*)\$/p" | sed "1,2d; /^[A-Z][a-z].* ([0-9].*)\$/d; /^\$/d"
}

test_expect_success 'setup: a month, and a week' '
	unset words notes &&
	posting quiet "[PATCH] KVM: Nobody looks at it" "Sat, 01 Feb 2025 12:00:00 +0000" &&
	posting stable "[PATCH 6.1] KVM: For a stable tree" "Sat, 01 Feb 2025 12:00:00 +0000" &&
	posting taken "[PATCH] KVM: Take this" "Sun, 02 Feb 2025 12:00:00 +0000" Cc="$RITA" &&
	posting odd1 "[PATCH 1/2] KVM: First of two" "Mon, 03 Feb 2025 12:00:00 +0000" &&
	posting odd2 "[PATCH 2/2] KVM: Second of two" "Mon, 03 Feb 2025 12:00:00 +0000" In-Reply-To="<odd1@example.org>" &&
	make_inbox --sent in.git quiet.eml stable.eml taken.eml odd1.eml odd2.eml &&
	git -C in.git tag month &&
	words="Applied to kvm/next, thanks!" write thanks "Re: [PATCH] KVM: Take this" \
		"Sat, 01 Mar 2025 12:00:00 +0000" From="$RITA" In-Reply-To="<taken@example.org>" &&
	words="Cover." && notes= &&
	{
		echo "What it is for."
		echo
		echo "Changes in v2:"
		for i in 1 2 3 4 5 6 7
		do
			echo " - Point $i"
		done
		echo
	} >cover &&
	mail_write two0.eml Subject="[PATCH v2 0/2] KVM: Two things" Date="Sat, 01 Mar 2025 13:00:00 +0000" <cover &&
	posting two1 "[PATCH v2 1/2] KVM: First of two" "Sat, 01 Mar 2025 13:01:00 +0000" In-Reply-To="<two0@example.org>" &&
	posting two2 "[PATCH v2 2/2] KVM: Second of two" "Sat, 01 Mar 2025 13:02:00 +0000" In-Reply-To="<two0@example.org>" &&
	for i in 1 2 3 4 5
	do
		words="Why $i?" write why$i "Re: [PATCH v2 1/2] KVM: First of two" "Sun, 02 Mar 2025 0$i:00:00 +0000" \
			From="$BEN" In-Reply-To="<two1@example.org>" || return 1
	done &&
	words="Reviewed-by: $RITA" write tag "Re: [PATCH v2 2/2] KVM: Second of two" "Sun, 02 Mar 2025 06:00:00 +0000" \
		From="$RITA" In-Reply-To="<two2@example.org>" &&
	words="It is new." posting fresh "[PATCH RFC] KVM: Something fresh" "Mon, 03 Mar 2025 12:00:00 +0000" From="$BEN" &&
	words="The build failed." write robot "Re: [PATCH RFC] KVM: Something fresh" "Mon, 03 Mar 2025 13:00:00 +0000" \
		From="kernel test robot <lkp@intel.com>" In-Reply-To="<fresh@example.org>" &&
	words="The following changes since commit 0123456789012345678901234567890123456789:

  Linux 6.14

are available in the Git repository at:

  https://git.example.org/kvm.git tags/for-linus
" write pull "[GIT PULL] KVM fixes for 6.14" "Mon, 03 Mar 2025 14:00:00 +0000" From="$RITA" &&
	words="The pull request you sent has been merged into torvalds/linux.git" \
		write merged "Re: [GIT PULL] KVM fixes for 6.14" "Mon, 03 Mar 2025 15:00:00 +0000" \
		From="pr-tracker-bot@kernel.org" In-Reply-To="<pull@example.org>" &&
	words="Hello, syzbot found the following issue." write syz "[syzbot] [kvm?] WARNING in kvm_thing" \
		"Mon, 03 Mar 2025 16:00:00 +0000" From="syzbot <syzbot+1@syzkaller.appspotmail.com>" &&
	words="My guest hangs." write bug "[BUG] guests hang" "Mon, 03 Mar 2025 17:00:00 +0000" From="$BEN" &&
	words="So does mine." write mine "Re: [BUG] guests hang" "Mon, 03 Mar 2025 18:00:00 +0000" From="$RITA" \
		In-Reply-To="<bug@example.org>" &&
	words="I have a question." write question "How do I?" "Mon, 03 Mar 2025 19:00:00 +0000" &&
	make_inbox --sent in.git thanks.eml two0.eml two1.eml two2.eml why1.eml why2.eml why3.eml why4.eml why5.eml \
		tag.eml fresh.eml robot.eml pull.eml merged.eml syz.eml bug.eml mine.eml question.eml
'

test_expect_success 'the heading has the list, the days and the counts' '
	digest month.. >actual &&
	head -n 4 actual >head &&
	cat >expect <<-\EOF &&
	KVM, 2025-03-01 to 2025-03-03: 18 mails, 4 postings, 1 new series, 1 new
	    version, 1 applied, 3 people
	From month to HEAD

	EOF
	test_cmp expect head
'

test_expect_success 'what was applied, though it was posted before' '
	section Applied <actual >it &&
	cat >expect <<-\EOF &&
	ID [PATCH] KVM: Take this
	        Ada Lindqvist, 2025-02-02, applied by Rita Maintainer 2 days ago to
	        kvm/next, 1 file +1 -1, 1 reply
	        https://lore.kernel.org/r/taken@example.org
	EOF
	test_cmp expect it
'

test_expect_success 'a feed and a page of a site have dates, which stay the same, and no ages' '
	git -C in.git kvm-digest --format=atom month.. >feed &&
	test_grep "<summary type=\"text\">applied by Rita Maintainer on 2025-03-01 to kvm/next, 1 file" feed &&
	git -C in.git kvm-series --format=html -o ../site HEAD &&
	cat site/topic-*.html >pages &&
	test_grep ">applied by Rita Maintainer on 2025-03-01 to kvm/next</span>" pages &&
	! grep " days* ago\| today" pages
'

test_expect_success 'other formats that are kept have dates, too' '
	for format in markdown html mail
	do
		git -C in.git -c user.email=me@example.org kvm-digest --no-bodies --to=team@example.org \
			--format=$format month.. >out &&
		test_grep "Rita Maintainer on 2025" out &&
		! grep " days* ago" out || return 1
	done
'

test_expect_success 'new series' '
	section "New series" <actual >it &&
	cat >expect <<-\EOF &&
	ID [PATCH RFC] KVM: Something fresh
	        Ben Okoro, 2025-03-03, no answer yet, 1 file +1 -1, 1 mail of a robot
	        https://lore.kernel.org/r/fresh@example.org
	EOF
	test_cmp expect it
'

test_expect_success 'new versions, with what they changed' '
	section "New versions" <actual >it &&
	cat >expect <<-\EOF &&
	ID [PATCH v2 0/2] KVM: Two things
	        Ada Lindqvist, 2025-03-01, waiting for the author, +2 -2, 6 replies by 2
	        others, Reviewed-by 1/2, after v1 (2025-02-03): 2 new, 2 dropped
	        Ben Okoro asked a day ago on patch 1: Why 5?
	        https://lore.kernel.org/r/two0@example.org
	          - Point 1
	          - Point 2
	          - Point 3
	          - Point 4
	          - Point 5
	          (2 more)
	EOF
	test_cmp expect it
'

test_expect_success 'pull requests, bug reports, busy threads' '
	section "Pull requests" <actual >it &&
	echo "ID [GIT PULL] KVM fixes for 6.14 (Rita Maintainer, merged)" >expect &&
	test_cmp expect it &&
	section "Bug reports" <actual >it &&
	cat >expect <<-\EOF &&
	ID [BUG] guests hang (Ben Okoro, 1 reply)
	ID [syzbot] [kvm?] WARNING in kvm_thing (syzbot)
	EOF
	test_cmp expect it &&
	section "Busy threads" <actual >it &&
	echo "ID [PATCH v2 0/2] KVM: Two things (6 mails by 2 people)" >expect &&
	test_cmp expect it
'

test_expect_success 'what waits longest, but for copies for stable trees' '
	section "Waiting longest" <actual >it &&
	test_grep "^ID \[PATCH\] KVM: Nobody looks at it$" it &&
	! grep "stable tree" it &&
	digest --author=ada month.. >limited &&
	! grep Nobody limited
'

test_expect_success 'the period before stands in brackets' '
	test_grep "^Contributors (2)$" actual &&
	posting more "[PATCH] KVM: More" "Wed, 26 Feb 2025 12:00:00 +0000" &&
	make_inbox --sent before.git quiet.eml more.eml &&
	git -C before.git tag month &&
	make_inbox --sent before.git thanks.eml fresh.eml two1.eml question.eml &&
	words=x posting again "[PATCH] KVM: Again" "Thu, 06 Mar 2025 12:00:00 +0000" &&
	make_inbox --sent before.git again.eml &&
	git -C before.git kvm-digest --sections=contributors,domains --context=30 month.. >out &&
	test_grep "^Contributors (2)$" out &&
	git -C before.git kvm-digest --no-bodies --context=30 month.. >out &&
	test_grep "^Contributors (2; in brackets: as long a time before)$" out &&
	test_grep "^      2   (1)  Ada Lindqvist <ada@example.org>$" out &&
	test_grep "^      1   (0)  Ben Okoro <ben@example.net>$" out
'

test_expect_success 'without context, and with --no-index, what is in the range tells all' '
	digest --context=0 month.. >none &&
	! grep "^Applied" none &&
	! grep "Nobody looks" none &&
	test_grep "Reviewed-by 1/2$" none &&
	digest --no-index month.. >plain &&
	test_cmp none plain &&
	digest --no-index --context=90 month.. >plain &&
	test_cmp actual plain &&
	git -C in.git -c kvm.digest.context=0 kvm-digest --no-bodies month.. >plain &&
	sed "s/^[0-9a-f]\{7,\} /ID /" plain >ids &&
	test_cmp none ids
'

# long <file> <subject> <date> <last line> [<Field>=<value>…]: a patch of twenty lines and one.
long() {
	long_file=$1 long_subject=$2 long_date=$3 long_last=$4
	shift 4
	{
		printf '%s\n\nSigned-off-by: Ada Lindqvist <ada@example.org>\n---\n' "${words-Why it is done.}"
		printf 'diff --git a/%s.c b/%s.c\nnew file mode 100644\n--- /dev/null\n+++ b/%s.c\n@@ -0,0 +1,21 @@\n' \
			"$long_file" "$long_file" "$long_file" | sed 's/v[0-9][.]//g'
		seq "$((${#long_file} * 100))" "$((${#long_file} * 100 + 19))" | sed 's/^/+line /'
		echo "+$long_last"
	} | mail_write "$long_file.eml" Subject="$long_subject" Date="$long_date" "$@"
}

test_expect_success 'how much new versions changed, and in which patches' '
	words="What it is for.

Changes in v2:
- A point that is so long that it goes on, and on, and on to the end of a line
  and then on the next one, too    (Rita)
- Another" &&
	mail_write v1.c.eml Subject="[PATCH 0/3] KVM: Three" Date="Mon, 03 Feb 2025 12:00:00 +0000" <cover &&
	echo "$words" | mail_write v2.c.eml Subject="[PATCH v2 0/3] KVM: Three" Date="Sat, 01 Mar 2025 12:00:00 +0000" &&
	unset words &&
	long v1.a "[PATCH 1/3] KVM: One" "Mon, 03 Feb 2025 12:00:00 +0000" end In-Reply-To="<v1.c@example.org>" &&
	long v1.bb "[PATCH 2/3] KVM: Two" "Mon, 03 Feb 2025 12:00:00 +0000" end In-Reply-To="<v1.c@example.org>" &&
	long v1.ccc "[PATCH 3/3] KVM: Gone" "Mon, 03 Feb 2025 12:00:00 +0000" end In-Reply-To="<v1.c@example.org>" &&
	long v2.a "[PATCH v2 1/3] KVM: One" "Sat, 01 Mar 2025 12:00:00 +0000" end In-Reply-To="<v2.c@example.org>" &&
	long v2.dddd "[PATCH v2 2/3] KVM: Added" "Sat, 01 Mar 2025 12:00:00 +0000" end In-Reply-To="<v2.c@example.org>" &&
	long v2.bb "[PATCH v2 3/3] KVM: Two" "Sat, 01 Mar 2025 12:00:00 +0000" other In-Reply-To="<v2.c@example.org>" &&
	make_inbox --sent change.git v1.c.eml v1.a.eml v1.bb.eml v1.ccc.eml &&
	git -C change.git tag one &&
	make_inbox --sent change.git v2.c.eml v2.a.eml v2.dddd.eml v2.bb.eml &&
	git -C change.git kvm-digest --sections=versions --patches one.. >out 2>err &&
	test_must_be_empty err &&
	sed "1,5d;s/^[0-9a-f]\{7,\} /ID /" out >it &&
	cat >expect <<-\EOF &&
	ID [PATCH v2 0/3] KVM: Three
	        Ada Lindqvist, 2025-03-01, no answer yet, +63 -0, after v1 (2025-02-03):
	        1 patch as before, 1 changed (+1 -1), 1 new, 1 dropped
	        https://lore.kernel.org/r/v2.c@example.org
	          - A point that is so long that it goes on, and on, and on to the end…
	          - Another
	        1/3 KVM: One (as before)
	        2/3 KVM: Added (new)
	        3/3 KVM: Two (changed: +1 -1)
	        3/3 of v1 KVM: Gone (dropped)
	EOF
	test_cmp expect it &&
	git -C change.git kvm-digest --sections=versions --no-stat one.. >out &&
	test_grep "after v1 (2025-02-03)$" out &&
	git -C change.git kvm-digest --sections=versions,messages --bodies=all one.. >out &&
	test_grep "^- A point that is so long .* to the end of a line$" out &&
	git -C change.git kvm-digest --json one.. | jq -c ".topics[0].change" >json &&
	cat >expect <<-\EOF &&
	{"since":"v1.c@example.org","equal":1,"changed":1,"created":1,"dropped":1,"insertions":1,"deletions":1,"patches":[{"status":"equal","before":1,"after":1,"title":"KVM: One","insertions":0,"deletions":0},{"status":"created","before":null,"after":2,"title":"KVM: Added","insertions":0,"deletions":0},{"status":"changed","before":2,"after":3,"title":"KVM: Two","insertions":1,"deletions":1},{"status":"dropped","before":3,"after":null,"title":"KVM: Gone","insertions":0,"deletions":0}]}
	EOF
	test_cmp expect json
'

test_expect_success 'a single patch is rewritten, and not dropped; days without postings have no chart' '
	notes= &&
	posting single1 "[PATCH] KVM: Single" "Mon, 03 Feb 2025 12:00:00 +0000" &&
	posting single2 "[PATCH v2] KVM: Single" "Sat, 01 Mar 2025 12:00:00 +0000" &&
	words="Why?" write ask "Re: [PATCH v2] KVM: Single" "Mon, 03 Mar 2025 12:00:00 +0000" In-Reply-To="<single2@example.org>" &&
	make_inbox --sent single.git single1.eml single2.eml ask.eml &&
	git -C single.git kvm-digest --no-bodies HEAD~2.. >out &&
	test_grep "(2025-02-03): rewritten$" out &&
	git -C single.git kvm-digest --format=html HEAD~2.. >page &&
	test_grep "<h2 id=\"charts\">" page &&
	test_grep "Postings a day" page &&
	git -C single.git kvm-digest --format=html HEAD~1.. >page &&
	! grep "Postings a day" page
'

test_expect_success 'one thread of all versions, one report of one that was sent twice' '
	for i in 1 2 3
	do
		for v in 1 2
		do
			words="Why $i?" write on$v$i "Re: [PATCH] KVM: Three" "Sun, 02 Mar 2025 0$i:00:00 +0000" \
				From="$BEN" In-Reply-To="<v$v.c@example.org>" || return 1
		done
	done &&
	for i in 1 2
	do
		words="It hangs." write bug$i "[BUG] KVM: it hangs" "Sun, 02 Mar 2025 05:00:0$i +0000" || return 1
	done &&
	make_inbox --sent change.git on11.eml on12.eml on13.eml on21.eml on22.eml on23.eml bug1.eml bug2.eml &&
	git -C change.git kvm-digest --no-bodies one.. | sed "s/^[0-9a-f]\{7,\} /ID /" >actual &&
	section "Busy threads" <actual >it &&
	echo "ID [PATCH v2 0/3] KVM: Three (6 mails by 1 person, 2 versions)" >expect &&
	test_cmp expect it &&
	section "Bug reports" <actual >it &&
	echo "ID [BUG] KVM: it hangs (Ada Lindqvist, 2 mails)" >expect &&
	test_cmp expect it &&
	git -C change.git kvm-digest --json one.. >json &&
	jq -e "(.reports | length) == 1 and .reports[0].mails == 2 and .threads[0].versions == 2" json
'

test_expect_success 'the title of a thread is cut where it stands above, and only there' '
	words=x posting wide "[PATCH] KVM: A title that fills nearly all of a line that has eighty columns" \
		"Sat, 01 Mar 2025 12:00:00 +0000" &&
	for i in 1 2 3 4 5
	do
		words="Why $i?" write wide$i "Re: [PATCH] KVM: A title" "Sun, 02 Mar 2025 0$i:00:00 +0000" \
			From="$BEN" In-Reply-To="<wide@example.org>" || return 1
	done &&
	make_inbox --sent wide.git wide.eml &&
	git -C wide.git tag posted &&
	make_inbox --sent wide.git wide1.eml wide2.eml wide3.eml wide4.eml wide5.eml &&
	git -C wide.git kvm-digest --no-bodies HEAD | sed "s/^[0-9a-f]\{7,\} /ID /" | section "Busy threads" >it &&
	test_line_count = 1 it &&
	test_grep "[.][.] (5 mails by 1 person)$" it &&
	git -C wide.git kvm-digest --no-bodies posted.. | sed "s/^[0-9a-f]\{7,\} /ID /" | section Threads >it &&
	test_line_count = 2 it &&
	! grep "[.][.]" it
'

test_expect_success 'the heading counts what came, whatever is printed and read of it' '
	words=x posting quick "[PATCH] KVM: Taken at once" "Mon, 03 Mar 2025 10:00:00 +0000" Cc="$RITA" &&
	words="Applied to kvm/next, thanks!" write quickly "Re: [PATCH] KVM: Taken at once" \
		"Mon, 03 Mar 2025 11:00:00 +0000" From="$RITA" In-Reply-To="<quick@example.org>" &&
	make_inbox --sent quick.git quick.eml quickly.eml &&
	git -C quick.git kvm-digest --no-bodies HEAD >all &&
	test_grep "^KVM, 2025-03-03: 2 mails, 1 posting, 1 new series, 1 applied, 2 people$" all &&
	test_grep "^Applied (1; of them 1 new series)$" all &&
	! grep "^New series" all &&
	words=x posting other "[PATCH] KVM: Other" "Mon, 03 Mar 2025 10:00:00 +0000" &&
	git clone -q --bare quick.git two.git && make_inbox --sent two.git other.eml &&
	git -C two.git kvm-digest --no-bodies HEAD >both &&
	test_grep "2 new series, 1 applied, 2 people$" both &&
	test_grep "^New series (1; 1 more was applied)$" both &&
	for format in markdown html
	do
		git -C two.git kvm-digest --format=$format HEAD >both &&
		test_grep "New series .*1; 1 more was applied" both || return 1
	done &&
	for option in --no-states --sections=contributors
	do
		git -C quick.git kvm-digest --no-bodies $option HEAD >some &&
		test_grep "^KVM, 2025-03-03: 1 posting, 1 new series$" some &&
		! grep "^Applied" some || return 1
	done
'

test_expect_success 'a patch of which only the message changed' '
	for n in 1 2
	do
		{
			test $n = 1 || echo "Reviewed-by: $RITA"
			printf "Signed-off-by: Ada Lindqvist <ada@example.org>\n---\n"
			small_diff
		} | mail_write tags$n.eml Subject="[PATCH v$n 1/1] KVM: Tags" \
			Date="Mon, 0$n Mar 2025 10:00:00 +0000" || return 1
	done &&
	make_inbox --sent tags.git tags1.eml &&
	git -C tags.git tag one &&
	make_inbox --sent tags.git tags2.eml &&
	git -C tags.git kvm-digest --no-bodies --patches one.. >out &&
	test_grep ": 1 changed (only the message)$" out &&
	test_grep "^ *1/1 KVM: Tags (changed: only the message)$" out
'

test_expect_success 'applied: who says so, in whatever words' '
	words="I will queue this for 6.15, thanks." write later "Re: [PATCH] KVM: Taken at once" \
		"Mon, 03 Mar 2025 11:00:00 +0000" From="$RITA" In-Reply-To="<quick@example.org>" &&
	make_inbox --sent later.git quick.eml later.eml &&
	git -C later.git kvm-digest --no-bodies HEAD >out &&
	test_grep "2025-03-03, applied (taken by Rita Maintainer today to$" out
'

test_expect_success 'json says the same' '
	git -C in.git kvm-digest --json month.. >json &&
	jq -r ".topics[] | \"\(.section) \(.state) \(.title) \(.before) \(.applied_by) \(.new_replies)\"" json >it &&
	cat >expect <<-\EOF &&
	applied applied KVM: Take this null thanks@example.org 1
	new new KVM: Something fresh null null 0
	versions author KVM: Two things odd1@example.org null 6
	waiting new KVM: Nobody looks at it null null 0
	EOF
	test_cmp expect it &&
	jq -r ".pulls[], .reports[] | \"\(.subject) \(.replies) \(.merged)\"" json >it &&
	cat >expect <<-\EOF &&
	[GIT PULL] KVM fixes for 6.14 0 true
	[BUG] guests hang 1 false
	[syzbot] [kvm?] WARNING in kvm_thing 0 false
	EOF
	test_cmp expect it &&
	jq -e ".threads == [.threads[0]] and .threads[0].mails == 6 and .threads[0].people == 2" json &&
	jq -r ".topics[2].changelog" json | test_grep "Point 7" - &&
	git -C in.git kvm-digest --json --sections=pulls month.. >json &&
	jq -e ".topics == [] and (has(\"threads\") | not) and (.pulls | length) == 1" json
'

test_expect_success 'every format says what the author is to answer; long words are cut' '
	for format in markdown html mail atom
	do
		git -C in.git -c user.email=me@example.org kvm-digest --no-bodies --to=team@example.org \
			--format=$format month.. >out &&
		test_grep "Ben Okoro asked on 2025-03-02 on patch 1: Why 5?" out || return 1
	done &&
	git -C in.git kvm-digest --json month.. >json &&
	jq -e ".topics[2] | .asked_by == \"why5@example.org\" and .words == \"Why 5?\"" json &&
	words="Is $(seq -s " " 100) enough?" write asks "Re: [PATCH] KVM: Other" "Tue, 04 Mar 2025 10:00:00 +0000" \
		From="$RITA" In-Reply-To="<other@example.org>" &&
	words="NAK." write nak "Re: [PATCH] KVM: Taken at once" "Tue, 04 Mar 2025 10:00:00 +0000" \
		From="$RITA" In-Reply-To="<quick@example.org>" &&
	make_inbox --sent said.git other.eml quick.eml asks.eml nak.eml &&
	git -C said.git kvm-digest --no-bodies HEAD >out &&
	grep -A1 "^ *Rita Maintainer asked today: Is 1 2 3" out >it &&
	test_line_count = 2 it &&
	test_grep "[0-9]…$" it &&
	test_grep "^ *Rita Maintainer objected today (Nacked-by): NAK[.]$" out
'

test_expect_success 'who has two addresses under one name is one person' '
	for i in 1 2 3 4 5
	do
		words="Why $i?" write and$i "Re: [PATCH RFC] KVM: Something fresh" "Mon, 03 Mar 2025 14:00:0$i +0000" \
			From="Rita Maintainer <rita$((i % 2))@example.net>" In-Reply-To="<fresh@example.org>" || return 1
	done &&
	words=x posting home "[PATCH] KVM: From home" "Mon, 03 Mar 2025 15:00:00 +0000" From="Ben Okoro <ben@home.example>" &&
	make_inbox --sent same.git fresh.eml and1.eml and2.eml and3.eml and4.eml and5.eml home.eml &&
	git -C same.git kvm-digest --no-bodies HEAD >out &&
	test_grep "7 mails, 2 postings, 2 new series, 2 people$" out &&
	test_grep "^ *by 1 other$" out &&
	test_grep "(5 mails by 1 person)$" out &&
	test_grep "^Contributors (1)$" out &&
	test_grep "^      2  Ben Okoro <ben@home.example>$" out &&
	git -C same.git kvm-authors --merge-names -s HEAD >out &&
	test_grep "2.*Ben Okoro" out
'

test_expect_success 'a mail is counted where its series is wanted' '
	git -C in.git kvm-digest --no-bodies month.. -- virt/kvm/fresh.c >out &&
	test_grep "^KVM, 2025-03-03: 2 mails, 1 posting, 1 new series, 1 person$" out &&
	! grep "Bug reports\|Busy\|Waiting\|Pull" out
'

test_expect_success 'days and order are those of archiving, or of the mails' '
	posting late "[PATCH] KVM: Oldest by its date" "Mon, 03 Feb 2025 12:00:00 +0000" &&
	posting early "[PATCH] timers: Quite new" "Tue, 04 Mar 2025 12:00:00 +0000" From="$BEN" &&
	posting same "[PATCH] docs: Mend words" "Tue, 04 Mar 2025 11:00:00 +0000" From="Cy <cy@example.org>" &&
	make_inbox --start=1741100000 order.git early.eml same.eml late.eml &&
	git -C order.git kvm-digest --no-bodies --sections=new HEAD >out &&
	test_grep "^KVM, 2025-03-04: 3 mails" out &&
	test_grep "; 1 of the mails was written earlier, from 2025-02-03$" out &&
	grep -o "\] [a-zA-Z]*:" out | tr -d "\n" >actual &&
	printf "] KVM:] docs:] timers:" >expect &&
	test_cmp expect actual &&
	git -C order.git kvm-digest --no-bodies --sections=new --by-sent HEAD >out &&
	test_grep "^KVM, 2025-02-03 to 2025-03-04: 3 mails" out &&
	test_grep "; by the mails. own dates, archived on 2025-03-04$" out &&
	grep -o "\] [a-zA-Z]*:" out | tr -d "\n" >actual &&
	printf "] timers:] docs:] KVM:" >expect &&
	test_cmp expect actual &&
	git -C order.git kvm-digest --no-bodies --by-sent --since=@1738500000 --until=@1738700000 >out &&
	test_grep "^KVM, 2025-02-03: 1 mail, 1 posting, 1 new series, 1 person$" out &&
	test_grep "^Sent from 2025-02-0[0-9 :]* to 2025-02-0" out
'

test_expect_success 'a pull request with its patches is one, and merged when somebody who takes says so' '
	unset notes &&
	posting known "[PATCH] KVM: Name her" "Sat, 01 Mar 2025 09:00:00 +0000" Cc="$RITA" &&
	sed "s/^Signed-off-by/Cc: $RITA\n&/" known.eml >named.eml &&
	list="The following changes since commit 0123456789012345678901234567890123456789:

  Linux 6.14

are available in the Git repository at:

  https://git.example.net/kvm.git tags/queue

Ada Lindqvist (1):
      KVM: A part
" &&
	words=$list write queue "[PULL 0/2] KVM queue" "Mon, 03 Mar 2025 09:00:00 +0000" From="$BEN" &&
	for i in 1 2
	do
		words="Part $i." posting part$i "[PULL $i/2] KVM: Part $i" "Mon, 03 Mar 2025 09:0$i:00 +0000" From="$BEN" \
			In-Reply-To="<queue@example.org>" || return 1
		words=$list write own$i "[GIT PULL $i/2] KVM: Tree $i" "Mon, 03 Mar 2025 08:0$i:00 +0000" From="$BEN" || return 1
	done &&
	words="Pulled, thanks." write pulled "Re: [PULL 0/2] KVM queue" "Tue, 04 Mar 2025 09:00:00 +0000" From="$RITA" \
		In-Reply-To="<queue@example.org>" &&
	words="Pulled, thanks." write stranger "Re: [GIT PULL 1/2] KVM: Tree 1" "Tue, 04 Mar 2025 10:00:00 +0000" \
		From="Eve <eve@example.org>" In-Reply-To="<own1@example.org>" &&
	words="Pulled now." write himself "Re: [GIT PULL 2/2] KVM: Tree 2" "Tue, 04 Mar 2025 11:00:00 +0000" From="$BEN" \
		In-Reply-To="<own2@example.org>" &&
	make_inbox --sent pulls.git named.eml own1.eml own2.eml queue.eml part1.eml part2.eml pulled.eml stranger.eml himself.eml &&
	git -C pulls.git kvm-digest --no-bodies HEAD >out &&
	sed "s/^[0-9a-f]\{7,\} /ID /" out | section "Pull requests" >actual &&
	cat >expect <<-\EOF &&
	ID [PULL 0/2] KVM queue (Ben Okoro, 1 reply, merged)
	ID [GIT PULL 2/2] KVM: Tree 2 (Ben Okoro, 1 reply)
	ID [GIT PULL 1/2] KVM: Tree 1 (Ben Okoro, 1 reply)
	EOF
	test_cmp expect actual
'

test_expect_success 'a thread of ten thousand mails is no trouble' '
	perl -e "
		print qq(commit refs/heads/master\ncommitter A <a\@example.org> ), 1741000000 + \$_, qq( +0000\ndata 2\nx\n),
			qq(deleteall\nM 100644 inline m\ndata <<END\nFrom: a\@example.org\nSubject: Re: talk\n),
			qq(Message-ID: <\$_\@example.org>\nIn-Reply-To: <), \$_ % 10000 + 1, qq(\@example.org>\n\nText\nEND\n\n)
			for 1 .. 10000" >stream &&
	git init -q --bare -b master long.git &&
	git -C long.git fast-import --quiet <stream &&
	timeout 20 git -C long.git kvm-digest --no-index HEAD >out &&
	test_grep "(10000 mails by 1 person)$" out
'

test_expect_success 'many new versions: as many threads find what changed, and each finds the same' '
	mails= &&
	for i in 1 2 3 4 5 6 7 8 9
	do
		for v in 1 2
		do
			words="Why, in version $v." notes="Changes in v$v: point $i" posting many$i.$v \
				"[PATCH v$v] KVM: Thing number $i" "Sat, 0$v Mar 2025 1$i:00:00 +0000" || return 1
			mails="$mails many$i.$v.eml"
		done
	done &&
	unset words notes &&
	make_inbox --sent many.git $mails &&
	for format in text json html
	do
		git -C many.git kvm-digest --format=$format --threads=1 HEAD >expect &&
		for threads in 2 8
		do
			git -C many.git kvm-digest --format=$format --threads=$threads HEAD >actual &&
			test_cmp expect actual || return 1
		done
	done &&
	git -C many.git kvm-digest --threads=8 --json HEAD >actual &&
	jq -e "[.topics[] | select(.section == \"versions\" and (.title[-1:] as \$i | .changelog | contains(\"point \" + \$i)) and .change)]
		| length == 9" actual
'

test_done
