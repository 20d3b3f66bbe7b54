#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-digest: which part of a mail is printed, and what is a repost of what'

. "$(dirname "$0")/lib/test-lib.sh"

# patch <file> <subject> [<Field>=<value>…]: with $words as message.
patch() {
	file=$1 subject=$2
	shift 2
	{
		printf '%s\n\nSigned-off-by: Ada Lindqvist <ada@example.org>\n---\n' "${words-What it is for.}"
		small_diff
	} | mail_write "$file" "Subject=$subject" "$@"
}

# printed <gitdir> [<argument>…]: the message of the only entry.
printed() {
	dir=$1
	shift
	git -C "$dir" kvm-digest HEAD "$@" >out &&
	sed -n "/^Author: /,/^-\{70\}/p" out | sed "1,2d;\$d" >actual
}

test_expect_success 'a short statistic in the prose does not end a cover letter' '
	mail_write cover.eml Subject="[PATCH 0/2] KVM: A work" <<-\EOF &&
	Half of it is tests:
	 3 files changed, 90 insertions(+)
	and the rest is this.

	Ada Lindqvist (2):
	  KVM: One
	  KVM: Two

	 virt/kvm/a.c | 2 +-
	 5 files changed, 100 insertions(+), 2 deletions(-)

	base-commit: 0123456789abcdef0123456789abcdef01234567
	-- 
	2.40.0
	EOF
	make_inbox cover.git cover.eml &&
	printed cover.git &&
	sed -n "/^Half/,/^ 5 files/p" cover.eml >expect &&
	echo >>expect &&
	test_cmp expect actual
'

test_expect_success 'nor does a diffstat that a patch is about' '
	words="It prints
 a.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)
which is wrong." patch words.eml "[PATCH] KVM: Count" &&
	make_inbox words.git words.eml &&
	printed words.git &&
	test_grep "^which is wrong" actual &&
	test_grep "^ virt/kvm/a.c | 2" actual &&
	test 2 = "$(grep -c "1 file changed" actual)"
'

test_expect_success 'who it is sent to, a list'\''s footer and an empty end are no part of it' '
	mail_write b4.eml Subject="[PATCH 0/2] KVM: A work" <<-\EOF &&
	What it is for.

	To: Ben Okoro <ben@example.com>
	To: Rita Reviewer <rita@example.com>
	Cc: kvm@lists.example.org

	Signed-off-by: Ada Lindqvist <ada@example.org>

	---

	_______________________________________________
	kvm mailing list
	kvm@lists.example.org
	EOF
	make_inbox b4.git b4.eml &&
	printed b4.git &&
	cat >expect <<-\EOF &&
	What it is for.

	Signed-off-by: Ada Lindqvist <ada@example.org>

	EOF
	test_cmp expect actual &&
	# Trailers are.
	words="What it is for.

Cc: stable@example.org" patch cc.eml "[PATCH] KVM: Change" &&
	make_inbox cc.git cc.eml &&
	printed cc.git &&
	test_grep "^Cc: stable" actual
'

test_expect_success 'nor are MIME fields in front of the text' '
	words="MIME-Version: 1.0
Content-Type: text/plain;
 charset=UTF-8
Content-Transfer-Encoding: 8bit

From: Ben Okoro <ben@example.com>

What it is for." patch mime.eml "[PATCH] KVM: Change" &&
	make_inbox mime.git mime.eml &&
	printed mime.git &&
	test "$(head -n 1 actual)" = "What it is for." &&
	words="Content-Type: text/plain
What it is for." patch mime.eml "[PATCH] KVM: Change" &&
	make_inbox mime2.git mime.eml &&
	printed mime2.git &&
	test "$(head -n 1 actual)" = "What it is for."
'

