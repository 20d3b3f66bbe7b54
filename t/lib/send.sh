# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Versions of a series as git format-patch makes them of the branches of a repository "work", and what is said about them.

# Who sends the cover letter is the committer, for git format-patch.
GIT_COMMITTER_NAME='Ada Lindqvist' GIT_COMMITTER_EMAIL=ada@example.org
export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

# send <version> <branch> [<option>...]: its commits since "base" as mails v<version>/*.eml.
send() {
	send_version=$1
	send_branch=$2
	shift 2
	git -C work format-patch -q -v "$send_version" --from="Ada Lindqvist <ada@example.org>" --cover-letter --thread=shallow \
		--output-directory="$PWD/v$send_version" "$@" base.."$send_branch" &&
	for patch in v"$send_version"/*.patch; do
		sed -e 1d -e "s/\*\*\* SUBJECT HERE \*\*\*/demo: A work/" \
			-e "s/<\([0-9a-z]*\.[0-9]*\.git\)/<v$send_version.\1/" "$patch" >"${patch%.patch}.eml" || return 1
	done
}

# id_of <file>: its Message-ID.
id_of() {
	sed -n 's/^Message-[Ii][Dd]: <\(.*\)>/\1/p' "$1"
}

# reply <file> <to> <from>: what stands on standard input.
reply() {
	mail_write "$1" Subject="Re: it" From="$3" In-Reply-To="<$(id_of "$2")>"
}
