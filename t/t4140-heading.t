#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what reports call that which was asked for'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

# git's clock stands still: it gives dates without a time that of now.
GIT_TEST_DATE_NOW=1741082400 # Tue, 4 Mar 2025 10:00:00 +0000
TZ=UTC0
export GIT_TEST_DATE_NOW TZ

test_expect_success 'setup' '
	make_list in.git 1 20 &&
	git init -q --bare empty.git
'

# headed <title> <besides> <argument>…: by the digest, by kvm-authors as text, HTML and JSON.
headed() {
	title=$1
	besides=$2
	shift 2
	git -C "${inbox-in.git}" kvm-digest --title=X --no-bodies "$@" >out &&
	test_grep "^X[:,] " out &&
	grep -F -x "$title$besides" out &&
	git -C "${inbox-in.git}" kvm-authors "$@" >out &&
	test "$(head -n 1 out)" = "$title$besides" &&
	git -C "${inbox-in.git}" kvm-authors --format=html "$@" >out &&
	test_grep -F "<h1>KVM: $title$besides</h1>" out &&
	git -C "${inbox-in.git}" kvm-authors --format=json "$@" >out &&
	test "$(jq -r .range out)" = "$title$besides"
}

test_expect_success 'a range' '
	headed "From HEAD~5 to HEAD" "" HEAD~5.. &&
	headed "From the first mail to HEAD" "" HEAD &&
	headed "From HEAD~5 to HEAD" " (--since=@5 --author=x)" HEAD~5.. --since=@5 --author=x &&
	headed "Up to HEAD" " (--since=@5)" HEAD --since=@5
'

test_expect_success 'so many mails' '
	headed "The newest 3 mails" "" -n3 &&
	headed "The newest mail" "" --max-count=1 &&
	headed "3 mails" " (--skip=2)" -n3 --skip=2 &&
	headed "No mails" "" -n0 &&
	headed "The newest 2 mails up to HEAD~1" "" -n2 HEAD~1 &&
	headed "The newest 2 mails from HEAD~9 to HEAD" "" -n2 HEAD~9..HEAD
'

test_expect_success 'dates are those that git makes of the words' '
	headed "Since 2025-03-01 10:00" "" --since=2025-03-01 &&
	headed "Until 2025-02-25 10:00" "" --until=1.week.ago &&
	headed "From 2025-03-01 10:00 to 2025-03-03 10:00" \
		" (--author=x)" --since=2025-03-01 --until=yesterday --author=x &&
	headed "Since 2025-03-04 10:00" "" --since=garbage &&
	headed "The newest 3 mails since 1970-01-01 00:00" \
		"" -n3 --since=@0 &&
	(
		TZ=XYZ-2 &&
		export TZ &&
		headed "Since 2025-03-01 12:00" "" --since=@1740823200
	)
'

test_expect_success 'dates of the mails themselves' '
	headed "Sent since 2025-03-01 10:00" "" --sent-since=2025-03-01 &&
	headed "Sent from 2025-03-01 10:00 to 2025-03-03 10:00" \
		" (--author=x)" --sent-since=2025-03-01 --sent-until=yesterday --author=x &&
	headed "The newest 3 mails sent until 2025-03-04 10:00" "" -n3 --sent-until=now &&
	headed "Since 2025-03-01 10:00" " (--sent-until=now)" --since=2025-03-01 --sent-until=now &&
	git -C in.git kvm-digest --json --sent-since=2025-02-01 >json &&
	jq -e ".range.from == \"2025-02-01\"" json
'

test_expect_success 'refs' '
	headed "All refs" "" --all &&
	headed "All branches since 1970-01-01 00:00" "" --branches --since=@0
'

test_expect_success 'the last days, and what is new' '
	old=$(git -C in.git rev-parse --short HEAD~10) &&
	new=$(git -C in.git rev-parse --short HEAD) &&
	git -C in.git kvm-digest >out &&
	test_grep "^Up to $new (the last 7 days)$" out &&
	git -C in.git update-ref refs/kvm/seen/digest HEAD~10 &&
	git -C in.git update-ref refs/kvm/seen/authors HEAD~10 &&
	headed "From $old to $new" "" --new=dry
'

test_expect_success 'an inbox without mails' '
	inbox=empty.git &&
	headed "No mails" "" &&
	headed "No mails" " (--max-count=3)" -n3
'

test_expect_success 'a list is called as its newest mail has it, be that outside of the limits' '
	mail_write old.eml Subject="[PATCH] Old" From="A <a@example.org>" \
		List-Id="<old.example.org>" </dev/null &&
	mail_write new.eml Subject="[PATCH] New" From="B <b@example.org>" \
		List-Id="<new.example.org>" </dev/null &&
	make_inbox named.git old.eml new.eml &&
	make_inbox --start=1751000000 later.git old.eml &&
	for case in "new HEAD" "old HEAD~1" "new HEAD~1.." "new -n1" "new --skip=1" \
		"new --author=a@example.org HEAD" "new --author=b@example.org HEAD"
	do
		git -C named.git kvm-authors --format=html ${case#* } >out &&
		test_grep -i "<h1>${case%% *}: " out || return 1
	done &&
	git kvm-authors --inbox=named.git --inbox=later.git --format=html --all >out &&
	test_grep "<h1>NEW: " out
'

test_done
