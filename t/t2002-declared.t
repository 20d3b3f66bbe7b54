#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='versions that an author declares'

. "$(dirname "$0")/lib/test-lib.sh"

GRACE='Grace Hollis <grace@example.com>'

# patch <id> <day> <subject> [<line of notes>]: a posting of Grace's that has nothing in common with others.
patch() {
	mail_write "$1.eml" From="$GRACE" Subject="$3" Date="$2 Mar 2025 12:00:00 +0000" <<-EOF
	Why it is done.

	Signed-off-by: $GRACE
	---
	$4

	$(small_diff "$1" "${file:-virt/kvm/$1.c}")
	EOF
	mails="$mails $1.eml"
}

# versions <id>: the ids of all versions of its topic into "versions", the oldest first.
versions() {
	# shellcheck disable=SC2086 # names without blanks
	rm -rf in.git && make_inbox --step=86400 in.git $mails &&
	mails= &&
	for index in --index --no-index
	do
		git -C in.git kvm-series show $index "$1@example.org" >shown 2>err &&
		test_must_be_empty err &&
		sed -n "/^Versions/,/^\$/s/^  v.*<\(.*\)@example.org>.*/\1/p" shown | xargs >versions$index || return 1
	done &&
	test_cmp versions--index versions--no-index &&
	mv versions--index versions
}

mails=

test_expect_success 'any site, and a Message-ID alone' '
	patch a1 1 "[PATCH] KVM: Begin" &&
	patch a2 2 "[PATCH v2] mm: Other words" "v1: https://mail.example.net/archive/?i=a1@example.org" &&
	patch a3 3 "[PATCH v3] net: Again others" "Changes since v2: <a2@example.org>" &&
	versions a3 &&
	echo "a1 a2 a3" >expect &&
	test_cmp expect versions
'

test_expect_success 'an RFC that has no number' '
	patch b1 1 "[PATCH] KVM: Begin" &&
	patch b2 2 "[PATCH] mm: Other words" "RFC: https://mail.example.net/archive/b1@example.org/" &&
	versions b1 &&
	echo "b1 b2" >expect &&
	test_cmp expect versions
'

# names <id> <line of notes>: a v2 whose notes name a v1 that has nothing in common with it.
names() {
	patch "$1-1" 1 "[PATCH] KVM: Begin" &&
	patch "$1-2" 2 "[PATCH v2] mm: Other words" "$2" &&
	versions "$1-2" &&
	echo "$1-1 $1-2" >expect &&
	test_cmp expect versions
}

test_expect_success 'an earlier version in other words' '
	names j "The previous version is at https://lore.kernel.org/kvm/j-1@example.org/" &&
	names k "This is v2 of https://lore.kernel.org/kvm/k-1@example.org/" &&
	names l "Original patch: https://lore.kernel.org/kvm/l-1@example.org/" &&
	names m "Version 1: https://lore.kernel.org/kvm/m-1@example.org/" &&
	names n "Patch v1: https://lore.kernel.org/kvm/n-1@example.org/" &&
	names o "v1->v2: https://lore.kernel.org/kvm/o-1@example.org/" &&
	names q "This replaces https://lore.kernel.org/kvm/q-1@example.org/" &&
	names r "Changes since v1
(https://lore.kernel.org/kvm/r-1@example.org/):" &&
	names s "supersedes: s-1@example.org" &&
	names t "v1: https://lists.example.net/archives/list/kvm@lists.example.org/message/t-1@example.org/"
'

test_expect_success 'work of the same author that is named in other words is none' '
	for words in "Based on" "This goes on top of" "This is v2 of the work that follows" "The first patch was taken from" \
		"This replaces the counter as was said in" "The last one of" "Theoriginal patch"
	do
		patch u-1 1 "[PATCH] KVM: Begin" &&
		patch u-2 2 "[PATCH v2] mm: Other words" "$words https://lore.kernel.org/kvm/u-1@example.org/" &&
		versions u-2 &&
		echo u-2 >expect &&
		test_cmp expect versions || return 1
	done
'

test_expect_success 'Supersedes: and Obsoleted-by: beat what the files say' '
	file=virt/kvm/one.c &&
	patch c1 1 "[PATCH] KVM: Begin" &&
	file=virt/kvm/two.c &&
	patch d1 1 "[PATCH] KVM: Lock it before it is read" &&
	patch c2 2 "[PATCH v2] tools: Count it, too" "Supersedes: <c1@example.org>" &&
	file=Documentation/one.rst &&
	patch d2 2 "[PATCH] Documentation: Say what it is" &&
	mail_write d3.eml From="$GRACE" Subject="Re: [PATCH] KVM: Lock it before it is read" \
		Date="3 Mar 2025 12:00:00 +0000" In-Reply-To="<d1@example.org>" <<-\EOF &&
	Obsoleted-by: https://lore.kernel.org/r/d2@example.org
	EOF
	mails="$mails d3.eml" &&
	file= &&
	saved=$mails &&
	versions c1 &&
	echo "c1 c2" >expect &&
	test_cmp expect versions &&
	mails=$saved &&
	versions d1 &&
	echo "d1 d2" >expect &&
	test_cmp expect versions &&
	mails=$saved &&
	versions d2 &&
	test_cmp expect versions
'

test_expect_success 'nobody calls the work of another obsolete' '
	patch e1 1 "[PATCH] KVM: Begin" &&
	patch e2 2 "[PATCH] mm: Other words" &&
	mail_write e3.eml From="Mallory Ames <mallory@example.net>" Subject="Re: [PATCH] KVM: Begin" \
		Date="3 Mar 2025 12:00:00 +0000" In-Reply-To="<e1@example.org>" <<-\EOF &&
	Obsoleted-by: https://lore.kernel.org/r/e2@example.org
	EOF
	mails="$mails e3.eml" &&
	versions e1 &&
	echo e1 >expect &&
	test_cmp expect versions
'

test_expect_success 'numbers that are too low, or changed places' '
	patch f1 1 "[PATCH v2] KVM: Begin" &&
	patch f2 2 "[PATCH v1] KVM: Begin" "v1: https://lore.kernel.org/r/f1@example.org" &&
	versions f1 &&
	echo "f1 f2" >expect &&
	test_cmp expect versions &&
	patch g1 1 "[PATCH v2] KVM: Begin" &&
	patch g2 2 "[PATCH v2] KVM: Begin" "Changes since v2: https://lore.kernel.org/r/g1@example.org" &&
	versions g1 &&
	echo "g1 g2" >expect &&
	test_cmp expect versions
'

test_expect_success 'what a link mentions is no version' '
	patch h1 1 "[PATCH v2] KVM: Begin" &&
	patch h2 2 "[PATCH v2] mm: Other words" "It goes on top of v2: https://lore.kernel.org/r/h1@example.org" &&
	patch h3 3 "[PATCH v2] net: Again others" "v2: https://lore.kernel.org/r/h1@example.org" &&
	versions h1 &&
	echo h1 >expect &&
	test_cmp expect versions
'

test_expect_success 'of all that it names, 64 are looked up' '
	declare_often() {
		patch v-1 1 "[PATCH] KVM: Begin" &&
		patch v-2 2 "[PATCH v2] mm: Other words" &&
		patch v-3 3 "[PATCH v3] net: Again others" "$(yes "v1: <v-1@example.org>" | head -n "$1")
v2: <v-2@example.org>" &&
		versions v-3 &&
		echo "$2" >expect &&
		test_cmp expect versions
	} &&
	declare_often 63 "v-1 v-2 v-3" &&
	declare_often 64 "v-1 v-3"
'

test_done
