#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='exit codes, messages, where they go, and what the environment may say'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/cli.sh"

ESC=$(printf '\033')

test_expect_success 'setup' '
	sample_inbox in.git &&
	git -C in.git kvm-digest HEAD~5..HEAD >expect &&
	test -s expect
'

# Results come with exit code 0 and an empty stderr, mistakes with an empty stdout.
fails() {
	code=$1 message=$2
	shift 2
	test_expect_code "$code" "$@" >out 2>err &&
	test_must_be_empty out &&
	head -n 1 err >first &&
	echo "$message" >wanted &&
	test_cmp wanted first
}

test_expect_success 'a result has exit code 0 and nothing on stderr' '
	git -C in.git kvm-digest HEAD~5..HEAD >out 2>err &&
	test_must_be_empty err
'

test_expect_success 'git --git-dir and GIT_DIR name the inbox' '
	git --git-dir=in.git kvm-digest HEAD~5..HEAD >out &&
	test_cmp expect out &&
	GIT_DIR=in.git git-kvm-digest HEAD~5..HEAD >out &&
	test_cmp expect out
'

test_expect_success 'usage errors are 129' '
	fails 129 "error: unknown option \`frobnicate'\''" git -C in.git kvm-digest --frobnicate &&
	test_grep "^usage: git kvm-digest" err &&
	test_line_count = 3 err &&
	test_grep "^hint: .git kvm-digest -h. lists the options" err &&
	fails 129 "error: unknown option \`tilte=x'\''" git -C in.git kvm-digest --tilte=x &&
	test_grep "^hint: did you mean .--title.?" err &&
	fails 129 "fatal: name one series" git -C in.git kvm-series mbox &&
	test_line_count = 4 err &&
	fails 129 "error: unknown switch \`?'\''" git -C in.git kvm-digest "-?" &&
	fails 129 "error: option \`top'\'' expects a numerical value" \
		git -C in.git kvm-digest --top=many &&
	fails 129 "error: option \`format'\'' expects \"text\", \"classic\", \"json\", \"markdown\", \"html\", \"mail\", or \"atom\"" \
		git -C in.git kvm-digest --format=xml
'

test_expect_success 'fatal errors are 128' '
	test_expect_code 128 git -C in.git kvm-digest nothing-of-that-name >out 2>err &&
	test_must_be_empty out &&
	test_grep "^fatal: .*nothing-of-that-name" err &&
	test_must_fail grep "^hint" err &&
	test_expect_code 128 git -C in.git kvm-digest HEAD~2.. arch/x86 2>err &&
	test_grep "^fatal: bad revision .arch/x86." err &&
	test_grep "^hint: .*-- arch/x86" err &&
	git init -q --bare none.git &&
	test_expect_code 128 git -C none.git kvm-digest HEAD 2>err &&
	test_grep "^fatal: bad revision .HEAD." err &&
	test_must_fail grep "^hint" err &&
	test_expect_code 128 git -C in.git kvm-digest refs/heads/none 2>err &&
	test_must_fail grep "^hint" err &&
	mkdir empty &&
	test_expect_code 128 git -C empty kvm-digest >out 2>err &&
	test_must_be_empty out &&
	test_grep "^fatal: not a git repository" err
'

test_expect_success 'a bad config value is fatal and named with its file' '
	fails 128 "fatal: bad numeric config value '\''x'\'' for '\''kvm.top'\'': invalid unit" \
		git -C in.git -c kvm.top=x kvm-digest &&
	git -C in.git config kvm.top many &&
	test_when_finished "git -C in.git config --unset kvm.top" &&
	test_expect_code 128 git -C in.git kvm-digest 2>err &&
	test_grep "value '\''many'\'' for '\''kvm.top'\'' in file .*config: invalid unit\$" err
'

test_expect_success 'messages carry no control characters' '
	test_expect_code 129 git -C in.git kvm-digest "--a${ESC}]0;title" 2>err &&
	! grep "$ESC" err &&
	test_grep -F "<U+001B>]0;title" err &&
	test_expect_code 128 git -C in.git kvm-digest "a${ESC}]0;title" 2>err &&
	! grep "$ESC" err
