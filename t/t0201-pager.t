#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='the pager: when there is one, which one, and that it is waited for'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/cli.sh"

test_expect_success 'setup' '
	sample_inbox in.git &&
	git -C in.git kvm-digest HEAD~5..HEAD >expect &&
	cd in.git &&
	git config color.ui false &&
	write_program pager <<-\EOF
	# Says who called it and leaves what it was given.
	{
		echo "pager ${1-GIT_PAGER}"
		echo "LESS=$LESS LV=$LV"
	} >>called
	cat >paged
	EOF
'

# Runs the command on a terminal and expects that this pager got the digest, or "none" and the terminal.
expect_pager() {
	wanted=$1
	rm -f called paged
	shift
	on_terminal "$*" >terminal || return 1
	if test "$wanted" = none; then
		test ! -e called && test_cmp ../expect terminal
	else
		echo "pager $wanted" >who &&
		head -n 1 called >actual &&
		test_cmp who actual &&
		test "$(wc -l <called)" = 2 &&
		test_cmp ../expect paged &&
		test_must_be_empty terminal
	fi
}

for command in 'git-kvm-digest' 'git kvm-digest'; do
	run="$command HEAD~5..HEAD"

	test_expect_success "$command: none when stdout is no terminal" '
		rm -f called &&
		on_terminal "GIT_PAGER=./pager $run >out" >terminal &&
		test ! -e called &&
		test_cmp ../expect out
	'

	test_expect_success "$command: GIT_PAGER, core.pager, PAGER" '
		expect_pager GIT_PAGER "GIT_PAGER=./pager $run" &&
		expect_pager PAGER "PAGER=\"./pager PAGER\" $run" &&
		config_for_now core.pager "./pager core" &&
		expect_pager core "PAGER=\"./pager PAGER\" $run" &&
		expect_pager GIT_PAGER "GIT_PAGER=./pager PAGER=\"./pager PAGER\" $run"
	'

	test_expect_success "$command: pager.kvm-digest" '
		config_for_now core.pager "./pager core" &&
		config_for_now pager.kvm-digest "./pager own" &&
		expect_pager own "$run" &&
		expect_pager GIT_PAGER "GIT_PAGER=./pager $run" &&
		git config pager.kvm-digest true &&
		expect_pager core "$run" &&
		git config pager.kvm-digest false &&
		expect_pager none "$run" &&
		expect_pager none "GIT_PAGER=./pager $run"
	'

	test_expect_success "$command: none of an empty one and of cat" '
		config_for_now core.pager "./pager core" &&
		expect_pager none "GIT_PAGER= $run" &&
		expect_pager none "GIT_PAGER=cat $run"
	'

	test_expect_success "$command: not a second one" '
		expect_pager none "GIT_PAGER_IN_USE=true GIT_PAGER=./pager $run"
	'

	test_expect_success "$command: LESS and LV, but only where unset" '
		config_for_now core.pager ./pager &&
		expect_pager GIT_PAGER "$run" &&
		test_grep "^LESS=FRX LV=-c$" called &&
		expect_pager GIT_PAGER "LESS=S LV= $run" &&
		test_grep "^LESS=S LV=$" called
	'

	test_expect_success "$command: one for the shell" '
		on_terminal "GIT_PAGER=\"sed s/^/paged:/ | sed 1q\" $run" >terminal &&
		test_line_count = 1 terminal &&
		test_grep "^paged:KVM, 2025-03-06: 5 mails, 4 postings" terminal
	'

	test_expect_success "$command: one that is not there is no reason to be silent" '
		on_terminal "GIT_PAGER=no-such-pager $run" >terminal &&
		test_grep "^error: cannot run no-such-pager: " terminal &&
		sed 1d terminal >rest &&
		test_cmp ../expect rest
	'

	test_expect_success "$command: is waited for" '
		rm -f paged &&
		on_terminal "GIT_PAGER=\"cat >tmp; sleep 0.3; mv tmp paged\" $run" >terminal &&
		test_cmp ../expect paged
	'

	test_expect_success "$command: none for -h, usage and fatal errors" '
		rm -f called &&
		config_for_now core.pager ./pager &&
		test_expect_code 129 on_terminal "$command -h" >terminal &&
		test_grep "^usage: git kvm-digest" terminal &&
		test_expect_code 129 on_terminal "$command --nope" >terminal &&
		test_grep "^error: unknown option" terminal &&
		test_expect_code 128 on_terminal "$command nope" >terminal &&
		test_grep "^fatal: " terminal &&
		test ! -e called
	'
done

test_expect_success 'git -p and -P' '
	expect_pager GIT_PAGER "GIT_PAGER=./pager git -p kvm-digest HEAD~5..HEAD" &&
	expect_pager none "GIT_PAGER=./pager git -P kvm-digest HEAD~5..HEAD" &&
	config_for_now pager.kvm-digest false &&
	expect_pager GIT_PAGER "GIT_PAGER=./pager git -p kvm-digest HEAD~5..HEAD"
'

test_expect_success 'a pager that is quit early ends the command by SIGPIPE' '
	seq -f "Line %.0f of a message that is more than a pipe holds." 2000 >body &&
	mail_write big.eml <body &&
	make_inbox . big.eml &&
	test_expect_code 141 on_terminal \
		"GIT_PAGER=\"exec <&-; sleep 0.2\" git-kvm-digest HEAD~1..HEAD" >terminal &&
	test_must_be_empty terminal
'

# In the background: its own process id goes to the file pid, then what became of it to order.
run_with_slow_pager() {
	{
		# what the shell starts in the background ignores SIGINT, and so would all below it
		on_terminal "echo \$\$ >pid; GIT_PAGER=./slow-pager exec perl -e '\$SIG{INT} = \"DEFAULT\"; exec @ARGV' git-kvm-digest HEAD~5..HEAD" \
			>terminal
		echo "code $?" >>order
	} &
}

# The digest has long been written when the signal comes: what it waits for is the pager. ^C goes to both, and
# a pager such as less goes on.
for signal in TERM:143 INT:130; do
	test_expect_success "a signal waits for the pager, too: SIG$signal" '
		rm -f paged quit order &&
		write_program slow-pager <<-\EOF &&
		trap "" INT
		cat >tmp
		mv tmp paged
		for attempt in $(seq 500); do
			test ! -e quit || break
			sleep 0.02
		done
		echo "pager ends" >>order
		EOF
		run_with_slow_pager &&
		wait_for paged &&
		kill -"${signal%:*}" "$(cat pid)" &&
		sleep 0.3 &&
		test ! -e order &&
		>quit &&
		wait &&
		printf "%s\n" "pager ends" "code ${signal#*:}" >wanted &&
		test_cmp wanted order
	'
done

test_done