test_expect_success 'json: what exists is of the same kind: a cover letter or a patch' '
	for v in 3 4
	do
		mail_write v$v-0.eml Subject="[PATCH v$v 0/2] KVM: Fix it" </dev/null &&
		patch v$v-1.eml "[PATCH v$v 1/2] KVM: Fix it" In-Reply-To="<v$v-0@example.org>" || return 1
	done &&
	patch v1.eml "[PATCH] KVM: Fix it" &&
	make_inbox kinds.git v1.eml v3-0.eml v3-1.eml v4-0.eml v4-1.eml &&
	exists() {
		git -C "$1" kvm-digest --json HEAD |
			jq -r "[.mails[] | {(.commit): .subject}] as \$m | (\$m | add) as \$s |
				.entries[] | select(.state == \"skip\") | \"\(\$s[.exists]) <- \(.subject)\""
	} &&
	exists kinds.git >actual &&
	cat >expect <<-\EOF &&
	[PATCH v4 1/2] KVM: Fix it <- [PATCH v3 1/2] KVM: Fix it
	[PATCH v4 0/2] KVM: Fix it <- [PATCH v3 0/2] KVM: Fix it
	[PATCH v4 1/2] KVM: Fix it <- [PATCH] KVM: Fix it
	EOF
	test_cmp expect actual &&
	# There are none but of the other kind.
	make_inbox other.git v1.eml v3-0.eml &&
	exists other.git >out &&
	test_grep "^\[PATCH v3 0/2\] KVM: Fix it <-" out
'

test_expect_success 'a prefix with a wrong bracket is one, and no patch is missing for it' '
	patch w1.eml "[PATCH v2 1/3] KVM: One" &&
	patch w2.eml "PATCH v2 2/3] KVM: Two" In-Reply-To="<w1@example.org>" &&
	patch w3.eml "[PATCH v2 3/3} KVM: Three" In-Reply-To="<w1@example.org>" &&
	echo "No diff." | mail_write w4.eml Subject="PATCH v2] is what I ask for" &&
	make_inbox wrong.git w1.eml w2.eml w3.eml w4.eml &&
	git -C wrong.git kvm-digest --no-bodies --patches --sections=versions HEAD >out &&
	sed -n "s/^[0-9a-f]* \[/[/p; s,^ *\([1-3]/3\),\1,p" out >actual &&
	cat >expect <<-\EOF &&
	[PATCH v2 1/3] KVM: One
	1/3 KVM: One
	2/3 KVM: Two
	3/3 KVM: Three
	EOF
	test_cmp expect actual
'

test_expect_success 'what mutt forwards is no patch' '
	patch f.eml "[ben@example.com: Re: [PATCH v4 03/16] KVM: Three]" &&
	make_inbox forward.git f.eml &&
	git -C forward.git kvm-digest --format=json HEAD >out &&
	test "$(jq -r ".mails[0].kind" out)" = other
'

test_expect_success 'classic: blanks at the end of a subject make another title' '
	patch t1.eml "[PATCH] KVM: Same" &&
	patch t2.eml "[PATCH v2 1/1] KVM: Same " &&
	patch t3.eml "[PATCH v3 1/1] KVM: Same " &&
	make_inbox blank.git t1.eml t2.eml t3.eml &&
	git -C blank.git kvm-digest --format=classic HEAD >out &&
	sed -n "s/\$/|/; /^New/p;/^Exist/p;/^ Skip/p" out >actual &&
	cat >expect <<-\EOF &&
	New:  KVM: Same |
	Exist: [PATCH v3 1/1] KVM: Same |
	 Skip: [PATCH v2 1/1] KVM: Same |
	New:  KVM: Same|
	EOF
	test_cmp expect actual
'

test_expect_success 'classic: an encoded subject is counted, not listed' '
	echo "> quoted" | mail_write enc.eml \
		Subject="=?US-ASCII?Q?Re=3A_=5BPATCH_1/3=5D_KVM=3A_One?=" In-Reply-To="<p@example.org>" &&
	make_inbox encoded.git enc.eml &&
	git -C encoded.git kvm-digest --format=classic HEAD >out &&
	test_grep "^      1 example.org" out &&
	! grep "^New" out
'

test_expect_success 'json: by References alone, a mail answers the nearest that is there' '
	patch j1.eml "[PATCH] KVM: One" &&
	echo Yes. | mail_write j2.eml Subject="Re: [PATCH] KVM: One" References="<j1@example.org> <gone@example.org>" &&
	echo Yes. | mail_write j3.eml Subject="Re: [PATCH] KVM: One" References="<gone@example.org>" &&
	echo Yes. | mail_write j4.eml Subject="Re: [PATCH] KVM: One" References="<j1@example.org>" \
		In-Reply-To="<gone@example.org>" &&
	make_inbox json.git j1.eml j2.eml j3.eml j4.eml &&
	git -C json.git kvm-digest --format=json HEAD >out &&
	jq -r ".mails[] | \"\(.message_id) \(.in_reply_to)\"" out >actual &&
	cat >expect <<-\EOF &&
	j4@example.org gone@example.org
	j3@example.org gone@example.org
	j2@example.org j1@example.org
	j1@example.org null
	EOF
	test_cmp expect actual
'

test_done
