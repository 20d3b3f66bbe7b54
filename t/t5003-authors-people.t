#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-authors: counts are of people, and of work'

. "$(dirname "$0")/lib/test-lib.sh"

ada='Ada Lindqvist <ada@example.org>'
rita='Rita Reviewer <rita@example.com>'

# patch <id> <subject> <from> [<Field>=<value>…]: with $text in front of what it says.
patch() {
	id=$1 subject=$2 from=$3
	shift 3
	{
		printf '%s' "$text"
		printf 'What it is for.\n\nSigned-off-by: %s\n---\n' "$from"
		small_diff new "${path-virt/kvm/a.c}"
	} | mail_write "$id.eml" "Subject=$subject" "From=$from" "$@"
}

# answer <id> <from> <message id> <text> [<Field>=<value>…]
answer() {
	id=$1 from=$2 to=$3 words=$4
	shift 4
	printf '%s\n' "$words" |
		mail_write "$id.eml" "Subject=Re: [PATCH] KVM: A" "From=$from" "In-Reply-To=<$to@example.org>" "$@"
}

test_expect_success 'one address is one person, by the newest name of his own' '
	patch p1 "[PATCH] KVM: One" "A. Lindqvist <ada@example.org>" &&
	patch p2 "[PATCH] KVM: Two" "$ada" &&
	patch p3 "[PATCH] KVM: Three" "ADA@example.org" &&
	answer r1 "Rita R. <rita@example.com>" p1 "Reviewed-by: Reviewer, Rita <Rita@Example.com>" &&
	answer r2 "Ben Okoro <ben@example.net>" p2 "Reported-by: ada <ada@example.org>" &&
	make_inbox names.git p1.eml r1.eml p2.eml p3.eml r2.eml &&
	git -C names.git kvm-authors -s -e HEAD >actual &&
	printf "     3\tAda Lindqvist <ada@example.org>\n" >expect &&
	test_cmp expect actual &&
	git -C names.git kvm-authors -s -e --group=reviewer HEAD >actual &&
	printf "     1\tRita R. <rita@example.com>\n" >expect &&
	test_cmp expect actual &&
	git -C names.git kvm-digest --no-bodies HEAD >out &&
	test_grep "^      3  Ada Lindqvist <ADA@example.org>" out &&
	git -C names.git kvm-digest --no-bodies --reverse HEAD >out &&
	test_grep "^      3  Ada Lindqvist <ADA@example.org>" out
'

test_expect_success 'a list is nobody: who is behind its address has his name' '
	patch m1 "[PATCH] KVM: One" "Ada Lindqvist via kvm <kvm@lists.example.org>" &&
	patch m2 "[PATCH] KVM: Two" "Ben Okoro via kvm <kvm@lists.example.org>" &&
	patch m3 "[PATCH] KVM: Three" "Cleo Ito <kvm@lists.example.org>" &&
	make_inbox masked.git m1.eml m2.eml m3.eml &&
	git -C masked.git kvm-authors -s HEAD >actual &&
	printf "     1\t%s\n" "Ada Lindqvist" "Ben Okoro" "Cleo Ito" >expect &&
	test_cmp expect actual &&
	git -C masked.git kvm-authors -s --group=domain HEAD >actual &&
	test_must_be_empty actual
'

test_expect_success 'whom a list has hidden: his Signed-off-by, or an address for a name' '
	sed "s/^Signed-off-by:.*/Signed-off-by: $ada/" m1.eml >signed.eml &&
	sed "s/^Signed-off-by:.*/Signed-off-by: $ada/" m2.eml >other.eml &&
	patch named "[PATCH] KVM: Four" "cleo@example.org via kvm <kvm@lists.example.org>" &&
	make_inbox hidden.git signed.eml other.eml named.eml &&
	git -C hidden.git kvm-authors -s -e HEAD >actual &&
	printf "     1\t%s\n" "$ada" "Ben Okoro <kvm@lists.example.org>" "cleo@example.org" >expect &&
	test_cmp expect actual
'

test_expect_success 'a robot is none of those who run one' '
	answer bot "kernel test robot <ben@example.net>" p1 "It does not build." &&
	answer ben "Ben Okoro <ben@example.net>" p1 "That was my machine." &&
	make_inbox robot.git p1.eml bot.eml ben.eml &&
	git -C robot.git kvm-authors --format=json --group=author --bots HEAD >json &&
	jq -r ".tables[] | .rows[] | [.name, .replies, .mails] | @csv" json >actual &&
	cat >expect <<-\END &&
	"A. Lindqvist",0,
	"Ben Okoro",1,
	"kernel test robot",,1
	END
	test_cmp expect actual
'

test_expect_success 'copies for stable trees are no new patches, nor unanswered' '
	patch c0 "[PATCH] KVM: Fix it" "$ada" &&
	for tree in 6.6 6.1
	do
		text="From: $ada

[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]

