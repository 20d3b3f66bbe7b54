/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_PATCH_TEXT_H
#define COMPARE_PATCH_TEXT_H

#include "record/record.h"

/*
 * A patch or cover letter as the text that two versions of it are compared by, in the form that git
 * range-diff makes of a commit:
 *
 *	 ## Metadata ##
 *	Author: Name <address>
 *	<empty>
 *	 ## Commit message ##     of a cover letter: " ## Cover letter ##"
 *	    title
 *	<empty>
 *	    message
 *	<empty>
 *	 ## path ##               the diff: see diff_text.h
 *
 * What only the transport or the sender's version of git put into the mail is not in it: encodings,
 * format=flowed, the notes below "---", the diffstat, ids of blobs, the signature. A cover letter
 * has no diff.
 */
struct patch_text {
	int number;				/* the n of n/m, or its place in the version */
	unsigned char commit[RECORD_HASH_SIZE]; /* of the inbox: where the mail is */
	const char *message_id, *title;		/* valid UTF-8; live in pool, as all strings */
	GString *text;				/* owned; valid UTF-8 without NUL */
	size_t diff_at;				/* where in text the diff begins; 0 without one */
	size_t diff_lines;			/* of the diff, as range-diff counts them */
	struct pool pool;
};

/*
 * Makes it of a mail and its record, neither of which is needed any more then. Returns NULL with a
 * MAIL_ERROR when the mail is over a limit. Free with patch_text_free().
 */
struct patch_text *patch_text_new(struct slice raw, const struct record *record, int number,
				  GError **error);

void patch_text_free(struct patch_text *patch);

/* The diff alone; of a patch without one the whole text, as git has it. The patch_text's. */
static inline struct slice patch_text_diff(const struct patch_text *patch)
{
	return slice_of(patch->text->str + patch->diff_at, patch->text->len - patch->diff_at);
}

static inline struct slice patch_text_whole(const struct patch_text *patch)
{
	return slice_of(patch->text->str, patch->text->len);
}

#endif
