#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='completion in bash, zsh and fish, by way of their completion of git'

. "$(dirname "$0")/lib/test-lib.sh"

# bash-completion wants no space in the names of its folders: there is one in the name of this one.
data=$(mktemp -d) || exit 1
final_cleanup='rm -rf "$data"'

test_expect_success 'setup: an inbox with a tag, completions as installed' '
	sample_inbox in.git &&
	git -C in.git tag march HEAD &&
	git config --global kvm.favourite.inbox ~/in.git &&
	mkdir -p "$data/bash-completion/completions" zsh config/fish/completions config/fish/conf.d &&
	for command in $(cd "$GITKVM_TOP/cmd" && ls git-kvm-*.c | sed "s/\.c\$//")
	do
		cp "$GITKVM_TOP/completion/git-kvm.bash" "$data/bash-completion/completions/$command" &&
		cp "$GITKVM_TOP/completion/_git-kvm.zsh" zsh/_$command &&
		cp "$GITKVM_TOP/completion/git-kvm.fish" config/fish/completions/$command.fish || return 1
	done &&
	cp "$GITKVM_TOP/completion/git-kvm.conf.fish" config/fish/conf.d/git-kvm.fish
'

# bash_complete <word>…: what is offered for the last word of a line, one a line, sorted.
cat >complete.bash <<'EOF'
source /usr/share/bash-completion/bash_completion
source /usr/share/bash-completion/completions/git
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}
_completion_loader "$1"
spec=$(complete -p "$1")
[[ $spec =~ -F\ ([^ ]+) ]] && "${BASH_REMATCH[1]}"
printf '%s\n' "${COMPREPLY[@]}" | sed 's/ *$//' | sort
EOF
bash_complete() {
	(cd in.git && XDG_DATA_HOME=$data \
		bash --norc --noprofile "$HOME/complete.bash" "$@")
}

fish_complete() {
	(cd in.git && XDG_CONFIG_HOME="$HOME/config" XDG_DATA_HOME="$HOME/fishdata" \
		fish -c 'complete -C $argv[1]' "$1" |
		cut -f1 | sort)
}

# zsh completes only at a prompt: in a terminal of zpty's, where what is offered is caught. READY and DONE
# are printed by the line editor, so that no key comes too early and nothing is read too early.
mkdir zdot
cat >zdot/.zshrc <<'EOF'
PROMPT=
fpath=($HOME/zsh $fpath)
autoload -U compinit
compinit -u -D
compadd() {
	local -a __hits
	builtin compadd -A __hits "$@"
	(( $#__hits )) && print -rl -- $__hits >>$HOME/zsh.out
	builtin compadd "$@"
}
catch() {
	_main_complete
	print DONE
}
zle -C catch complete-word catch
bindkey "^I" catch
zle-line-init() { print READY }
zle -N zle-line-init
cd $HOME/in.git
EOF
cat >capture.zsh <<'EOF'
zmodload zsh/zpty
zpty z "ZDOTDIR=${(q)HOME}/zdot zsh -d -i"
zpty -r z line '*READY*'
zpty -w -n z "$1"$'\t'
zpty -r z line '*DONE*'
zpty -d z
EOF
zsh_complete() {
	: >zsh.out
	timeout 60 zsh -f capture.zsh "$1" >zsh.log 2>&1
	sort -u zsh.out
}

if zsh -fc 'zmodload zsh/zpty && zpty x true' 2>/dev/null; then
	test_set_prereq PTY
fi

for shell in bash fish zsh; do
	needs=
	case $shell in
	zsh) needs=PTY ;;
	esac
	case $shell in
	bash) ask='bash_complete git kvm-digest' direct='bash_complete git-kvm-digest' ;;
	*) ask="words_complete $shell git kvm-digest" direct="words_complete $shell git-kvm-digest" ;;
	esac
	words_complete() {
		shell_=$1
		shift
		"${shell_}_complete" "$*"
	}

	test_expect_success $needs "$shell: options" '
		$ask --no- >actual &&
		test_grep "^--no-bodies\$" actual &&
		$ask --fo >actual &&
		test_grep "^--format=\?\$" actual
	'

	test_expect_success $needs "$shell: values of an option" '
		$ask --format= >actual &&
		sed "s/^--format=//" actual >values &&
		test_grep "^classic\$" values &&
		test_grep "^json\$" values &&
		test_grep "^text\$" values
	'

	test_expect_success $needs "$shell: limits, and formats of dates" '
		$ask --sin >actual &&
		test_grep "^--since=\?\$" actual &&
		$ask --no-bot >actual &&
		test_grep "^--no-bots\$" actual &&
		$ask --date=iso >actual &&
		sed "s/^--date=//" actual >values &&
		printf "%s\n" iso iso-strict >expect &&
		test_cmp expect values &&
		$ask --date=for >actual &&
		sed "s/^--date=//" actual >values &&
		echo format: >expect &&
		test_cmp expect values
	'

	test_expect_success $needs "$shell: revisions, at both ends of a range" '
		$ask mar >actual &&
		test_grep "^march\$" actual &&
		$ask master..mar >actual &&
		sed "s/^master\.\.//" actual >ends &&
		test_grep "^march\$" ends
	'

	test_expect_success $needs "$shell: names of inboxes and folders" '
		$ask --inbox= >actual &&
		sed "s/^--inbox=//" actual >values &&
		test_grep "^favourite\$" values &&
		test_grep "^objects/\?\$" values &&
		$ask --inbox=fav >actual &&
		sed "s/^--inbox=//" actual >values &&
		test_grep "^favourite\$" values &&
		! grep "^objects" values
	'

	# in.git has no commits then, so that the inbox is the one of kvm.inbox.
	test_expect_success $needs "$shell: revisions of the inbox, from elsewhere" '
		mv in.git away.git &&
		git init -q --bare in.git &&
		git -C in.git config kvm.inbox "$PWD/away.git" &&
		test_when_finished "rm -rf in.git && mv away.git in.git" &&
		$ask mar >actual &&
		test_grep "^march\$" actual
	'

	case $shell in
	bash) series='bash_complete git kvm-series' ;;
	*) series="words_complete $shell git kvm-series" ;;
	esac

	test_expect_success $needs "$shell: subcommands, and the options of each" '
		$series sh >actual &&
		test_grep "^show\$" actual &&
		$series --al >actual &&
		test_grep "^--all-versions\$" actual &&
		$series show --wh >actual &&
		test_grep "^--why\$" actual &&
		$series show --al >actual &&
		! grep "^--all-versions" actual
	'

	test_expect_success $needs "$shell: git-kvm-digest with the dash, too" '
		$direct --no-bo >actual &&
		test_grep "^--no-bodies\$" actual
	'
done

test_done
