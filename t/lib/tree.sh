# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# A work repository and the list that its patches were posted to, made of one another. Sourced by tests.

tree_clock=1741000000

# as <name> <command>…: with that person as author or committer, ten minutes later than the last time.
as() {
	tree_clock=$((tree_clock + 600))
	as_name=$1
	shift
	GIT_AUTHOR_NAME=$as_name GIT_AUTHOR_EMAIL=$(echo "$as_name" | tr '[:upper:]' '[:lower:]')@example.org \
		GIT_AUTHOR_DATE="$tree_clock +0000" \
		GIT_COMMITTER_NAME=$as_name GIT_COMMITTER_EMAIL=$(echo "$as_name" | tr '[:upper:]' '[:lower:]')@example.org \
		GIT_COMMITTER_DATE="$tree_clock +0000" "$@"
}

# tree_new: the repository "tree", whose branch master has a file of 40 lines for each word.
tree_new() {
	git init -q --initial-branch=master tree &&
	for name; do
		seq 1 40 | sed "s/^/$name line /" >"tree/$name.c" || return 1
	done &&
	git -C tree add . &&
	as Linus git -C tree commit -q -m "Begin"
}

# change <file> <line> <text>: puts text in the place of lines from that one on.
change() {
	sed -i "$2s/.*/$3 1\n$3 2\n$3 3\n$3 4/" "tree/$1.c"
}

# commit <author> <title> [<trailer>]
commit() {
	as "$1" git -C tree commit -q -a -m "$2" -m "The reason for it." -m "${3:+$3
}Signed-off-by: $1 <$(echo "$1" | tr '[:upper:]' '[:lower:]')@example.org>"
}

# post <id> [<option of format-patch>…]: the last commit of the tree as a mail, <id>.eml, which is taken off the branch.
# Further mails of a thread name it with REPLY=<id>.
post() {
	post_id=$1
	shift
	git -C tree format-patch -q -1 --stdout "$@" HEAD >post.raw &&
	{
		sed -n '2,/^Subject:/p' post.raw &&
		echo "Message-ID: <$post_id@example.org>" &&
		{ test -z "$REPLY" || echo "In-Reply-To: <$REPLY@example.org>"; } &&
		sed '1,/^Subject:/d' post.raw
	} >"$post_id.eml" &&
	git -C tree reset -q --hard HEAD~1 &&
	mails="$mails $post_id.eml"
}

# take <id>…: the maintainer applies mails.
take() {
	for take_id; do
		as Mara git -C tree am -q "../$take_id.eml" || return 1
	done
}

# amend [<option of git commit>…]: the maintainer changes the last commit.
amend() {
	as Mara git -C tree commit -q -a --amend --no-edit --date="$(git -C tree show -s --format=%ad --date=raw)" "$@"
}
