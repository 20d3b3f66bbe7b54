#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='a parser that a mail has taken over: what it cannot do

A library that attacks is loaded into the commands as they are, t/preload/attack.c.'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/cli.sh"
. "$GITKVM_TOP/t/lib/index.sh"

grep -q fsanitize "$GITKVM_BUILD/flags" && test_skip_all 'sanitizers must be loaded first'

attack=$GITKVM_BUILD/t/preload/attack.so

# attacked [<option>…] <command>: with that library; what it tells is left in the file told. A list that is read before
# a thread was there to help is read again.
attacked() {
	for attempt_ in $(seq 50); do
		env LD_PRELOAD="$attack" ATTACK_HOME="$PWD/home" ATTACK_CLONE="$PWD/list.git" \
			ATTACK_SOCKET="$PWD/socket" ATTACK_PORT="$(cat port)" "$@" >out 2>err || return 1
		! grep "^attack: reader" err >told || break
	done
	grep "^attack: " err >told
	if ! grep -q "^attack: reader" told; then
		echo >&2 "no thread helped (attempt $attempt_)"
		return 1
	fi
}

everything='ssh ssh-by-proc home passwords plant hook config truncate chmod rename link unlink mkdir unix tcp udp exec'

test_expect_success 'setup: a home with a key, a listener, an inbox' '
	mkdir -p home/.ssh &&
	echo secret >home/.ssh/id &&
	>home/.ssh/empty &&
	{ python3 "$GITKVM_TOP/t/lib/listen.py" socket port & listener=$!; } &&
	wait_for port &&
	make_list list.git 1 1000 &&
	git -C list.git kvm-digest --no-index --threads=2 --format=json master >expect
'

test_expect_success 'without a sandbox it gets all of that' '
	attacked git -C list.git -c kvm.sandbox=false kvm-digest --no-index --threads=2 --format=json master &&
	for what in $everything; do
		test_grep "^attack: reader: $what: got through" told &&
		test_grep "^attack: main: $what: got through" told || return 1
	done &&
	rm list.git/post-update home/.profile
'

# Old kernels have no Landlock: then files are not confined, and the manual says so.
if python3 -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(444, None, 0, 1) < 1)'; then
	test_set_prereq LANDLOCK
fi

test_expect_success LANDLOCK 'with one it gets nothing, in no thread' '
	attacked git -C list.git kvm-digest --no-index --threads=2 --format=json master &&
	cmp expect out &&
	! grep "got through" told | grep -v "errand-version" &&
	for what in $everything parent signal ptrace io_uring typing namespace; do
		test_grep "^attack: reader: $what: refused" told &&
		test_grep "^attack: main: $what: refused" told || return 1
	done &&
	! test -e list.git/post-update &&
	! test -e home/.profile
'

test_expect_success 'the process that runs git for it does only what it is there for' '
	attacked git -C list.git kvm-digest --no-index --threads=2 --format=json master &&
	test_grep "^attack: reader: errand-version: got through" told &&
	for what in list get alias file dir parse; do
		test_grep "^attack: reader: errand-$what: refused" told || return 1
	done
'

test_expect_success 'connections and programs are refused by the older means, too' '
	attacked git -C list.git kvm-digest --no-index --threads=2 --format=json master &&
	for what in unix tcp udp exec typing namespace; do
		test_grep "^attack: reader: $what: refused" told || return 1
	done
'

test_expect_success 'the other commands' '
	attacked git -C list.git kvm-authors --threads=2 HEAD &&
	! grep "got through" told | grep -v "errand-version" &&
	attacked git -C list.git kvm-series --no-index --threads=2 HEAD &&
	! grep "got through" told | grep -v "errand-version" &&
	test_grep "^attack: reader: ssh: refused" told
'

test_expect_success 'the index is made and used, and written to by nobody else' '
	attacked git -C list.git kvm-digest --index=rebuild --threads=2 --format=json master &&
	cmp expect out &&
	test_grep "^attack: reader: hook: refused" told &&
	index_state list.git fresh 1000 &&
	rm -r list.git/kvm
