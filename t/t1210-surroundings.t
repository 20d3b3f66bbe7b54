#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what the surroundings may do: repositories of other kinds, reads that fail, runs at once'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

# Each mail shares all but some lines with the one before, and git fast-import makes deltas of neighbours.
make_deep_list() {
	git init -q --bare -b master "$1" &&
	perl -e '
		for my $i (1 .. 1200) {
			my $text = join("", map { "line $_ has " . ($_ * 7919 % 1000003) . "\n" } $i * 3 .. $i * 3 + 40);
			my $mail = "From: Ada <ada\@example.org>\nSubject: [PATCH] KVM: $i\nMessage-ID: <$i\@example.org>\n\n$text---\n";
			print "commit refs/heads/master\ncommitter A <a\@example.org> ", 1741000000 + $i,
				" +0000\ndata 1\nx\nM 100644 inline m\ndata ", length($mail), "\n$mail\n";
		}
	' | git -C "$1" fast-import --quiet --depth=4095
}

test_expect_success 'a chain of a thousand deltas' '
	make_deep_list deep.git &&
	for pack in deep.git/objects/pack/*.idx; do
		git verify-pack -v "$pack" || return 1
	done >chains &&
	test_grep "^chain length = 1199" chains &&
	for option in --no-index --index --index; do
		timeout 20 git -C deep.git kvm-digest $option --format=json HEAD >out 2>err &&
		test_must_be_empty err &&
		test "$(jq -s ".[0].mails | length" out)" = 1200 || return 1
	done
'

# refused <gitdir> <word>: every command says in a sentence with this word why it cannot be read.
refused() {
	for command in digest authors "series list"; do
		# shellcheck disable=SC2086 # a command and its words
		test_expect_code 128 git -C "$1" kvm-$command >out 2>err &&
		test_must_be_empty out &&
		test_grep "^fatal: repository .*$2" err || return 1
		# shellcheck disable=SC2086 # a command and its words
		test_expect_code 128 git kvm-$command --inbox="$1" >out 2>err &&
		test_must_be_empty out &&
		test_grep "^fatal: repository .*$2" err || return 1
	done
}

test_expect_success 'a repository of SHA-256' '
	git init -q --bare -b master --object-format=sha256 new.git &&
	blob=$(echo "From: ada@example.org" | git -C new.git hash-object -w --stdin) &&
	tree=$(printf "100644 blob %s\tm\n" "$blob" | git -C new.git mktree) &&
	git -C new.git update-ref HEAD "$(git -C new.git commit-tree -m x "$tree")" &&
	refused new.git sha256
'

# As git 2.45 and newer make it with --ref-format=reftable: no file holds a ref.
test_expect_success 'a repository whose refs are in tables' '
	make_list table.git 1 4 &&
	git -C table.git config core.repositoryformatversion 1 &&
	git -C table.git config extensions.refstorage reftable &&
	rm -rf table.git/refs table.git/packed-refs &&
	mkdir table.git/reftable table.git/refs &&
	echo "this repository uses the reftable format" >table.git/refs/heads &&
	echo "ref: refs/heads/.invalid" >table.git/HEAD &&
	refused table.git "reftable"
'

# The first page of a process cannot be read: a file that is there, is opened, and fails with EIO.
test ! -r /proc/self/mem || test_set_prereq EIO

test_expect_success EIO 'a file that cannot be read to its end is an error' '
	make_list list.git 1 8 &&
	test_expect_code 128 git -C list.git -c mailmap.file=/proc/self/mem kvm-digest HEAD >out 2>err &&
	test_grep "fatal: unable to read mailmap ./proc/self/mem.: .*Input/output error" err &&
	test_expect_code 128 git -C list.git kvm-authors --group=employer --employers=/proc/self/mem HEAD >out 2>err &&
	test_grep "fatal: .*/proc/self/mem.*Input/output error" err &&
	test_expect_code 128 git -C list.git -c kvm.overrides=/proc/self/mem kvm-series list HEAD >out 2>err &&
	test_grep "fatal: .*/proc/self/mem.*Input/output error" err
'

test_expect_success 'a file that does not end is an error' '
	make_list endless.git 1 8 &&
	truncate -s 65M large &&
	for path in /dev/zero "$PWD/large"
	do
		test_expect_code 128 git -C endless.git -c mailmap.file="$path" kvm-digest HEAD >out 2>err &&
		test_grep "fatal: unable to read mailmap .$path.: File too large" err &&
		test_expect_code 128 git -C endless.git kvm-authors --group=employer --employers="$path" HEAD >out 2>err &&
		test_grep "fatal: unable to read .$path.: File too large" err &&
		test_expect_code 128 git -C endless.git -c kvm.overrides="$path" kvm-series list HEAD >out 2>err &&
		test_grep "fatal: unable to read .$path., which kvm.overrides names: File too large" err &&
		test_expect_code 128 git -C endless.git -c kvm.dkimKeys="$path" kvm-series show --check-dkim \
			"$(git -C endless.git kvm-series list --format="%(messageid)" HEAD | head -n 1)" >out 2>err &&
		test_grep "fatal: unable to read .$path., which kvm.dkimKeys names: File too large" err || return 1
	done &&
	mkfifo pipe &&
	{ echo "example.org Employer" >pipe & } &&
	git -C endless.git kvm-authors --group=employer --employers="$PWD/pipe" HEAD >out 2>err
'

test_expect_success 'several runs with --new at once: no mail is lost, and all end well or say why' '
	make_list race.git 1 40 &&
	git -C race.git kvm-digest --new >out &&
	make_list race.git 41 80 &&
	git -C race.git kvm-digest --format=json HEAD~40..HEAD >expect &&
	for run in 1 2 3 4 5 6; do
		{
			git -C race.git kvm-digest --new --format=json >out.$run 2>err.$run
			echo $? >code.$run
		} &
	done &&
	wait &&
	shown=0 &&
	for run in 1 2 3 4 5 6; do
		case $(cat code.$run) in
		0) test_must_be_empty err.$run || grep "taken off" err.$run ;;
		128) test_grep "another run has moved it" err.$run ;;
		*) false ;;
		esac || return 1
		test "$(jq -c .mails[].commit out.$run | wc -l)" = 0 ||
			{ jq -c ".mails[].commit" out.$run >ids && jq -c ".mails[].commit" expect | cmp - ids && shown=1; } ||
			return 1
	done &&
	test $shown = 1 &&
	git -C race.git kvm-digest --new --format=json >out 2>err &&
	test "$(jq -c ".mails[]" out | wc -l)" = 0 &&
	test "$(git -C race.git rev-parse refs/kvm/seen/digest)" = "$(git -C race.git rev-parse HEAD)"
'

test_done
