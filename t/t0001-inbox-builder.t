#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='the inbox builder makes what public-inbox makes'

. "$(dirname "$0")/lib/test-lib.sh"

test_expect_success 'a mail is one commit with its bytes in the file m' '
	mail_write one.eml From="Zo=?utf-8?q?=C3=AB?= <zoe@example.org>" \
		Subject="[PATCH 1/2] A
 folded =?utf-8?B?c8O8Ympl?= =?utf-8?B?Y3Q=?=" <<-\EOF &&
	A body.
	EOF
	make_inbox --start=1741000000 in.git one.eml &&
	git -C in.git cat-file blob master:m >actual &&
	test_cmp one.eml actual &&
	git -C in.git ls-tree --name-only master >names &&
	echo m >expect &&
	test_cmp expect names
'

test_expect_success 'author, author date and subject are the mail'\''s' '
	git -C in.git log --format="%an <%ae>%n%ad%n%s%n%ct" >actual &&
	cat >expect <<-\EOF &&
	Zoë <zoe@example.org>
	Mon Mar 3 12:00:00 2025 +0000
	[PATCH 1/2] A folded sübject
	1741000000
	EOF
	test_cmp expect actual
'

test_expect_success 'further mails go on top, dates that git cannot read are those of archiving' '
	mail_write two.eml Date="yesterday, I think" Subject= </dev/null &&
	test_must_fail grep Subject two.eml &&
	make_inbox --start=1741000600 in.git two.eml &&
	git -C in.git rev-list --count master >actual &&
	echo 2 >expect &&
	test_cmp expect actual &&
	git -C in.git log -1 --format=%at >actual &&
	echo 1741000600 >expect &&
	test_cmp expect actual
'

test_expect_success 'a removed mail is a commit with the file d' '
	remove_mail --start=1741001200 in.git one.eml &&
	git -C in.git ls-tree --name-only master >actual &&
	echo d >expect &&
	test_cmp expect actual
'

test_expect_success 'bytes are kept: NUL, 8-bit, no line end' '
	printf "From: a@example.org\n\n\000\377\r\nend" >bytes.eml &&
	make_inbox in.git bytes.eml &&
	git -C in.git cat-file blob master:m >actual &&
	cmp bytes.eml actual
'

test_expect_success 'the sample mails make a sound inbox' '
	sample_inbox sample.git &&
	git -C sample.git fsck --strict &&
	git -C sample.git rev-list --count master >actual &&
	ls "$GITKVM_TOP"/t/data/sample/*.eml | wc -l >expect &&
	test_cmp expect actual
'

test_done
