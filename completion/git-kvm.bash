# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # cur, words and cword are set by git's completion
#
# Completion for git-kvm's commands in bash, on top of git's own: that finds _git_kvm_digest by its
# name. Installed under the name of each command. What there is to complete is asked of the command, in one
# process.

# Several are listed with what describes them; only the part that they have in common is put on the line.
__git_kvm_describe ()
{
	local i

	# At the keys that put one after the other on the line, nothing but words.
	if test ${#COMPREPLY[@]} -lt 2 || [[ $COMP_TYPE != @(9|33|63|64) ]]; then
		return
	fi
	for i in "${!COMPREPLY[@]}"; do
		if test -n "${descriptions[i]}"; then
			COMPREPLY[i]="${COMPREPLY[i]% }  ${descriptions[i]}"
			COMPREPLY[i]=${COMPREPLY[i]:0:${COLUMNS:-80}-1}
		fi
	done
}

# Files or folders, behind the part of the word that stays.
__git_kvm_add_paths ()
{
	local paths value=${cur#"$2"}

	mapfile -t paths < <(compgen "$1" -- "$value")
	test ${#paths[@]} -gt 0 || return
	compopt -o filenames +o nospace 2>/dev/null
	COMPREPLY=("${COMPREPLY[@]% }" "${paths[@]}")
}

__git_kvm_complete ()
{
	local command=$1 at=0 lines line stays word text space before
	local -a descriptions=()

	while test "$at" -lt "$cword" && test "${words[at]#git-}" != "$command"; do
		at=$((at + 1))
	done
	mapfile -t lines < <(__git "$command" --git-completion-helper-line \
		"${words[@]:at+1:cword-at-1}" "$cur" 2>/dev/null)
	stays=${lines[0]%%$'\t'*}
	# The word as readline has it begins behind these.
	before=${cur%"${cur##*["$__git_kvm_breaks"]}"}
	COMPREPLY=()
	for line in "${lines[@]:1}"; do
		text=${line%%$'\t'*}
		[[ $stays$text == "$cur"* ]] || continue
		space=" "
		[[ $text == *[=:.-] ]] && space=
		printf -v word %q "$text"
		word=$stays$word
		COMPREPLY+=("${word#"$before"}$space")
		# Options have names that tell enough.
		[[ $text == -* ]] && line=$'\t'
		descriptions+=("${line#*$'\t'}")
	done
	__git_kvm_describe
	case ${lines[0]#*$'\t'} in
	files) __git_kvm_add_paths -f "$stays" ;;
	folders) __git_kvm_add_paths -d "$stays" ;;
	esac
}

# "=" and ":", where the user has left them among the characters that break words.
__git_kvm_breaks=${COMP_WORDBREAKS//[^=:]/}
__git_kvm_breaks=${__git_kvm_breaks:-$'\n'}

_git_kvm_digest ()
{
	__git_kvm_complete kvm-digest
}

_git_kvm_series ()
{
	__git_kvm_complete kvm-series
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
