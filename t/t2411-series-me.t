#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series list: what is mine, went to me, and what was active since'

. "$(dirname "$0")/lib/test-lib.sh"

ME='Ada Lindqvist <ada@example.org>'

# patch <id> <day> <from> <subject> [<Field>=<value>…]
patch() {
	id=$1 day=$2 from=$3 subject=$4
	shift 4
	mail_write "$id.eml" From="$from" Subject="$subject" Date="$day Mar 2025 12:00:00 +0000" "$@" <<-EOF
	Why.

	Signed-off-by: $from
	---
	$(small_diff "$id" "virt/kvm/$id.c")
	EOF
}

# titles <option>…: those of the list, sorted, on one line.
titles() {
	git -C in.git kvm-series --format="%(title)" "$@" HEAD >titles.out && sort titles.out | paste -sd, -
}

test_expect_success 'setup' '
	patch mine 1 "$ME" "[PATCH] Mine" To="Ben Okoro <ben@example.com>" &&
	patch old 1 "Ada <ada@old.example.org>" "[RFC PATCH] Mine of old" &&
	patch james 2 "James Meade <jim@example.net>" "[PATCH] Of James" To="Meg <meg@example.com>, ADA@example.org" &&
	patch s1 3 "Cleo Brandt <cleo@example.net>" "[PATCH 1/2] Two" &&
	patch s2 3 "Cleo Brandt <cleo@example.net>" "[PATCH 2/2] Second" In-Reply-To="<s1@example.org>" \
		Cc="Somebody <ada@old.example.org>,
	Ben <ben@example.com>" &&
	patch v1 4 "Cleo Brandt <cleo@example.net>" "[PATCH] Again" To="ada@example.org" &&
	patch v2 5 "Cleo Brandt <cleo@example.net>" "[PATCH v2] Again" To="kvm@lists.example.org" In-Reply-To="<v1@example.org>" &&
	mail_write re.eml From="Ben Okoro <ben@example.com>" Subject="Re: [PATCH] Mine" Date="20 Mar 2025 12:00:00 +0000" \
		In-Reply-To="<mine@example.org>" <<-\EOF &&
	Why is that?
	EOF
	mail_write robot.eml From="kernel test robot <lkp@intel.com>" Subject="Re: [PATCH] Of James" \
		Date="21 Mar 2025 12:00:00 +0000" In-Reply-To="<james@example.org>" <<-\EOF &&
	Hi James, kernel test robot noticed the following build warnings:
	EOF
	make_inbox --start=1743000000 in.git mine.eml old.eml james.eml s1.eml s2.eml v1.eml v2.eml re.eml robot.eml &&
	git config --global user.email ada@example.org
'

test_expect_success '--mine and --author=me: an address, and no part of a name' '
	test "$(titles --mine)" = Mine &&
	test "$(titles --author=me)" = Mine &&
	test "$(titles --author=@me)" = Mine &&
	test "$(titles --author=Me)" = "Of James" &&
	git config --global --add kvm.me ADA@old.example.org &&
	test "$(titles --mine)" = "Mine,Mine of old" &&
	test "$(titles --author=me)" = "Mine,Mine of old" &&
	test "$(titles --author=me --author=James)" = "Mine,Mine of old,Of James" &&
	git -C in.git kvm-digest --json --author=me HEAD >json &&
	jq -r ".series[].title" json | sort | paste -sd, - >actual &&
	echo "Mine,Mine of old" >expect &&
	test_cmp expect actual
'

test_expect_success '--for and --cc: To or Cc of the newest version, of any of its patches' '
	test "$(titles --for=me)" = "Of James,Two" &&
	test "$(titles --cc=@me)" = "Of James,Two" &&
	test "$(titles --for=ben@)" = "Mine,Two" &&
	test "$(titles --for=Okoro)" = "" &&
	git config --global --unset-all kvm.me &&
	test "$(titles --for=me)" = "Of James" &&
	test "$(titles --for=me --state=author)" = "" &&
	test_expect_code 129 git -C in.git kvm-series --for= HEAD
'

