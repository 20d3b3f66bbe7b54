# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# For tests of lists in several epochs.

# cut_list <gitdir> <folder> <tag>…: makes the folder of a list as public-inbox has it, git/0.git,
# git/1.git …, out of a list in one repository: an epoch ends with each tag. They have the tags, too.
cut_list() {
	cut_from_=$1
	cut_to_=$2
	cut_number_=0
	cut_behind_=
	shift 2
	for cut_tag_ in "$@" master; do
		cut_epoch_=$cut_to_/git/$cut_number_.git
		git init -q --bare -b master "$cut_epoch_" &&
		git -C "$cut_from_" fast-export --full-tree --refspec "$cut_tag_:refs/heads/master" \
			"$cut_tag_" ${cut_behind_:+"^$cut_behind_"} >cut.stream &&
		# The first commit of an epoch has no parent.
		sed '0,/^from [0-9a-f]\{40\}$/{//d}' cut.stream |
			sed 's,^\(commit\|reset\) refs/tags/.*,\1 refs/heads/master,' |
			git -C "$cut_epoch_" fast-import --quiet --force --date-format=raw-permissive || return 1
		cut_behind_=$cut_tag_
		cut_number_=$((cut_number_ + 1))
	done
	rm cut.stream
}

# tag_mails <gitdir> <first number> <prefix>: tags all mails, oldest first.
tag_mails() {
	git -C "$1" rev-list --reverse master |
		awk -v "n=$2" -v "prefix=$3" '{ print "create refs/tags/" prefix n++, $1 }' |
		git -C "$1" update-ref --stdin
}
