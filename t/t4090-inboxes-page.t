#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='each command line of gitkvm-inboxes(7) works, one after the other'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"
. "$GITKVM_TOP/t/lib/epochs.sh"

page=$GITKVM_TOP/Documentation/gitkvm-inboxes.adoc

test_expect_success 'setup: something in the place of lore, and a kernel' '
	make_list whole.git 1 300 &&
	tag_mails whole.git 1 t &&
	cut_list whole.git cut t100 t200 &&
	mkdir -p lore/kvm lore/kvmarm &&
	mv cut/git/0.git lore/kvm/0 &&
	mv cut/git/1.git lore/kvm/1 &&
	mv cut/git/2.git lore/kvm/2 &&
	sample_inbox lore/kvmarm/0 &&
	git -C lore/kvmarm/0 config uploadpack.allowFilter true &&
	git -C lore/kvmarm/0 config uploadpack.allowAnySHA1InWant true &&
	git config --global "url.file://$PWD/lore/.insteadOf" https://lore.kernel.org/ &&
	git init -q linux &&
	git -C linux commit -q --allow-empty -m "Linux 6.0"
'

sed -n 's/^\$ //p' "$page" >lines
while read -r line; do
	test_expect_success "$line" '
		sh -c "$line" >out 2>err </dev/null &&
		! grep "^fatal\|^error\|left out" err &&
		case $line in
		*kvm-digest\ --new) test -s out ;;
		*config*) ;;
		*kvm-*|*today*|*week*) test -s out ;;
		esac
	'
done <lines

test_expect_success 'there were some of each kind' '
	test_line_count -gt 15 lines &&
	test_grep "clone.*--depth" lines &&
	test_grep "clone.*--filter" lines &&
	test_grep "kvm.inbox" lines
'

# As cron has it: its own PATH, another folder, and what "make install prefix=$HOME/.local" leaves.
test_expect_success 'the lines for crontab, in the surroundings of cron' '
	mkdir -p .local/bin lists &&
	ln -s "$GITKVM_BUILD"/bin/git-kvm-* .local/bin &&
	git clone -q --mirror lore/kvmarm/0 lists/kvmarm.git &&
	for file in "$page" "$GITKVM_TOP/README.md"
	do
		sed -n "s/^    [0-9*]* [0-9*]* \* \* \*  *//p" "$file" >jobs &&
		test_line_count = 2 jobs &&
		git -C lists/kvmarm.git update-ref -d refs/heads/master &&
		! git -C lists/kvmarm.git rev-parse -q --verify refs/kvm/seen/digest &&
		while read -r job
		do
			(cd / && env -i HOME="$HOME" PATH=/usr/bin:/bin /bin/sh -c "$job") >>out.cron 2>err </dev/null &&
			test_must_be_empty err || return 1
		done <jobs &&
		test_grep "mails, .* postings" out.cron &&
		git -C lists/kvmarm.git rev-parse -q --verify refs/kvm/seen/digest &&
		git -C lists/kvmarm.git update-ref -d refs/kvm/seen/digest &&
		rm out.cron || return 1
	done
'

test_expect_success 'without the line that keeps it, --prune removes what was seen' '
	git -C kvmarm.git config --unset-all remote.origin.fetch "\\^" &&
	git -C kvmarm.git fetch -q --prune &&
	test_must_fail git -C kvmarm.git rev-parse -q --verify refs/kvm/seen/digest
'

test_expect_success 'every key of the configuration is on a page' '
	cat "$GITKVM_TOP"/lib/*/*.c "$GITKVM_TOP"/cmd/*.c "$GITKVM_TOP"/cmd/*/*.c |
		grep -oE "config_[a-z_]+\\(\"kvm\\.[A-Za-z.]+" | sed "s/.*\"//" | sort -u >keys &&
	test_line_count -gt 3 keys &&
	while read -r key
	do
		cat "$GITKVM_TOP"/Documentation/*.adoc >pages &&
		grep -F "$key" pages >/dev/null || { echo >&2 "$key is not documented"; return 1; }
	done <keys
'

test_done
