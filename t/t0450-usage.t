#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='-h, the completion helper and the manual page of each command say the same'

. "$(dirname "$0")/lib/test-lib.sh"

# page_source <name>: the source of a manual page with what it includes.
page_source() {
	while IFS= read -r line; do
		case $line in
		include::*) cat "$GITKVM_TOP/Documentation/$(expr "$line" : "include::\(.*\)\[\]\$")" ;;
		*) printf '%s\n' "$line" ;;
		esac
	done <"$GITKVM_TOP/Documentation/$1.adoc"
}

# A section of a manual page's source, without its heading.
section() {
	page_source "$1" | sed -n "/^== $2\$/,/^== /p" | grep -v "^== "
}

# Terms of a description list, markup removed: "--[no-]color[=<when>]".
documented() {
	section "$1" "${2:-OPTIONS}" | sed -n 's/^\(-.*\)::$/\1/p' |
		sed 's/^-[^-][^,]*, --/--/; s/, /\n/g' | tr -d '_*`'
}

# One "--name", "--name=" or "--no-name" a line, from terms as above.
long_options() {
	sed -n '
		s/^-[^-].*//
		/^--\[no-\]/{
			h
			s/^--\[no-\]\([a-z-]*\).*/--no-\1/p
			g
			s/\[no-\]//
		}
		s/^\(--[a-z-]*\)\[=.*/\1/
		s/^\(--[a-z-]*=\).*/\1/
		s/^\(--[a-z-]*\) .*/\1=/
		/^--/p
	' | sort
}

for command in $(cd "$GITKVM_TOP/cmd" && ls git-kvm-*.c); do
	command=${command%.c}
	name=${command#git-}

	test_expect_success "$command: -h prints the usage on stdout, 129" '
		test_expect_code 129 git $name -h >usage 2>err &&
		test_must_be_empty err &&
		test_grep "^usage: git $name " usage
	'

	test_expect_success "$command: the usage lines are those of the SYNOPSIS" '
		sed -n "s/^\(usage:\|   or:\) //p" usage >actual &&
		section $command SYNOPSIS | tr -d "_*\`" | sed "/^\[verse\]\$/d; /^\$/d" >expect &&
		test_cmp expect actual
	'

	test_expect_success "$command: the options of -h are those of the manual page, in its order" '
		sed -n "s/^    \(-.*\)/\1/p" usage | sed "s/  .*//; s/^-., //" |
			sed "s/\(--[^ ]*\) /\1=/" >actual &&
		documented $command | grep -v "^-h\$" >expect &&
		test_cmp expect actual
	'

	test_expect_success "$command: completion offers the options of the manual page, no others" '
		git $name --git-completion-helper | tr " " "\n" | grep "^--." | sort >actual &&
		documented $command | long_options >expect &&
		test_cmp expect actual
	'

	test_expect_success "$command: no line of the usage is longer than 80 columns" '
		test -s usage &&
		! grep "^.\{81\}" usage
	'

	test_expect_success "$command: --version" '
		echo "git-kvm version $("$GITKVM_TOP/version.sh")" >expect &&
		git $name --version >actual &&
		test_cmp expect actual
	'

	test_expect_success "$command: an unknown option is named, 129" '
		test_expect_code 129 git $name --no-such-option >out 2>err &&
		test_must_be_empty out &&
		test_grep "error: unknown option .no-such-option." err
	'
done

# Subcommands have tables of their own, and sections of their own in the manual page.
for sub in $(cd "$GITKVM_TOP/cmd" && ls -d ./*/ | tr -d ./); do
	for name in $(git "$sub" -h | sed -n "s/^   or: git $sub \([a-z]*\) .*/\1/p"); do
		section="OPTIONS OF $(echo "$name" | tr '[:lower:]' '[:upper:]')"

		test_expect_success "$sub $name: -h, completion and manual page offer the same" '
			test_expect_code 129 git $sub $name -h >usage &&
			test_grep "^usage: git $sub $name " usage &&
			sed -n "s/^    \(-.*\)/\1/p" usage | sed "s/  .*//; s/^-., //" |
				sed "s/\(--[^ ]*\) /\1=/" >actual &&
			documented git-$sub "$section" | grep -v "^-h\$" >expect &&
			test_cmp expect actual &&
			git $sub $name --git-completion-helper | tr " " "\n" |
				grep -v "^--\$" | sort >actual &&
			documented git-$sub "$section" | long_options >expect &&
			test_cmp expect actual &&
			! grep "^.\{81\}" usage
		'
	done
done

test_expect_success 'every subcommand was looked at' '
	(cd "$GITKVM_TOP/cmd/kvm-series" && sed -n "s/^int kvm_series_\([a-z]*\)(.*/\1/p" subcommands.h) |
		grep -v "^list\$" | sort >expect &&
	git kvm-series -h | sed -n "s/^   or: git kvm-series \([a-z]*\) .*/\1/p" | sort >actual &&
	test_cmp expect actual
'

test_expect_success 'the list: states, fields and formats are in -h' '
	git kvm-series -h | tr -s " \n" " " >usage &&
	test_grep "States, for --state new, review, author, reviewed, contested, .*, incomplete, lost;" usage &&
	test_grep "Fields, for --sort, .* acked, age, .* title, total, tree, version, versions " usage &&
	test_grep "table, oneline, medium, json, html; or a text" usage &&
	test_grep "the last 90 days" usage
'

test_expect_success 'git finds the commands and their manual pages' '
	git --list-cmds=others >commands &&
	test_grep "^kvm-digest\$" commands &&
	git help kvm-digest >page 2>err </dev/null &&
	test_grep "GIT-KVM-DIGEST(1)" page
'

test_done
