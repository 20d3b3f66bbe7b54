# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Inboxes and mails for tests and for the demo. The caller sets GITKVM_TOP, the top folder of the source.

# make_inbox [--start=<seconds>] [--step=<seconds>] <gitdir> <mail>…
#
# Adds mails to an inbox, one commit each, and makes the inbox first where there is none. The commits'
# committer dates (the dates of archiving) begin at --start and go on by --step.
make_inbox() {
	"$GITKVM_TOP/t/lib/make-inbox.pl" "$@"
}

# remove_mail [--start=<seconds>] <gitdir> <mail>: takes a mail off the list, as public-inbox does it.
remove_mail() {
	case $1 in
	--*) make_inbox "$1" "$2" -d "$3" ;;
	*) make_inbox "$1" -d "$2" ;;
	esac
}

# sample_inbox <gitdir>: the mails of t/data/sample, archived in the order of their numbers, over four days.
sample_inbox() {
	make_inbox --start=1741002000 --step=10000 "$1" "$GITKVM_TOP"/t/data/sample/*.eml
}

# demo <folder>: what README.md shows. Two months of a list that is made up in kvm.git, and beside it
# linux, the tree that its patches are for, where the commands find the list and who works for whom.
demo() {
	mkdir -p "$1/mails" &&
		git mailsplit -o"$1/mails" "$GITKVM_TOP/t/data/demo/list.mbox" >/dev/null &&
		make_inbox --sent "$1/kvm.git" "$1"/mails/* &&
		rm -rf "$1/mails" &&
		cp -R "$GITKVM_TOP/t/data/demo/tree" "$1/linux" &&
		git -C "$1/linux" init -q --initial-branch=master &&
		git -C "$1/linux" add . &&
		GIT_AUTHOR_NAME=Linux GIT_AUTHOR_EMAIL=linux@example.org GIT_AUTHOR_DATE='2025-01-01 12:00 +0000' \
			GIT_COMMITTER_NAME=Linux GIT_COMMITTER_EMAIL=linux@example.org GIT_COMMITTER_DATE='2025-01-01 12:00 +0000' \
			git -C "$1/linux" commit -q -m 'Linux 6.14' &&
		git -C "$1/linux" config kvm.inbox ../kvm.git &&
		git -C "$1/linux" config kvm.employers "$GITKVM_TOP/t/data/demo/employers"
}

# mail_write <file> [<Field>=<value>…] <body
#
# Writes a mail. Fields that are not named have a default; one with an empty value is left out.
mail_write() {
	mail_file_=$1
	shift
	{
		mail_default_ From 'Ada Lindqvist <ada@example.org>' "$@"
		mail_default_ To 'kvm@lists.example.org' "$@"
		mail_default_ Subject '[PATCH] KVM: Change a thing' "$@"
		mail_default_ Date 'Mon, 03 Mar 2025 12:00:00 +0000' "$@"
		mail_default_ Message-ID "<$(basename "$mail_file_" .eml)@example.org>" "$@"
		mail_default_ List-Id '<kvm.lists.example.org>' "$@"
		for mail_arg_; do
			test -z "${mail_arg_#*=}" ||
				printf '%s: %s\n' "${mail_arg_%%=*}" "${mail_arg_#*=}"
		done
		echo
		cat
	} >"$mail_file_"
}

# small_diff [<line> [<path>]]: a diffstat and a diff that puts a line in the place of "old".
small_diff() {
	small_path_=${2:-virt/kvm/a.c}
	cat <<-EOF
	 $small_path_ | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)

	diff --git a/$small_path_ b/$small_path_
	index 1111111..2222222 100644
	--- a/$small_path_
	+++ b/$small_path_
	@@ -1 +1 @@
	-old
	+${1:-new}
	EOF
}

# A default field, unless one of the arguments names it.
mail_default_() {
	mail_field_=$1
	mail_value_=$2
	shift 2
	for mail_arg_; do
		case $mail_arg_ in
		"$mail_field_"=*) return 0 ;;
		esac
	done
	printf '%s: %s\n' "$mail_field_" "$mail_value_"
}
