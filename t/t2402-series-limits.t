#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series list: ranges, limits, paths and dates'

. "$(dirname "$0")/lib/test-lib.sh"

# post <id> <day> <path> <subject> [<Field>=<value>…]: a posting of Ada's that touches a file.
post() {
	post_id=$1
	post_day=$2
	post_path=$3
	post_subject=$4
	shift 4
	mail_write "$post_id.eml" Subject="$post_subject" Date="$post_day 10:00:00 +0000" "$@" <<-EOF
	Why it is done, for the $post_id.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	$(small_diff "" "$post_path")
	EOF
}

# reply <id> <parent> <day>: Ben asks about it.
reply() {
	mail_write "$1.eml" Subject='Re: a thing' From='Ben Okoro <ben@example.com>' \
		In-Reply-To="<$2@example.org>" Date="$3 11:00:00 +0000" <<-\EOF
	Why is it not done elsewhere?
	EOF
}

# titles [<options>]: what is listed, title by title.
titles() {
	git -C inbox kvm-series list --format='%(title)' "$@" >actual
}

test_expect_success 'an inbox of four topics over five months' '
	post old "Wed, 01 Jan 2025" virt/kvm/a.c "[PATCH] KVM: An old thing" &&
	post arm "Sat, 01 Mar 2025" arch/arm64/kvm/a.c "[PATCH] KVM: arm64: A thing" \
		From="Cy Example <cy@example.com>" &&
	reply armr arm "Sun, 02 Mar 2025" &&
	post v1 "Tue, 01 Apr 2025" virt/kvm/b.c "[PATCH] KVM: Another thing" &&
	reply v1r v1 "Wed, 02 Apr 2025" &&
	post v2 "Thu, 01 May 2025" virt/kvm/b.c "[PATCH v2] KVM: Another thing" &&
	post new "Fri, 02 May 2025" virt/kvm/c.c "[PATCH] KVM: A new thing" &&
	for id in old arm armr v1 v1r v2 new; do
		date=$(date -u -d "$(sed -n "s/^Date: //p" $id.eml)" +%s) &&
		make_inbox --start="$date" inbox $id.eml || return 1
	done
'

test_expect_success 'without a range: the last 90 days' '
	titles &&
	cat >expect <<-\EOF &&
	KVM: A new thing
	KVM: Another thing
	KVM: arm64: A thing
	EOF
	test_cmp expect actual &&
	titles HEAD &&
	test_grep "An old thing" actual
'

test_expect_success '--author is asked of topics, and replies are read all the same' '
	git -C inbox kvm-series list --author=Cy --format="%(title) %(state) %(replies)" HEAD >actual &&
	echo "KVM: arm64: A thing author 1" >expect &&
	test_cmp expect actual
'

test_expect_success '--grep and --subject look at the newest version' '
	titles --grep="for the v2" HEAD &&
	echo "KVM: Another thing" >expect &&
	test_cmp expect actual &&
	titles --grep="for the v1" HEAD &&
	test_must_be_empty actual &&
	titles --subject=ARM64 -i HEAD &&
	echo "KVM: arm64: A thing" >expect &&
	test_cmp expect actual
'

test_expect_success '-n, --skip and --reverse count what is listed, in its order' '
	titles -n 2 HEAD &&
	printf "%s\n" "KVM: A new thing" "KVM: Another thing" >expect &&
	test_cmp expect actual &&
	titles --skip=1 -2 --reverse HEAD &&
	printf "%s\n" "KVM: arm64: A thing" "KVM: Another thing" >expect &&
	test_cmp expect actual &&
	titles --sort=title -1 HEAD &&
	echo "KVM: A new thing" >expect &&
	test_cmp expect actual &&
	titles -0 HEAD &&
	test_must_be_empty actual
'

test_expect_success 'a count is taken behind the states' '
	titles --state=new --skip=1 -1 HEAD &&
	echo "KVM: Another thing" >expect &&
	test_cmp expect actual
'

test_expect_success 'paths are those of any patch of the newest version' '
	titles HEAD -- arch/ &&
	echo "KVM: arm64: A thing" >expect &&
	test_cmp expect actual &&
	titles HEAD -- ":!arch" virt/kvm/b.c &&
	echo "KVM: Another thing" >expect &&
	test_cmp expect actual
'

test_expect_success '--since limits mails: without revisions, those of the whole list' '
	git -C inbox kvm-series list --since=2025-04-15 --format="%(version) %(versions) %(title)" >actual &&
	printf "%s\n" "v1 1 KVM: A new thing" "v2 1 KVM: Another thing" >expect &&
	test_cmp expect actual &&
	titles --until=2025-01-31 &&
	echo "KVM: An old thing" >expect &&
	test_cmp expect actual
'

test_expect_success '--sent-until is asked of topics, of the whole list' '
	titles --sent-until=2025-01-31 &&
	echo "KVM: An old thing" >expect &&
	test_cmp expect actual
'

test_expect_success '--date says how dates are printed, log.date does not' '
	git -C inbox -c log.date=raw kvm-series list -1 --format="%(date)" HEAD >actual &&
	echo "2025-05-02T10:00:00+00:00" >expect &&
	test_cmp expect actual &&
	git -C inbox kvm-series list -1 --format="%(date)" --date=unix HEAD >actual &&
	echo 1746180000 >expect &&
	test_cmp expect actual &&
	git -C inbox kvm-series show --date=format:%d.%m.%Y "<v2@example.org>" >actual &&
	test_grep "v1 [0-9a-f]* 01.04.2025" actual &&
	git -C inbox -c log.date=unix kvm-series show "<v2@example.org>" >actual &&
	test_grep "v2 [0-9a-f]* 1746093600" actual
'

test_done
