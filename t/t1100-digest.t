#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-digest: what the report says'

. "$(dirname "$0")/lib/test-lib.sh"

# patch <file> <subject> [<Field>=<value>…]: a posting with a small diff, its in-body From in $inbody.
patch() {
	patch_file=$1
	patch_subject=$2
	shift 2
	mail_write "$patch_file" Subject="$patch_subject" "$@" <<-EOF
	${inbody:+From: $inbody

	}Why it is done.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	$(small_diff)
	-- 
	2.39.5
	EOF
}

BEN='Ben Okoro <Ben@Example.COM>'

# digest <argument>…: of in.git or $dir, with ID for the short ids at the start of lines.
digest() {
	git -C "${dir-in.git}" kvm-digest "$@" | sed "s/^[0-9a-f]\{7,\} /ID /"
}

test_expect_success 'setup' '
	mail_write base.eml Subject="Hello" </dev/null &&
	mail_write c0.eml Subject="[PATCH 0/3] KVM: A work
 in three parts" <<-\EOF &&
	What it is for.

	Ada Lindqvist (3):
	  KVM: First

	 virt/kvm/a.c | 6 +++---
	 1 file changed, 3 insertions(+), 3 deletions(-)

	base-commit: 0123456789012345678901234567890123456789
	EOF
	patch c1.eml "[PATCH 1/3] KVM: First" In-Reply-To="<c0@example.org>" &&
	inbody=$BEN &&
	patch c3.eml "[PATCH 3/3] KVM: Third" In-Reply-To="<c0@example.org>" &&
	inbody= &&
	patch v2.eml "[PATCH v2] KVM: Change a thing" &&
	patch v1.eml "[PATCH] KVM: Change a thing" &&
	patch other.eml "[PATCH] KVM: Change a thing" From="$BEN" &&
	mail_write reply.eml Subject="Re: [PATCH] KVM: Change a thing" </dev/null &&
	make_inbox --start=1741000000 in.git base.eml &&
	git -C in.git tag A &&
	make_inbox --start=1741000600 in.git v1.eml reply.eml other.eml c0.eml c1.eml c3.eml v2.eml &&
	git -C in.git tag B
'

test_expect_success 'the whole report' '
	cat >expect <<-\EOF &&
	KVM, 2025-03-03: 7 mails, 6 postings, 2 new series, 1 new version, 2 people
	From A to B

	New series (2)

	ID [PATCH 0/3] KVM: A work in three parts
	        Ada Lindqvist, 2025-03-03, no answer yet, 2/3 patches are there, 1 file
	        +3 -3
	        https://lore.kernel.org/r/c0@example.org
	ID [PATCH] KVM: Change a thing
	        Ben Okoro, 2025-03-03, no answer yet, 1 file +1 -1
	        https://lore.kernel.org/r/other@example.org

	New versions (1)

	ID [PATCH v2] KVM: Change a thing
	        Ada Lindqvist, 2025-03-03, no answer yet, 1 file +1 -1, after v1
	        (2025-03-03): 1 patch as before
	        https://lore.kernel.org/r/v2@example.org

	Contributors (2)

	      4  Ada Lindqvist <ada@example.org>
	      2  Ben Okoro <Ben@Example.COM>

	Contributors'\'' domains (2)

	      4 example.org
	      2 example.com

	Messages

	[PATCH 0/3] KVM: A work in three parts
	Author: Ada Lindqvist <ada@example.org>

	What it is for.

	Ada Lindqvist (3):
	  KVM: First

	 virt/kvm/a.c | 6 +++---
	 1 file changed, 3 insertions(+), 3 deletions(-)

	----------------------------------------------------------------------

	[PATCH] KVM: Change a thing
	Author: Ben Okoro <Ben@Example.COM>

	Why it is done.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	 virt/kvm/a.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)

	----------------------------------------------------------------------

	EOF
	digest A..B >actual 2>err &&
	test_cmp expect actual &&
	test_must_be_empty err &&
	cp expect expect.text
'

test_expect_success '--no-bodies and --bodies=none end with the tables' '
	sed "/^Messages/,\$d" expect | sed "\$d" >short &&
	digest --no-bodies A..B >actual &&
	test_cmp short actual &&
	digest --bodies=none A..B >actual &&
	test_cmp short actual
'

test_expect_success '--bodies=all has new versions, too, and a number cuts messages' '
	digest --bodies=all A..B >actual &&
	test_grep "^\[PATCH v2\] KVM: Change a thing$" actual &&
	test "$(grep -c "^Author: " actual)" = 3 &&
	digest --bodies=new A..B >actual &&
	test_cmp expect.text actual &&
	digest --bodies A..B >actual &&
	test_cmp expect.text actual &&
	digest --bodies=2 A..B >actual &&
	test_grep "^What it is for.$" actual &&
	test_grep "^(5 more lines)$" actual &&
	! grep "1 file changed" actual &&
	for bad in some 0 -1 1x
	do
		test_expect_code 129 git -C in.git kvm-digest --bodies=$bad A..B 2>err &&
		test_grep "expects all, new, none, or a number of lines" err || return 1
	done
