#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series: what names a series, and words that nearly do'

. "$(dirname "$0")/lib/test-lib.sh"

posted() {
	id=$1
	shift
	small_diff "$id" "virt/kvm/$id.c" | mail_write "$id.eml" "$@"
}

test_expect_success 'setup' '
	posted foo Subject="[PATCH] KVM: Call foo() and bar[]" &&
	posted foot Subject="[PATCH] KVM: Call foot" &&
	mail_write c.eml Subject="[PATCH 0/1] KVM: A whole work" </dev/null &&
	posted c1 Subject="[PATCH 1/1] KVM: The only part of it" In-Reply-To="<c@example.org>" &&
	posted part Subject="[PATCH] KVM: Call foo" &&
	make_inbox in.git foo.eml foot.eml c.eml c1.eml part.eml
'

# named <expected Message-ID> <argument>…: what git kvm-series shows.
named() {
	id=$1
	shift
	git -C in.git kvm-series "$@" --json >json &&
	test "$(jq -r .shown json)" = "$id@example.org"
}

test_expect_success 'what names a series needs no subcommand' '
	commit=$(git -C in.git rev-parse HEAD~4) &&
	for name in foo@example.org "<foo@example.org>" id:foo@example.org https://lore.kernel.org/r/foo@example.org/ \
		$commit $(git -C in.git rev-parse --short $commit) ":/Call foo()"
	do
		named foo "$name" || return 1
	done &&
	git -C in.git kvm-series HEAD~3 >out &&
	test_line_count = 2 out &&
	git -C in.git kvm-series "HEAD@{0}" >/dev/null 2>&1 || :
'

test_expect_success 'options may stand in front of it, and behind' '
	commit=$(git -C in.git rev-parse --short HEAD~4) &&
	for name in foo@example.org "<foo@example.org>" https://lore.kernel.org/r/foo@example.org/ $commit ":/Call foo()"
	do
		named foo --no-color --date=short "$name" &&
		git kvm-series --inbox=in.git "$name" --json >json &&
		git kvm-series --inbox in.git --json "$name" >json.before &&
		test_cmp json json.before &&
		git kvm-series --no-index --inbox in.git "$name" --why >out &&
		test_grep "foo@example.org" out || return 1
	done &&
	git -C in.git kvm-series --version=1 $commit >out &&
	test_grep "Call foo() and bar" out &&
	named foot -E ":/Call foo(t)$"
'

test_expect_success 'the id of a commit is a range where an option or another word wants a list' '
	commit=$(git -C in.git rev-parse HEAD~3) &&
	git -C in.git kvm-series list $commit >expect &&
	test_line_count = 2 expect &&
	for line in "--state=new $commit" "$commit --state new" "--sort=-date $commit" "-n5 $commit" "$commit $commit" "$commit -- virt"
	do
		git -C in.git kvm-series $line >out &&
		test_cmp expect out || return 1
	done
'

test_expect_success 'what can be no range is none, and says how it is shown' '
	test_expect_code 129 git -C in.git kvm-series --state=new foo@example.org 2>err &&
	test_grep "^usage: git kvm-series show " err &&
	for name in foo@example.org https://lore.kernel.org/r/foo@example.org/
	do
		test_expect_code 128 git -C in.git kvm-series list $name 2>err &&
		test_grep "^hint: did you mean the subcommand .show.?" err || return 1
	done
'

# The same, first out of the mails, then out of the index.
for how in mails index; do
	test_expect_success "titles: the $how" '
		test "$how" = mails || git -C in.git kvm-series list --index HEAD >/dev/null
	'

	test_expect_success "a title is found by its text, in any case when it is in small letters ($how)" '
		named foo show ":/KVM: Call foo() and bar[]" &&
		named foo show ":/foo() and bar[" &&
		named foo show ":/kvm: call foo()" &&
		test_expect_code 128 git -C in.git kvm-series show ":/KVM: call foo()" &&
		# The whole title comes before those that begin so.
		named part show ":/KVM: Call foo" &&
		test_expect_code 128 git -C in.git kvm-series show ":/call fo" 2>err &&
		test_grep "fits 3 topics" err &&
		# As pasted out of a mail, or the title of a patch.
		named c show ":/[PATCH 1/1] KVM: The only part" &&
		named c show ":/the only part of it" &&
		test_expect_code 128 git -C in.git kvm-series show ":/"
	'

	test_expect_success "it is a regular expression only where somebody says so ($how)" '
		test_expect_code 128 git -C in.git kvm-series show ":/wh.le" 2>err &&
		test_grep "no series has .wh.le. in its title" err &&
		named c show -E ":/a (wh.le|half) work$" &&
		named c show -P ":/(?i)A WH.LE" &&
		test_expect_code 0 git -C in.git -c grep.patternType=perl kvm-series show ":/wh.le" &&
		test_expect_code 0 git -C in.git -c grep.extendedRegexp=true kvm-series show ":/(wh.le)" &&
		named foo show -E ":/foo() and bar[]"
	'
done

test_expect_success 'a subcommand that is misspelt is guessed' '
	for pair in shwo:show sho:show lsit:list mobx:mbox dif:diff
	do
		test_expect_code 128 git -C in.git kvm-series ${pair%:*} foo@example.org 2>err &&
		test_grep "^fatal: bad revision .${pair%:*}." err &&
		test_grep "^hint: did you mean the subcommand .${pair#*:}.?" err || return 1
	done &&
	test_expect_code 128 git -C in.git kvm-series nonsense 2>err &&
	! grep hint err &&
	test_expect_code 128 git -C in.git kvm-series HEAD shwo 2>err &&
	! grep hint err
'

test_expect_success 'help is the manual page' '
	mkdir bin &&
	printf "#!/bin/sh\necho \"\$@\"\n" >bin/man && chmod +x bin/man &&
	PATH=$PWD/bin:$PATH git -C in.git kvm-series help >out 2>&1 &&
	test_grep "kvm-series" out &&
	PATH=$PWD/bin:$PATH git -C in.git kvm-series help show >out 2>&1 &&
	test_grep "kvm-series" out
'

test_done
