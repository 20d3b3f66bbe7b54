#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='mails of strangers that look like a version or a part of a series'

. "$(dirname "$0")/lib/test-lib.sh"

ADA='Ada Lindqvist <ada@example.org>'
EVE='Eve Marlow <eve@example.net>'

# patch <id> <from> <day> <subject> [<Field>=<value>…]: a posting; lines of its text are in $words, $notes.
patch() {
	id=$1 from=$2 day=$3 subject=$4
	shift 4
	mail_write "$id.eml" From="$from" Subject="$subject" Date="$day Mar 2025 12:00:00 +0000" "$@" <<-EOF
	${inbody:+$inbody

	}Why it is done.

	Signed-off-by: $ADA
	${words:+$words
	}---
	${notes:+$notes

	}$(small_diff "$id" "virt/kvm/${file:-a}.c")
	EOF
	mails="$mails $id.eml"
}

# begin: an inbox that holds Ada's two patches.
begin() {
	mails=
	patch a1 "$ADA" 1 "[PATCH 1/2] KVM: First" &&
	file=b patch a2 "$ADA" 1 "[PATCH 2/2] KVM: Second" In-Reply-To="<a1@example.org>"
}

# finish: makes the inbox of all mails.
finish() {
	# shellcheck disable=SC2086 # names without blanks
	rm -rf in.git && make_inbox --start=1743600000 in.git $mails
}

# exports <id> [<option>…]: the Message-IDs that are written, in "out"; with the index and without it.
exports() {
	exports_id=$1
	shift
	for index in --index --no-index
	do
		git -C in.git kvm-series mbox -q --partial $index "$@" "$exports_id@example.org" >mbox 2>err$index ||
			return 1
		sed -n "s/^Message-ID: <\(.*\)@example.org>/\1/p" mbox | xargs >out$index
	done
	test_cmp out--index out--no-index && test_cmp err--index err--no-index &&
	mv out--index out && mv err--index err
}

# only_ada <version> <id>: v1 is exported, and told that there is a version of another's, which does not stand for
# hers in the list.
only_ada() {
	finish &&
	exports a2 &&
	echo "a1 a2" >expect &&
	test_cmp expect out &&
	! grep "is newer" err &&
	test_grep "^warning: a version by somebody else, which --any-author takes: v$1 by .*: <$2@example.org>" err &&
	git -C in.git kvm-series show a1@example.org >shown.ids && without_ids shown.ids >shown &&
	test_grep "^  a version by somebody else: v$1 .*<$2@example.org>" shown &&
	test_grep "^Patches of v1" shown &&
	! grep superseded shown &&
	git -C in.git kvm-series show --json a1@example.org >json &&
	echo "$2@example.org" >expect &&
	jq -r ".others[].message_id" json >actual &&
	test_cmp expect actual &&
	git -C in.git kvm-series list --json HEAD >json &&
	printf "%s@example.org 1\n" a1 "$2" | sort >expect &&
	jq -r ".topics[] | \"\(.message_id) \(.versions)\"" json | sort >actual &&
	test_cmp expect actual &&
	# The older of the two lines says that there is the other.
	git -C in.git kvm-series list --format="%(messageid):%(newer)" HEAD >actual &&
	id=$(git -C in.git kvm-series list --format="%(messageid) %(id)" HEAD | sed -n "s/^$2@example.org //p") &&
	test_grep "^a1@example.org:v$1 $id by .* <.*@.*>$" actual && test_grep "^$2@example.org:$" actual &&
	git -C in.git kvm-series list HEAD >actual &&
	test_grep "Ada Lindqvist  *\[v$1?\] KVM: First" actual && test "$(grep -c "?\]" actual)" = 1 &&
	git -C in.git kvm-series list --format=medium HEAD | test_grep "^Newer:  v$1 $id by " &&
	exports a1 --any-author &&
	test_grep "$2" out &&
	exports "$2" &&
	test_grep "$2" out
}

test_expect_success 'a newer version of the author himself is exported, or told of' '
	begin &&
	patch v1 "$ADA" 2 "[PATCH v2 1/2] KVM: First" &&
	file=b patch v2 "$ADA" 2 "[PATCH v2 2/2] KVM: Second" In-Reply-To="<v1@example.org>" &&
	finish &&
	exports v2 &&
	echo "v1 v2" >expect &&
	test_cmp expect out &&
	test_must_be_empty err &&
	exports a1 --version=2 &&
	test_cmp expect out &&
	test_must_be_empty err &&
	exports a1 &&
	echo "a1 a2" >expect &&
	test_cmp expect out &&
	echo "warning: v2 is newer: <v1@example.org>" >expect &&
	test_cmp expect err
'