'

test_expect_success '--top and kvm.top cut the tables, 0 does not' '
	git -C in.git kvm-digest --no-bodies --top=1 A..B >actual &&
	test_grep "^Contributors (1 of 2)" actual &&
	! grep "Ben Okoro <" actual &&
	git -C in.git -c kvm.top=1 kvm-digest --no-bodies A..B >actual2 &&
	test_cmp actual actual2 &&
	git -C in.git -c kvm.top=1 kvm-digest --no-bodies --top=0 A..B >actual &&
	test_grep "^Contributors (2)" actual &&
	test_grep "Ben Okoro <" actual
'

test_expect_success '--title and kvm.title name the list' '
	git -C in.git kvm-digest --title="My list" A..B >actual &&
	test_grep "^My list, 2025-03-03: 7 mails" actual &&
	git -C in.git -c kvm.title=Mine kvm-digest A..B >actual &&
	test_grep "^Mine, 2025" actual &&
	git -C in.git kvm-digest A..B >expect &&
	git -C in.git -c kvm.title=Mine kvm-digest --title= A..B >actual &&
	test_cmp expect actual
'

# headings: of the sections of a digest on standard input.
headings() {
	sed -n "s/^\([A-Z].*\) ([0-9].*)$/\1/p; /^Messages$/p"
}

test_expect_success '--sections, kvm.digest.sections and --no-tables choose' '
	digest A..B | headings >actual &&
	cat >expect <<-\EOF &&
	New series
	New versions
	Contributors
	Contributors'\'' domains
	Messages
	EOF
	test_cmp expect actual &&
	digest --sections=versions,domains A..B | headings >actual &&
	printf "%s\n" "New versions" "Contributors'\'' domains" >expect &&
	test_cmp expect actual &&
	git -C in.git -c kvm.digest.sections=domains,versions kvm-digest A..B | headings >actual &&
	test_cmp expect actual &&
	digest --sections=versions,domains --no-tables A..B | headings >actual &&
	echo "New versions" >expect &&
	test_cmp expect actual &&
	test_expect_code 129 git -C in.git kvm-digest --sections=new,old A..B 2>err &&
	test_grep "unknown section .old.: expected some of applied, new, versions" err &&
	test_expect_code 128 git -C in.git -c kvm.digest.sections=old kvm-digest A..B 2>err &&
	test_grep "kvm.digest.sections" err
'

test_expect_success '--patches lists the patches of each series, and what is missing' '
	digest --patches --sections=new A..B >actual &&
	sed -n "/three parts/,/^ID.*Change/p" actual | sed "1,4d; \$d" >patches &&
	cat >expect <<-\EOF &&
	        1/3 KVM: First
	        2/3 (missing)
	        3/3 KVM: Third (Ben Okoro)
	EOF
	test_cmp expect patches
'

test_expect_success 'an address of kvm.bot is that of a robot: listed, but no contributor' '
	git -C in.git kvm-digest --no-bodies A..B >out &&
	test_grep "^        Ben Okoro, " out &&
	test_grep "Ben Okoro <" out &&
	address=$(sed -n "s/.*Ben Okoro <\(.*\)>.*/\1/p" out) &&
	git -C in.git -c kvm.bot="$address" kvm-digest --no-bodies A..B >actual &&
	test_grep "^        Ben Okoro, " actual &&
	! grep "Ben Okoro <" actual &&
	git -C in.git kvm-digest --format=json --all | jq "[.mails[] | select(.kind == \"robot\")] | length" >before &&
	git -C in.git -c "kvm.bot=*" kvm-digest --format=json --all >json &&
	jq "[.mails[] | select(.kind == \"robot\")] | length" json >after &&
	test "$(cat after)" -gt "$(cat before)" &&
	git -C in.git -c "kvm.bot=*" kvm-digest --no-bots --format=json --all >json &&
	echo 0 >expect &&
	jq "[.mails[] | select(.kind == \"robot\" or .kind == \"reply\")] | length" json >actual &&
	test_cmp expect actual
'

test_expect_success '--threads and kvm.threads change nothing, a bad number is an error' '
	for threads in 0 1 2 8 1000
	do
		digest --no-bodies --threads=$threads A..B >actual &&
		test_cmp short actual || return 1
	done &&
	test_expect_code 129 git -C in.git kvm-digest --threads=many A..B 2>err &&
	test_expect_code 128 git -C in.git -c kvm.threads=many kvm-digest A..B 2>err &&
	test_grep "kvm.threads" err
