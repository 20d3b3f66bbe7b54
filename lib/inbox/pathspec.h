/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PATHSPEC_H
#define INBOX_PATHSPEC_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/*
 * Pathspecs by git's rules (gitglossary(7)), of which libgit2 knows only some: folders, wildcards,
 * :(top) :/, :(literal), :(icase), :(glob), :(exclude) :! :^. Not :(attr:…): there are no files to
 * have attributes.
 */
#define PATHSPEC_ERROR (g_quark_from_static_string("gitkvm-pathspec"))

enum pathspec_magic {
	PATHSPEC_TOP = 1 << 0,
	PATHSPEC_LITERAL = 1 << 1,
	PATHSPEC_GLOB = 1 << 2,
	PATHSPEC_ICASE = 1 << 3,
	PATHSPEC_EXCLUDE = 1 << 4,
	PATHSPEC_ALL_LITERAL = 1 << 5, /* for all of them: there is no magic at all */
};

struct pathspec;

/*
 * Understands the arguments behind "--". defaults is magic of those that do not say otherwise: of
 * LITERAL, GLOB, ICASE, ALL_LITERAL (git --noglob-pathspecs, --glob-pathspecs, …). prefix is the
 * folder they are relative to, "arch/x86/" or "". NULL with a PATHSPEC_ERROR. Free with
 * pathspec_free().
 */
struct pathspec *pathspec_parse(const char *const *elements, size_t nr, unsigned defaults,
				const char *prefix, GError **error);

void pathspec_free(struct pathspec *pathspec);

/* Whether the path of a file is meant: by one of them, or all are exclusions; and by no exclusion.
 */
bool pathspec_matches(const struct pathspec *pathspec, const char *path);

#endif
