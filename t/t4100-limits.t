#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='limits as in git log: numbers, dates, refs, patterns'

. "$(dirname "$0")/lib/test-lib.sh"

# mail <number> [<Field>=<value>…] <body
mail() {
	number=$1
	shift
	mail_write "mails/$(printf %03d "$number").eml" "$@"
}

# taken <argument>…: the commits of the mails that a digest has, in its order.
taken() {
	git -C in.git kvm-digest --format=json --no-bodies "$@" >taken.json &&
	jq -r ".mails[].commit" taken.json
}

# numbers <argument>…: the mails' numbers, by their Message-ID, in the digest's order, on one line.
numbers() {
	git -C in.git kvm-digest --format=json --no-bodies "$@" >taken.json &&
	jq -r ".mails[].message_id" taken.json | sed "s/@.*//; s/^0*//" | tr "\n" " " | sed "s/ \$//"
}

# as_git <argument>…: takes the very mails that git log takes, which are in expect.
as_git() {
	git -C in.git log --format=%H "$@" >expect &&
	taken "$@" >actual &&
	test_cmp expect actual
}

# is <numbers> <argument>…
is() {
	echo "$1" >expect
	shift
	numbers "$@" >actual && echo >>actual &&
	test_cmp expect actual
}

# Forty mails in four lots. The dates of archiving go back at the third; those in the mails run backwards.
test_expect_success 'setup' '
	mkdir mails &&
	for i in $(seq 1 40); do
		day=$(printf %02d $((29 - i / 2))) &&
		echo "Text number $i." |
		mail $i Subject="[PATCH] KVM: Change thing $i" Date="Wed, $day Jan 2025 12:00:00 +0100" ||
			return 1
	done &&
	make_inbox --start=1741000000 --step=3600 in.git mails/00?.eml mails/01?.eml &&
	make_inbox --start=1741090000 --step=3600 in.git mails/02?.eml &&
	make_inbox --start=1741080000 --step=3600 in.git mails/03?.eml mails/040.eml &&
	git -C in.git branch side HEAD~25 &&
	git -C in.git tag mark HEAD~10 &&
	git -C in.git update-ref refs/other/x HEAD~5
'

for limit in -n5 '-n 5' --max-count=5 '--skip=3' '-n 4 --skip=2' '--skip=39' '-n 100' \
	'HEAD~20.. -n 3' 'HEAD~3' 'HEAD~20..HEAD~10 --skip=5' '--all' '--branches' '--branches ^mark' \
	'side --skip=2' 'side mark' 'HEAD~9 ^side' '-n 7 --all --skip=1'; do
	test_expect_success "$limit is as in git log" "
		case '$limit' in
		--skip=*) as_git $limit HEAD ;;
		*) as_git $limit ;;
		esac &&
		test -s expect
	"
done

test_expect_success '-<number> and --max-series count series, whole, the newest first' '
	git -C in.git kvm-digest --json HEAD >all &&
	test "$(jq ".series | length" all)" -gt 4 &&
	for limit in -3 --max-series=3
	do
		git -C in.git kvm-digest --json $limit HEAD >json &&
		jq -c ".series[:3][]" all >expect &&
		jq -c ".series[]" json >actual &&
		test_cmp expect actual &&
		git -C in.git kvm-digest --no-bodies $limit HEAD >out &&
		test_grep "(--max-series=3)" out || return 1
	done &&
	git -C in.git kvm-digest --json -3 --reverse HEAD >json &&
	jq -c ".series[:3][]" all | sort >expect &&
	jq -c ".series[]" json | sort >actual &&
	test_cmp expect actual &&
	git -C in.git kvm-digest --json -0 HEAD >json &&
	jq -e ".series == []" json
'

test_expect_success 'dates are as in git log, at every border, on history out of order' '
	git -C in.git log --format=%ct >dates &&
	sort -nu dates >borders &&
	test_line_count = 40 borders &&
	for date in $(cat borders); do
		as_git --since=@$date &&
		cat expect >>all &&
		as_git --until=@$date &&
		as_git --since=$date --skip=1 -n 5 HEAD~2 side || return 1
	done &&
	test_line_count -gt 300 all
'

test_expect_success 'what git log finds nothing of' '
	git -C in.git log --format=%H --since=@1841000000 >expect &&
	test_must_be_empty expect &&
	taken --since=@1841000000 >actual &&
	test_must_be_empty actual &&
	taken -n 0 >actual &&
	test_must_be_empty actual &&
	taken --skip=40 HEAD >actual &&
	test_must_be_empty actual
'