test_expect_success 'a stranger whose changelog links to the first version' '
	begin &&
	notes="v1: https://lore.kernel.org/r/a1@example.org" &&
	patch e1 "$EVE" 2 "[PATCH v2] KVM: Other words" &&
	notes= &&
	only_ada 2 e1
'

test_expect_success 'a stranger who says that his supersedes it' '
	begin &&
	notes="Supersedes: <a1@example.org>" &&
	patch e1 "$EVE" 2 "[PATCH v2] KVM: Other words" &&
	notes= &&
	only_ada 2 e1
'

test_expect_success 'a stranger who repeats the titles in a reply' '
	begin &&
	patch e1 "$EVE" 2 "[PATCH v2 1/2] KVM: First" In-Reply-To="<a1@example.org>" &&
	file=b patch e2 "$EVE" 2 "[PATCH v2 2/2] KVM: Second" In-Reply-To="<e1@example.org>" &&
	only_ada 2 e1
'

test_expect_success 'a stranger who repeats the change-id' '
	words="change-id: 20250301-work-0123456789ab" &&
	begin &&
	patch e1 "$EVE" 2 "[PATCH v2] KVM: Other words" &&
	words= &&
	only_ada 2 e1
'

test_expect_success 'the change-id repeated by more people than are looked at one by one' '
	words="change-id: 20250301-work-0123456789ab" &&
	begin &&
	for i in $(test_seq 70)
	do
		patch e$i "Eve $i <eve$i@example.net>" 2 "[PATCH v2] KVM: Other words" || return 1
	done &&
	words= &&
	finish &&
	git -C in.git kvm-series list --no-index --format="%(authoremail) %(versions)" HEAD >out &&
	{
		echo "ada@example.org 1" &&
		for i in $(test_seq 70); do echo "eve$i@example.net 1"; done
	} | sort >expect &&
	sort out >actual &&
	test_cmp expect actual
'

test_expect_success 'a stranger with the name of the author, and one whose text begins with his From' '
	begin &&
	patch e1 "Ada Lindqvist <ada@example.net>" 2 "[PATCH v2 1/2] KVM: First" &&
	only_ada 2 e1 &&
	begin &&
	inbody="From: $ADA" &&
	patch e1 "$EVE" 2 "[PATCH v2 1/2] KVM: First" &&
	inbody= &&
	only_ada 2 e1
'

test_expect_success 'a replacement from another address, or another spelling of it' '
	for eve in "Ada Lindqvist <ada@example.net>" "Ada Lindqvist <ADA@example.org>"
	do
		begin &&
		file=b patch e2 "$eve" 2 "[PATCH v1.1 2/2] KVM: Second" In-Reply-To="<a2@example.org>" &&
		finish &&
		exports a1 &&
		echo "a1 a2" >expect &&
		test_cmp expect out &&
		test_grep "by somebody else.*<e2@example.org>" err &&
		git -C in.git kvm-series show a1@example.org >shown.ids && without_ids shown.ids >shown &&
		test_grep "by somebody else: .*1.1.* <e2@example.org>" shown &&
		test_grep "^  2/2 KVM: Second, 1 file +1 -1$" shown || return 1
	done
'

test_expect_success 'a domain in capitals is the same' '
	begin &&
	file=b patch v11 "Ada Lindqvist <ada@EXAMPLE.org>" 2 "[PATCH v1.1 2/2] KVM: Second" In-Reply-To="<a2@example.org>" &&
	finish &&
	exports a1 &&
	echo "a1 v11" >expect &&
	test_cmp expect out
'

test_expect_success 'a stranger who fills a hole' '
	mails= &&
	patch a1 "$ADA" 1 "[PATCH 1/2] KVM: First" &&
	file=b patch e2 "$EVE" 1 "[PATCH 2/2] KVM: Second" In-Reply-To="<a1@example.org>" &&
	finish &&
	for index in --index --no-index
	do
		test_expect_code 1 git -C in.git kvm-series mbox $index a1@example.org >out 2>err &&
		test_must_be_empty out &&
		test_grep "1 of 2 patches" err &&
		test_grep "patch 2/2 is by somebody else, and left out without --any-author: Eve Marlow <eve@example.net>: <e2@example.org>" err || return 1
	done &&
	git -C in.git kvm-series show a1@example.org >shown.ids && without_ids shown.ids >shown &&
	test_grep "^  2/2 KVM: Second, .*by somebody else: Eve Marlow <eve@example.net>" shown &&
	exports a1 --any-author &&
	echo "a1 e2" >expect &&
	test_cmp expect out
'

