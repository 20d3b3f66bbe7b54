/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_PATCH_H
#define PATCH_PATCH_H

#include <stdint.h>
#include "patch/hunk.h"
#include "text/pool.h"

/*
 * The in-body header block: From:, Subject:, Date: lines at the very start of the text, as git
 * mailinfo reads them: empty lines before it and the "From <hash> <date>" (or ">From") of git
 * format-patch are skipped, fields may be folded, each counts once, but "[PATCH] title" is the
 * subject whatever stands before it, and it ends with an empty line behind a field or the first
 * line that is none of these. A From: without an address is prose. A
 * scissors line is prose, too: git cuts there when it is told to. "Not there" where missing.
 */
struct inbody {
	struct slice from, subject, date; /* raw field bodies: decode with words_decode() */
	struct slice rest;		  /* the text behind the block and its blank line */
};

void inbody_parse(struct slice text, struct inbody *out);

/*
 * The parts of a patch mail or cover letter, slices of its decoded text (behind the in-body
 * header), each "not there" when missing. In order: message (with its trailers), "---", notes,
 * diffstat (its summary line included), diff, base-commit & co., signature behind "-- ".
 */
#define PATCH_HUNKS 16

struct patch {
	struct slice message;	  /* or cover text, up to "---", diffstat, diff or signature */
	struct slice trailers;	  /* the last paragraph of message, where it is trailer_block() */
	struct slice notes;	  /* between "---" and the diffstat, diff or base-commit */
	struct slice diffstat;	  /* " path | 3 +-", the summary line, " create mode" lines */
	struct slice diff;	  /* from "diff --git", "--- a/" + "+++ b/" or "Index:" on */
	struct slice applied;	  /* what git am takes for the patch: all from where git mailinfo
				     ends the message (mailinfo_message_length()) */
	struct slice base_commit; /* the hash behind "base-commit:" */
	struct slice change_id;	  /* the id behind "change-id:" of b4, not Gerrit's "Change-Id:" */
	struct slice signature;	  /* behind the last "-- " line */

	/*
	 * What a digest prints: from the start of text through the last summary line in front of
	 * the first "diff --git", "base-commit:" or "-- " line; without one, up to that.
	 */
	struct slice listed;

	/* The first hunks of diff, so that who counts their lines need not look at them again. */
	struct hunk_lines hunks[PATCH_HUNKS];
	unsigned nr_hunks;
};

/* One pass over the text; nothing is quadratic in it. */
void patch_split(struct slice text, struct patch *out);

/* Quoted lines ("> …") never count. True when text holds an unquoted unified or binary git diff. */
bool patch_has_diff(struct slice text);

/*
 * Whether two texts carry the same change: their lines with + and - and the files these are in, as
 * git patch-id compares them, without regard to white space, line numbers and context.
 */
bool patch_same_diff(struct slice a, struct slice b);

struct diffstat {
	uint32_t files, insertions, deletions;
	bool known : 1;	    /* false: neither a summary nor a diff; all zero */
	bool has_diff : 1;  /* of whatever kind */
	bool from_diff : 1; /* there is a diff, and no summary */
	bool differs : 1;   /* the summary says otherwise than the diff */
	bool bare : 1;	    /* names have no prefix, so that git apply reads others */
	unsigned nr_paths : 27;
	const char **paths; /* whole, unquoted (git's C quotes undone), sorted, each once;
			       NULL-terminated; never NULL */
};

/*
 * Totals and paths of the diff as git apply reads patch->applied (both names of a rename; of names
 * without prefix it adds what is left behind the first folder, which git takes for one); else from
 * the summary line and the diffstat, its "{a => b}" forms resolved to both and abbreviated ones
 * (".../kvm/x.c") kept as they are. Lives in pool.
 */
void diffstat_parse(struct pool *pool, const struct patch *patch, struct diffstat *out);

#endif
