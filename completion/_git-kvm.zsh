#compdef git-kvm-digest git-kvm-series git-kvm-authors
#description digest of a kernel mailing list from its public-inbox clone
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Completion for git-kvm's commands in zsh. Installed under the name of each command, _git-kvm-digest,
# by which zsh's completion of git finds it too. Options and their values are asked of the commands.

# Those of the inbox, which need not be the repository we are in.
_git_kvm_revisions() {
	local -a refs
	local inbox=$($kvm_command --git-completion-helper-inbox 2>/dev/null)
	refs=(HEAD ${(f)"$(git ${inbox:+--git-dir=$inbox} for-each-ref --format='%(refname:short)' 2>/dev/null)"})
	compset -P '*..(.|)' || compset -P '^'
	compadd -- $refs
}

_git_kvm_inboxes() {
	local -a names
	names=(${(f)"$($kvm_command --git-completion-helper-inboxes 2>/dev/null)"})
	compadd -- $names
	_files -/
}

_git_kvm() {
	local command=git-${words[1]#git-} option values
	local kvm_command=$command
	local -a specs subcommands sub

	subcommands=(${${=$($command --git-completion-helper 2>/dev/null)}:#--*})
	if (( $subcommands[(Ie)${words[2]}] && CURRENT > 2 )); then
		sub=($words[2])
		shift words
		(( CURRENT-- ))
	elif (( $#subcommands && CURRENT == 2 )); then
		compadd -- $subcommands
	fi
	for option in ${=$($command $sub --git-completion-helper 2>/dev/null)}; do
		case $option in
		-- | [^-]*)
			;;
		--inbox=)
			specs+=("*${option}:inbox:_git_kvm_inboxes")
			;;
		*=)
			values=$($command $sub --git-completion-helper-values=${${option#--}%=} 2>/dev/null)
			# A colon would end the list.
			specs+=("${option}:value:(${values//:/\\:})")
			;;
		*)
			values=$($command $sub --git-completion-helper-values=${option#--} 2>/dev/null)
			if [[ -n $values ]]; then
				specs+=("${option}=-::value:(${values//:/\\:})")
			else
				specs+=("$option")
			fi
			;;
		esac
	done
	_arguments -s -S $specs '-h[show the usage]' '*::revision range:_git_kvm_revisions'
}

_git_kvm "$@"