test_expect_success 'the mailmap puts both right' '
	echo "Ada Lindqvist <ada@new.example.org> <ada@example.org>" >map &&
	echo "Ada Lindqvist <ada@new.example.org> <ada@old.example.org>" >>map &&
	git config --global mailmap.file "$PWD/map" &&
	test "$(titles --for=me)" = "Of James,Two" &&
	test "$(titles --mine)" = "Mine,Mine of old" &&
	test "$(titles --author=me)" = "Mine,Mine of old" &&
	git config --global --unset mailmap.file
'

test_expect_success 'nobody is me' '
	git config --global --unset user.email &&
	for option in --mine --author=me --for=me
	do
		test_expect_code 128 git -C in.git kvm-series $option HEAD 2>err &&
		test_grep "^fatal: $option: neither user.email nor kvm.me tells who that is" err || return 1
	done
'

test_expect_success '--active-since: postings and answers of people' '
	test "$(titles --active-since=2025-03-19)" = Mine &&
	test "$(titles --active-since=2025-03-05T00:00Z)" = "Again,Mine" &&
	test "$(titles --active-since=2025-02-01)" = "$(titles)" &&
	test "$(titles --active-since=2025-04-01)" = ""
'

test_expect_success 'an RFC is marked in its row' '
	git -C in.git kvm-series HEAD >out &&
	test_grep " \[RFC\] Mine of old\$" out &&
	test "$(grep -c RFC out)" = 1
'

test_expect_success 'a replier is nobody whose name stands behind the number of replies' '
	patch w1 6 "Cleo Brandt <cleo@example.net>" "[PATCH 1/2] Three" &&
	patch w2 6 "Cleo Brandt <cleo@example.net>" "[PATCH 2/2] Of another" In-Reply-To="<w1@example.org>" &&
	sed "s/^Why\.\$/From: Dan Ito <dan@example.com>\n\nWhy./" w2.eml >w2b.eml &&
	mail_write w3.eml From="Ben Okoro <ben@example.com>" Subject="Re: two" In-Reply-To="<w2@example.org>" <<-\EOF &&
	Why is that?
	EOF
	make_inbox --start=1743100000 in.git w1.eml w2b.eml w3.eml &&
	git -C in.git kvm-series show w1@example.org >out &&
	test_grep "2/2 [0-9a-f]* Of another, by Dan Ito, 1 file +1 -1, 1 reply\$" out
'

if python3 -c "import pty; pty.openpty()" 2>/dev/null; then
	test_expect_success 'on a terminal a hint tells that the list is old' '
		git -C in.git kvm-series HEAD 2>err &&
		test_must_be_empty err &&
		python3 -c "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)" \
			git -C in.git -c core.pager=cat kvm-series HEAD >terminal </dev/null &&
		test_grep "^hint: the newest mail is [0-9]* days old: .git fetch." terminal &&
		test_grep "^hint: Disable this message with .git config advice.kvmOldInbox false." terminal &&
		python3 -c "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)" \
			git -C in.git -c core.pager=cat -c advice.kvmOldInbox=false kvm-series HEAD >terminal </dev/null &&
		test_grep "Mine" terminal &&
		! grep "^hint" terminal
	'

	# told <argument>…: hints of git <argument>… on a terminal
	told() {
		python3 -c "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)" \
			git -C in.git -c core.pager=cat "$@" </dev/null | tr -d "\r" | grep "^hint" >hints || :
	}

	test_expect_success 'what matches nothing says why there, and is silent else' '
		told kvm-series HEAD -- virt/nothing other &&
		test_grep "^hint: no series of the range touches .virt/nothing. or the other paths$" hints &&
		told -c advice.kvmOldInbox=true kvm-series --state=applied HEAD -- virt &&
		test_line_count = 1 hints &&
		for command in digest authors
		do
			told kvm-$command --since=yesterday && test_grep "^hint: the newest mail is" hints &&
			told kvm-$command HEAD && test_must_be_empty hints || return 1
		done &&
		git -C in.git kvm-series HEAD -- virt/nothing >out 2>&1 && test_must_be_empty out &&
		git -C in.git kvm-digest --since=yesterday >out 2>err && test_must_be_empty err
	'
fi

test_done
