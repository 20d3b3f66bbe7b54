#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series mbox --thread and reply: a conversation for a mail reader, and a part in it'

. "$(dirname "$0")/lib/test-lib.sh"

esc=$(printf '\033')

test_expect_success 'setup: two versions, answers, a text with lines of an mbox' '
	printf "%s\n" "Why." "From here on." ">From there." --- "A note." "" >text &&
	{ cat text && small_diff one; printf "%s\n" "-- " 2.39.5; } |
		mail_write p1.eml Subject="[PATCH] KVM: One" \
			To="kvm@lists.example.org, \"Okafor, Ben\" <ben@example.com>" \
			Cc="=?UTF-8?q?Zo=C3=AB?= <zoe@example.net>,
 Grace <grace@example.org>, BEN@example.com" &&
	mail_write ben.eml From="Ben Okafor <ben@example.com>" Subject="Re: [PATCH] KVM: One" \
		In-Reply-To="<p1@example.org>" References="<p1@example.org>" <<-\EOF &&
	> Why.
	So what?

	-- 
	Ben
	EOF
	{ cat text && small_diff two; } | mail_write p2.eml Subject="[PATCH v2] KVM: One" &&
	printf "Aye.\n" | mail_write ada.eml Subject="Re: [PATCH] KVM: One" In-Reply-To="<ben@example.org>" \
		References="<p1@example.org> <ben@example.org>" &&
	make_inbox in.git p1.eml ben.eml ada.eml p2.eml &&
	git -C in.git config user.name "Grace Hall" &&
	git -C in.git config user.email grace@example.org
'

