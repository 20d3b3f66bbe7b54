/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_PALETTE_H
#define REPORT_PALETTE_H

#include <glib.h>

/* What is coloured in the text reports; each is a color.kvm.<slot> (see palette_slot_name()). */
enum palette_slot {
	PALETTE_HEADING, /* heading: section titles */
	PALETTE_COUNT,	 /* count: numbers of the tables */
	PALETTE_COMMIT,	 /* commit: object ids and message ids */
	PALETTE_AUTHOR,	 /* author */
	PALETTE_DATE,	 /* date */
	PALETTE_PREFIX,	 /* prefix: [PATCH v4 01/19] */
	PALETTE_TITLE,	 /* title: of a mail or series */
	PALETTE_NEW,	 /* new: "New:" */
	PALETTE_OLD,	 /* old: "Exist:", "Skip:", what is superseded */
	PALETTE_TRAILER, /* trailer: Reviewed-by: and the like */
	PALETTE_ADDED,	 /* added: + in diffs and diffstats */
	PALETTE_REMOVED, /* removed: - in diffs and diffstats */

	/* Of a mail's text */
	PALETTE_QUOTED,	    /* quoted: what it quotes */
	PALETTE_META,	    /* meta: the lines in front of a diff */
	PALETTE_WHITESPACE, /* whitespace: blanks at the end of an added line */

	/* Of a range-diff, as git's color.diff.<slot> */
	PALETTE_FRAG,		/* frag: "@@" */
	PALETTE_ADDED_BOLD,	/* addedBold: + that only the new version has */
	PALETTE_ADDED_DIMMED,	/* addedDimmed: + that only the old version had */
	PALETTE_REMOVED_BOLD,	/* removedBold: -, in the same way */
	PALETTE_REMOVED_DIMMED, /* removedDimmed */
	PALETTE_CONTEXT_BOLD,	/* contextBold: all else, in the same way */
	PALETTE_CONTEXT_DIMMED, /* contextDimmed */
	PALETTE_NR,
};

/* Escape sequences: on[slot] before the text, off behind it; all "" where nothing is coloured. */
struct palette {
	const char *on[PALETTE_NR];
	const char *off[PALETTE_NR]; /* "" of a slot whose on is "" */
};

/* Makes it one without colours: every string "". */
void palette_clear(struct palette *palette);

/* Appends a line's worth of a mail's text, escaped for a terminal, in the colour of a slot. */
void palette_put(GString *out, const struct palette *palette, enum palette_slot slot,
		 const char *text);

/* The slot's name in color.kvm.<slot>. */
const char *palette_slot_name(enum palette_slot slot);

#endif
