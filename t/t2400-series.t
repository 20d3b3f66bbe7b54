#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series: list and show'

. "$(dirname "$0")/lib/test-lib.sh"

# posting <file> <subject> [<Field>=<value>…]: a patch that changes one line to $line.
posting() {
	posting_file=$1
	posting_subject=$2
	shift 2
	mail_write "$posting_file" Subject="$posting_subject" "$@" <<-EOF
	Why it is done.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	$tags
	---
	$notes
	$(small_diff "$line")
	-- 
	2.39.5
	EOF
}

BEN='Ben Okoro <ben@example.com>'

v2='Fri, 07 Mar 2025 11:00:00 +0000'

test_expect_success 'setup' '
	mail_write a0.eml Subject="[PATCH 0/2] KVM: A work" </dev/null &&
	posting a1.eml "[PATCH 1/2] KVM: First" In-Reply-To="<a0@example.org>" &&
	posting a2.eml "[PATCH 2/2] KVM: Second" In-Reply-To="<a0@example.org>" &&
	mail_write ra.eml Subject="Re: [PATCH 1/2] KVM: First" From="$BEN" In-Reply-To="<a1@example.org>" <<-\EOF &&
	On Mon, 3 Mar 2025, Ada Lindqvist wrote:
	> Why it is done.

	What happens to guests
	that are running?

	Reviewed-by: Ben Okoro <ben@example.com>
	EOF
	mail_write b0.eml Subject="[PATCH v2 0/2] KVM: A work" Date="$v2" <<-\EOF &&
	What it is for.

	Changes in v2:
	- running guests are left alone
	EOF
	posting b1.eml "[PATCH v2 1/2] KVM: First" In-Reply-To="<b0@example.org>" Date="$v2" &&
	line=other posting b2.eml "[PATCH v2 2/2] KVM: Second" In-Reply-To="<b0@example.org>" Date="$v2" &&
	posting s1.eml "[kvm-unit-tests PATCH 1/3] x86: Test it" Date="Mon, 10 Mar 2025 11:00:00 +0000" &&
	make_inbox --start=1741000000 --step=86400 in.git a0.eml a1.eml a2.eml ra.eml b0.eml b1.eml b2.eml s1.eml
'

test_expect_success 'a line for each topic, its newest version' '
	git -C in.git kvm-series HEAD >out &&
	without_ids out >actual &&
	cat >expect <<-\EOF &&
	0m v1 1/3 - - - - new Ada Lindqvist x86: Test it
	3d v2 2/2 - - - - new Ada Lindqvist KVM: A work
	EOF
	test_cmp expect actual &&
	git -C in.git kvm-series list HEAD >again &&
	test_cmp out again
'

test_expect_success 'the range ends what is known' '
	git -C in.git kvm-series HEAD~4 >actual &&
	test_grep "v1 2/2 1 - - 1 author *Ada Lindqvist KVM: A work" actual
'

test_expect_success '--all-versions' '
	git -C in.git kvm-series --all-versions --format="%(version) %(state) %(reason)" HEAD >actual &&
	cat >expect <<-\EOF &&
	v1 new nobody answered
	v2 new nobody answered
	v1 superseded superseded by v2
	EOF
	test_cmp expect actual
'

test_expect_success '--state' '
	git -C in.git kvm-series --state=superseded,applied --all-versions --format="%(title)" HEAD >actual &&
	echo "KVM: A work" >expect &&
	test_cmp expect actual &&
	test_expect_code 129 git -C in.git kvm-series --state=odd HEAD 2>err &&
	test_grep "^error: unknown state .odd.: expected one of incomplete, lost, new, .*withdrawn, merged; or" err &&
	test_expect_code 129 git -C in.git kvm-series --state=new, HEAD 2>err &&
	test_grep "unknown state ..:" err &&
	test_expect_code 129 git -C in.git kvm-series --state= HEAD 2>err &&
	test_grep "unknown state ..:" err
'

test_expect_success 'what JSON has no place for is refused' '
	test_expect_code 129 git -C in.git kvm-series --json --format="%(title)" HEAD 2>err &&
	test_grep "^error: options .--json. and .--format. cannot be used together" err &&
	test_expect_code 129 git -C in.git kvm-series --json -z HEAD 2>err &&
	test_grep "^error: options .--json. and .-z. cannot be used together" err
'