'

test_expect_success 'without a range: the last days, and the heading says so' '
	mail_write old.eml </dev/null &&
	mail_write new.eml </dev/null &&
	make_inbox --start=1740000000 def.git old.eml &&
	make_inbox --start=1741000600 def.git new.eml &&
	git -C def.git kvm-digest >actual &&
	old=$(git -C def.git rev-parse --short master~1) &&
	new=$(git -C def.git rev-parse --short master) &&
	test_grep "^From $old to $new (the last 7 days)$" actual &&
	test_grep "^      1 example.org" actual
'

test_expect_success 'mailmap puts names right, --no-mailmap does not' '
	echo "Ada L. <lindqvist@example.net> <ada@example.org>" >map &&
	git -C in.git -c mailmap.file="$PWD/map" kvm-digest --no-bodies A..B >actual &&
	test_grep "^      4  \"Ada L.\" <lindqvist@example.net>\|^      4  Ada L. <lindqvist@example.net>" actual &&
	test_grep "^      4 example.net" actual &&
	git -C in.git -c mailmap.file="$PWD/map" kvm-digest --no-mailmap --no-bodies A..B |
		sed "s/^[0-9a-f]\{7,\} /ID /" >actual &&
	test_cmp short actual
'

test_expect_success 'what could steer a terminal is shown, not sent' '
	sample_inbox sample.git &&
	git -C sample.git kvm-digest master >actual &&
	printf "\033" >esc &&
	! grep -F -f esc actual &&
	test_grep "<U+001B>" actual &&
	test_grep "<U+202E>" actual &&
	! grep "$(printf "\342\200\256")" actual
'

test_expect_success 'json: valid, and every mail is in it' '
	git -C sample.git kvm-digest --format=json master >actual &&
	jq -e ".counts.read == (.mails | length) and .counts.commits == .counts.read" actual &&
	jq -e ".format == \"git-kvm-digest\" and .version == 1" actual &&
	git -C sample.git rev-list master >expect &&
	jq -r ".mails[].commit" actual >commits &&
	test_cmp expect commits &&
	jq -e "[.series[].patches[], (.series[] | select(.cover))] | length == $(jq .counts.postings actual)" actual
'

test_expect_success 'json says what text says' '
	git -C in.git kvm-digest --format=json A..B >actual &&
	jq -r ".series[] | \"\(.version) \(.present)/\(.total) \(.title) \(.missing | map(.first) | join(\",\"))\"" actual >series &&
	cat >expect <<-\EOF &&
	2 1/1 KVM: Change a thing 
	1 2/3 KVM: A work in three parts 2
	1 1/1 KVM: Change a thing 
	1 1/1 KVM: Change a thing 
	EOF
	test_cmp expect series &&
	jq -r ".contributors[] | \"\(.count) \(.contributor)\"" actual >people &&
	printf "%s\n" "4 Ada Lindqvist <ada@example.org>" "2 Ben Okoro <Ben@Example.COM>" >expect &&
	test_cmp expect people &&
	jq -r "[.entries[].state] | join(\" \")" actual >states &&
	echo "new new new new skip" >expect &&
	test_cmp expect states &&
	git -C in.git kvm-digest --format=json --no-bodies A..B >actual &&
	jq -e "has(\"entries\") | not" actual
'

test_expect_success 'json of any bytes is valid' '
	printf "From: \377\376 <a\001@b>\nSubject: [PATCH] \302\205\355\240\200\n x\000y\n\n\033[2J\000\377\"\\\\\n---\n a | 1 +\n" >bytes.eml &&
	make_inbox bytes.git bytes.eml &&
	git -C bytes.git kvm-digest --format=json master >actual &&
	python3 -c "import json,sys; json.loads(open(sys.argv[1], encoding=\"utf-8\").read())" actual &&
	jq -e ".mails | length == 1" actual
'

test_expect_success 'a removed mail is named, skipped and counted' '
	cp -r in.git removed.git &&
	remove_mail --start=1741100000 removed.git v1.eml &&
	git -C removed.git kvm-digest --no-bodies A..master >actual 2>err &&
	test_grep "^warning: commit $(git -C removed.git rev-parse master): " err &&
	test_grep "^warning: skipped 1 of 8 mails: 1 removed, 0 missing, 0 corrupt, 0 over a limit$" err
'

