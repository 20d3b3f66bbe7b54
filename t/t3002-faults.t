#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='faults by injection: no memory, bad blocks, full disks, too many files and processes

One call after the other fails, of malloc, read, write, open, mmap, fork and fsync (t/preload/fault.c): the answer
is right or the exit status tells, and the next run is right (t/lib/faults.py).

GITKVM_FAULTS=<n> is how many faults of each kind are tried for each command, by chance (default: 1); all: each.
GITKVM_FAULT_KINDS="<kind>..." and GITKVM_FAULT_COMMANDS="<command>..." are those alone.'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

grep -q fsanitize "$GITKVM_BUILD/flags" && test_skip_all 'sanitizers must be loaded first'

: "${GITKVM_FAULTS:=1}"
: "${GITKVM_FAULT_KINDS:=malloc read write open mmap fork fsync}"
: "${GITKVM_FAULT_COMMANDS:=digest list index mbox authors}"

# faults <kind> <name>: a command, with what goes before it and is looked at behind it.
faults() {
	commands "$2"
	python3 "$GITKVM_TOP/t/lib/faults.py" "$GITKVM_BUILD/t/preload/fault.so" "$GITKVM_FAULTS" "$1" \
		"$reset" "$command" "$check" >told || { cat told && return 1; }
	sed -n "s/calls/& of $2/p" told >>figures
}

# Index and folder come and go with each run.
commands() {
	reset=:
	check=:
	case $1 in
	digest) command='git-kvm-digest --inbox=list.git --no-index --threads=2 master' ;;
	list) command='git-kvm-series list --inbox=indexed.git master' ;;
	index)
		reset='rm -rf new.git/kvm'
		command='git-kvm-digest --inbox=new.git --index --no-bodies master~20..'
		check='git-kvm-digest --inbox=new.git --no-bodies master~20.. >after 2>after.err &&
			cmp expect after && ! grep -v "taken off\|^warning: skipped" after.err &&
			git-kvm-digest --inbox=new.git --index=check -n 1 master >after 2>after.err && ! grep index after.err'
		;;
	mbox)
		reset='rm -rf out'
		command='git-kvm-series mbox --inbox=indexed.git -o out cover@example.org'
		check='{ test $FAULT_EXIT != 0 || diff -r good out; } && rm -rf out && git-kvm-series mbox --inbox=indexed.git -o out cover@example.org >after 2>after.err &&
			diff -r good out'
		;;
	authors) command='git-kvm-authors --inbox=indexed.git --format=json master' ;;
	esac
}

# A command that has no call of a kind.
has_none() {
	case $1:$2 in
	digest:fsync | list:fsync | mbox:fsync | authors:fsync) return 0 ;;
	esac
	return 1
}

# a_patch <n>: the mail of a patch of two.
a_patch() {
	mail_write "patch-$1.eml" Subject="[PATCH $1/2] KVM: Change part $1" In-Reply-To="<cover@example.org>" <<-END
	What it is for.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	 arch/x86/kvm/part$1.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)

	diff --git a/arch/x86/kvm/part$1.c b/arch/x86/kvm/part$1.c
	--- a/arch/x86/kvm/part$1.c
	+++ b/arch/x86/kvm/part$1.c
	@@ -1 +1 @@
	-a
	+b
	END
}

test_expect_success 'setup' '
	make_list list.git 1 60 &&
	echo "Two parts." | mail_write cover.eml Subject="[PATCH 0/2] KVM: Change parts" &&
	a_patch 1 &&
	a_patch 2 &&
	echo "Reviewed-by: Rita Reviewer <rita@example.com>" |
	mail_write review.eml From="Rita Reviewer <rita@example.com>" In-Reply-To="<patch-2@example.org>" \
		Subject="Re: [PATCH 2/2] KVM: Change part 2" &&
	make_inbox list.git cover.eml patch-1.eml patch-2.eml review.eml &&
	cp -r list.git indexed.git &&
	git-kvm-digest --inbox=indexed.git --index -n 1 master >out &&
	cp -r list.git new.git &&
	git-kvm-digest --inbox=indexed.git --no-bodies master~20.. >expect &&
	git-kvm-series mbox --inbox=indexed.git -o good cover@example.org &&
	>figures
'

for name in $GITKVM_FAULT_COMMANDS; do
	for kind in $GITKVM_FAULT_KINDS; do
		has_none "$name" "$kind" || test_expect_success "$name: a $kind that fails" '
			faults $kind $name
		'
	done
done

# What was tried, for who asks for all.
sed "s/^/# /" figures

test_done