test_expect_success 'states are in colours of their own' '
	git -C in.git kvm-series --all-versions --format="%(state)" HEAD | sort -u >states &&
	git -C in.git -c color.kvm.new=blue -c color.kvm.commit=cyan -c color.kvm.old=red -c color.kvm.removed=magenta \
		-c color.kvm.count=green kvm-series --all-versions --color=always HEAD >out &&
	ESC=$(printf "\033") &&
	test_grep superseded states &&
	test_grep -F "$ESC[31msuperseded" out &&
	! grep -F "[34mnew" out &&
	while read -r state; do
		case $state in
		reviewed|applied) code=34 ;;
		author) code=36 ;;
		contested) code=35 ;;
		superseded|withdrawn) code=31 ;;
		*) code=32 ;;
		esac &&
		test_grep -F "$ESC[${code}m$state" out || return 1
	done <states
'

test_expect_success 'a reviewer without a name, a subcommand behind options' '
	test_expect_code 129 git -C in.git kvm-series --reviewer= HEAD >out 2>err &&
	test_must_be_empty out &&
	test_grep "^error: option .reviewer. expects" err &&
	test_expect_code 129 git -C in.git kvm-series --json list HEAD >out 2>err &&
	test_must_be_empty out &&
	test_grep "^error: the subcommand comes first: git kvm-series list " err &&
	# Its own options behind it change nothing.
	test_expect_code 129 git -C in.git kvm-series --no-color diff -s b0@example.org 2>err &&
	test_grep "^error: the subcommand comes first: git kvm-series diff " err && test_line_count = 1 err
'

test_expect_success '--reviewer: spoke about v1, not about v2' '
	git -C in.git kvm-series --reviewer=OKORO --format="%(title)" HEAD >actual &&
	echo "KVM: A work" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --reviewer=nobody HEAD >actual &&
	test_must_be_empty actual &&
	git -C in.git kvm-series --reviewer=ada HEAD >actual &&
	test_must_be_empty actual
'

test_expect_success '--idle' '
	git -C in.git kvm-series --idle=3 --format="%(idle) %(title)" HEAD >actual &&
	echo "3 KVM: A work" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --idle=4 HEAD >actual &&
	test_must_be_empty actual
'

test_expect_success '--tree, and --tree= for none' '
	git -C in.git kvm-series --tree=KVM-unit-tests --format="%(tree) %(title)" HEAD >actual &&
	echo "kvm-unit-tests x86: Test it" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --tree= --format="<%(tree)> %(title)" HEAD >actual &&
	echo "<> KVM: A work" >expect &&
	test_cmp expect actual
'

test_expect_success '--sort, both ways; -z' '
	git -C in.git kvm-series --sort=title --format="%(title)" -z HEAD | tr "\0" "|" >actual &&
	printf "KVM: A work|x86: Test it|" >expect &&
	test_cmp expect actual &&
	git -C in.git kvm-series --sort=-total --format="%(total)" HEAD >actual &&
	printf "3\n2\n" >expect &&
	test_cmp expect actual &&
	test_expect_code 128 git -C in.git kvm-series --sort=odd HEAD 2>err &&
	test_grep "^fatal: unknown field name: odd\$" err &&
	test_grep "^hint: the fields are acked, age, .*, versions\$" err
'

test_expect_success 'every field of the manual page is there, and none else' '
	sed -n "/^== FIELDS/,/^== CONFIG/s/^\([a-z, ]*\)::.*/\1/p" "$GITKVM_TOP/Documentation/git-kvm-series.adoc" |
		tr -d " " | tr "," "\n" | sort >fields &&
	test_line_count -gt 20 fields &&
	while read -r field; do
		git -C in.git kvm-series --format="%($field)" HEAD >out || return 1
	done <fields &&
	sed -n "s/^	\[SERIES_[A-Z]*\] = \"\(.*\)\",/\1/p" "$GITKVM_TOP/lib/report/series_field.c" | sort >known &&
	test_cmp fields known &&
	test_expect_code 128 git -C in.git kvm-series --format="%(odd)" HEAD 2>err &&
	test_grep "fatal: unknown field name: odd" err
'

test_expect_success '--json' '
	git -C in.git kvm-series --json HEAD >out &&
	jq -r ".topics[] | [.message_id, .state, .present, .total, .versions] | @csv" out >actual &&
	cat >expect <<-\EOF &&
	"s1@example.org","new",1,3,1
	"b0@example.org","new",2,2,2
	EOF
	test_cmp expect actual