test_expect_success 'a replacement of another person below a patch is shown there' '
	begin &&
	file=b patch e2 "$EVE" 2 "[PATCH v2 2/2] KVM: Second" In-Reply-To="<a2@example.org>" &&
	patch e3 "$EVE" 2 "[PATCH] KVM: Something else" In-Reply-To="<a2@example.org>" &&
	finish &&
	exports a1 &&
	echo "a1 a2" >expect &&
	test_cmp expect out &&
	for index in --index --no-index
	do
		git -C in.git kvm-series show $index a1@example.org >shown.ids && without_ids shown.ids >shown &&
		sed -n "/^  2.2 /,/^\$/p" shown >actual &&
		cat >expect <<-\EOF &&
		  2/2 KVM: Second, 1 file +1 -1
		        by somebody else: [PATCH v2 2/2] Eve Marlow <eve@example.net>  <e2@example.org>
		EOF
		test_cmp expect actual || return 1
	done
'

test_expect_success 'a patch that the author posted again is taken as it was last' '
	begin &&
	file=b patch again "$ADA" 2 "[PATCH 2/2] KVM: Second" In-Reply-To="<a1@example.org>" &&
	finish &&
	exports a1 &&
	echo "a1 again" >expect &&
	test_cmp expect out &&
	test_grep "^warning: v1: patch 2/2 is taken as it was posted last, not <a2@example.org>$" err
'

test_expect_success 'whom the author names goes on with his work' '
	words="Co-developed-by: $EVE" &&
	begin &&
	words= &&
	patch e1 "$EVE" 2 "[PATCH v2 1/2] KVM: First" &&
	file=b patch e2 "$EVE" 2 "[PATCH v2 2/2] KVM: Second" In-Reply-To="<e1@example.org>" &&
	finish &&
	exports a1 --version=2 &&
	echo "e1 e2" >expect &&
	test_cmp expect out
'

test_expect_success 'the author hands his work over in a reply to himself' '
	begin &&
	patch e1 "$EVE" 2 "[PATCH v2] KVM: Other words" &&
	mail_write over.eml From="$ADA" Subject="Re: [PATCH 1/2] KVM: First" Date="3 Mar 2025 12:00:00 +0000" \
		In-Reply-To="<a1@example.org>" <<-\EOF &&
	Obsoleted-by: https://lore.kernel.org/r/e1@example.org
	EOF
	mails="$mails over.eml" &&
	finish &&
	exports a1 --version=2 &&
	echo e1 >expect &&
	test_cmp expect out
'

test_expect_success 'the mailmap and the corrections say who is one' '
	begin &&
	patch e1 "Ada Lindqvist <ada@example.net>" 2 "[PATCH v2 1/2] KVM: First" &&
	file=b patch e2 "Ada Lindqvist <ada@example.net>" 2 "[PATCH v2 2/2] KVM: Second" In-Reply-To="<e1@example.org>" &&
	finish &&
	echo "e1 e2" >expect &&
	echo "Ada Lindqvist <ada@example.org> <ada@example.net>" >map &&
	git -C in.git config mailmap.file "$PWD/map" &&
	exports a1 --version=2 &&
	test_cmp expect out &&
	git -C in.git kvm-series list --format="%(newer)" HEAD >out && echo >blank && test_cmp blank out &&
	git -C in.git config --unset mailmap.file &&
	echo "same a1@example.org e1@example.org" >corrections &&
	git -C in.git config kvm.overrides "$PWD/corrections" &&
	exports a1 --version=2 &&
	test_cmp expect out &&
	git -C in.git config --unset kvm.overrides
'

test_expect_success 'a relay and a list that rewrite senders' '
	begin &&
	patch r1 "Ada Lindqvist via B4 Relay <devnull+ada.example.org@kernel.org>" 2 "[PATCH v2 1/2] KVM: First" \
		Reply-To=ada@example.org &&
	file=b patch r2 "Ada Lindqvist via B4 Relay <devnull+ada.example.org@kernel.org>" 2 "[PATCH v2 2/2] KVM: Second" \
		Reply-To=ada@example.org In-Reply-To="<r1@example.org>" &&
	finish &&
	exports a1 --version=2 &&
	echo "r1 r2" >expect &&
	test_cmp expect out &&
	mails= &&
	patch l1 "Ada Lindqvist via devel <devel@lists.example.org>" 1 "[PATCH] KVM: First" &&
	patch l2 "Eve Marlow via devel <devel@lists.example.org>" 2 "[PATCH v2] KVM: First" &&
	finish &&
	exports l1 &&
	echo l1 >expect &&
	test_cmp expect out &&
	! grep "is newer" err
'