" patch c-$tree "[PATCH AUTOSEL $tree 4/9] KVM: Fix it" "Sam Stable <sam@example.net>" || return 1
	done &&
	patch c-own "[PATCH 5.10.y] KVM: Fix it" "$ada" &&
	patch d-own "[PATCH 5.10.y] KVM: Only wrong there" "Ben Okoro <ben@example.net>" &&
	answer c-r "$rita" c0 "Acked-by: $rita" &&
	make_inbox stable.git c0.eml c-6.6.eml c-6.1.eml c-own.eml d-own.eml c-r.eml &&
	git -C stable.git kvm-authors HEAD >out &&
	test_grep "2 people sent 2 patches in 2 topics (5 postings)," out &&
	test_grep "nobody answered   1 of 2 topics" out &&
	git -C stable.git kvm-authors -s HEAD >actual &&
	printf "     1\tAda Lindqvist\n     1\tBen Okoro\n" >expect &&
	test_cmp expect actual &&
	git -C stable.git kvm-authors -s --count=postings HEAD >actual &&
	printf "     4\tAda Lindqvist\n     1\tBen Okoro\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'a patch for the next kernel, and a version for a tree, are no copies' '
	patch n1 "[PATCH] KVM: Fix it" "$ada" &&
	patch n2 "[PATCH v2 for-6.19] KVM: Fix it" "$ada" &&
	patch n3 "[PATCH 5.10] KVM: Fix that" "$ada" &&
	patch n4 "[PATCH v2] KVM: Fix that" "$ada" In-Reply-To="<n3@example.org>" &&
	make_inbox next.git n1.eml n2.eml n4.eml n3.eml &&
	git -C next.git kvm-authors -s HEAD >actual &&
	printf "     2\tAda Lindqvist\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'who has nothing but copies is no row of zeros' '
	make_inbox copies.git c-6.6.eml c-6.1.eml d-own.eml &&
	git -C copies.git kvm-authors HEAD >out &&
	test_grep "1 person sent 1 patch in 1 topic (3 postings)" out &&
	! grep Ada out
'

test_expect_success 'reviews are of so many patches, not of so many for each reviewer' '
	patch s1 "[PATCH 1/2] KVM: S one" "$ada" &&
	patch s2 "[PATCH 2/2] KVM: S two" "$ada" "In-Reply-To=<s1@example.org>" &&
	answer s1-r "$rita" s1 "Reviewed-by: $rita" &&
	answer s1-b "Ben Okoro <ben@example.net>" s1 "Acked-by: Ben Okoro <ben@example.net>" &&
	make_inbox reviews.git s1.eml s2.eml s1-r.eml s1-b.eml &&
	git -C reviews.git kvm-authors HEAD >out &&
	test_grep " 2 reviews of 1 patch, 2 replies" out &&
	git -C reviews.git kvm-authors --format=json HEAD >json &&
	test "$(jq -c "[.total.covered, (.tables[0].rows[] | .covered)]" json)" = "[1,0,1,1]" &&
	git -C reviews.git kvm-authors --format=html HEAD >out &&
	test_grep "<p>1 person sent 2 patches in 1 topic (2 postings), 2 reviews of 1 patch, 2 replies" out
'

test_expect_success 'what there is none of is not told' '
	make_inbox quiet.git p1.eml &&
	git -C quiet.git kvm-authors HEAD >out &&
	sed -n "/^Review/,\$p" out >actual &&
	printf "Review\n\n nobody answered   1 of 1 topic (100 %%)\n" >expect &&
	test_cmp expect actual &&
	git -C quiet.git kvm-authors --format=html HEAD >out &&
	! grep -i never out
'

test_expect_success 'the short form shows the number it is sorted by' '
	git -C reviews.git kvm-authors -s --sort=reviews HEAD >actual &&
	printf "     1\tBen Okoro\n     1\tRita Reviewer\n" >expect &&
	test_cmp expect actual &&
	git -C reviews.git kvm-authors -s --sort=topics HEAD >actual &&
	printf "     1\tAda Lindqvist\n" >expect &&
	test_cmp expect actual &&
	# Those whom tags name have no reviews of their own.
	git -C reviews.git kvm-authors -s --sort=reviews --group=reviewer HEAD >actual &&
	printf "     1\tRita Reviewer\n" >expect &&
	test_cmp expect actual
'

test_expect_success 'with a path, topics are the same everywhere' '
	path=fs/x.c patch o1 "[PATCH] KVM: Elsewhere first" "$ada" Date="Mon, 03 Mar 2025 10:00:00 +0000" &&
	patch o2 "[PATCH v2] KVM: Elsewhere first" "$ada" Date="Mon, 03 Mar 2025 11:00:00 +0000" &&
	path=fs/x.c patch o3 "[PATCH] KVM: There" "$ada" &&
	make_inbox path.git o1.eml o2.eml o3.eml &&
	git -C path.git kvm-authors HEAD -- fs >out &&
	test_grep " 1 patch in 1 topic (2 postings)" out &&
	test_grep "nobody answered   1 of 1 topic " out
'

test_done
