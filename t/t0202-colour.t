#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='colours: when and which'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/cli.sh"

ESC=$(printf '\033')
HEADING='KVM, 2025-03-0'
GIT_PAGER=cat
export GIT_PAGER

test_expect_success 'setup' '
	sample_inbox in.git &&
	cd in.git &&
	git kvm-digest HEAD~25..HEAD >../plain
'

# The digest on a pipe, with these environment variables and arguments of git in front.
piped() {
	env "$@" kvm-digest HEAD~25..HEAD >actual
}

shown() {
	on_terminal "$* kvm-digest HEAD~25..HEAD" >actual
}

coloured() {
	test_grep "$ESC\\[[0-9;]*m" actual && without_colour actual >uncoloured &&
	test_cmp ../plain uncoloured
}

plain() {
	test_cmp ../plain actual
}

test_expect_success 'auto is the default: a terminal, but no pipe' '
	piped git && plain &&
	shown git && coloured
'

test_expect_success '--color and --no-color' '
	for arg in --color --color=always; do
		git kvm-digest $arg HEAD~25..HEAD >actual && coloured || return 1
	done &&
	git kvm-digest --color=auto HEAD~25..HEAD >actual && plain &&
	for arg in --no-color --color=never; do
		on_terminal "git kvm-digest $arg HEAD~25..HEAD" >actual && plain || return 1
	done
'

test_expect_success 'color.ui, and color.kvm over it' '
	piped git -c color.ui=always && coloured &&
	piped git -c color.ui=true && plain &&
	shown git -c color.ui=true && coloured &&
	shown git -c color.ui=false && plain &&
	shown git -c color.ui=never && plain &&
	piped git -c color.ui=false -c color.kvm=always && coloured &&
	shown git -c color.ui=always -c color.kvm=false && plain &&
	shown git -c color.ui=false -c color.kvm && coloured
'

test_expect_success '--color over color.kvm' '
	git -c color.kvm=always kvm-digest --no-color HEAD~25..HEAD >actual && plain &&
	git -c color.kvm=false kvm-digest --color HEAD~25..HEAD >actual && coloured
'

test_expect_success 'NO_COLOR counts in auto only, and only when it says something' '
	shown NO_COLOR=1 git && plain &&
	shown NO_COLOR= git && coloured &&
	piped NO_COLOR=1 git -c color.kvm=always && coloured
'

test_expect_success 'a dumb terminal has none in auto' '
	terminal_type=dumb &&
	test_when_finished "unset terminal_type" &&
	shown git && plain &&
	shown git -c color.ui=always && coloured &&
	shown "unset TERM; git" && plain
'

test_expect_success "auto goes on in our pager and git's, unless color.pager is false" '
	for git in "git" "git -p"; do
		rm -f actual &&
		on_terminal "GIT_PAGER=\"cat >actual\" $git kvm-digest HEAD~25..HEAD" >terminal &&
		coloured &&
		rm actual &&
		on_terminal "GIT_PAGER=\"cat >actual\" $git -c color.pager=false \
			kvm-digest HEAD~25..HEAD" >terminal &&
		plain || return 1
	done &&
	TERM=xterm && export TERM &&
	piped GIT_PAGER_IN_USE=true git && coloured
'

test_expect_success 'what is coloured can be configured in the syntax of git' '
	piped git -c color.kvm=always && test_grep -F "$ESC[1m$HEADING" actual &&
	piped git -c color.kvm=always -c color.kvm.heading="ul #ff8000 234" &&
	test_grep -F "$ESC[4;38;2;255;128;0;48;5;234m$HEADING" actual &&
	piped git -c color.kvm=always -c color.kvm.heading="reverse 208" &&
	test_grep -F "$ESC[7;38;5;208m$HEADING" actual &&
	piped git -c color.kvm=always -c color.kvm.heading=normal &&
	test_grep "^$HEADING" actual
'

test_expect_success 'a colour that is none is fatal, but only where it is needed' '
	test_must_fail git -c color.kvm.heading=mauve kvm-digest --color HEAD~25..HEAD >actual 2>err &&
	test_must_be_empty actual &&
	test_grep "mauve" err &&
	piped git -c color.kvm.heading=mauve && plain &&
	test_expect_code 128 git -c color.kvm=mauve kvm-digest HEAD~25..HEAD 2>err &&
	echo "fatal: bad boolean config value '\''mauve'\'' for '\''color.kvm'\''" >wanted &&
	test_cmp wanted err
'

test_expect_success 'JSON and classic have none' '
	for format in json classic; do
		git kvm-digest --format=$format --color HEAD~25..HEAD >actual &&
		! grep "$ESC" actual || return 1
	done
'

test_done
