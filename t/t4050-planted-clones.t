#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='clones that somebody made up: soon done, no program run, and what is wrong is told'

. "$(dirname "$0")/lib/test-lib.sh"

index=$GITKVM_BUILD/t/helper/index
test "$(id -u)" != 0 || test_set_prereq ROOT

# The sanitizers need more memory than any limit gives.
# shellcheck disable=SC3045
if (ulimit -v 500000 && "$index" --no-index records nowhere 2>&1 | grep -q "^fatal"); then
	test_set_prereq LIMITS
fi

mail() {
	printf "From: Ada <ada@example.org>\nMessage-ID: <%s@example.org>\nSubject: [PATCH] KVM: %s\n" "$1" "$1" &&
	printf "Date: Mon, 03 Mar 2025 12:00:00 +0000\n\nText.\n"
}

# digest <gitdir> [<argument>...]: subjects, or a failure where it takes long; what is told is in err.
digest() {
	digest_dir_=$1
	shift
	timeout 20 git -C "$digest_dir_" kvm-digest --format=json --no-bodies "$@" >json 2>err &&
	jq -r ".mails[].subject" json
}

test_expect_success 'setup' '
	git init -q --bare -b master list.git &&
	for i in 1 2 3; do
		blob=$(mail $i | git -C list.git hash-object -w --stdin) &&
		tree=$(printf "100644 blob %s\tm\n" $blob | git -C list.git mktree) &&
		parent=$(git -C list.git rev-parse -q --verify master || :) &&
		commit=$(git -C list.git commit-tree ${parent:+-p $parent} -m "[PATCH] KVM: $i" $tree) &&
		git -C list.git update-ref refs/heads/master $commit || return 1
	done
'

test_expect_success 'version 1: a tree of folders that are all one says that it is too much' '
	git init -q --bare -b master v1.git &&
	blob=$(mail one | git -C v1.git hash-object -w --stdin) &&
	name=$(printf one@example.org | sha1sum | cut -c3-40) &&
	folder=$(printf "100644 blob %s\t%s\n" $blob $name | git -C v1.git mktree) &&
	first=$(printf "040000 tree %s\taa\n" $folder | git -C v1.git mktree) &&
	commit=$(git -C v1.git commit-tree -m "[PATCH] KVM: one" $first) &&
	perl -e "printf qq(100644 blob %s\t%038d\n), \$ARGV[0], \$_ for 1 .. 40000" $blob |
		git -C v1.git mktree >many &&
	perl -e "printf qq(040000 tree %s\t%02x\n), \$ARGV[0], \$_ for 0 .. 255" $(cat many) |
		git -C v1.git mktree >all &&
	huge=$(git -C v1.git commit-tree -p $commit -m "[PATCH] KVM: many" $(cat all)) &&
	git -C v1.git update-ref refs/heads/master $huge &&
	(
		{ ! test_have_prereq LIMITS || ulimit -v 1500000; } &&
		digest v1.git HEAD
	) >actual &&
	echo "[PATCH] KVM: one" >expect &&
	test_cmp expect actual &&
	test_grep "$huge: it adds more than 100000 mails" err &&
	test_grep "1 over a limit" err
'

test_expect_success 'alternates that name themselves by many names' '
	cp -r list.git named.git &&
	for i in $(seq 16); do
		echo "..$(printf "/%.0s" $(seq $i))objects"
	done >named.git/objects/info/alternates &&
	digest named.git HEAD >actual &&
	test_line_count = 3 actual
'

for file in shallow objects/info/alternates; do
	test_expect_success "a FIFO as $file does not block" '
		cp -r list.git fifo.git &&
		mkfifo fifo.git/$file &&
		{ timeout 20 "$GITKVM_BUILD"/t/helper/scan fifo.git master >actual 2>err; test $? != 124; } &&
		rm -rf fifo.git
	'
done

test_expect_success 'a date that overflows is the epoch, at the tip, too' '
	cp -r list.git date.git &&
	for date in 36028797018963969 9223372036854775807 99999999999999999999; do
		git -C list.git cat-file commit master | sed "s/^committer .*/committer A <a@example.org> $date +0000/" >raw &&
		commit=$(git -C date.git hash-object -t commit --literally -w ../raw) &&
		git -C date.git update-ref refs/heads/master $commit &&
		for range in HEAD master $commit HEAD~0 --all @; do
			digest date.git $range >actual &&
			test_line_count = 3 actual || return 1
		done &&
		digest date.git HEAD~1..HEAD >actual &&
		test_line_count = 1 actual &&
		git -C date.git log -1 --format=%h master >expect &&
		jq -r ".mails[0].commit" json | cut -c1-7 >actual &&
		test_cmp expect actual &&
		git -C date.git kvm-digest --format=classic HEAD~1..HEAD >classic &&
		test_grep "KVM: 3" classic || return 1
	done
'

test_expect_success 'partial clones: no name of a remote is an option' '
	git init -q --bare -b master partial.git &&
	git -C list.git rev-list --objects --no-object-names --filter=blob:none master |
		git -C list.git pack-objects --stdout >pack &&
	git -C partial.git unpack-objects -q <pack &&
	git -C partial.git update-ref refs/heads/master $(git -C list.git rev-parse master) &&
	git -C partial.git config core.repositoryFormatVersion 1 &&
	git -C partial.git config remote.origin.url "file://$PWD/list.git" &&
	git -C partial.git config extensions.partialClone "--upload-pack=touch \"$PWD/owned\"; false" &&
	git -C partial.git config "remote.--upload-pack=touch \"$PWD/owned\"; false.promisor" true &&
	test_might_fail digest partial.git HEAD &&
	! test -e owned
'

test_expect_success 'partial clones of the own user: the remote that is configured is asked' '
	git -C list.git config uploadpack.allowFilter true &&
	git -C list.git config uploadpack.allowAnySHA1InWant true &&
	git clone -q --bare --filter=blob:none "file://$PWD/list.git" foreign.git &&
	cp -r foreign.git own.git &&
	digest own.git HEAD >actual &&
	test_line_count = 3 actual
'

test_expect_success ROOT 'partial clones of another user: no program of theirs is run' '
	git config --global safe.directory "*" &&
	git -C foreign.git config remote.origin.uploadpack "touch \"$PWD/owned\"; git-upload-pack" &&
	chown -R 1:1 foreign.git &&
	test_might_fail digest foreign.git HEAD &&
	! test -e owned &&
	test_grep "warning: mails that .* lacks are not fetched: it belongs to another user" err
'

test_expect_success LIMITS 'where memory is short nothing is called corrupt' '
	git init -q --bare -b master large.git &&
	blob=$({ mail large && perl -e "print \"a\" x 70, \"\n\" for 1 .. 600_000"; } | git -C large.git hash-object -w --stdin) &&
	tree=$(printf "100644 blob %s\tm\n" $blob | git -C large.git mktree) &&
	commit=$(git -C large.git commit-tree -m "[PATCH] KVM: large" $tree) &&
	git -C large.git update-ref refs/heads/master $commit &&
	git -C large.git repack -q -a -d &&
	for limit in $(seq 24000 4000 80000); do
		(ulimit -v $limit && timeout 20 "$index" --no-index records large.git master) >out 2>&1
		! grep "is corrupt" out || return 1
		! grep "needs more memory than there is" out || echo $limit >>short
	done &&
	test -s short
'

test_done
