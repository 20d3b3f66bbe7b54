#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Manual pages are built without a warning, and man finds nothing wrong with what was built.

status=0
for page in "$GITKVM_BUILD"/man/man?/*; do
	# What asciidoctor writes into every page is no news.
	complaints=$(mandoc -T lint -W warning "$page" | grep -vE \
		'insecure request: mso|unknown macro: +LINKSTYLE|skipping paragraph macro: (sp after|br at the end)')
	if test -n "$complaints"; then
		echo >&2 "$complaints"
		status=1
	fi
done
for source in Documentation/*.adoc; do
	LC_ALL=C.UTF-8 asciidoctor --failure-level=WARN -o /dev/null "$source" || status=1
done
exit $status
