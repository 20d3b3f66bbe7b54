#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what real lists hold: damage, far dates, repeated Message-IDs'

. "$(dirname "$0")/lib/test-lib.sh"

# patch <file> <subject> [<Field>=<value>…]
patch() {
	patch_file=$1
	patch_subject=$2
	shift 2
	mail_write "$patch_file" Subject="$patch_subject" "$@" <<-EOF
	Text of $patch_file, $patch_subject.

	$(seq 1 200 | sed "s/^/Line of ${patch_file%.eml}: /")
	---
	 virt/kvm/a.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)
	EOF
}

# one_pack <gitdir>: everything in a single pack, without deltas, so that damage hits one object alone.
one_pack() {
	git -C "$1" -c pack.window=0 repack -q -a -d -f
}

# offset_of <gitdir> <object>: where its data begins in the pack, behind the object's header.
offset_of() {
	git -C "$1" verify-pack -v "$(ls "$1"/objects/pack/*.idx | sed "s|^$1/||")" |
		sed -n "s/^$2 .* \([0-9]*\)$/\1/p"
}

test_expect_success 'setup' '
	patch one.eml "[PATCH] KVM: One" &&
	patch two.eml "[PATCH] KVM: Two" &&
	patch three.eml "[PATCH] KVM: Three" &&
	make_inbox in.git one.eml two.eml three.eml &&
	one_pack in.git
'

test_expect_success 'damaged bytes in a pack: one mail is named, the others are there' '
	cp -r in.git damaged.git &&
	blob=$(git -C damaged.git rev-parse master~1:m) &&
	offset=$(offset_of damaged.git "$blob") &&
	test -n "$offset" &&
	chmod u+w damaged.git/objects/pack/*.pack &&
	printf "\377\377\377\377\377\377\377\377" |
		dd of="$(ls damaged.git/objects/pack/*.pack)" bs=1 seek=$((offset + 40)) conv=notrunc 2>/dev/null &&
	test_must_fail git -C damaged.git cat-file blob "$blob" &&
	git -C damaged.git kvm-digest master >actual 2>err &&
	test_grep "^warning: commit $(git -C damaged.git rev-parse master~1): object $blob is corrupt" err &&
	test_grep "^warning: skipped 1 of 3 mails: 0 removed, 0 missing, 1 corrupt, 0 over a limit$" err &&
	test_grep "KVM: One" actual &&
	test_grep "KVM: Three" actual &&
	! grep "KVM: Two" actual
'

test_expect_success 'an empty mail is damaged, not over a limit' '
	mail_write full.eml "Subject=[PATCH] KVM: Full" </dev/null &&
	: >nothing.eml &&
	make_inbox nothing.git full.eml nothing.eml &&
	git -C nothing.git kvm-digest master >actual 2>err &&
	test_grep "^warning: commit .*: empty mail$" err &&
	test_grep "^warning: skipped 1 of 2 mails: 0 removed, 0 missing, 1 corrupt, 0 over a limit$" err
'

test_expect_success 'a pack cut short: said, and nothing loops' '
	cp -r in.git cut.git &&
	pack=$(ls cut.git/objects/pack/*.pack) &&
	chmod u+w "$pack" &&
	size=$(wc -c <"$pack") &&
	dd if=in.git/objects/pack/"$(basename "$pack")" of="$pack" bs=1 count=$((size / 2)) 2>/dev/null &&
	test_expect_code 128 timeout 60 git -C cut.git kvm-digest master >actual 2>err &&
	test_grep "^fatal: " err
'

test_expect_success 'a truncated loose mail: named, skipped, and nothing loops' '
	cp -r in.git loose.git &&
	patch four.eml "[PATCH] KVM: Four" &&
	make_inbox loose.git four.eml &&
	mkdir tmp &&
	mv loose.git/objects/pack tmp/pack &&
	for pack in tmp/pack/*.pack
	do
		git -C loose.git unpack-objects -q <"$pack" || return 1
	done &&
	blob=$(git -C loose.git rev-parse master:m) &&
	file=loose.git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-) &&
	head -c 100 "$file" >short &&
	chmod u+w "$file" &&
	cp short "$file" &&
	timeout 60 git -C loose.git kvm-digest master >actual 2>err &&
	test_grep "^warning: commit $(git -C loose.git rev-parse master): object $blob is corrupt" err &&
	test_grep "^warning: skipped 1 of 4 mails: 0 removed, 0 missing, 1 corrupt" err &&
	test_grep "KVM: Three" actual
'

test_expect_success 'mails of 1970 and of 2077 keep their dates, one without is of its archive date' '
	patch old.eml "[PATCH] KVM: Old" Date="Thu, 1 Jan 1970 00:00:01 +0000" &&
	patch far.eml "[PATCH] KVM: Far" Date="Fri, 18 Jun 2077 09:36:07 +0000" &&
	patch none.eml "[PATCH] KVM: None" Date= &&
	make_inbox --start=1741000000 dates.git old.eml far.eml none.eml &&
	git -C dates.git kvm-digest --no-bodies master >actual 2>err &&
	sed -n "/^[0-9a-f]* .PATCH. KVM:/{s/^[0-9a-f]* //;N;s/\n *[^,]*, \([^,]*\),.*/ \1/;p;}" actual >dates &&
	test_grep "^.PATCH. KVM: Old 1970-01-01$" dates &&
	test_grep "^.PATCH. KVM: Far 2077-06-18$" dates &&
	test_grep "^.PATCH. KVM: None 2025-03-03$" dates &&
	test_must_be_empty err &&
	git -C dates.git kvm-digest --format=json master >actual &&
	jq -r ".mails[].date" actual >json &&
	printf "%s\n" 2025-03-03T11:26:40+00:00 2077-06-18T09:36:07+00:00 1970-01-01T00:00:01+00:00 >expect &&
	test_cmp expect json
'

test_expect_success 'two mails with one Message-ID are two mails' '
	patch twin1.eml "[PATCH 1/2] KVM: First" Message-ID="<twin@example.org>" &&
	patch twin2.eml "[PATCH 2/2] KVM: Second" Message-ID="<twin@example.org>" \
		In-Reply-To="<twin@example.org>" &&
	make_inbox twins.git twin1.eml twin2.eml &&
	git -C twins.git kvm-digest --patches master >actual 2>err &&
	test_grep "^      2  Ada Lindqvist" actual &&
	test_grep " .PATCH 1/2. KVM: First" actual &&
	test_grep "^        2/2 KVM: Second" actual &&
	test_must_be_empty err
'

test_expect_success 'no subject, no sender, no body: a mail all the same' '
	printf "X-Nothing: here\n\n" >nothing.eml &&
	printf "Subject: [PATCH] KVM: Only a subject" >subject.eml &&
	make_inbox bare.git nothing.eml subject.eml &&
	git -C bare.git kvm-digest --format=json master >actual 2>err &&
	jq -e "[.mails[].kind] == [\"patch\", \"other\"]" actual &&
	git -C bare.git kvm-digest master >actual 2>>err &&
	test_grep "^.PATCH. KVM: Only a subject$" actual &&
	test_grep "^Author: (unknown)$" actual &&
	test_grep "^      1  (unknown)$" actual &&
	test_must_be_empty err
'

test_done