test_expect_success 'a sender that nobody rewrote, though it looks so' '
	for mask in "Ada Lindqvist via devel <eve@example.net>" "Ada Lindqvist via kvm <kvm@lists.example.net>" \
		"Ada Lindqvist via B4 Relay <devnull+ada.example.org@example.net>" \
		"Ada Lindqvist via lists.example.org <ada=example.org@example.net>"
	do
		begin &&
		patch r1 "$mask" 2 "[PATCH v2 1/2] KVM: First" Reply-To=ada@example.org &&
		file=b patch r2 "$mask" 2 "[PATCH v2 2/2] KVM: Second" \
			Reply-To=ada@example.org In-Reply-To="<r1@example.org>" &&
		echo "Reviewed-by: Ben Okoro <ben@example.com>" |
			mail_write t1.eml Subject="Re: [PATCH 1/2] KVM: First" In-Reply-To="<a1@example.org>" \
				From="$(echo "$mask" | sed "s/Ada Lindqvist/Ben Okoro/")" Reply-To=ben@example.com &&
		mails="$mails t1.eml" &&
		finish &&
		exports a1 &&
		! grep Ben mbox &&
		test_grep "^warning: a version by somebody else.*v2 by Ada Lindqvist via .*: <r1@example.org>" err ||
			return 1
	done
'

# of_ada <id>: what mbox writes of it is Ada's, with the index and without it.
of_ada() {
	for index in --index --no-index
	do
		git -C in.git kvm-series mbox -q --partial $index "$1@example.org" >mbox 2>err || return 1
		test_cmp first mbox &&
		test_grep "warning: <$2@example.org> is by Ada Lindqvist <ada@example.org>; another mail" err &&
		test_grep "is by Eve Marlow <eve@example.net>" err || return 1
	done
}

test_expect_success 'an id that somebody repeats stays that of the first mail' '
	begin &&
	mail_write v1.eml From="Vic Oder <vic@example.org>" Subject="Re: [PATCH 1/2] KVM: First" \
		Date="2 Mar 2025 12:00:00 +0000" In-Reply-To="<a1@example.org>" <<-\EOF &&
	Reviewed-by: Vic Oder <vic@example.org>
	EOF
	mails="$mails v1.eml" && kept=$mails && finish &&
	git -C in.git kvm-series mbox -q a1@example.org >first &&
	test_grep "^Reviewed-by: Vic Oder" first &&
	file=c inbody="From: $ADA" patch eve "$EVE" 3 "[PATCH 1/2] KVM: First" Message-ID="<a1@example.org>" &&
	finish &&
	of_ada a1 a1 && of_ada v1 a1 &&
	mails=$kept &&
	file=c patch eve "$EVE" 3 "[PATCH] KVM: Entirely else" Message-ID="<a2@example.org>" &&
	finish &&
	of_ada a2 a2 &&
	git -C in.git kvm-series mbox -q a1@example.org >mbox 2>err &&
	test_cmp first mbox && test_must_be_empty err
'

test_expect_success 'the title is that of the commit: the one in the text, where it has one' '
	begin &&
	inbody="$(printf "Subject: [PATCH] KVM: Another\n  title")" patch t1 "$EVE" 3 "[PATCH] KVM: What is seen" &&
	finish &&
	for index in --index --no-index
	do
		git -C in.git kvm-series list $index --format="%(title)" --author=eve HEAD >out &&
		echo "KVM: Another title" >expect && test_cmp expect out &&
		git -C in.git kvm-series mbox $index t1@example.org >mbox 2>err &&
		test_grep "^Subject: \[PATCH\] KVM: Another title" mbox &&
		test_grep "v1 of .KVM: Another title. by Eve" err &&
		git -C in.git kvm-digest $index --format=classic HEAD >out &&
		test_grep "\[PATCH\] KVM: What is seen" out || return 1
	done
'

test_expect_success 'diff compares what the author posted' '
	begin &&
	patch v1 "$ADA" 2 "[PATCH v2 1/2] KVM: First" &&
	file=b patch v2 "$ADA" 2 "[PATCH v2 2/2] KVM: Second" In-Reply-To="<v1@example.org>" &&
	patch e1 "$EVE" 3 "[PATCH v3 1/2] KVM: First" In-Reply-To="<v1@example.org>" &&
	file=b patch e2 "$EVE" 3 "[PATCH v3 2/2] KVM: Second" In-Reply-To="<e1@example.org>" &&
	finish &&
	git -C in.git kvm-series diff a1@example.org >actual &&
	test_grep "> 1: .* KVM: First" actual &&
	cp actual own &&
	test_expect_code 128 git -C in.git kvm-series diff a1@example.org v1..v3 2>err &&
	test_grep "fatal: version .v3. of .KVM: First. is by somebody else; --any-author takes it" err &&
	git -C in.git kvm-series diff --any-author a1@example.org v1..v3 >actual &&
	! test_cmp own actual
'

test_done
