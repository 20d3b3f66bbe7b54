#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series: handles, formats, shorthands, and whom it waits for'

. "$(dirname "$0")/lib/test-lib.sh"

ben='Ben Okoro <ben@example.com>'

# posted <id> <subject> <day> [<Field>=<value>…]; answered <id> <parent> <day> <from> <text>
posted() {
	id=$1 subject=$2 day=$3
	shift 3
	small_diff "$id" "virt/kvm/$id.c" | mail_write "$id.eml" Subject="$subject" Date="$day Mar 2025 12:00:00 +0000" "$@"
}
answered() {
	echo "$5" | mail_write "$1.eml" Subject="Re: x" In-Reply-To="<$2@example.org>" Date="$3 Mar 2025 12:00:00 +0000" From="$4"
}

test_expect_success 'setup' '
	posted ready "[PATCH] KVM: Ready" "3" &&
	answered ready-r ready 4 "$ben" "Reviewed-by: $ben" &&
	posted lacks "[PATCH 1/2] KVM: Lacks one" 5 &&
	answered lacks-r lacks 6 "$ben" "Reviewed-by: $ben" &&
	posted asked "[PATCH] KVM: Asked" 7 From="Cleo Ito <cleo@example.net>" &&
	answered asked-r asked 8 "$ben" "What about nested guests?" &&
	posted old "[PATCH] KVM: Old" 1 From="Ida <ida@example.net>" &&
	answered old-r old 2 "$ben" "Why?" &&
	posted old2 "[PATCH v2] KVM: Old" 9 From="Ida <ida@example.net>" In-Reply-To="<old@example.org>" &&
	posted fresh "[PATCH] KVM: Fresh" 31 From="O. Ben <oben@example.com>" &&
	posted taken "[PATCH] KVM: Gone" 2 &&
	answered taken-r taken 3 "Ada Lindqvist <ada@example.org>" "Please ignore this series, something went wrong." &&
	make_inbox --start=1743429600 --step=60 in.git old.eml old-r.eml taken.eml taken-r.eml ready.eml ready-r.eml lacks.eml lacks-r.eml \
		asked.eml asked-r.eml old2.eml fresh.eml
'

# titles <option>…: of the topics that are listed, in order of their titles.
titles() {
	git -C in.git kvm-series --sort=title --format="%(title)" "$@" HEAD | sed "s/^KVM: //" | tr "\n" "," | sed "s/,$//"
}

test_expect_success 'each row has a short id, which every command takes' '
	git -C in.git kvm-series HEAD >table &&
	git -C in.git log --format=%h --reverse >known &&
	test_line_count = 6 table &&
	while read -r id rest
	do
		grep "^$id\$" known && git -C in.git kvm-series show $id >out && test_grep "  v[12]  *$id " out || return 1
	done <table &&
	id=$(git -C in.git kvm-series --format="%(id)" --grep=Ready HEAD) &&
	git -C in.git kvm-series mbox $id >out &&
	test_grep "Subject: .*KVM: Ready" out &&
	git -C in.git -c core.abbrev=12 kvm-series --format="%(id)" --grep=Ready HEAD >actual &&
	git -C in.git kvm-series --format="%(commit)" --grep=Ready HEAD | cut -c1-12 >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --color=always --grep=Ready HEAD >out &&
	test_grep "^.\[33m$id" out
'

test_expect_success 'show has ids of patches and last words, and the link' '
	git -C in.git -c kvm.linkBase=https://example.org/ kvm-series show asked@example.org >out &&
	test_grep "^https://example.org/asked@example.org\$" out &&
	id=$(git -C in.git kvm-series --format="%(id)" --grep=Asked HEAD) &&
	test_grep "^  1/1 $id KVM: Asked" out &&
	test_grep "^  $(git -C in.git log -1 --format=%h HEAD~2) 2025-03-08 Ben Okoro" out &&
	echo x | mail_write odd.eml Message-ID="<a/b?c%d#e@example.org>" Subject="[PATCH 0/1] KVM: Odd" &&
	make_inbox odd.git odd.eml &&
	git -C odd.git kvm-series --format="%(link)" >actual &&
	echo "https://lore.kernel.org/r/a%2Fb%3Fc%25d%23e@example.org" >expect &&
	test_cmp expect actual
'

test_expect_success 'formats with a name, and kvm.format' '
	id=$(git -C in.git kvm-series --format="%(id)" --grep=Ready HEAD) &&
	git -C in.git kvm-series --format=oneline --grep=Ready HEAD >actual &&
	echo "$id KVM: Ready" >expect &&
	test_cmp expect actual &&
	git -C in.git -c kvm.format=oneline kvm-series --grep=Ready HEAD >actual &&
	test_cmp expect actual &&
	git -C in.git -c kvm.format="%(id) %(title)" kvm-series --grep=Ready HEAD >actual &&
	test_cmp expect actual &&
	git -C in.git -c kvm.format=json kvm-series --format="format:x" --grep=Ready HEAD >actual &&
	echo x >expect &&
	test_cmp expect actual &&
	git -C in.git -c kvm.format=oneline kvm-series --format=table --grep=Ready HEAD >actual &&
	git -C in.git kvm-series --grep=Ready HEAD >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --format=medium --grep=Ready HEAD >actual &&
	cat >expect <<-END &&
	series $id
	Author: Ada Lindqvist <ada@example.org>
	Date:   2025-03-03T12:00:00+00:00
	State:  reviewed (the patch has a Reviewed-by or Acked-by)
	Link:   https://lore.kernel.org/r/ready@example.org

	    [PATCH] KVM: Ready

	END
	test_cmp expect actual