'

test_expect_success 'show' '
	git -C in.git kvm-series show b0@example.org >out &&
	without_ids out >actual &&
	cat >expect <<-\EOF &&
	KVM: A work
	[PATCH v2 0/2] by Ada Lindqvist <ada@example.org>
	new: nobody answered
	https://lore.kernel.org/r/b0@example.org

	Versions
	  v1 2025-03-03  2/2, 1 reply  <a0@example.org>
	  v2 2025-03-07  2/2, 0 replies  <b0@example.org>
	      - running guests are left alone

	Patches of v2
	  0/2 KVM: A work
	  1/2 KVM: First, 1 file +1 -1
	  2/2 KVM: Second, 1 file +1 -1

	Tags of the version before
	  on 1: dropped, though the patch is the same: Reviewed-by Ben Okoro
	EOF
	test_cmp expect actual
'

test_expect_success 'show --version: an older one, what was said of it' '
	git -C in.git kvm-series show --version=v1 b0@example.org >out &&
	without_ids out >actual &&
	sed -n "/^Patches/,\$p" actual >end &&
	cat >expect <<-\EOF &&
	Patches of v1
	  0/2 KVM: A work
	  1/2 KVM: First, 1 file +1 -1, 1 reply
	        Reviewed-by Ben Okoro
	  2/2 KVM: Second, 1 file +1 -1

	Last words
	  2025-03-03 Ben Okoro on 1: What happens to guests that are running?
	EOF
	test_cmp expect end &&
	test_expect_code 128 git -C in.git kvm-series show --version=v7 b0@example.org 2>err &&
	test_grep "fatal: no version .v7. of" err
'

test_expect_success 'show --why' '
	git -C in.git kvm-series show --why b0@example.org >actual &&
	test_grep "^      matches v1 with [0-9]* %: .*same title" actual &&
	test_grep "^      2 mails are there by thread" actual
'

test_expect_success 'show --json' '
	git -C in.git kvm-series show --json b0@example.org >out &&
	jq -r ".versions[1].link.older, .versions[0].patches[0].tags[1].key, .older_tags[0].fate" out >actual &&
	printf "a0@example.org\nReviewed-by\ndropped\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'a series by any of its mails, in any form' '
	git -C in.git kvm-series show a0@example.org >expect &&
	commit=$(git -C in.git rev-parse HEAD~2) &&
	for name in "<b2@example.org>" "https://lore.kernel.org/all/b1@example.org/" \
		"https://lore.kernel.org/r/b1%40example.org/T/#u" $commit HEAD~7 ra@example.org ":/KVM: A w"
	do
		git -C in.git kvm-series show "$name" >actual &&
		test_cmp expect actual || return 1
	done
'

test_expect_success 'names that fit nothing, or more than one topic' '
	test_expect_code 128 git -C in.git kvm-series show no@example.org 2>err &&
	test_grep "fatal: no mail of the list has the Message-ID .no@example.org." err &&
	test_expect_code 128 git -C in.git kvm-series show nonsense 2>err &&
	test_grep "fatal: .nonsense. is no Message-ID" err &&
	test_expect_code 128 git -C in.git kvm-series show ":/nothing" 2>err &&
	test_grep "fatal: no series has .nothing. in its title" err &&
	test_expect_code 128 git -C in.git kvm-series show ":/(" 2>err &&
	test_grep "fatal: no series has .(. in its title" err &&
	test_expect_code 128 git -C in.git kvm-series show -P ":/(" 2>err &&
	test_grep "fatal: bad pattern .(." err &&
	test_expect_code 128 git -C in.git kvm-series show ":/: " 2>err >out &&
	test_must_be_empty out &&
	test_grep "error: .:/: . fits 2 topics" err &&
	sed -n "s/^hint:   \([0-9a-f]*\) \[.*/\1/p" err >ids &&
	test_line_count = 2 ids &&
	while read id
	do
		git -C in.git kvm-series show $id || return 1
	done <ids >out &&
	test_grep "^https.*/s1@example.org" out &&
	test_grep "^https.*/b0@example.org" out &&
	test_expect_code 129 git -C in.git kvm-series show 2>err &&
	test_expect_code 129 git -C in.git kvm-series show a b 2>err &&
	test_expect_code 129 git -C in.git kvm-series show a -- b 2>err
'

