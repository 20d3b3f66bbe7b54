/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

#include "patch/mailinfo.h"

/* The field body behind "From:" and the like; "not there" where line is another one. */
static struct slice match_field(struct slice line, struct slice name)
{
	if (!slice_istarts(line, name))
		return slice_of(NULL, 0);
	return slice_trim(slice_skip(line, name.len));
}

/* "From: the beginning of time" is prose. */
static bool looks_like_address(struct slice s)
{
	const char *at = s.len ? memchr(s.ptr, '@', s.len) : NULL;

	return at && at > s.ptr && at + 1 < s.ptr + s.len && !g_ascii_isspace(at[-1]) &&
	       !g_ascii_isspace(at[1]);
}

/*
 * The first line of a patch's file that was pasted as a whole, as it was or with the ">" of an
 * archive, which is all that git knows: without, mailsplit cuts there.
 */
static bool is_mbox_line(struct slice line)
{
	size_t i;

	line = slice_skip(line, slice_starts(line, SLICE(">")));
	if (!slice_starts(line, SLICE("From ")))
		return false;
	line = slice_skip(line, strlen("From "));
	for (i = 0; i < line.len && g_ascii_isxdigit(line.ptr[i]) && !g_ascii_isupper(line.ptr[i]);
	     i++)
		;
	return i == 40 && slice_eq(slice_skip(line, i), SLICE(" Mon Sep 17 00:00:00 2001"));
}

/* The folded lines that follow belong to the field, for git those of nothing but blanks, too. */
static void take_folds(struct slice *field, struct slice *rest)
{
	struct slice next = *rest, line;

	while (slice_next_line(&next, &line) && line.len &&
	       (*line.ptr == ' ' || *line.ptr == '\t')) {
		field->len = (size_t)(line.ptr + line.len - field->ptr);
		*rest = next;
	}
	*field = slice_trim(*field);
}

/* Each field counts once, as for git. Returns false where line is no in-body field. */
static bool take_field(struct inbody *out, struct slice line, struct slice *rest)
{
	struct slice value, behind = *rest;

	if ((value = match_field(line, SLICE("From:"))).ptr && !out->from.ptr) {
		take_folds(&value, &behind);
		if (!looks_like_address(value))
			return false;
		out->from = value;
	} else if ((value = match_field(line, SLICE("Subject:"))).ptr && !out->subject.ptr) {
		take_folds(&value, &behind);
		out->subject = value;
	} else if ((value = match_field(line, SLICE("Date:"))).ptr && !out->date.ptr) {
		take_folds(&value, &behind);
		out->date = value;
	} else {
		return false;
	}
	*rest = behind;
	return true;
}

/* "[PATCH] title", the subject repeated: the last one counts, also over a "Subject:" before it;
 * without a title it is passed over. */
static bool take_repeated_subject(struct inbody *out, struct slice line)
{
	if (!slice_starts(line, SLICE("[PATCH]")) ||
	    (line.len > 7 && !mailinfo_is_space(line.ptr[7])))
		return false;
	if (slice_trim(slice_skip(line, 7)).len)
		out->subject = slice_trim(line);
	return true;
}

/* A blank line ends it behind a field alone, and a line of blanks that is not empty is prose. */
void inbody_parse(struct slice text, struct inbody *out)
{
	struct slice rest = text, line;
	bool found = false, field = false;

	*out = (struct inbody){ .rest = text };
	for (;;) {
		struct slice behind = rest;

		if (!slice_next_line(&behind, &line))
			break;
		if (!line.len) {
			rest = behind;
			if (field)
				break;
			continue;
		}
		field = take_field(out, line, &behind);
		if (!field && !is_mbox_line(line) && !take_repeated_subject(out, line))
			break;
		found = true;
		rest = behind;
	}
	if (found)
		out->rest = rest;
}
