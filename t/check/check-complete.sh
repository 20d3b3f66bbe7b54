#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Each command has its source, manual page, completions, test and row in README.md, and nothing of those
# is left of a command that is gone. Each library is in the list of architecture.adoc.

status=0
complain() {
	echo >&2 "$*"
	status=1
}

commands=$(cd cmd && ls git-kvm-*.c | sed 's/\.c$//')
test -n "$commands" || complain "no command at all"
for command in $commands; do
	name=${command#git-}
	grep -q "^= $command(1)" "Documentation/$command.adoc" || complain "$command: no manual page"
	test -x "$GITKVM_BUILD/bin/$command" || complain "$command: not built"
	grep -q "^_git_$(echo "$name" | tr - _) ()" completion/git-kvm.bash ||
		complain "$command: no completion for bash"
	grep -q "^#compdef $command\$" "completion/_$command" || complain "$command: no completion for zsh"
	grep -q "^ *complete .* -a $name " completion/git-kvm.conf.fish || complain "$command: not described for fish"
	grep -q "^for command in.* $name\\b" completion/git-kvm.conf.fish || complain "$command: no completion for fish"
	grep -q "^| *\`git $name\`" README.md || complain "$command: no row in README.md"
	grep -lq "git kvm-\|git -C .* $name\|$command" t/t[0-9]*.t || complain "$command: no test"
done

# shellcheck disable=SC2013 # a list of words
for module in $(sed -n 's/^MODULES = //p' Makefile); do
	grep -q "^$module:: " Documentation/architecture.adoc || complain "$module: not in the list of libraries"
done

for page in Documentation/git-kvm-*.adoc; do
	command=$(basename "$page" .adoc)
	test -e "cmd/$command.c" || complain "$page: there is no such command"
done
for command in $(sed -n 's/^#compdef //p' completion/_git-kvm-*) \
	$(sed -n 's/^complete .* -a \(kvm-[a-z]*\) .*/git-\1/p; s/^for command in \(.*\)/\1/p' completion/git-kvm.conf.fish); do
	test -e "cmd/git-${command#git-}.c" || complain "completion: there is no $command"
done
exit $status
