#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series: ages count from when mails were written'

. "$(dirname "$0")/lib/test-lib.sh"

# posted <id> <date> [<Field>=<value>…]: a patch; answered <id> <parent> <date>: Ben's word.
posted() {
	id=$1
	date=$2
	shift 2
	small_diff "$id" | mail_write "$id.eml" Subject="[PATCH] KVM: $id" Date="$date" "$@"
}
answered() {
	echo 'This breaks nested guests?' |
		mail_write "$1.eml" From='Ben Okoro <ben@example.com>' Subject="Re: [PATCH] KVM: $2" \
			In-Reply-To="<$2@example.org>" Date="$3"
}

# A year of mails, imported in a minute four months after the last of them.
test_expect_success 'setup: an archive that was imported in one go' '
	posted old "Mon, 04 Mar 2024 12:00:00 +0000" &&
	posted spring "Mon, 10 Feb 2025 12:00:00 +0000" &&
	answered spring-re spring "Mon, 24 Feb 2025 23:30:00 -0500" &&
	posted week "Mon, 03 Mar 2025 12:00:00 +0000" &&
	posted newest "Tue, 04 Mar 2025 12:00:00 +0000" &&
	make_inbox --start=1751500000 --step=1 in.git old.eml spring.eml spring-re.eml newest.eml week.eml
'

test_expect_success 'age, idle and --idle count from then, to the newest of them' '
	cat >expect <<-\END &&
	week 1d 1 2025-03-03T12:00:00+00:00
	newest 0m 0 2025-03-04T12:00:00+00:00
	spring 3w 7 2025-02-24T23:30:00-05:00
	old 12mo 365 2024-03-04T12:00:00+00:00
	END
	git -C in.git kvm-series --format="%(title) %(age) %(idle) %(lastword)" HEAD >out &&
	sed "s/KVM: //" out >actual &&
	test_cmp expect actual &&
	git -C in.git kvm-series --idle=7 --sort=lastword --format="%(title)" HEAD >actual &&
	printf "KVM: old\nKVM: spring\n" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --sort=age --format="%(title)" HEAD | head -n 1 >actual &&
	echo "KVM: newest" >expect &&
	test_cmp expect actual
'

test_expect_success 'show says the same' '
	for id in old spring week newest; do
		git -C in.git kvm-series show --json $id@example.org >out &&
		jq -r "\"\(.versions[0].title) \(.versions[0].idle_days)\"" out || return 1
	done >actual &&
	git -C in.git kvm-series --format="%(title) %(idle)" HEAD | sort >expect &&
	sort actual >sorted &&
	test_cmp expect sorted
'

# The newest of them needs no look at the mails, of which that many would be read.
test_expect_success 'with an index, the newest is found there' '
	git init -q --bare loose.git &&
	git -C loose.git unpack-objects -q <"$(echo in.git/objects/pack/*.pack)" &&
	git -C loose.git update-ref HEAD "$(git -C in.git rev-parse HEAD)" &&
	git -C loose.git kvm-series --index HEAD >/dev/null &&
	blob=$(git -C loose.git rev-parse HEAD~1:m) &&
	rm -f "loose.git/objects/$(echo "$blob" | cut -c 1-2)/$(echo "$blob" | cut -c 3-)" &&
	git -C loose.git kvm-series show --json spring@example.org >out &&
	test "$(jq ".versions[0].idle_days" out)" = 7 &&
	git -C loose.git kvm-series show --no-index --json spring@example.org >out 2>err &&
	test "$(jq ".versions[0].idle_days" out)" = 6
'

test_expect_success 'what is odd about the newest mails is odd there, too' '
	posted later "Mon, 05 May 2025 12:00:00 +0000" &&
	posted undated "" &&
	posted ahead "Mon, 05 May 2031 12:00:00 +0000" &&
	>empty.eml &&
	for last in "undated.eml" "ahead.eml" "-d later.eml" "later.eml empty.eml" "empty.eml -d old.eml"; do
		rm -rf odd.git &&
		# shellcheck disable=SC2086 # several words
		make_inbox --start=1751500000 --step=1 odd.git spring.eml spring-re.eml newest.eml $last &&
		git -C odd.git kvm-series show --json spring@example.org >expect &&
		git -C odd.git kvm-series --index HEAD >/dev/null 2>&1 &&
		git -C odd.git kvm-series show --json spring@example.org >actual &&
		test_cmp expect actual || return 1
	done
'

test_expect_success 'so do the last days' '
	git -C in.git kvm-series --format="%(title)" >actual &&
	printf "KVM: week\nKVM: newest\nKVM: spring\n" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-digest --no-bodies >out &&
	echo "Up to $(git -C in.git rev-parse --short HEAD) (the last 7 days); by the mails'\'' own dates, archived on 2025-07-02" >expect &&
	sed -n 2,3p out | tr -s "\n " " " | sed "s/ \$//" >actual &&
	test "$(cat expect)" = "$(cat actual)" &&
	test_grep "KVM: week" out &&
	! grep "KVM: spring" out &&
	git -C in.git kvm-authors -s >out &&
	echo "     2	Ada Lindqvist" >expect &&
	test_cmp expect out
'

test_expect_success 'a Date from later than the archive is none, for the last word either' '
	posted late "Fri, 07 Mar 2025 12:00:00 +0000" &&
	make_inbox --start=1741176000 future.git newest.eml late.eml &&
	git -C future.git kvm-series --format="%(title) %(age) %(idle) %(lastword)" >actual &&
	cat >expect <<-\END &&
	KVM: late 0m 0 2025-03-05T12:10:00+00:00
	KVM: newest 1d 1 2025-03-04T12:00:00+00:00
	END
	test_cmp expect actual
'

test_expect_success 'a reason has the day of the last word, in the zone of the mail' '
	posted later "Mon, 05 May 2025 12:00:00 +0000" &&
	make_inbox --start=1751500000 --step=1 zone.git spring.eml spring-re.eml later.eml &&
	git -C zone.git kvm-series --date=short --format="%(lastword): %(reason)" HEAD -1 --grep=spring >actual &&
	test_grep "^2025-02-24: Ben Okoro .* on 2025-02-24" actual
'

test_done
