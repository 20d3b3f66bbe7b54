# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Sourced by each t/tNNNN-name.t after test_description is set: sharness in an environment that depends on
# nothing of the caller's but PATH. Each script runs in a folder of its own, which is HOME too.
#
# GITKVM_BUILD  the build to test (default: build/dev of the source, as "make test" leaves it)
# TEST_VERBOSE  if not empty, as the option --verbose
# TEST_SANITIZED  set to 1 where sanitizers see once more what has passed without them
# KVM_SHARED    where real inboxes and golden digests lie (default: ../shared beside the source)

GITKVM_TOP=$(cd "$(dirname "$0")/.." && pwd)
: "${GITKVM_BUILD:=$GITKVM_TOP/build/dev}"
: "${KVM_SHARED:=$GITKVM_TOP/../shared}"
export GITKVM_TOP GITKVM_BUILD KVM_SHARED

for name_ in $(env | sed -n 's/^\(\(GIT\|XDG\|LESS\|LC\|MAKE\|MFLAGS\)[A-Z0-9_]*\)=.*/\1/p'); do
	case $name_ in
	GITKVM_*) ;;
	*) unset "$name_" ;;
	esac
done
unset CDPATH EMAIL LANGUAGE LV MANPAGER MANPATH NO_COLOR COLORTERM PAGER BUILD DESTDIR

if ! test -d "$GITKVM_BUILD/bin"; then
	echo "Bail out! nothing is built in $GITKVM_BUILD: run make test, or set GITKVM_BUILD"
	exit 1
fi

SHARNESS_TEST_SRCDIR=$GITKVM_TOP/t
SHARNESS_TEST_DIRECTORY=$GITKVM_BUILD/t/trash
SHARNESS_BUILD_DIRECTORY=$GITKVM_BUILD/bin
mkdir -p "$SHARNESS_TEST_DIRECTORY"
test -z "$TEST_VERBOSE" || set -- --verbose "$@"
. "${SHARNESS:-/usr/share/sharness/sharness.sh}"
. "$GITKVM_TOP/t/lib/inbox.sh"
# What --verbose would have shown is kept for t/lib/run.sh: a failure under load may not come a second time.
if test -z "$TEST_VERBOSE"
then
	mkdir -p "$GITKVM_BUILD/t/log"
	exec 3>"$GITKVM_BUILD/t/log/${0##*/}" 4>&3
fi

# A command that dies frees nothing, and a leak found then would change its exit code. Scripts in which no
# command fails may set it to 1.
ASAN_OPTIONS=detect_leaks=0
# Where each block of memory came from costs a tenth of the time: it is told when a test runs once more.
test -n "$TEST_VERBOSE" || ASAN_OPTIONS=$ASAN_OPTIONS:malloc_context_size=2
export ASAN_OPTIONS

# lists_counted: the real inboxes for a script that counts what a command says a second time, in another way. A
# count that was right without sanitizers is right with them; what is left to see there one list shows, the smallest.
lists_counted() {
	(
		cd "$KVM_SHARED/inboxes" &&
		find . -name "*.bundle" -printf "%s %f\n" | sort -n | sed "s/^[0-9]* //; s/\.bundle\$//" |
			head -n "${TEST_SANITIZED:-1000}" | sort
	)
}

LC_ALL=C.UTF-8
GIT_CONFIG_NOSYSTEM=1
GIT_CEILING_DIRECTORIES=$SHARNESS_TEST_DIRECTORY
GIT_AUTHOR_NAME='A U Thor'
GIT_AUTHOR_EMAIL=author@example.org
GIT_AUTHOR_DATE='1741000000 +0000'
GIT_COMMITTER_NAME='C O Mitter'
GIT_COMMITTER_EMAIL=committer@example.org
GIT_COMMITTER_DATE='1741000000 +0000'
GIT_TERMINAL_PROMPT=0
MANPATH=$GITKVM_BUILD/man:
export LC_ALL GIT_CONFIG_NOSYSTEM GIT_CEILING_DIRECTORIES GIT_TERMINAL_PROMPT MANPATH
export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE

# test_skip_all <reason>: ends the script as skipped, visibly.
test_skip_all() {
	skip_all=$1
	test_done
}

# without_ids <file>: as cat, but for the short ids of git kvm-series list and show.
without_ids() {
	sed -E 's/^[0-9a-f]{7,40} +//; s/^( +([0-9]+\/[0-9]+|v[0-9.]+[A-Z ]*) )[0-9a-f]{7,40} /\1/
		s/^(  )[0-9a-f]{7,40} ([0-9]{4}-)/\1\2/' "$1"
}

# test_grep [-v] [-F|-E] <pattern> <file>: as grep, but shows the file when it fails.
test_grep() {
	if ! grep "$@" >/dev/null; then
		for last_; do :; done
		echo >&2 "grep $* failed; the file holds:"
		cat >&2 "$last_"
		return 1
	fi
}

# test_line_count <operator> <number> <file>: as in git's tests, "test_line_count = 2 file".
test_line_count() {
	if ! test "$(wc -l <"$3")" "$1" "$2"; then
		echo >&2 "$3 has not $1 $2 lines:"
		cat >&2 "$3"
		return 1
	fi
}
