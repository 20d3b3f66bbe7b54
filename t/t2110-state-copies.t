#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='copies for stable trees, and what they tell of the patches that they are of'

. "$(dirname "$0")/lib/test-lib.sh"

ADA='Ada Lindqvist <ada@example.org>'
SAM='Sam Keeper <sam@example.com>'
title='KVM: Tell frob exits from halts'

# copy <id> <day> <prefix> <first lines> [<Field>=<value>…]: sent by Sam, written by Ada.
copy() {
	copy_id=$1 copy_day=$2 copy_prefix=$3 copy_lines=$4
	shift 4
	mail_write "$copy_id.eml" From="$SAM" Subject="$copy_prefix $title" \
		Date="$copy_day Mar 2025 12:00:00 +0000" "$@" <<-EOF
	$copy_lines

	Why it is done.

	Reviewed-by: Ben Okoro <ben@example.net>
	Signed-off-by: $ADA
	Signed-off-by: $SAM
	---
	$(small_diff)
	EOF
}

upstream="From: $ADA

[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]"

# answer <id> <parent> <from> <text>
answer() {
	mail_write "$1.eml" From="$3" In-Reply-To="<$2@example.org>" Subject="Re: [PATCH] $title" \
		Date="${1#r} Mar 2025 13:00:00 +0000" <<-EOF
	$4
	EOF
}

# state_is <expected> <mail>…: of the newest topic
state_is() {
	echo "$1" >expect &&
	shift &&
	rm -rf in.git && make_inbox --start=1743600000 in.git "$@" &&
	git -C in.git kvm-series list --format="%(state): %(reason)" >actual &&
	test_cmp expect actual
}

test_expect_success 'what the scripts of stable trees send round is upstream' '
	copy c1 1 "[PATCH AUTOSEL 6.12 14/15]" "$upstream" &&
	state_is "applied: a copy for a stable tree" c1.eml &&
	copy c1 1 "[PATCH 6.12 014/015]" "$upstream" X-stable=review &&
	state_is "applied: a copy for a stable tree" c1.eml &&
	copy c1 1 "[PATCH 6.12 014/015]" "6.12-stable review patch.  If anyone has any objections, please let me know.

$upstream" &&
	state_is "applied: a copy for a stable tree" c1.eml &&
	git -C in.git kvm-series list --needs-review >actual &&
	test_must_be_empty actual
'

test_expect_success 'a backport that asks to be taken is open work' '
	copy c1 1 "[PATCH 6.12.y]" "$upstream" &&
	state_is "reviewed: the patch has a Reviewed-by or Acked-by" c1.eml &&
	answer r2 c1 "$ADA" "Why is this needed there?" &&
	state_is "author: Ada Lindqvist asked today; the author has not answered" c1.eml r2.eml
'

test_expect_success 'objections are for who sent the copy, be they by who wrote the patch' '
	copy c1 1 "[PATCH AUTOSEL 6.12 14/15]" "$upstream" &&
	answer r2 c1 "$ADA" "This does not work without the rest of the series." &&
	state_is "author: Ada Lindqvist commented today on patch 14; the author has not answered" c1.eml r2.eml &&
	answer r3 r2 "$SAM" "I will drop this patch, thanks." &&
	state_is "withdrawn: Sam Keeper withdrew it" c1.eml r2.eml r3.eml &&
	answer r2 c1 "$ADA" "Looks good." &&
	state_is "applied: a copy for a stable tree" c1.eml r2.eml
'

test_expect_success 'what a later copy is of was applied' '
	mail_write o1.eml From="$ADA" Subject="[PATCH] $title" Date="1 Jan 2025 12:00:00 +0000" <<-EOF &&
	Why it is done.

	Signed-off-by: $ADA
	---
	$(small_diff)
	EOF
	copy c1 1 "[PATCH AUTOSEL 6.12 14/15]" "$upstream" &&
	copy c2 1 "[PATCH AUTOSEL 6.6 4/5]" "$upstream" &&
	cat >expect <<-\EOF &&
	o1: applied: Sam Keeper copied it to a stable tree
	EOF
	for index in --index --no-index
	do
		rm -rf in.git && make_inbox --start=1743600000 in.git o1.eml c1.eml c2.eml &&
		git -C in.git kvm-series list $index --format="%(messageid): %(state): %(reason)" >out &&
		sed -n "s/^o1@example.org/o1/p" out >actual &&
		test_cmp expect actual &&
		git -C in.git kvm-series show $index o1@example.org >actual &&
		test_grep "^applied: Sam Keeper copied it to a stable tree" actual || return 1
	done
'

test_expect_success 'not by the word of a stranger, and nothing that came later' '
	rm -rf in.git && make_inbox --start=1743600000 in.git o1.eml c1.eml &&
	git -C in.git kvm-series list --format="%(messageid) %(state)" >actual &&
	test_grep "^o1@example.org new" actual &&
	sed "s/1 Jan 2025/9 Mar 2025/" o1.eml >o2.eml &&
	rm -rf in.git && make_inbox --start=1743600000 in.git c1.eml c2.eml o2.eml &&
	git -C in.git kvm-series list --format="%(messageid) %(state)" >actual &&
	test_grep "^o1@example.org new" actual &&
	sed "s/Ada Lindqvist/Eve Marlow/; s/ada@/eve@/" o1.eml >o2.eml &&
	rm -rf in.git && make_inbox --start=1743600000 in.git o2.eml c1.eml c2.eml &&
	git -C in.git kvm-series list --format="%(messageid) %(state)" >actual &&
	test_grep "^o1@example.org new" actual
'

test_done