test_expect_success 'dates in words are those of git, and other dates too' '
	for date in yesterday 1.week.ago "2025-03-04 08:00" "last month" "2 years ago" 2025-03-04T09:00:00Z; do
		git -C in.git log --format=%H --since="$date" >expect &&
		taken --since="$date" >actual &&
		test_cmp expect actual &&
		git -C in.git log --format=%H --before="$date" >expect &&
		taken --before="$date" >actual &&
		test_cmp expect actual || return 1
	done &&
	test -s actual
'

test_expect_success 'words need one call of git, seconds none' '
	mkdir -p bin &&
	write_script() { printf "#!/bin/sh\n%s\n" "$1" >bin/git && chmod +x bin/git; } &&
	write_script "echo \"\$@\" >>\"$PWD/calls\"; exec \"$(command -v git)\" \"\$@\"" &&
	(cd in.git && PATH="$OLDPWD/bin:$PATH" git-kvm-digest --since=1.week.ago --until=now --sent-since=yesterday \
		--no-bodies >/dev/null) &&
	grep -c rev-parse calls >count &&
	echo 1 >expect &&
	test_cmp expect count &&
	rm calls &&
	(cd in.git && PATH="$OLDPWD/bin:$PATH" git-kvm-digest --since=@1741000000 --until=1841000000 --no-bodies \
		>/dev/null) &&
	! grep rev-parse calls
'

test_expect_success 'a date of the archive is not the date of the mail' '
	is "40 39 38 37 36 35 34 33 32 31 30" --sent-until="2025-01-14 12:00 +0100" &&
	is "9 8 7 6 5 4 3 2 1" --sent-since="2025-01-25 12:00 +0100" &&
	is "9 8" --sent-since="2025-01-25 12:00 +0100" --sent-until="2025-01-25 12:00 +0100" &&
	is "" --since=@1741200000 --sent-since=@1738000000
'

test_expect_success 'the heading tells the limits' '
	git -C in.git kvm-digest --no-bodies --since=@1741082400 --author=ada -n 2 >out &&
	test_grep "^The newest 2 mails since 2025-03-04 .* (--author=ada);" out &&
	taken --since=@1741082400 -n 2 >/dev/null &&
	echo "--max-count=2 --since=@1741082400" >expect &&
	jq -r .range.limits taken.json >actual &&
	test_cmp expect actual &&
	jq -e ".range.default_range == false and .counts.commits == 2 and .counts.read == 2" taken.json
'

