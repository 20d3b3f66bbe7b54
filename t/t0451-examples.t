#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='the examples of the manual pages run as they stand'

. "$(dirname "$0")/lib/test-lib.sh"

# Lines "$ git …" of code blocks. They run beside kvmarm.git, which the pages clone, and inside an inbox; those of
# git-kvm-series in the work tree of the demo, by somebody who has feedback there.
examples() {
	sed -n 's/^\$ \(git .*kvm-.*\)/\1/p' "$1"
}

test_expect_success 'setup' '
	sample_inbox sample.git &&
	git clone -q --mirror sample.git sample.git/kvmarm.git &&
	demo demo &&
	mail_write to-mei.eml From="Henrik Sand <henrik@example.org>" To="Mei Tanaka <mei@cloud.example.net>" \
		Subject="[PATCH] KVM: arm64: Say which timer was lost" Date="Tue, 11 Mar 2025 12:00:00 +0000" <<-EOF &&
	It is hard to find otherwise.

	Signed-off-by: Henrik Sand <henrik@example.org>
	---
	$(small_diff timer)
	EOF
	make_inbox --sent demo/kvm.git to-mei.eml &&
	git config --global user.email mei@cloud.example.net
'

for page in "$GITKVM_TOP"/Documentation/*.adoc "$GITKVM_TOP"/Documentation/includes/*.adoc; do
	case $page in
	*/gitkvm-inboxes.adoc) continue ;; # t4090 runs all that is there, in order
	*/git-kvm-series.adoc) where=demo/linux ;;
	*) where=sample.git ;;
	esac
	examples "$page" >lines
	while read -r line; do
		test_expect_success "$(basename "$page"): $line" '
			(
				cd "$where" &&
				sh -c "$line"
			) >out 2>err </dev/null &&
			test_must_be_empty err &&
			test -s out
		'
	done <lines
done

test_expect_success 'there were examples' '
	examples "$GITKVM_TOP/Documentation/git-kvm-digest.adoc" >lines &&
	test_grep "git kvm-digest" lines
'

test_done
