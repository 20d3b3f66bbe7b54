#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/platform.sh [--records=<folder>] bookworm|trixie|sid
#
# Runs what the README says on a fresh system: makes that Debian with debootstrap, nothing in it but make and
# a C compiler, and in it "make demo" and "make test", of a clone of the last commit and of the tarball of
# "make dist", each in a system of its own. Prints versions, times, how many tests there were, and the result,
# in a form that Documentation/architecture.adoc quotes. To be run by hand, as root, before a release.
#
# --records=<folder>	tells also what the mails of each bare clone there were read to, as a checksum that is
#			the same on each system; and of how many bodies GMime has another opinion
#
# The systems are made below TMPDIR, need 4 GB there, and are removed at the end. PLATFORM_MIRROR names a mirror
# of Debian other than debootstrap's own. Logs are left in build/platform/.

set -eu
TOP=$(cd "$(dirname "$0")/.." && pwd)

records=
for arg; do
	case $arg in
	--records=*) records=$(cd "${arg#*=}" && pwd) ;;
	bookworm | trixie | sid) suite=$arg ;;
	*) sed >&2 -n 's/^# usage: /usage: /p' "$0" && exit 129 ;;
	esac
done
test -n "${suite-}" || { sed >&2 -n 's/^# usage: /usage: /p' "$0" && exit 129; }

die() {
	echo >&2 "fatal: $*"
	exit 128
}

test "$(id -u)" = 0 || die "debootstrap and chroot need root"
command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap"

# All that is mounted and started here ends with this script.
if test -z "${PLATFORM_ALONE-}"; then
	PLATFORM_ALONE=1 exec unshare --mount --pid --fork --kill-child "$0" "$@"
fi

logs=$TOP/build/platform
mkdir -p "$logs"
dir=$(mktemp -d "${TMPDIR:-/tmp}/git-kvm-platform.XXXXXX")
mkdir -p "$dir/archives/partial"

# What cannot be unmounted is not removed: what is mounted there would be removed too.
# shellcheck disable=SC2317 # called by the trap
clean_up() {
	for system in "$dir/clone" "$dir/tarball"; do
		for place in proc dev var/cache/apt/archives inboxes; do
			if mountpoint -q "$system/$place" && ! umount -R "$system/$place"; then
				echo >&2 "warning: still in use, not removed: $dir"
				return
			fi
		done
	done
	rm -rf "$dir"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# make_base: a Debian with nothing but what the README asks for. It gets apt's ways of the system that it is
# made on: a proxy, or a mirror whose lists are older than they say they may be.
make_base() {
	debootstrap --variant=minbase --include=make,gcc,libc6-dev "$suite" "$dir/base" \
		${PLATFORM_MIRROR:+"$PLATFORM_MIRROR"} >"$logs/$suite-debootstrap.log" 2>&1 ||
		die "debootstrap failed, see $logs/$suite-debootstrap.log"
	! command -v apt-config >/dev/null ||
		apt-config dump | grep -E '^Acquire::(Check-|https?::|Retries)' >"$dir/base/etc/apt/apt.conf.d/90host" || :
	rm -rf "$dir/base/var/cache/apt/archives"
	mkdir "$dir/base/var/cache/apt/archives"
}

# inside <system> <command>: in an environment as after logging in.
inside() {
	chroot "$dir/$1" env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		sh -c "$2" </dev/null
}

# make_system <name>: the base once more, ready for use.
make_system() {
	cp -a --reflink=auto "$dir/base" "$dir/$1"
	mount -t proc proc "$dir/$1/proc"
	mount --rbind /dev "$dir/$1/dev"
	mount --bind "$dir/archives" "$dir/$1/var/cache/apt/archives"
	cp /etc/resolv.conf "$dir/$1/etc/resolv.conf"
	mkdir "$dir/$1/src" "$dir/$1/inboxes"
	test -z "$records" || mount --bind -o ro "$records" "$dir/$1/inboxes"
}

print_versions() {
	inside "$1" '
		printf "Debian %s, " "$(cat /etc/debian_version)"
		printf "%s, " "$(gcc --version | sed "1!d; s/.* /gcc /")" "$(git version | sed "s/ version//")"
		for module in libgit2 gmime-3.0 glib-2.0 json-glib-1.0 libpcre2-8 sqlite3 libdeflate zlib cmocka; do
			printf "%s %s, " "${module%-*.0}" "$(pkg-config --modversion $module)"
		done
		asciidoctor --version | sed "s/Asciidoctor \([0-9.]*\).*/asciidoctor \1/; q"
	'
}

# counts <log>: what prove said at the end of each of its runs.
counts() {
	sed -n 's/^Files=\([0-9]*\), Tests=\([0-9]*\),.*/\1 files, \2 tests/p; s/^Result: //p' "$1" | paste -s -d ' ' -
}

# run <system> <target>: the command of the README, as a line of what is printed.
run() {
	log=$logs/$suite-$1-$2.log
	start=$(date +%s)
	if inside "$1" "cd /src/git-kvm && make $2" >"$log" 2>&1; then
		result=passed
	else
		result="FAILED, see $log"
		status=1
	fi
	echo "$1: make $2: $(($(date +%s) - start)) s $(counts "$log") $result"
}

# print_records <system>: for each inbox the checksum of all records, read without an index.
print_records() {
	for inbox in "$records"/*; do
		test -e "$inbox/objects" || continue
		name=${inbox##*/}
		inside "$1" "
			cd /src/git-kvm/build/dev/t/helper &&
			./index --no-index records '/inboxes/$name' HEAD >/tmp/records 2>/tmp/counts &&
			echo '$name:' \$(sha256sum </tmp/records | cut -d ' ' -f 1), \$(cat /tmp/counts) &&
			git -C '/inboxes/$name' log --format=%H:m HEAD | git -C '/inboxes/$name' cat-file --batch |
				./body-agree
		" || status=1
	done
}

status=0
make_base
for system in clone tarball; do
	make_system $system
	git clone -q --no-hardlinks "$TOP" "$dir/$system/src/git-kvm"
	if test $system = tarball; then
		make -s -C "$dir/tarball/src/git-kvm" dist
		mv "$dir"/tarball/src/git-kvm/git-kvm-*.tar.gz "$dir/tarball/src"
		rm -rf "$dir/tarball/src/git-kvm"
		(cd "$dir/tarball/src" && tar -xzf git-kvm-*.tar.gz && rm git-kvm-*.tar.gz && mv git-kvm-* git-kvm)
	fi
	run $system demo
	run $system test
	test $system != clone || print_versions clone
	test -z "$records" || test $system != clone || print_records clone
done
exit $status
