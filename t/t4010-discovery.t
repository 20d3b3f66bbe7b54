#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='which inbox is read: --inbox, the current repository, kvm.inbox'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/cli.sh"

test_expect_success 'setup: two lists that share a mail, and a tree like that of the kernel' '
	mkdir lists mails &&
	sample_inbox lists/sample.git &&
	mail_write mails/one.eml Subject="[PATCH] One" List-Id="<one.lists.example.org>" <<-\EOF &&
	Text one
	EOF
	mail_write mails/two.eml Subject="[PATCH] Two" List-Id="<two.lists.example.org>" <<-\EOF &&
	Text two
	EOF
	mail_write mails/both.eml Subject="[PATCH] Both" List-Id="<one.lists.example.org>" <<-\EOF &&
	Text both
	EOF
	make_inbox --start=1741000000 --step=100 lists/one.git mails/one.eml mails/both.eml &&
	make_inbox --start=1741000050 --step=60 lists/two.git mails/two.eml mails/both.eml &&
	git init -q linux &&
	mkdir -p linux/arch/x86/kvm linux/Documentation &&
	echo "int x;" >linux/arch/x86/kvm/x86.c &&
	echo "VERSION = 6" >linux/Makefile &&
	git -C linux add . &&
	git -C linux commit -q -m "Linux 6.0" &&
	git -C lists/sample.git kvm-digest >expect &&
	git -C lists/sample.git kvm-digest --top=3 >expect.top &&
	git -C lists/sample.git kvm-digest --no-bodies HEAD~5.. >expect.range
'

test_expect_success 'a repository that is none: said, with the two ways to name one' '
	test_expect_code 128 git -C linux kvm-digest >out 2>err &&
	test_must_be_empty out &&
	test_grep "^fatal: .* is not a public-inbox clone" err &&
	test_grep "^hint: .*--inbox=<path>" err &&
	test_grep "^hint: .*git config --global kvm.inbox <path>" err
'

test_expect_success 'no repository at all: the same' '
	test_expect_code 128 git kvm-digest >out 2>err &&
	test_grep "^fatal: not a git repository" err &&
	test_grep "^hint: .*--inbox" err
'

test_expect_success '--inbox with a URL: said how to get it' '
	test_expect_code 128 git kvm-digest --inbox=https://lists.example.org/one/0 2>err &&
	test_grep "^hint: .*git clone --mirror https://lists.example.org/one/0 " err
'

test_expect_success 'an empty kvm.inbox takes back what was set before' '
	git -C linux -c kvm.inbox=/nowhere -c kvm.inbox= -c kvm.inbox=../lists/sample.git \
		kvm-digest >actual &&
	test_cmp expect actual &&
	git -C linux -c kvm.s.inbox=/nowhere -c kvm.s.inbox= -c kvm.s.inbox=../lists/sample.git \
		kvm-digest --inbox=s >actual &&
	test_cmp expect actual &&
	test_expect_code 128 git -C linux -c kvm.inbox=../lists/sample.git -c kvm.inbox= kvm-digest 2>err &&
	test_grep "^hint: .*git config --global kvm.inbox <path>" err
'

test_expect_success '--inbox names a path, from anywhere' '
	git kvm-digest --inbox=lists/sample.git >actual &&
	test_cmp expect actual &&
	git -C linux kvm-digest --inbox=../lists/sample.git >actual &&
	test_cmp expect actual &&
	git kvm-digest "--inbox=~/lists/sample.git" >actual &&
	test_cmp expect actual &&
	test_expect_code 128 git kvm-digest --inbox=nowhere 2>err &&
	test_grep "^fatal: .nowhere. does not appear to be a git repository" err &&
	test_expect_code 128 git kvm-digest --inbox=linux 2>err &&
	test_grep "^fatal: .linux. is not a public-inbox clone" err &&
	test_expect_code 128 git kvm-digest --inbox= 2>err
'

test_expect_success 'a worktree clone of an inbox, its .git and a folder below' '
	git clone -q lists/sample.git checkout 2>err &&
	mkdir checkout/below &&
	for place in checkout checkout/.git checkout/below
	do
		git -C "$place" kvm-digest >actual &&
		test_cmp expect actual || return 1
	done &&
	git kvm-digest --inbox=checkout >actual &&
	test_cmp expect actual
'

test_expect_success 'kvm.inbox: from a tree that is none, in every way git is called' '
	git -C linux config kvm.inbox "~/lists/sample.git" &&
	(cd linux/arch && git kvm-digest) >actual &&
	test_cmp expect actual &&
	git -C linux kvm-digest >actual &&
	test_cmp expect actual &&
	git --git-dir=linux/.git kvm-digest >actual &&
	test_cmp expect actual &&
	GIT_DIR=linux/.git git kvm-digest >actual &&
	test_cmp expect actual &&
	git -C linux -c kvm.top=3 kvm-digest >actual &&
	test_cmp expect.top actual &&
	git -C linux kvm-digest --no-bodies HEAD~5.. >actual &&
	test_cmp expect.range actual &&
	git -C linux -c alias.today="kvm-digest --no-bodies" today HEAD~5.. >actual &&
	test_cmp expect.range actual &&
	git -C linux/arch -c alias.new="!git kvm-digest --no-bodies" new HEAD~5.. >actual &&
	test_cmp expect.range actual