test_expect_success 'a pattern for titles that would take years is given up, and that is said' '
	posting years.eml "[PATCH] KVM: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" &&
	make_inbox years.git years.eml &&
	test_expect_code 128 timeout 20 git -C years.git kvm-series show -E ":/(a+)+[bc]" 2>err &&
	test_grep "warning: pattern .(a+)+.bc.. takes too long: 1 title was not searched to the end" err &&
	test_grep "fatal: no series has .* in its title" err
'

test_expect_success 'what belongs to no series is nobody else'"'"'s, though a mail has no Message-ID' '
	posting nameless.eml "[PATCH] KVM: Has no id" Message-ID= &&
	mail_write pull.eml Subject="[GIT PULL] KVM: for the next one" </dev/null &&
	mail_write question.eml Subject="How do I build it?" </dev/null &&
	make_inbox noid.git nameless.eml pull.eml question.eml &&
	for command in show mbox diff
	do
		for name in HEAD HEAD~1 question@example.org pull@example.org
		do
			test_expect_code 128 git -C noid.git kvm-series $command $name >out 2>err &&
			test_must_be_empty out &&
			test_grep "fatal: .$name. belongs to no series" err || return 1
		done
	done &&
	git -C noid.git kvm-series show HEAD~2 >out &&
	test_grep "KVM: Has no id" out
'

test_expect_success 'a series may stand behind a --' '
	git -C in.git kvm-series show b0@example.org >expect &&
	git -C in.git kvm-series show -- b0@example.org >actual &&
	test_cmp expect actual
'

test_expect_success 'kvm.overrides that cannot be read' '
	test_expect_code 128 git -C in.git -c kvm.overrides=/nowhere/f kvm-series HEAD 2>err &&
	test_grep "^fatal: unable to read ./nowhere/f., which kvm.overrides names: No such file" err
'

test_expect_success 'kvm.overrides parts and joins' '
	echo "not-same a0@example.org <b1@example.org>" >fixes &&
	git -C in.git -c kvm.overrides="$PWD/fixes" kvm-series --format="%(messageid)" HEAD >actual &&
	printf "s1@example.org\nb0@example.org\na0@example.org\n" >expect &&
	test_cmp expect actual &&
	echo "same s1@example.org b0@example.org" >fixes &&
	git -C in.git -c kvm.overrides="$PWD/fixes" kvm-series show --why b0@example.org >actual &&
	test_grep "(override)" actual &&
	test_grep "^1 override" actual &&
	echo "sane a b" >fixes &&
	test_expect_code 128 git -C in.git -c kvm.overrides="$PWD/fixes" kvm-series HEAD 2>err &&
	test_grep "fatal: line 1 of .*fixes" err
'

test_expect_success 'mail text reaches nothing unescaped' '
	esc=$(printf "\033") &&
	mail_write evil.eml Subject="[PATCH] evil ${esc}[2J" From="Mal ${esc}]0;x <mal@example.com>" <<-EOF &&
	${esc}[31mred
	EOF
	mail_write evilre.eml Subject="Re: [PATCH] evil" From="Eve ${esc}[1m <eve@example.com>" In-Reply-To="<evil@example.org>" <<-EOF &&
	${esc}[32mgreen
	EOF
	make_inbox evil.git evil.eml evilre.eml &&
	git -C evil.git kvm-series HEAD >out &&
	git -C evil.git kvm-series --format="%(title) %(author)" HEAD >>out &&
	git -C evil.git kvm-series show evil@example.org >>out &&
	git -C evil.git kvm-series show --json evil@example.org >>out &&
	test_grep evil out &&
	! grep "$esc" out
'

test_expect_success 'the same with and without an index' '
	git -C in.git kvm-series --no-index HEAD >expect &&
	git -C in.git kvm-series --index=rebuild HEAD >actual &&
	test_cmp expect actual &&
	git -C in.git kvm-series show --no-index a0@example.org >expect &&
	git -C in.git kvm-series show a0@example.org >actual &&
	test_cmp expect actual
'

test_expect_success 'an empty list' '
	git init -q --bare empty.git &&
	git -C empty.git kvm-series >out 2>err || : &&
	test_must_be_empty out
'

test_expect_success 'a full disk is no success' '
	test -w /dev/full &&
	test_expect_code 128 git -C in.git kvm-series HEAD >/dev/full 2>err &&
	test_grep "unable to write" err
'

test_done
