/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_NAMED_H
#define INBOX_NAMED_H

#include <glib.h>
#include <sys/stat.h>
#include <git2/oid.h>

/* What refs of a plain repository (plain.h) say, without libgit2. */

/* The file packed-refs, as it was when it was last looked at. */
struct packed_refs {
	GMutex lock;
	struct stat info;
	char *text; /* NULL before */
};

/* UNSURE: libgit2 is to be asked. */
enum ref_found { REF_FOUND, REF_NONE, REF_UNSURE };

/* The id of a ref by its full name, such as HEAD. git_dir ends with a "/". */
enum ref_found named_find(struct packed_refs *packed, const char *git_dir, const char *name,
			  git_oid *out);

/* The same of a name as it is typed, "master" or "origin/next", as git_reference_dwim() has it. */
enum ref_found named_guess(struct packed_refs *packed, const char *git_dir, const char *name,
			   git_oid *out);

void packed_refs_release(struct packed_refs *packed);

#endif