'

test_expect_success 'git -p and -P, on a terminal' '
	sed "s/^/paged:/" expect >paged &&
	on_terminal "GIT_PAGER=\"sed s/^/paged:/\" git -C linux -p kvm-digest --color=never" >actual &&
	test_cmp paged actual &&
	on_terminal "GIT_PAGER=\"sed s/^/paged:/\" git -C linux -P kvm-digest --color=never" >actual &&
	test_cmp expect actual
'

test_expect_success 'the manual page, by both its names' '
	git -C linux help kvm-digest >page </dev/null &&
	test_grep "GIT-KVM-DIGEST(1)" page &&
	git -C linux kvm-digest --help >page2 </dev/null &&
	test_cmp page page2
'

test_expect_success 'a relative kvm.inbox is relative to the top of the work tree' '
	config_linux() { git -C linux config "$@"; } &&
	config_linux kvm.inbox ../lists/sample.git &&
	test_when_finished "config_linux kvm.inbox \"~/lists/sample.git\"" &&
	git -C linux/arch/x86 kvm-digest >actual &&
	test_cmp expect actual &&
	git -c kvm.inbox=lists/sample.git kvm-digest >actual &&
	test_cmp expect actual
'

test_expect_success 'the current repository wins where it is an inbox, --inbox over all' '
	git -C lists/one.git -c kvm.inbox="$PWD/lists/sample.git" kvm-digest >actual &&
	git -C lists/one.git kvm-digest >expect.one &&
	test_cmp expect.one actual &&
	git -C lists/one.git kvm-digest --inbox=../sample.git >actual &&
	test_cmp expect actual
'

test_expect_success 'a repository without a commit gives way to kvm.inbox' '
	git init -q empty &&
	git -C empty -c kvm.inbox="~/lists/sample.git" kvm-digest >actual &&
	test_cmp expect actual &&
	git -C empty kvm-digest >out
'

test_expect_success 'so does one of a format we cannot read' '
	git init -q odd &&
	git -C odd config core.repositoryformatversion 1 &&
	git -C odd config extensions.objectformat sha256 &&
	test_expect_code 128 git -C odd kvm-digest 2>err &&
	test_grep "sha256" err &&
	git -C odd -c kvm.inbox="~/lists/sample.git" kvm-digest >actual &&
	test_cmp expect actual
'

test_expect_success 'kvm.<name>.inbox' '
	git -C linux config kvm.one.inbox "~/lists/one.git" &&
	git -C linux config kvm.Many.lists.inbox "../lists/sample.git" &&
	git -C linux kvm-digest --inbox=one >actual &&
	test_cmp expect.one actual &&
	git -C linux kvm-digest --inbox=Many.lists >actual &&
	test_cmp expect actual
'

test_expect_success 'what is wrong with a configured one names the key' '
	git config -f linux/.git/config kvm.bad.inbox ../nowhere &&
	test_expect_code 128 git -C linux kvm-digest --inbox=bad 2>err &&
	test_grep "^fatal: .*nowhere. does not appear to be a git repository" err &&
	test_grep "^hint: .*kvm.bad.inbox" err
'

test_expect_success 'several lists: newest first, a mail to both of them once' '
	git kvm-digest --format=json --inbox=lists/one.git --inbox=lists/two.git HEAD >json &&
	jq -r ".mails[].subject" json >actual &&
	cat >subjects <<-\EOF &&
	[PATCH] Two
	[PATCH] One
	EOF
	echo "[PATCH] Both" | cat - subjects >by-two &&
	test_cmp by-two actual &&
	jq -r ".counts.commits" json >actual &&
	echo 3 >n &&
	test_cmp n actual
'

test_expect_success 'kvm.inbox with several values does the same' '
	git kvm-digest --inbox=lists/one.git --inbox=lists/two.git HEAD >both &&
	git -C linux config --unset-all kvm.inbox &&
	git -C linux config --add kvm.inbox one &&
	git -C linux config --add kvm.inbox "~/lists/two.git" &&
	git -C linux kvm-digest HEAD >actual &&
	test_cmp both actual &&
	test_grep "^ONE, TWO, 2\|^TWO, ONE, 2" actual
'

test_expect_success 'a revision that only one of them has: the other is left out, and said' '
	git -C lists/two.git tag mine HEAD^ &&
	git -C linux kvm-digest mine.. >actual 2>err &&
	test_grep "^warning: .*one.git. is left out: bad revision .mine" err &&
	test_grep "Both" actual &&
	test_expect_code 128 git -C linux kvm-digest nosuch.. 2>err &&
	test_grep "^fatal: bad revision .nosuch" err
'

test_expect_success 'the same list twice is one' '
	git kvm-digest --inbox=lists/one.git --inbox="$PWD/lists/one.git" --inbox=lists/one.git/ >actual &&
	test_cmp expect.one actual
'

test_expect_success 'mailmap.blob is of the current repository' '
	echo "Another Name <ada@example.org>" >linux/.mailmap &&
	git -C linux add .mailmap &&
	git -C linux commit -q -m mailmap &&
	git -C linux -c mailmap.blob=HEAD:.mailmap kvm-digest HEAD >actual &&
	test_grep "Another Name" actual
'

test_done
