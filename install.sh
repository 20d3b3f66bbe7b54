#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: install.sh install|uninstall <folder>:<name>:<source>...
#
# Puts files where "make install" says, or takes them away. A folder is named by a variable of the
# Makefile, such as bindir, which is in our environment with DESTDIR and prefix: so any of them may
# hold blanks.

set -e
action=$1
shift

# rmdir, upwards, what is empty now; never what a system comes with.
remove_empty() {
	folder=$1
	while test "${folder#"$DESTDIR$prefix"}" != "$folder"; do
		case $folder in
		/usr | /usr/local | /usr/bin | /usr/local/bin | /usr/share | /usr/local/share | \
			/usr/share/man | /usr/local/share/man | /usr/local/man)
			test -n "$DESTDIR" || return 0
			;;
		esac
		rmdir "$folder" 2>/dev/null || return 0
		folder=${folder%/*}
	done
}

for file; do
	variable=${file%%:*} source=${file##*:} name=${file#*:}
	name=${name%:*}
	eval "folder=\$DESTDIR\$$variable"
	test "$folder" != "$DESTDIR" || { echo >&2 "install.sh: no folder for $name"; exit 1; }
	if test "$action" = uninstall; then
		rm -f "$folder/$name"
		remove_empty "$folder"
		continue
	fi
	mode=644
	test ! -x "$source" || mode=755
	# shellcheck disable=SC2086 # INSTALL may be a command with options
	${INSTALL:-install} -d "$folder"
	# shellcheck disable=SC2086
	${INSTALL:-install} -m $mode "$source" "$folder/$name"
done
