#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series mbox and diff: which mails, which versions, exit codes'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/send.sh"

test_expect_success 'setup: v1 and v2 of three patches, replies to v2, and patch 2 of v3 alone' '
	git init -q work &&
	(
		cd work &&
		git config user.name "Ada Lindqvist" &&
		git config user.email ada@example.org &&
		for i in 1 2 3 4 5 6 7 8 9; do echo "line $i"; done >file &&
		git add file && git commit -qm base && git tag base &&
		sed -i "s/line 1/first/" file && git commit -qam "demo: One" -m "Why." &&
		sed -i "s/line 5/fifth/" file && git commit -qam "demo: Two" -m "Why." &&
		sed -i "s/line 9/ninth/" file && git commit -qam "demo: Three" -m "Why." && git branch one &&
		git reset -q --hard base &&
		sed -i "s/line 1/first/" file && git commit -qam "demo: One" -m "Why." &&
		sed -i "s/line 5/fifth one/" file && git commit -qam "demo: Two" -m "Why." &&
		sed -i "s/line 7/seventh/" file && git commit -qam "demo: Four" -m "Why." && git branch two
	) &&
	send 1 one --base=base && send 2 two --base=base && send 3 two --base=base &&
	reply ra.eml v2/v2-0000-cover-letter.eml "Ben Okoro <ben@example.com>" <<-\EOF &&
	Tested-by: Ben Okoro <ben@example.com>
	EOF
	reply rb.eml v2/v2-0002-demo-Two.eml "Cay Brandt <cay@example.net>" <<-\EOF &&
	Reviewed-by: Cay Brandt <cay@example.net>
	EOF
	make_inbox in.git v1/*.eml v2/*.eml ra.eml rb.eml &&
	make_inbox part.git v3/v3-0002-*.eml &&
	id=$(id_of v2/v2-0001-demo-One.eml)
'

# am <branch> <mbox>: the commits that git am makes of it, on a branch of that name.
am() {
	git -C work checkout -q -B "$1" base &&
	git -C work am -q <"$2"
}

test_expect_success 'mbox: git am makes the newest version of it, with the tags that it was given' '
	git -C in.git kvm-series mbox "$id" >out 2>err &&
	cat >expect <<-EOF &&
	v2 of '\''demo: A work'\'' by Ada Lindqvist: 3 patches
	  1/3 demo: One
	      Tested-by: Ben Okoro <ben@example.com>
	  2/3 demo: Two
	      Tested-by: Ben Okoro <ben@example.com>
	      Reviewed-by: Cay Brandt <cay@example.net>
	  3/3 demo: Four
	      Tested-by: Ben Okoro <ben@example.com>
	base-commit: $(git -C work rev-parse base)
	EOF
	test_cmp expect err &&
	am made out &&
	git -C work diff --exit-code two made &&
	git -C work log --format="%s|%(trailers:unfold,separator=%x2c )" base..made >actual &&
	cat >expect <<-\EOF &&
	demo: Four|Tested-by: Ben Okoro <ben@example.com>
	demo: Two|Tested-by: Ben Okoro <ben@example.com>, Reviewed-by: Cay Brandt <cay@example.net>
	demo: One|Tested-by: Ben Okoro <ben@example.com>
	EOF
	test_cmp expect actual
'

test_expect_success 'mbox --version --no-trailers --link' '
	git -C in.git kvm-series mbox --version=1 --no-trailers --link "$id" >out 2>err &&
	am made out &&
	git -C work diff --exit-code one made &&
	git -C work log -1 --format="%(trailers:unfold)" made >actual &&
	test_grep "^Link: https://lore.kernel.org/r/.*@" actual &&
	git -C in.git -c kvm.linkBase=https://example.org/m/ kvm-series mbox --link "$id" >out 2>err &&
	test_grep "^Link: https://example.org/m/$id\$" out
'

test_expect_success 'mbox --cover' '
	git -C in.git kvm-series mbox --cover "$id" >out 2>err &&
	grep "^Subject:" out >actual &&
	test_line_count = 4 actual &&
	test_grep "^Subject: \[PATCH v2 0/3\] demo: A work" actual
'

test_expect_success 'mbox -o: a file for each patch, as git format-patch names them' '
	git -C in.git kvm-series mbox -o "$PWD/files" "$id" >actual 2>err &&
	printf "$PWD/files/%s\n" 0001-demo-One.patch 0002-demo-Two.patch 0003-demo-Four.patch >expect &&
	test_cmp expect actual &&
	cat files/*.patch >out &&
	am made out &&
	git -C work diff --exit-code two made &&
	test_expect_code 128 git -C in.git kvm-series mbox -o "$PWD/no/such" "$id" 2>err &&
	test_grep "fatal: cannot create directory" err &&
	test_expect_code 128 git -C in.git kvm-series mbox -o /dev/null "$id" 2>err &&
	test_grep "^fatal: unable to write ./dev/null/0001-demo-One.patch.: Not a directory" err
'

test_expect_success 'mbox of what is incomplete: 1, and nothing but the list; --partial' '
	part=$(sed -n "s/^Message-[Ii][Dd]: //p" v3/v3-0002-demo-Two.eml) &&
	test_expect_code 1 git -C part.git kvm-series mbox "$part" >out 2>err &&
	test_must_be_empty out &&
	cat >expect <<-\EOF &&
	error: 2 of 3 patches are missing; --partial exports the others:
	  1/3
	  3/3
	EOF
	test_cmp expect err &&
	git -C part.git kvm-series mbox --partial "$part" >out 2>err &&
	test_grep "^warning: 2 of 3 patches are missing" err &&
	grep "^Subject:" out >actual &&
	test_line_count = 1 actual
'

test_expect_success 'diff: the newest against the one before, as git range-diff marks them' '
	git -C in.git kvm-series diff -s "$id" | sed "s/[0-9a-f]\{12\}/X/; s/[0-9a-f]\{12\}/X/; s/-------*/-/g" >actual &&
	git -C work range-diff -s --no-color base..one base..two |
		sed "s/[0-9a-f]\{7\}/X/; s/[0-9a-f]\{7\}/X/; s/-------*/-/g" >expect &&
	test_cmp expect actual