test_expect_success 'replies count as mails, whatever the format makes of them' '
	rm -f mails/* &&
	for i in 1 2 3 4 5 6; do
		echo "> Quoted." | mail $i Subject="Re: [PATCH] KVM: Change" In-Reply-To="<x@example.org>" || return 1
	done &&
	echo "Text." | mail 7 Subject="[PATCH] KVM: Not the newest" &&
	echo "Text." | mail 8 Subject="Re: [PATCH] KVM: Not the newest" In-Reply-To="<007@example.org>" &&
	make_inbox --start=1742000000 replies.git mails/*.eml &&
	git -C replies.git kvm-digest --no-bodies -n 1 --sections=new >out &&
	! grep "Not the newest" out &&
	git -C replies.git kvm-digest --no-bodies -n 2 --sections=new >out &&
	test_grep "Not the newest" out &&
	git -C replies.git kvm-digest --no-bodies --skip=2 -n 2 --sections=new >out &&
	! grep "Not the newest" out
'

test_expect_success 'a few mails are read without the rest of the list' '
	rm -rf in.git/kvm &&
	taken -n 3 >/dev/null &&
	test ! -e in.git/kvm
'

test_expect_success 'setup: persons, subjects and texts' '
	rm -f mails/* in.git -r &&
	printf "%s\n" "The first line." "" "Fixes: 123456789abc (\"KVM: x\")" "---" " a.c | 2 +-" " 1 file changed" "" \
		"diff --git a/a.c b/a.c" "--- a/a.c" "+++ b/a.c" "@@ -1 +1 @@" "-indiff" "+in_the_diff" |
		mail 1 Subject="[PATCH v2] KVM: x86: Fix Ärger" &&
	echo "Plain words. kvm_vcpu[3] a+b" |
		mail 2 Subject="[RFC PATCH] arm64: Vector" From="Björn Ågren <Bjorn@Example.COM>" &&
	printf "%s\n" "From: Carol Jones <carol@example.net>" "" "Written by another one." |
		mail 3 Subject="[PATCH] selftests: Count" &&
	printf "%s\n" "Hallo Welt" "> Quoted words" |
		mail 4 Subject="Re: [RFC PATCH] arm64: Vector" From="Dan Ode <dan@example.org>" &&
	printf "%s\n" "VGhlIHdvcmQgaGlkZGVuIGluIGJhc2U2NAo=" |
		mail 5 Subject="=?utf-8?q?[PATCH]_KVM:_Hidden_=C3=BCber?=" MIME-Version=1.0 \
			Content-Type="text/plain; charset=utf-8" Content-Transfer-Encoding=base64 &&
	echo "Build failed." |
		mail 6 Subject="[PATCH] broken" From="kernel test robot <lkp@intel.com>" &&
	make_inbox in.git mails/*.eml
'

test_expect_success '--author matches name and address, of author and sender' '
	is "2" HEAD --author=Björn &&
	is "2" HEAD --author="Ågren <Bjorn@" &&
	is "" HEAD --author=bjorn@example.com &&
	is "2" HEAD -i --author=bjorn@example.com &&
	is "3" HEAD --author=carol &&
	is "5 3 1" HEAD --author="^Ada Lind" &&
	is "4 3" HEAD --author=carol --author="dan@" &&
	is "4" HEAD --author="dan@" --grep=Hallo &&
	is "" HEAD --author="dan@" --grep=base64
'

test_expect_success '--author knows the mailmap' '
	echo "Caroline <caroline@example.com> <carol@example.net>" >map &&
	git -C in.git config mailmap.file "$PWD/map" &&
	test_when_finished "git -C in.git config --unset mailmap.file" &&
	is "3" HEAD --author=Caroline &&
	is "" HEAD --author=carol@example.net &&
	is "3" HEAD --no-mailmap --author=carol@example.net
'

test_expect_success '--grep looks into subject and message, by line' '
	is "1" HEAD --grep="^Fixes: [0-9a-f]* (" &&
	is "1" HEAD --grep="^The first line\.\$" &&
	is "" HEAD --grep="line.*Fixes" &&
	is "4 2" HEAD --grep="^arm64: Vec" --grep=nowhere &&
	is "4 2" HEAD --grep="RFC PATCH" &&
	is "5" HEAD --grep="hidden in base64" &&
	is "5" HEAD --grep="Hidden über" &&
	is "4" HEAD --grep="> Quoted" &&
	is "" HEAD --grep=in_the_diff
'

test_expect_success '--subject looks nowhere else' '
	is "4 2" HEAD --subject="^arm64: Vec" &&
	is "" HEAD --subject="base64" &&
	is "2" HEAD --subject="^\[RFC" &&
	is "2" HEAD --subject=arm64 --grep=Plain &&
	is "" HEAD --subject=KVM --grep=Plain
'

test_expect_success '-i, -E, -F, -P and what git is configured to' '
	is "5 1" HEAD -i --subject="kvm:.*[Äü]" &&
	is "1" HEAD -i --subject="ärger" &&
	is "" HEAD --subject="ärger" &&
	is "2" HEAD --grep="kvm_vcpu\[3\]" &&
	is "2" HEAD -F --grep="kvm_vcpu[3]" &&
	is "2" HEAD -F --grep="a+b" &&
	is "2" HEAD --grep="a+b" &&
	is "1" HEAD -E --grep="a+b" &&
	is "3 2" HEAD -E --subject="Vector\$|Count" --author="Carol|Björn" &&
	is "3" HEAD -P --subject="Co(?=unt)" &&
	is "3" HEAD --perl-regexp --subject="\\bC\\w+t\$" &&
	git -C in.git config grep.patternType fixed &&
	is "2" HEAD --grep="kvm_vcpu[3]" &&
	is "4 3 2" HEAD -E --subject="Vector\$|Count" &&
	git -C in.git config --unset grep.patternType &&
	git -C in.git config grep.extendedRegexp true &&
	is "4 3 2" HEAD --subject="Vector\$|Count" &&
	git -C in.git config --unset grep.extendedRegexp
'

test_expect_success 'patterns mean what they mean in git log' '
	printf "%s\n" "x86" "^KVM" "K*VM" "\(KVM\|arm64\): " "[[:upper:]]\{3\}" "Fix *" "*x" "x\?y\?z" "\<Fix\>" \
		"\(.\)\1" "\." "[]x]" ".\$" >patterns &&
	git -C in.git log --format=%s >subjects &&
	while read -r pattern; do
		git -C in.git log --format=%H --grep="$pattern" >expect &&
		taken HEAD -i --no-mailmap --subject=nomatch --invert-grep >all &&
		test_line_count = 6 all &&
		taken HEAD --subject="$pattern" >actual &&
		grep -Fxf actual expect >both
		test_cmp expect both || return 1
	done <patterns
'

test_expect_success '--invert-grep and --all-match' '
	is "6 5 4 3 1" HEAD --invert-grep --grep=Plain &&
	is "6 5 3" HEAD --invert-grep --grep=KVM.*Fix --grep=Vector &&
	is "1" HEAD --all-match --grep=Fixes --grep=Ärger &&
	is "" HEAD --all-match --grep=Fixes --grep=Plain &&
	is "2 1" HEAD --grep=Fixes --grep=Plain &&
	is "6 5 4 3 2" HEAD --all-match --invert-grep --grep=Fixes --grep=Ärger &&
	is "3" HEAD --author=carol --invert-grep --grep=Plain
'

test_expect_success '--no-bots leaves robots out, --bots takes them' '
	is "6 5 4 3 2 1" HEAD &&
	is "6 5 4 3 2 1" HEAD --bots &&
	is "5 4 3 2 1" HEAD --no-bots
'

test_expect_success '-n counts what the other limits leave' '
	is "5 3" HEAD --author=Ada -n 2 &&
	is "3" HEAD --author=Ada -n 1 --skip=1 &&
	is "1" --author=Ada --skip=2
'

test_expect_success 'a bad pattern is named, with the place' '
	test_expect_code 128 git -C in.git kvm-digest --grep="a\(b" 2>err &&
	test_grep "^fatal: bad pattern .a\\\\(b.: .*, at character [45]\$" err &&
	test_expect_code 128 git -C in.git kvm-digest -E --author="*x" 2>err &&
	test_grep "^fatal: bad pattern .\*x.: .* at character 1\$" err &&
	test_expect_code 128 git -C in.git kvm-digest -P --subject="(?<" 2>err &&
	test_grep "^fatal: bad pattern" err &&
	test_expect_code 128 git -C in.git -c grep.patternType=odd kvm-digest --grep=x 2>err &&
	test_grep "grep.patternType" err
'

test_expect_success '--reverse turns the order in each format' '
	taken HEAD >forth &&
	taken HEAD --reverse >back &&
	tac forth >expect &&
	test_cmp expect back &&
	taken -n 2 --reverse >back &&
	head -n 2 forth | tac >expect &&
	test_cmp expect back &&
	git -C in.git kvm-digest HEAD --no-bodies --sections=new >forth &&
	git -C in.git kvm-digest HEAD --no-bodies --sections=new --reverse >back &&
	grep "^[0-9a-f]\{7\} " forth | tac >expect &&
	grep "^[0-9a-f]\{7\} " back >actual &&
	test -s expect &&
	test_cmp expect actual &&
	git -C in.git kvm-digest HEAD --format=classic | grep "^New:" | tac >expect &&
	git -C in.git kvm-digest HEAD --format=classic --reverse | grep "^New:" >actual &&
	test -s expect &&
	test_cmp expect actual
'

test_expect_success 'of a repost the one that is printed first is the new one, in both orders' '
	rm -f mails/* &&
	echo "Older." | mail 1 Subject="[PATCH] KVM: Same" &&
	echo "Newer." | mail 2 Subject="[PATCH v2] KVM: Same" &&
	make_inbox again.git mails/*.eml &&
	messages() {
		git -C again.git kvm-digest HEAD --json "$@" | jq -r ".entries[] | .message | select(.)"
	} &&
	messages >forth &&
	test_grep "^Newer" forth &&
	! grep "^Older" forth &&
	messages --reverse >back &&
	test_grep "^Older" back &&
	! grep "^Newer" back
'

test_expect_success 'a pattern that would take years is given up, and that is said' '
	rm -f mails/* &&
	for i in $(seq 100); do
		echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
	done | mail 1 Subject="[PATCH] KVM: Hostile" &&
	echo "aab" | mail 2 Subject="[PATCH] KVM: Friendly" &&
	make_inbox hostile.git mails/*.eml &&
	git -C hostile.git kvm-digest --format=json -E --grep="^(a+)+[bc]" >out 2>err &&
	jq -r ".mails[].subject" out >actual &&
	echo "[PATCH] KVM: Friendly" >expect &&
	test_cmp expect actual &&
	test_grep "^warning: pattern .* takes too long: 1 mails\? w" err
'

test_expect_success 'each mail that is given up counts once, whatever of it was searched' '
	rm -f mails/* &&
	for i in 1 2 3; do
		echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa |
			mail $i Subject="[PATCH] KVM: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" || return 1
	done &&
	make_inbox thrice.git mails/*.eml &&
	git -C thrice.git kvm-digest -E --grep="(a+)+[bc]" >out 2>err &&
	test_grep "^warning: pattern .* takes too long: 3 mails were" err
'

test_expect_success 'an empty inbox stays one, with limits too' '
	git init -q --bare empty.git &&
	git -C empty.git kvm-digest -n 3 >out 2>err || test_grep "public-inbox" err
'

test_done
