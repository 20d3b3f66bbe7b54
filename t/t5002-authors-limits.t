#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-authors: limits as in git log'

. "$(dirname "$0")/lib/test-lib.sh"

test_expect_success 'setup: a mail a day' '
	mail_write a.eml Subject="[PATCH 1/1] KVM: One" From="Ada Lindqvist <ada@example.org>" <<-\EOF &&
	diff --git a/x b/x
	EOF
	mail_write b.eml Subject="[PATCH] KVM: Two" From="Ben Okoro <ben@example.com>" <<-\EOF &&
	diff --git a/x b/x
	EOF
	mail_write c.eml Subject="[PATCH] net: Three" From="Ada Lindqvist <ada@example.org>" <<-\EOF &&
	diff --git a/x b/x
	EOF
	mail_write d.eml Subject="Re: [PATCH] x" From="kernel test robot <lkp@intel.com>" </dev/null &&
	make_inbox --start=1741000000 --step=86400 in.git a.eml b.eml c.eml d.eml
'

authors() {
	git -C in.git kvm-authors -s "$@" >actual
}

test_expect_success 'all of it' '
	authors HEAD &&
	printf "     2\tAda Lindqvist\n     1\tBen Okoro\n" >expect &&
	test_cmp expect actual
'

test_expect_success '--max-count, -<number> and --skip count mails' '
	authors --max-count=2 &&
	printf "     1\tAda Lindqvist\n" >expect &&
	test_cmp expect actual &&
	authors -2 &&
	test_cmp expect actual &&
	authors --skip=3 HEAD &&
	test_cmp expect actual
'

test_expect_success '--since and --until: when it was archived' '
	authors --until=@1741090000 &&
	printf "     1\tBen Okoro\n     1\tAda Lindqvist\n" | sort >expect &&
	sort actual >sorted &&
	test_cmp expect sorted &&
	authors --since=@1741090000 HEAD &&
	printf "     1\tAda Lindqvist\n" >expect &&
	test_cmp expect actual
'

test_expect_success '--author, --subject, -i' '
	authors --author=Ben HEAD &&
	printf "     1\tBen Okoro\n" >expect &&
	test_cmp expect actual &&
	authors -i --subject=NET: HEAD &&
	printf "     1\tAda Lindqvist\n" >expect &&
	test_cmp expect actual
'

test_expect_success '--bots is a table of robots, else they are in none' '
	git -C in.git kvm-authors HEAD >actual &&
	! grep "test robot" actual &&
	git -C in.git kvm-authors --bots HEAD >actual &&
	test_grep "test robot" actual
'

test_expect_success 'paths are refused' '
	test_expect_code 129 git -C in.git kvm-authors HEAD -- x 2>err &&
	test_grep "paths are not supported" err
'

test_done
