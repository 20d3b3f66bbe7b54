# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # cur and prev are set by git's completion
#
# Completion for git-kvm's commands in bash, on top of git's own: that finds _git_kvm_digest by its
# name. Installed under the name of each command. Options and their values are asked of the commands.

# Names of inboxes, and folders.
__git_kvm_complete_inbox ()
{
	__gitcomp_nl "$(__git "${1%%_*}" --git-completion-helper-inboxes 2>/dev/null)" "" "$2"
	mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$2")
}

# Those of the inbox, which need not be the repository we are in.
__git_kvm_complete_revisions ()
{
	local inbox
	inbox=$(__git "${1%%_*}" --git-completion-helper-inbox 2>/dev/null)
	if test -n "$inbox"; then
		local __git_dir=$inbox __git_repo_path=$inbox
	fi
	__git_complete_revlist
}

__git_kvm_complete ()
{
	local command=$1 option="" value=$cur values

	case $cur in
	--*=*)
		option=${cur%%=*}
		value=${cur#*=}
		;;
	--*)
		__gitcomp_builtin "$command"
		return
		;;
	*)
		case $prev in
		--?*) option=$prev ;;
		esac
		;;
	esac
	if test "$option" = --inbox; then
		__git_kvm_complete_inbox "$command" "$value"
		return
	elif test -n "$option"; then
		# shellcheck disable=SC2086 # a command and its subcommand
		values=$(__git ${command/_/ } --git-completion-helper-values="${option#--}" 2>/dev/null)
		if test -n "$values"; then
			__gitcomp "$values" "" "$value"
			return
		elif test "$option" != "$prev"; then
			return # an argument that nobody can list
		fi
	fi
	if ! __git_has_doubledash; then
		__git_kvm_complete_revisions "$command"
	fi
}

# Of a command with subcommands: their names first, then what they take.
__git_kvm_complete_subcommand ()
{
	local command=$1 subcommands sub

	subcommands=$(__git "$command" --git-completion-helper | tr ' ' '\n' | grep -v '^--')
	sub=$(__git_find_on_cmdline "$subcommands")
	if test -z "$sub" && test "${prev#git-}" = "$command" && [[ $cur != -* ]]; then
		__gitcomp "$subcommands"
		test ${#COMPREPLY[@]} -gt 0 && return
	fi
	__git_kvm_complete "$command${sub:+_$sub}"
}

_git_kvm_digest ()
{
	__git_kvm_complete kvm-digest
}

_git_kvm_series ()
{
	__git_kvm_complete_subcommand kvm-series
}

_git_kvm_authors ()
{
	__git_kvm_complete kvm-authors
}

# For those who type git-kvm-digest with the dash.
if ! declare -F __git_complete >/dev/null && declare -F _completion_loader >/dev/null; then
	_completion_loader git
fi
if declare -F __git_complete >/dev/null; then
	__git_complete git-kvm-digest _git_kvm_digest
	__git_complete git-kvm-series _git_kvm_series
	__git_complete git-kvm-authors _git_kvm_authors
fi
