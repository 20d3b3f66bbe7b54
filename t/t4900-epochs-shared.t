#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='a real list cut into epochs gives the same digests'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/epochs.sh"

bundle=$KVM_SHARED/inboxes/linux-hyperv-2026.bundle
if ! test -e "$bundle"; then
	test_skip_all "no inboxes in $KVM_SHARED (set KVM_SHARED)"
fi

test_expect_success 'setup: three epochs' '
	git clone -q --mirror "$bundle" one.git &&
	git -C one.git symbolic-ref HEAD refs/heads/master &&
	git -C one.git tag -f first HEAD~2500 &&
	git -C one.git tag -f second HEAD~1000 &&
	middle=$(git -C one.git log -1 --format=%ct HEAD~1700) &&
	cut_list one.git list first second
'

while read -r arguments; do
	test_expect_success "the same: $arguments" '
		eval "git -C one.git kvm-digest --no-index $arguments" 2>err | sed "s/^[0-9a-f]\{7,\} /ID /" >expect &&
		eval "git kvm-digest --no-index --inbox=list $arguments" 2>err | sed "s/^[0-9a-f]\{7,\} /ID /" >actual &&
		test_cmp expect actual &&
		test_line_count -gt 100 actual
	'
done <<\EOF
HEAD
HEAD~500..
HEAD~1500..HEAD~900
HEAD~2600..HEAD~2400
--since=$middle
--until=$middle -n 2000
--skip=500 -n 1000
--format=classic HEAD~1200..
EOF

test_done