'

test_expect_success LANDLOCK 'where refs of ours go is not chosen by who made the clone' '
	mkdir victim && git clone -q --mirror list.git linked.git && ln -s "$PWD/victim" linked.git/refs/kvm &&
	test_must_fail git -C linked.git kvm-digest --new >out 2>err && test_grep "refs/kvm/seen/digest" err &&
	test -z "$(find victim -type f)"
'

test_expect_success 'what was not needed is not left behind' '
	git -C list.git kvm-digest HEAD~2.. >out &&
	! test -e list.git/kvm &&
	test_expect_code 128 git -C list.git kvm-series mbox -o patches nobody@example.org &&
	! test -e patches
'

test_expect_success 'objects that are borrowed, and links to packs elsewhere' '
	git clone -q --bare --shared list.git shared.git &&
	git -C shared.git kvm-digest --no-index --threads=2 --format=json master >out &&
	cmp expect out &&
	git clone -q --mirror "file://$PWD/list.git" moved.git &&
	mv moved.git/objects/pack elsewhere &&
	ln -s "$PWD/elsewhere" moved.git/objects/pack &&
	git -C moved.git kvm-digest --no-index --threads=2 --format=json master >out &&
	cmp expect out &&
	mkdir elsewhere/deep &&
	mv elsewhere/*.pack elsewhere/deep/ &&
	for pack in elsewhere/deep/*.pack; do
		ln -s "deep/${pack##*/}" elsewhere/ || return 1
	done &&
	git -C moved.git kvm-digest --no-index --threads=2 --format=json master >out &&
	cmp expect out
'

test_expect_success 'what a partial clone lacks is fetched' '
	git -C list.git config uploadpack.allowFilter true &&
	git -C list.git config uploadpack.allowAnySHA1InWant true &&
	git clone -q --bare --filter=blob:none "file://$PWD/list.git" partial.git &&
	git -C partial.git kvm-digest --no-index --threads=2 --format=json master >out &&
	cmp expect out
'

test_expect_success 'the pager, colours and dates in words, which git knows' '
	write_program pager <<-\EOF &&
	cat >paged
	EOF
	git -C list.git config color.kvm.heading "bold ul" &&
	on_terminal "GIT_PAGER=../pager git -C list.git kvm-digest --date=iso-strict --since=20.years.ago" >/dev/null &&
	test_grep "$(printf "\033")\\[1;4m" list.git/paged
'

test_expect_success 'who reads in another place what the configuration names' '
	echo "Somebody Else <sender-1@example.org> <nobody@example.org>" >home/map &&
	>home/overrides &&
	git -C list.git -c mailmap.file="$PWD/home/map" -c kvm.overrides="$PWD/home/overrides" \
		kvm-series list --no-index HEAD~50.. >out 2>err &&
	! grep -v "taken off the list\|skipped 1 of" err &&
	git -C list.git kvm-authors --no-index --versus=HEAD~100..HEAD~50 HEAD~50.. >out
'

test_expect_success 'kvm.sandbox that is no boolean' '
	test_expect_code 128 git -C list.git -c kvm.sandbox=perhaps kvm-digest 2>err &&
	test_grep "bad boolean config value .perhaps. for .kvm.sandbox." err
'

test_expect_success 'where it cannot be made nothing goes on without it' '
	for n in 1 2 3 4; do
		env LD_PRELOAD="$GITKVM_BUILD/t/preload/fault.so" FAULT_LOG="$PWD/log" FAULT_KIND=fork FAULT_NR=$n \
			git-kvm-digest --inbox=list.git --no-index HEAD~5.. >out 2>>err || test_must_be_empty out || return 1
	done &&
	test_grep "^fatal: cannot fork, which kvm.sandbox needs: " err
'

kill "$listener"

test_done
