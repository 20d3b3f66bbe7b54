#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what TAB does in bash, zsh and fish: what stands on the line then, and what is offered'

. "$(dirname "$0")/lib/test-lib.sh"

# As "make install" leaves it in a home. bash-completion wants no space in the names of its folders, and there is one
# in the name of this folder.
data=$(mktemp -d) || exit 1
final_cleanup='rm -rf "$data"'

test_expect_success 'setup: inboxes, a tree that is none, completions as installed' '
	demo demo &&
	git -C demo/kvm.git tag march HEAD &&
	git -C demo/kvm.git tag "odd\$(x)" HEAD &&
	mv demo/kvm.git in.git &&
	git -C demo/linux config kvm.inbox "$PWD/in.git" &&
	mv demo/linux linux &&
	mkdir nothing &&
	git config --global kvm.favourite.inbox ~/in.git &&
	make -s -C "$GITKVM_TOP" install-completion BUILD="$GITKVM_BUILD" prefix= datadir="$data"
'

# Startup files: they bind Ctrl-T to what writes the file "written", see tab.py.
mkdir zdot config config/fish
# Without this folder fish begins with making completions of all manual pages, for ten seconds.
mkdir -p fishdata/fish/generated_completions
cat >bashrc <<'EOS'
. /usr/share/bash-completion/bash_completion
PS1= PS2=
cd ~/in.git
_completion_loader git
_completion_loader git-kvm-digest
bind 'set completion-query-items 0'
bind 'set page-completions off'
bind 'set bell-style none'
offered=()
for command in git git-kvm-digest; do
	spec=$(complete -p "$command")
	[[ $spec =~ -F\ ([^ ]+) ]]
	eval "offer_${command//-/_}() { ${BASH_REMATCH[1]} \"\$@\"; offered=(\"\${COMPREPLY[@]}\"); }"
	complete -o bashdefault -o default -o nospace -F "offer_${command//-/_}" "$command"