'

test_expect_success 'diff v2..v1 and half ranges; what is no range' '
	git -C in.git kvm-series diff "$id" v1..v2 >expect &&
	git -C in.git kvm-series diff "$id" 1.. >actual &&
	test_cmp expect actual &&
	git -C in.git kvm-series diff "$id" ..v2 >actual &&
	test_cmp expect actual &&
	git -C in.git kvm-series diff -s "$id" v2..v1 >actual &&
	test_grep "demo: Three" actual &&
	git -C in.git kvm-series diff "$id" v1 v2 >actual &&
	test_cmp expect actual &&
	git -C in.git kvm-series diff "$id" v2 >actual &&
	test_cmp expect actual &&
	git -C in.git kvm-series diff -s "$id" v2 v1 >actual &&
	git -C in.git kvm-series diff -s "$id" v2..v1 >reverse &&
	test_cmp reverse actual &&
	test_expect_code 128 git -C in.git kvm-series diff "$id" v1 2>err &&
	test_grep "fatal: there is no version before v1 of" err &&
	test_expect_code 129 git -C in.git kvm-series diff "$id" v1 v2 v3 2>err &&
	test_expect_code 128 git -C in.git kvm-series diff "$id" v1...v2 2>err &&
	test_grep "fatal: .v1\.\.\.v2. is no range of versions" err &&
	git -C in.git kvm-series diff -- "$id" v1..v2 >actual &&
	test_cmp expect actual &&
	test_expect_code 128 git -C in.git kvm-series diff "$id" ..v1 2>err &&
	test_grep "fatal: there is no version before v1 of" err &&
	test_expect_code 128 git -C in.git kvm-series diff "$id" v1..v9 2>err &&
	test_grep "fatal: no version .v9. of" err
'

test_expect_success 'diff --cover, --stat, --json, --creation-factor' '
	git -C in.git kvm-series diff --cover -s "$id" >actual &&
	test_grep "^0: .* ! 0: .* demo: A work" actual &&
	git -C in.git kvm-series diff --stat "$id" >actual &&
	test_grep " a => b | 2 +-" actual &&
	git -C in.git kvm-series diff --json "$id" >out &&
	jq -e ".pairs | length == 4" out &&
	git -C in.git kvm-series diff -s --creation-factor=0 "$id" >actual &&
	test_line_count -gt 4 actual
'

test_expect_success 'with and without an index' '
	git -C in.git kvm-series mbox --no-index "$id" >expect 2>err &&
	git -C in.git kvm-series list --index HEAD >out &&
	git -C in.git kvm-series mbox "$id" >actual 2>err &&
	test_cmp expect actual
'

test_done
