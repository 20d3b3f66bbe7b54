#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='configuration by all of git'\''s ways, and what is wrong with it'

. "$(dirname "$0")/lib/test-lib.sh"

test_expect_success 'setup' '
	sample_inbox in.git
'

# heading <git option>…: the heading of the first table, which has kvm.top in it.
heading() {
	git -C in.git "$@" kvm-digest HEAD --format=classic --no-bodies >out &&
	sed -n "s/^Top \([0-9]*\) contributors .*/\1/p" out
}

# top_is <number> <git option>…
top_is() {
	echo "$1" >expect
	shift
	heading "$@" >actual &&
	test_cmp expect actual
}

test_expect_success 'file, global file, command line, environment' '
	top_is 15 &&
	git config --global kvm.top 3 &&
	top_is 3 &&
	git -C in.git config kvm.top 4 &&
	top_is 4 &&
	top_is 5 -c kvm.top=5 &&
	top_is 5 -c KVM.Top=5 &&
	top_is 5120 -c kvm.top=5k &&
	GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=kvm.top GIT_CONFIG_VALUE_0=6 top_is 6 &&
	top=7 top_is 7 --config-env=kvm.top=top &&
	git -C in.git config --unset kvm.top &&
	printf "[kvm]\n\ttop = 8\n" >other &&
	GIT_CONFIG_GLOBAL="$PWD/other" top_is 8 &&
	git config --global --unset kvm.top
'

test_expect_success 'includes, on conditions too' '
	printf "[kvm]\n\ttop = 9\n" >included &&
	git config --global include.path "$PWD/included" &&
	top_is 9 &&
	git config --global --unset include.path &&
	git config --global "includeIf.gitdir:**/other.git.path" "$PWD/included" &&
	top_is 15 &&
	git config --global "includeIf.gitdir:**/in.git.path" "$PWD/included" &&
	top_is 9 &&
	rm .gitconfig &&
	top_is 15
'

# refused <key> <value> [<argument>…]: fatal, with the key, the value and its file.
refused() {
	key=$1 value=$2
	shift 2
	printf "[%s]\n\t%s = %s\n" "${key%.*}" "${key##*.}" "$value" >wrong &&
	git config --global include.path "$PWD/wrong" &&
	test_expect_code 128 git -C in.git kvm-digest HEAD "$@" >out 2>err &&
	rm .gitconfig &&
	test_grep "^fatal: .*config value .$value. for .$key. in file $PWD/wrong" err
}

test_expect_success 'a wrong value is fatal and tells its key and file' '
	refused kvm.top many &&
	refused kvm.top -3 &&
	refused kvm.threads x &&
	refused kvm.index sometimes &&
	refused log.date never &&
	refused grep.patternType odd --grep=x &&
	refused grep.extendedRegexp odd --grep=x &&
	refused color.ui odd &&
	refused color.kvm odd
'

test_expect_success 'a key without a value' '
	printf "[kvm]\n\ttitle\n" >wrong &&
	git config --global include.path "$PWD/wrong" &&
	test_when_finished "rm .gitconfig" &&
	test_expect_code 128 git -C in.git kvm-digest HEAD 2>err &&
	test_grep "^fatal: missing value for .kvm.title. in file $PWD/wrong" err
'

test_expect_success 'a colour that is none, and a file that is no configuration' '
	test_expect_code 128 git -C in.git -c color.kvm.author=odd kvm-digest HEAD --color 2>err &&
	test_grep "color.kvm.author" err &&
	echo "[kvm" >.gitconfig &&
	test_when_finished "rm .gitconfig" &&
	test_expect_code 128 git -C in.git kvm-digest HEAD 2>err &&
	test_grep "bad config line 1 in file .*/.gitconfig" err
'

test_done