'

test_expect_success 'an unknown format is named, with those that are known' '
	test_expect_code 129 git -C in.git kvm-series --format=jsn HEAD 2>err &&
	test_grep "expects \"table\", \"oneline\", \"medium\", \"json\", or \"html\", or a text" err &&
	test_expect_code 128 git -C in.git -c kvm.format=jsn kvm-series HEAD 2>err &&
	test_grep "kvm.format.*expected \"table\"" err &&
	test_expect_code 128 git -C in.git kvm-series --format="%(nosuch)" HEAD 2>err &&
	test_grep "^hint: the fields are acked, .*versions" err
'

test_expect_success 'a format has the atoms of git for-each-ref' '
	git -C in.git kvm-series --grep=Ready HEAD \
		--format="%(align:12,right)%(state)%(end)|%(if:equals=reviewed)%(state)%(then)take%(else)wait%(end)" >actual &&
	echo "    reviewed|take" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --grep=Ready --color=always --format="%(color:bold red)%(state)" HEAD >actual &&
	printf "\033[1;31mreviewed\033[m\n" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --grep=Ready --format="%(color:bold red)%(state)" HEAD >actual &&
	echo reviewed >expect &&
	test_cmp expect actual &&
	test_expect_code 128 git -C in.git kvm-series --format="%(color:mauve)" HEAD 2>err &&
	test_grep "fatal: unrecognized color: %(color:mauve)" err
'

test_expect_success '--json and --format=json, everywhere' '
	git -C in.git kvm-series --json HEAD >expect &&
	git -C in.git kvm-series --format=json HEAD >actual &&
	test_cmp expect actual &&
	for command in "kvm-digest" "kvm-authors" "kvm-series show old2@example.org" "kvm-series diff old2@example.org"
	do
		git -C in.git $command --json >expect &&
		git -C in.git $command --format=json >actual &&
		test_cmp expect actual &&
		jq . actual >parsed || return 1
	done
'

test_expect_success 'every field is in JSON under its name, and what JSON calls it is a field' '
	git -C in.git kvm-series --json --grep=Ready HEAD >json &&
	git -C in.git kvm-series --sort=nosuch HEAD 2>err || :
	sed -n "s/^hint: the fields are //p" err | sed "s/, /\n/g" >fields &&
	test_line_count -gt 20 fields &&
	while read -r field
	do
		# Those of work repositories, see t2602.
		case $field in commits | merged | release) continue ;; esac
		jq -e ".topics[0] | has(\"$field\")" json >out || { echo "$field"; return 1; }
	done <fields &&
	for field in messageid:message_id changeid:change_id patches:present replies:people_replies idle:idle_days
	do
		git -C in.git kvm-series --sort=${field#*:} --format="%(${field%:*})" HEAD >expect &&
		git -C in.git kvm-series --sort=${field%:*} --format="%(${field#*:})" HEAD >actual &&
		test_cmp expect actual || return 1
	done
'

test_expect_success 'states that are not wanted' '
	test "$(titles --state="!withdrawn")" = "Asked,Fresh,Lacks one,Old,Ready" &&
	test "$(titles --state="reviewed,!incomplete")" = "Ready" &&
	test "$(titles --state="!incomplete,!new,!withdrawn,!review")" = "Asked,Ready" &&
	test_expect_code 129 git -C in.git kvm-series --state="!odd" HEAD 2>err &&
	test_grep "unknown state .!odd.: expected one of" err
'

test_expect_success 'shorthands are what the manual says they are' '
	test "$(titles --ready)" = "$(titles --state="reviewed,!incomplete")" &&
	test "$(titles --ready)" = "Ready" &&
	test "$(titles --needs-review)" = "$(titles --state=new,review)" &&
	test "$(titles --needs-review)" = "Fresh,Old" &&
	test "$(titles --stalled)" = "$(titles --idle=30 --state="!applied,!withdrawn,!superseded")" &&
	test "$(titles --stalled)" = "" &&
	test "$(titles --stalled --idle=25)" = "Lacks one,Ready" &&
	test "$(titles --stalled --idle=20 --needs-review)" = "Old" &&
	test "$(titles --ready --state=withdrawn)" = ""
'

test_expect_success 'whom it waits for: a reviewer, an author, me' '
	test "$(titles --waiting-for=cleo)" = "Asked" &&
	test "$(titles --waiting-for=okoro)" = "Old" &&
	test "$(titles --reviewer=okoro)" = "Old" &&
	git config --file config user.email Ben@Example.com &&
	GIT_CONFIG_GLOBAL=$PWD/config && export GIT_CONFIG_GLOBAL &&
	test "$(titles --waiting-for=me)" = "Old" &&
	test "$(titles --reviewer=me)" = "Old" &&
	git config --file config kvm.me cleo@example.net &&
	test "$(titles --waiting-for=me)" = "Asked,Old" &&
	# A part of an address is nobody.
	git config --file config user.email ben@example &&
	git config --file config --unset kvm.me &&
	test "$(titles --waiting-for=me)" = "" &&
	git config --file config --unset user.email &&
	test_expect_code 128 git -C in.git kvm-series --waiting-for=me HEAD 2>err &&
	test_grep "fatal: --waiting-for=me: neither user.email nor kvm.me" err &&
	test_expect_code 129 git -C in.git kvm-series --waiting-for= HEAD
'

test_done
