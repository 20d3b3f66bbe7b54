/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BODY_PARTS_H
#define BODY_PARTS_H

#include "body/text.h"
#include "mime/mime.h"

/*
 * The text of a mail as valid UTF-8 with LF line ends, NULs as U+FFFD. A plain UTF-8 or ASCII body
 * with 7bit or 8bit encoding that is valid as it stands is text = a slice of the mail itself,
 * uncopied.
 */
#define BODY_MAX_PATCHES 64

struct body {
	struct slice text;
	unsigned flags;
	char *owned;	 /* text's memory where it had to be decoded; else NULL */
	size_t patch_at; /* where in text an attached patch mail begins; 0 without one */
	/* Where each attached patch mail begins; of more than there is room for (BODY_MANY_PATCHES)
	 * the first ones. */
	size_t patches[BODY_MAX_PATCHES];
	unsigned nr_patches;
	/* The names of attached text files that hold no diff and are not in the text, as written,
	 * ", " between them; NULL without any. */
	char *left_out;
};

/* The patch mail in the text: an attached one without the words before it, else all there is. */
static inline struct slice body_patch(const struct body *body)
{
	return slice_skip(body->text, body->patch_at);
}

/* Of several attached patch mails the i-th, from 0; where there is none, the 0th is body_patch().
 */
static inline struct slice body_part(const struct body *body, unsigned i)
{
	struct slice text = i ? slice_skip(body->text, body->patches[i]) : body_patch(body);

	if (i + 1 < body->nr_patches)
		text.len = (size_t)(body->text.ptr + body->patches[i + 1] - text.ptr);
	return text;
}

/*
 * Makes one text of the parts of a mail (struct mime_part): first what is text, then the files that
 * hold a diff, then what is text behind those that a text stands in front of; other text files only
 * when there is no text without them. Sets text and owned of out, and adds to its flags, in which
 * BODY_MULTIPART says whether the parts are those of a multipart.
 */
void parts_join(const GArray *parts, struct body *out);

#endif