'

if test -c /dev/full; then
	test_set_prereq FULL
fi

for format in text classic json; do
	test_expect_success FULL "a write error is fatal (--format=$format)" '
		test_expect_code 128 git-kvm-digest --git-completion-helper >/dev/full 2>err &&
		echo "fatal: unable to write to standard output: No space left on device" >wanted &&
		test_cmp wanted err &&
		(
			cd in.git &&
			test_expect_code 128 git-kvm-digest --format=$format HEAD~5..HEAD \
				>/dev/full 2>../err
		) &&
		test_cmp wanted err
	'
done

test_expect_success 'a closed stdout is a write error, whatever is opened later' '
	(
		cd in.git &&
		test_expect_code 128 git-kvm-digest HEAD~5..HEAD >&- 2>../err
	) &&
	echo "fatal: unable to write to standard output: Bad file descriptor" >wanted &&
	test_cmp wanted err &&
	git -C in.git fsck
'

test_expect_success 'a closed stderr or stdin does no harm' '
	(
		cd in.git &&
		git-kvm-digest HEAD~5..HEAD 2>&- >../out &&
		test_cmp ../expect ../out &&
		git-kvm-digest HEAD~5..HEAD <&- >../out &&
		test_cmp ../expect ../out
	)
'

# The reader is gone before anything is written.
unread() {
	rm -f gone code
	{
		wait_for gone
		(cd in.git && "$@" 2>../err)
		echo $? >code.new
		mv code.new code
	} | {
		exec <&-
		>gone
	}
	wait_for code
}

test_expect_success 'dies quietly of SIGPIPE' '
	unread git-kvm-digest HEAD~5..HEAD &&
	echo 141 >wanted &&
	test_cmp wanted code &&
	test_must_be_empty err
'

test_expect_success 'dies of SIGPIPE even where the caller ignores it' '
	unread sh -c "trap \"\" PIPE; exec git-kvm-digest HEAD~5..HEAD" &&
	test_cmp wanted code &&
	test_must_be_empty err
'

test_expect_success '--help of the command itself is git help' '
	mkdir bin &&
	write_program bin/git <<-\EOF &&
	echo "$@"
	EOF
	PATH="$PWD/bin:$PATH" git-kvm-digest --help >out &&
	echo "help kvm-digest" >wanted &&
	test_cmp wanted out
'

test_expect_success 'POSIXLY_CORRECT does not end the options' '
	POSIXLY_CORRECT=1 git -C in.git kvm-digest HEAD~5..HEAD --format=text >out &&
	test_cmp expect out
'

test_expect_success 'the locale does not matter' '
	LC_ALL=tr_TR.UTF-8 git -C in.git kvm-digest HEAD~5..HEAD >out &&
	test_cmp expect out &&
	LC_ALL=C git -C in.git kvm-digest HEAD~5..HEAD >out &&
	test_cmp expect out
'

test_expect_success 'progress: not without a terminal, --progress shows it' '
	GIT_PROGRESS_DELAY=0 git -C in.git kvm-digest HEAD~5..HEAD >out 2>err &&
	test_must_be_empty err &&
	GIT_PROGRESS_DELAY=0 git -C in.git kvm-digest --progress HEAD~5..HEAD >out 2>err &&
	test_cmp expect out &&
	test_grep "Reading mails: .*, done\.$" err
'

test_expect_success 'progress: on a terminal, --no-progress hides it' '
	on_terminal "GIT_PROGRESS_DELAY=0 git -C in.git kvm-digest HEAD~5..HEAD >out" >terminal &&
	test_cmp expect out &&
	test_grep "Reading mails: .*, done\.$" terminal &&
	on_terminal "GIT_PROGRESS_DELAY=0 git -C in.git kvm-digest --no-progress HEAD~5..HEAD >out" \
		>terminal &&
	test_must_be_empty terminal
'

test_done