done
write() {
	{
		printf '= %s|\n' "$READLINE_LINE"
		printf '  %s\n' "${offered[@]}"
		echo .
	} >~/written.new
	mv ~/written.new ~/written
	offered=()
	READLINE_LINE= READLINE_POINT=0
}
bind -x '"\C-t": write'
PROMPT_COMMAND='PROMPT_COMMAND=; write'
EOS
cat >zdot/.zshrc <<'EOS'
PROMPT=
LISTMAX=10000
fpath=($DATA/zsh/site-functions $fpath)
autoload -U compinit
compinit -u -D
typeset -ga offered
compadd() {
	# Called for what matches alone: it may change its arguments.
	if (( ${@[(I)-[DOA]*]} )); then
		builtin compadd "$@"
		return
	fi
	local -a __hits
	local __at=${@[(i)-*d]}
	builtin compadd -A __hits "$@"
	offered+=($__hits)
	(( $#__hits && __at < $# )) && offered+=(${(P)@[__at+1]})
	builtin compadd "$@"
}
write() {
	{
		print -r -- "= $BUFFER|"
		(( $#offered )) && print -rl -- "  "$^offered
		print .
	} >~/written.new
	mv ~/written.new ~/written
	offered=()
	BUFFER=
}
zle -N write
bindkey "^T" write
zle-line-init() { write; zle -D zle-line-init }
zle -N zle-line-init
cd ~/in.git
EOS
cat >config/fish/config.fish <<'EOS'
function fish_prompt
end
function fish_greeting
end
function fish_right_prompt
end
function tab
    set -g typed (commandline -b)
    commandline -f complete
end
function write
    begin
        echo "= "(commandline -b)"|"
        # Asked for where the line is open; it takes as long as TAB itself.
        string match -rq '[ =-]$' -- "$typed"
        and complete -C $typed | string replace -r '^' '  '
        echo .
    end >~/written.new
    mv ~/written.new ~/written
    set -g typed
    commandline ''
end
function fish_user_key_bindings
    bind \t tab
    bind \ct write
end
function started --on-event fish_prompt
    functions -e started
    write
end
cd ~/in.git
EOS

# What is typed, and what stands on the line after TAB: the same in all shells.
cat >cases <<'EOS'
git kvm-d -> git kvm-digest |
git kvm-digest --fo -> git kvm-digest --format=|
git kvm-digest --sin -> git kvm-digest --since=|
git kvm-digest --no-bod -> git kvm-digest --no-bodies |
git kvm-digest --no-b -> git kvm-digest --no-bo|
git kvm-digest --no-pro -> git kvm-digest --no-progress |
git kvm-digest --format=cl -> git kvm-digest --format=classic |
git kvm-digest --format cl -> git kvm-digest --format classic |
git kvm-digest --format= -> git kvm-digest --format=|
git kvm-digest --date=iso-s -> git kvm-digest --date=iso-strict |
git kvm-digest --date=form -> git kvm-digest --date=format:|
git kvm-digest --new=d -> git kvm-digest --new=dry |
git kvm-digest mar -> git kvm-digest march |
git kvm-digest master..mar -> git kvm-digest master..march |
git kvm-digest master...mar -> git kvm-digest master...march |
git kvm-digest ^mar -> git kvm-digest ^march |
git kvm-digest odd -> git kvm-digest odd\$\(x\) |
git kvm-digest --inbox=fav -> git kvm-digest --inbox=favourite |
git kvm-digest --inbox=obj -> git kvm-digest --inbox=objects/|
git kvm-digest --mailmap=desc -> git kvm-digest --mailmap=description |
git kvm-digest --top=3 -i -n 5 mar -> git kvm-digest --top=3 -i -n 5 march |
git kvm-digest -- desc -> git kvm-digest -- description |
git -C ../linux kvm-digest mar -> git -C ../linux kvm-digest march |
git -C ../nothing kvm-digest --inbox=favourite mar -> git -C ../nothing kvm-digest --inbox=favourite march |
git -C ../nothing kvm-digest mar -> git -C ../nothing kvm-digest mar|
git-kvm-digest --no-bod -> git-kvm-digest --no-bodies |
git-kvm-digest mar -> git-kvm-digest march |
git kvm-series sh -> git kvm-series show |
git kvm-series --all-v -> git kvm-series --all-versions |
git kvm-series show --wh -> git kvm-series show --why |
git kvm-series show --no-bo -> git kvm-series show --no-bo|
git kvm-series --state=inc -> git kvm-series --state=incomplete |
git kvm-series --state=new,con -> git kvm-series --state=new,contested |
git kvm-series --state=!app -> git kvm-series --state=!applied |
git kvm-series --state=new,!inc -> git kvm-series --state=new,!incomplete |
git kvm-series --format=med -> git kvm-series --format=medium |
git kvm-series --format=o -> git kvm-series --format=oneline |
git kvm-series --sort=las -> git kvm-series --sort=lastword |
git kvm-series --sort=-las -> git kvm-series --sort=-lastword |
git kvm-series show 231 -> git kvm-series show 231ebed4963e |
git -C ../linux kvm-series mbox 231 -> git -C ../linux kvm-series mbox 231ebed4963e |
git kvm-series am 231 -> git kvm-series am 231ebed4963e |
git kvm-series log 231 -> git kvm-series log 231ebed4963e |
git kvm-series am fae5eeab6198 --version=v2 -> git kvm-series am fae5eeab6198 --version=v2 |
git kvm-series --reviewer= -> git kvm-series --reviewer=me |
git kvm-series --for m -> git kvm-series --for me |
git kvm-series diff 231 -> git kvm-series diff 231ebed4963e |
git kvm-series diff fae5eeab6198 v3..v4 -> git kvm-series diff fae5eeab6198 v3..v4 |
git kvm-series diff fae5eeab6198 v3 -> git kvm-series diff fae5eeab6198 v3..|
git kvm-series show fae5eeab6198 --version=v2 -> git kvm-series show fae5eeab6198 --version=v2 |
git kvm-series lo -> git kvm-series log |
git kvm-series log 231 -> git kvm-series log 231ebed4963e |
git kvm-series log --quotes=fu -> git kvm-series log --quotes=full |
git kvm-series log --no-b -> git kvm-series log --no-bots |
git kvm-series log fae5eeab6198 --version=v2 -> git kvm-series log fae5eeab6198 --version=v2 |
git kvm-series show --sta -> git kvm-series show --stat |
git kvm-series rep -> git kvm-series reply |
git kvm-series reply 231 -> git kvm-series reply 231ebed4963e |
git kvm-series reply --pat -> git kvm-series reply --patch |
git kvm-series mbox -o obj -> git kvm-series mbox -o objects/|
git kvm-authors --group=emp -> git kvm-authors --group=employer |
git kvm-authors --group=tra -> git kvm-authors --group=trailer:|
git kvm-authors --sort=cov -> git kvm-authors --sort=covered |
git kvm-authors --employers=desc -> git kvm-authors --employers=description |
git kvm-authors --versus=master..mar -> git kvm-authors --versus=master..march |
EOS

# Of these it is looked at what is offered.
cat >open <<'EOS'
git kvm-
git kvm-series ''
git kvm-series show ''
git kvm-series diff fae5eeab6198 ''
git kvm-series --state=
git kvm-series --format=
EOS
sed "s/''\$//" open >offered

# tab <shell> <command>...: the file <shell>.out, see tab.py.
tab() {
	shell_=$1
	shift
	rm -f written &&
	DATA=$data ZDOTDIR=$PWD/zdot XDG_CONFIG_HOME=$PWD/config XDG_DATA_HOME=$PWD/fishdata \
		XDG_DATA_DIRS=$data:/usr/local/share:/usr/share TERM=xterm \
		python3 "$GITKVM_TOP/t/lib/tab.py" 30 written "$@" <lines >"$shell_.out" 2>"$shell_.err"
}

# offers <typed>: what was offered for that, without what the shell puts around it.
offers() {
	awk -v typed="> $1" '/^> / { on = $0 == typed; next } on && /^  / { print substr($0, 3) }' "$shell.out"
}

test_expect_success 'each command has a description, that of its manual page' '
	for command in $(cd "$GITKVM_TOP/cmd" && ls git-kvm-*.c | sed "s/\.c\$//")
	do
		sed -n "s/^$command - //p" "$GITKVM_TOP/Documentation/$command.adoc" >about &&
		test -s about &&
		sed -n "s/^#description //p" "$GITKVM_TOP/completion/_$command" >actual &&
		test_cmp about actual &&
		sed -n "s/.* -a ${command#git-} -d .\(.*\).\$/\1/p" "$GITKVM_TOP/completion/git-kvm.conf.fish" >actual &&
		test_cmp about actual || return 1
	done
'

if ! python3 -c "import pty; pty.openpty()" 2>/dev/null; then
	test_done
fi

sed 's/ -> .*//' cases >lines
cat offered >>lines
for shell in bash zsh fish; do
	case $shell in
	bash) start='bash --noprofile --rcfile bashrc -i' ;;
	zsh) start='zsh -d -i' ;;
	fish) start='fish -i' ;;
	esac

	test_expect_success "$shell: what stands on the line after TAB" '
		tab $shell $start &&
		sed -n "s/^= //p" $shell.out >stands &&
		sed "s/ -> .*//" cases >typed &&
		paste -d "~" typed stands | sed -n "s/~/ -> /; 1,$(wc -l <cases)p" >actual &&
		test_cmp cases actual
	'

	test_expect_success "$shell: subcommands and revisions" '
		offers "git kvm-series " >actual &&
		test_grep "^show" actual &&
		test_grep "^diff" actual &&
		test_grep "^march" actual
	'

	test_expect_success "$shell: series by their titles" '
		offers "git kvm-series show " >actual &&
		test_grep "^fae5eeab6198.*KVM: Let halt polling learn from each vCPU (v4, Ada Lindqvist)" actual &&
		test_grep "^231ebed4963e.*Tomás Peña" actual &&
		! grep "^march" actual
	'

	test_expect_success "$shell: versions by their subjects" '
		offers "git kvm-series diff fae5eeab6198 " >actual &&
		test_grep "^v2\.\..*\[PATCH v2 0/3\] KVM: Let halt" actual
	'

	test_expect_success "$shell: states, and fields of a format" '
		offers "git kvm-series --state=" >actual &&
		test_grep "waiting for the author" actual &&
		test_grep "!applied.*not applied" actual &&
		offers "git kvm-series --format=" >actual &&
		test_grep "oneline" actual &&
		test_grep "%.*(.*title.*)" actual
	'

	test $shell = bash || test_expect_success "$shell: each command is described as itself" '
		offers "git kvm-" >actual &&
		test_grep "^kvm-digest.*digest of a kernel mailing list" actual &&
		test_grep "^kvm-series.*list, show, read, export and compare" actual &&
		test_grep "^kvm-authors.*who wrote, reviewed" actual &&
		! grep "Custom command" actual
	'
done

test_expect_success 'bash: no titles where words are put on the line one after the other' '
	cat >menu.bash <<-\EOS &&
	. /usr/share/bash-completion/completions/git
	. "$1/bash-completion/completions/git-kvm-series"
	cd in.git
	words=(git kvm-series show "") cword=3 cur=
	for COMP_TYPE in $2
	do
		_git_kvm_series
		printf "%s\n" "${COMPREPLY[@]}"
	done
	EOS
	bash --noprofile --norc menu.bash "$data" 37 >actual 2>&1 </dev/null &&
	test_grep "^fae5eeab6198 \$" actual &&
	# The key of a list, and what show-all-if-ambiguous and show-all-if-unmodified make of TAB.
	bash --noprofile --norc menu.bash "$data" "9 63 33 64" >actual 2>&1 </dev/null &&
	test $(grep -c "^fae5eeab6198  [A-Za-z]" actual) = 4
'

test_expect_success 'nothing is offered twice' '
	for word in --state= --sort= --format= --date= --color= -- ""
	do
		git -C in.git kvm-series --git-completion-helper-line "$word" >lines &&
		sed "1d; s/	.*//" lines | sort | uniq -d >twice &&
		test_line_count -gt 3 lines &&
		test_must_be_empty twice || return 1
	done
'

# What a mail says is on the line of a terminal, which it must not steer, and no shell runs it.
test_expect_success 'a title cannot steer the terminal' '
	sample_inbox sample.git &&
	git -C sample.git kvm-series --git-completion-helper-line show "" >actual &&
	test_grep "Cleared <U+202E>esrever" actual &&
	! grep "$(printf "\033")" actual
'

test_done