test_expect_success 'mbox --thread exports all mails as they came' '
	git -C in.git kvm-series mbox --thread "<p2@example.org>" >out.mbox &&
	git -C in.git kvm-series mbox --thread ":/KVM: One" >titled.mbox && test_cmp out.mbox titled.mbox &&
	mkdir split && test $(git mailsplit --mboxrd -osplit out.mbox) = 4 &&
	for i in 1:p1 2:ben 3:ada 4:p2
	do
		sed 1d split/000${i%:*} >actual && { cat ${i#*:}.eml && echo; } | test_cmp - actual || return 1
	done &&
	git -C in.git kvm-series mbox --thread --version=2 "<p1@example.org>" >one.mbox &&
	mkdir one && test $(git mailsplit --mboxrd -oone one.mbox) = 1
'

test_expect_success 'what is for git am does not go with --thread' '
	for option in --cover "-o x" "-P 1" --only --link --partial --sloppy-trailers
	do
		test_expect_code 129 git -C in.git kvm-series mbox --thread $option "<p2@example.org>" 2>err &&
		test_grep "cannot be used together" err || return 1
	done &&
	test ! -e in.git/x
'

test_expect_success 'a reply to a patch: header, who gets it, the message quoted' '
	git -C in.git kvm-series reply "<p1@example.org>" >draft &&
	cat >expect <<-\EOF &&
	From: Grace Hall <grace@example.org>
	To: Ada Lindqvist <ada@example.org>
	Cc: <kvm@lists.example.org>,
	 "Okafor, Ben" <ben@example.com>,
	 =?UTF-8?q?Zo=C3=AB?= <zoe@example.net>
	Subject: Re: [PATCH] KVM: One
	In-Reply-To: <p1@example.org>
	References: <p1@example.org>
	MIME-Version: 1.0
	Content-Type: text/plain; charset=UTF-8
	Content-Transfer-Encoding: 8bit

	On Mon, 3 Mar 2025 12:00:00 +0000, Ada Lindqvist wrote:
	> Why.
	> From here on.
	> >From there.
	> ---
	> A note.
	EOF
	test_cmp expect draft &&
	git -C in.git kvm-series reply --patch "<p1@example.org>" >draft &&
	test_grep "^> diff --git a/virt/kvm/a.c" draft &&
	test_grep "^> +one\$" draft &&
	! grep "2\.39\.5" draft
'

test_expect_success 'a reply to a reply, to oneself, to whom Reply-To names, to who was put right' '
	git -C in.git kvm-series reply "<ben@example.org>" >draft &&
	test_grep "^To: Ben Okafor <ben@example.com>\$" draft &&
	test_grep "^Subject: Re: \[PATCH\] KVM: One\$" draft &&
	sed -n "/^References/,/^MIME/p" draft >actual &&
	printf "%s\n" "References: <p1@example.org>" " <ben@example.org>" "MIME-Version: 1.0" >expect &&
	test_cmp expect actual &&
	sed "1,/wrote:/d" draft >actual &&
	printf "%s\n" "> > Why." "> So what?" >expect && test_cmp expect actual &&
	git -C in.git -c user.email=ada@example.org kvm-series reply "<p1@example.org>" >draft &&
	test_grep "^To: <kvm@lists.example.org>,\$" draft &&
	test $(grep -c "ada@example.org" draft) = 1 &&
	git -C in.git -c kvm.me=ben@example.com kvm-series reply "<p1@example.org>" >draft &&
	! grep "ben@example.com" draft &&
	echo x | mail_write re.eml Subject="AW: x" Reply-To="Else <else@example.net>" &&
	echo x | mail_write via.eml Subject="x" From="Ada via list <kvm@lists.example.org>" \
		Reply-To="Ada Lindqvist <ada@example.org>" &&
	make_inbox in.git re.eml via.eml &&
	git -C in.git kvm-series reply "<re@example.org>" >draft &&
	test_grep "^To: Else <else@example.net>\$" draft && test_grep "^Subject: Re: x\$" draft &&
	! grep "ada@example.org" draft &&
	git -C in.git kvm-series reply "<via@example.org>" >draft &&
	test_grep "^To: Ada Lindqvist <ada@example.org>\$" draft
'

test_expect_success 'a title stands for its series; what is none, and nobody to answer as, is told' '
	git -C in.git kvm-series reply ":/KVM: One" >draft &&
	test_grep "^In-Reply-To: <p2@example.org>\$" draft &&
	git -C in.git kvm-series reply --no-index "<ben@example.org>" >draft &&
	test_grep "^In-Reply-To: <ben@example.org>\$" draft &&
	test_expect_code 128 git -C in.git kvm-series reply "<no@example.org>" 2>err &&
	test_grep "no mail of the list has the Message-ID" err &&
	test_expect_code 128 git -C in.git -c user.email= kvm-series reply "<ben@example.org>" 2>err &&
	test_grep "user.email" err &&
	test_expect_code 129 git -C in.git kvm-series reply
'

test_expect_success 'hostile names, ids and subjects add no field, and steer no terminal' '
	{
		printf "Message-ID: <evil\r\n Bcc:x@example.org>\nFrom: =?UTF-8?q?A=0D=0ABcc:=20b@example.net?= <ada@example.org>\n" &&
		printf "To: =?UTF-8?q?x=0ABcc:_c@example.net?= <t@example.org>, \"a,\\\\n\" <\"b c\"@example.org>\n" &&
		printf "Cc: x@example.org\n\tBcc: d@example.net, =?UTF-8?b?Cg==?= <e=?UTF-8?q?=0AX-Y:?=@example.org>\n" &&
		printf "References: <a\001b@example.org> <c\n Bcc: d@example.org>\n" &&
		printf "Subject: =?UTF-8?q?[PATCH]_x=0ABcc:_f@example.net?= $esc[31m\nDate: Mon, 03 Mar 2025 12:00:00 +0000\n\n" &&
		printf "$esc[31m \302\233 text\rBcc: g@example.net\n"
	} >evil.eml &&
	make_inbox evil.git evil.eml &&
	git -C evil.git -c user.name="G$esc
Bcc: h@example.net" -c user.email=g@example.org kvm-series reply HEAD >draft &&
	sed "/^\$/,\$d" draft | sed "/^ /d; s/:.*//" | sort >fields &&
	printf "%s\n" Cc Content-Transfer-Encoding Content-Type From In-Reply-To MIME-Version References Subject To |
		sort >expect &&
	test_cmp expect fields &&
	! LC_ALL=C grep -n -P "[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]" draft
'

test_done