test_expect_success 'a missing blob is named, skipped and counted' '
	cp -r in.git missing.git &&
	mv missing.git/objects/pack missing.git/packed &&
	for pack in missing.git/packed/*.pack
	do
		git -C missing.git unpack-objects -q <"$pack" || return 1
	done &&
	blob=$(git -C missing.git rev-parse B:m) &&
	rm -f "missing.git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)" &&
	git -C missing.git kvm-digest --no-bodies A..B >actual 2>err &&
	test_grep "^warning: commit $(git -C missing.git rev-parse B): .*$blob" err &&
	test_grep "^warning: skipped 1 of 7 mails: 0 removed, 1 missing" err &&
	! grep "PATCH v2" actual
'

test_expect_success 'without states, replies are not read; tables alone need none' '
	reply=$(git -C in.git rev-parse B~5) &&
	test "$(git -C in.git log -1 --format=%s "$reply")" = "Re: [PATCH] KVM: Change a thing" &&
	blob=$(git -C in.git rev-parse "$reply:m") &&
	cp -r missing.git noreply.git &&
	git -C in.git cat-file blob B:m | git -C noreply.git hash-object -w --stdin &&
	rm -f "noreply.git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)" &&
	git -C noreply.git kvm-digest --no-states A..B >actual 2>err &&
	test_must_be_empty err &&
	test_grep "^KVM, 2025-03-03: 6 postings, 2 new series" actual &&
	test_grep "^        Ada Lindqvist, 2025-03-03, 2/3 patches are there" actual &&
	git -C noreply.git kvm-digest --sections=contributors A..B >actual 2>err &&
	test_must_be_empty err &&
	git -C noreply.git kvm-digest A..B >actual 2>err &&
	test_grep "^warning: commit $reply: object $blob is missing" err &&
	git -C noreply.git kvm-digest --format=json A..B >actual 2>err &&
	test_grep "^warning: commit $reply: object $blob is missing" err
'

test_expect_success 'a body that went after it was indexed is named, the rest is printed' '
	cp -r missing.git gone.git &&
	blob=$(git -C in.git rev-parse B:m) &&
	git -C in.git cat-file blob B:m | git -C gone.git hash-object -w --stdin &&
	dir=gone.git digest --index A..B >actual &&
	test_cmp expect.text actual &&
	blob=$(git -C in.git rev-parse B~3:m) &&
	test "$(git -C in.git log -1 --format=%s B~3)" = "[PATCH 0/3] KVM: A work in three parts" &&
	rm -f "gone.git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)" &&
	git -C gone.git kvm-digest A..B >actual 2>err &&
	test_grep "^warning: commit $(git -C gone.git rev-parse B~3): .*$blob" err &&
	test_grep "^(this mail cannot be read any more)$" actual &&
	test_grep "^\[PATCH\] KVM: Change a thing$" actual &&
	git -C gone.git kvm-digest --format=json A..B >actual 2>err &&
	jq -e "[.entries[] | select(.state == \"new\" and (has(\"message\") | not))] | length == 1" actual
'

test_expect_success 'a list is named after its newest mail where nothing was posted' '
	mail_write question.eml Subject="A question" List-Id="<kvm-ppc.lists.example.org>" </dev/null &&
	make_inbox question.git question.eml &&
	git -C question.git kvm-digest master >actual &&
	test_grep "^KVM-PPC, 2025-03-04: 1 mail, 1 person$" actual &&
	test_grep "^No patches were posted; this is what people wrote about.$" actual &&
	test_grep "A question (1 mail)$" actual
'

test_expect_success 'a range of which nothing can be read is fatal' '
	test_expect_code 128 git -C missing.git kvm-digest B~1..B >actual 2>err &&
	test_grep "^fatal: no mail of the range could be read" err
'

test_expect_success 'an empty range is an empty report' '
	git -C in.git kvm-digest B..B >actual 2>err &&
	printf "KVM: no mails\nFrom B to B\n" >expect &&
	test_cmp expect actual &&
	test_must_be_empty err
'

test_expect_success 'errors as git words them' '
	test_expect_code 128 git -C in.git kvm-digest A..nope 2>err &&
	test_grep "^fatal: .*nope" err &&
	git init -q plain &&
	git -C plain commit -q --allow-empty -m x &&
	test_expect_code 128 git -C plain kvm-digest 2>err &&
	test_grep "^fatal: .* is not a public-inbox clone" err &&
	test_expect_code 128 git -C in.git -c kvm.top=many kvm-digest A..B 2>err &&
	test_grep "kvm.top" err &&
	test_expect_code 129 git -C in.git kvm-digest --nope 2>err &&
	test_expect_code 129 git -C in.git kvm-digest --format=nope 2>err
'

test_expect_success 'a full disk is no success' '
	test_expect_code 128 sh -c "git -C in.git kvm-digest A..B >/dev/full" 2>err &&
	test_grep "^fatal: .*No space left on device" err
'

test_done
