#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='the README shows what is printed'

. "$(dirname "$0")/lib/test-lib.sh"

# Its lines with a prompt run one after the other in the demo's tree, as it tells to.
test_expect_success 'every example prints what stands below it (else: make readme)' '
	demo demo &&
	(cd demo/linux && "$GITKVM_TOP/t/lib/readme.sh" "$GITKVM_TOP/README.md") >actual &&
	test_cmp "$GITKVM_TOP/README.md" actual
'

test_expect_success 'every command is shown' '
	sed -n "s/^\\$ git \(kvm-[a-z]* *[a-z]*\).*/\1/p" "$GITKVM_TOP/README.md" >shown &&
	for command in kvm-digest kvm-authors "kvm-series show" "kvm-series diff" "kvm-series am"
	do
		test_grep "^$command" shown || return 1
	done &&
	test_grep "^kvm-series *\$" shown &&
	! grep "^error: \|^fatal: \|not a git command" "$GITKVM_TOP/README.md"
'

test_expect_success 'the page of the picture was written' '
	test_grep "<svg" demo/authors.html &&
	test_grep "Ada Lindqvist" demo/authors.html &&
	test -s "$GITKVM_TOP/Documentation/images/authors.png" &&
	test_grep "(Documentation/images/authors.png)" "$GITKVM_TOP/README.md"
'

test_expect_success 'its files exist' '
	sed "s/](/\n](/g" "$GITKVM_TOP/README.md" | sed -n "s/^](\([^):]*\)).*/\1/p" >files &&
	test_line_count -gt 5 files &&
	while read -r file
	do
		test -e "$GITKVM_TOP/$file" || { echo >&2 "$file"; return 1; }
	done <files
'

# What "make demo" prints, and that it can be made again.
test_expect_success 'the demo lists the series and tells the way there' '
	mkdir -p "a build" &&
	ln -s "$GITKVM_BUILD/bin" "a build/bin" &&
	"$GITKVM_TOP/t/lib/demo.sh" "a build" >first &&
	"$GITKVM_TOP/t/lib/demo.sh" "a build" >second &&
	test_cmp first second &&
	test_grep "KVM: Let halt polling learn from each vCPU" first &&
	sed -n "s/^    \(export\|cd\) /\1 /p" first >way &&
	echo "git kvm-series show 20250224.halt-history-v4-0@chips.example.com" >>way &&
	sh way >show &&
	test_grep "^reviewed: " show
'

test_done
