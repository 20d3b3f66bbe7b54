/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

#include "patch/hunk.h"
#include "patch/mailinfo.h"
#include "patch/stat.h"
#include "patch/trailer.h"

enum place {
	IN_MESSAGE,
	IN_NOTES, /* behind the message, before the diff */
	IN_DIFF,
};

/* Where things begin and end; NULL as long as they have not been met. */
struct splitter {
	struct patch *out;
	enum place place;
	struct hunk hunk;
	const char *message_end;
	const char *notes, *notes_end;
	const char *stat_run; /* the run of diffstat lines that the last line belongs to */
	const char *stat_end; /* of the diffstat, as long as lines may belong to it */
	const char *diff, *diff_end;
	const char *summary_end, *first_break; /* either ends what is listed */
	const char *signature_line, *signature;
	bool looked_ahead; /* … which found the "---" of the message there; NULL without one */
	const char *message_goes_on_to;
};

static bool is_separator(struct slice line)
{
	return slice_starts(line, SLICE("---")) && !slice_trim(slice_skip(line, 3)).len;
}

/* "-- "; some mailers cut off the space, which git's own signature, a version, is known without. */
static bool is_signature(struct slice line, struct slice rest)
{
	return slice_eq(line, SLICE("-- ")) ||
	       (slice_eq(line, SLICE("--")) && rest.len && g_ascii_isdigit(*rest.ptr));
}

static void set_first(const char **where, const char *ptr)
{
	if (!*where)
		*where = ptr;
}

static void end_message(struct splitter *sp, const char *end)
{
	if (sp->place != IN_MESSAGE)
		return;
	sp->message_end = end;
	sp->place = IN_NOTES;
}

static void end_notes(struct splitter *sp, const char *end)
{
	if (sp->notes)
		set_first(&sp->notes_end, end);
}

/* What looked like a signature was none when a part of the patch follows it. */
static void forget_signature(struct splitter *sp)
{
	sp->signature_line = sp->signature = NULL;
}

static void take_signature(struct splitter *sp, struct slice line, struct slice rest)
{
	set_first(&sp->first_break, line.ptr);
	set_first(&sp->signature_line, line.ptr);
	sp->signature = rest.ptr;
}

static void begin_diff(struct splitter *sp, struct slice line)
{
	end_message(sp, line.ptr);
	end_notes(sp, line.ptr);
	forget_signature(sp);
	set_first(&sp->first_break, line.ptr);
	sp->place = IN_DIFF;
	sp->diff = line.ptr;
}

static bool is_hash(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!g_ascii_isxdigit(s.ptr[i]))
			return false;
	return s.len >= 7 && s.len <= 64;
}

/* "base-commit: <hash>" and "change-id: <word>", which git and b4 put below all else. */
static bool take_identity(struct splitter *sp, struct slice line)
{
	struct slice value;

	if (slice_starts(line, SLICE("base-commit:"))) {
		value = slice_trim(slice_skip(line, strlen("base-commit:")));
		if (!is_hash(value))
			return false;
		if (!sp->out->base_commit.ptr)
			sp->out->base_commit = value;
		set_first(&sp->first_break, line.ptr);
		return true;
	}
	if (!slice_starts(line, SLICE("change-id: ")))
		return false;
	value = slice_trim(slice_skip(line, strlen("change-id: ")));
	if (value.len && !sp->out->change_id.ptr)
		sp->out->change_id = value;
	return false;
}

static void end_diffstat(struct splitter *sp)
{
	if (!sp->stat_end)
		return;
	sp->out->diffstat.len = (size_t)(sp->stat_end - sp->out->diffstat.ptr);
	sp->stat_end = NULL;
}

/*
 * Whether the message goes on: its "---" is still to come, with the diffstat or diff behind it. A
 * diffstat above that is quoted, and a part of the text. Looked up once.
 */
static bool goes_on(struct splitter *sp, struct slice rest)
{
	struct stat_total total;
	struct slice line;
	bool parted = false;

	if (sp->place != IN_MESSAGE || sp->looked_ahead)
		return sp->place == IN_MESSAGE && rest.ptr < sp->message_goes_on_to;
	sp->looked_ahead = true;
	while (slice_next_line(&rest, &line)) {
		if (parted && (diff_begins(line, rest) || stat_read_summary(line, &total)))
			return true;
		if (diff_begins(line, rest))
			break;
		if (!parted && is_separator(line)) {
			parted = true;
			sp->message_goes_on_to = line.ptr;
		}
	}
	sp->message_goes_on_to = NULL;
	return false;
}

/* Returns true where the line belongs to a diffstat, or may yet do so. */
static bool take_diffstat(struct splitter *sp, struct slice line, struct slice rest)
{
	struct stat_total total;
	struct slice path;

	if (sp->stat_end) {
		if (stat_is_mode_line(line)) {
			sp->stat_end = rest.ptr;
			return true;
		}
		end_diffstat(sp);
	}
	if (sp->out->diffstat.ptr)
		return false;
	if (stat_read_path(line, &path)) {
		set_first(&sp->stat_run, line.ptr);
		return true;
	}
	if (stat_read_summary(line, &total) && !goes_on(sp, rest)) {
		const char *start = sp->stat_run ? sp->stat_run : line.ptr;

		end_message(sp, start);
		end_notes(sp, start);
		forget_signature(sp);
		sp->out->diffstat.ptr = start;
		sp->stat_end = sp->summary_end = rest.ptr;
		return true;
	}
	sp->stat_run = NULL;
	return false;
}

static void take_text_line(struct splitter *sp, struct slice line, struct slice rest)
{
	struct stat_total total;

	/* A short statistic in the prose of a cover letter does not end it. */
	if (!sp->first_break && stat_read_summary(line, &total))
		sp->summary_end = rest.ptr;
	if (take_diffstat(sp, line, rest) || !line.len)
		return;
	switch (*line.ptr) {
	case 'd':
	case 'I':
	case '-':
		if (diff_begins(line, rest)) {
			begin_diff(sp, line);
		} else if (is_separator(line) && sp->place == IN_MESSAGE) {
			end_message(sp, line.ptr);
			forget_signature(sp);
			sp->notes = rest.ptr;
		} else if (is_signature(line, rest)) {
			take_signature(sp, line, rest);
		}
		break;
	case 'b':
	case 'c':
		if (take_identity(sp, line)) {
			end_message(sp, line.ptr);
			end_notes(sp, line.ptr);
		}
		break;
	}
}

/*
 * A cover letter may show a diff before its diffstat, which belongs to the text then. Returns true
 * where that is so.
 */
static bool take_back_diff(struct splitter *sp, struct slice line, struct slice rest)
{
	struct stat_total total;
	bool in_message = sp->message_end == sp->diff;

	if (!sp->stat_run || sp->out->diffstat.ptr || !stat_read_summary(line, &total))
		return false;
	sp->place = in_message ? IN_MESSAGE : IN_NOTES;
	sp->diff = sp->diff_end = NULL;
	if (in_message)
		sp->message_end = NULL;
	else
		sp->notes_end = NULL;
	return take_diffstat(sp, line, rest);
}

static void take_diff_line(struct splitter *sp, struct slice line, struct slice rest)
{
	struct slice path;

	if (take_back_diff(sp, line, rest))
		return;
	if (stat_read_path(line, &path))
		set_first(&sp->stat_run, line.ptr);
	else
		sp->stat_run = NULL;
	if (!line.len)
		return;
	switch (*line.ptr) {
	case '@':
		hunk_begin(&sp->hunk, line);
		break;
	case 'd':
	case 'I':
	case '-':
		if (diff_begins(line, rest)) {
			sp->diff_end = NULL;
			forget_signature(sp);
		} else if (is_signature(line, rest)) {
			take_signature(sp, line, rest);
			set_first(&sp->diff_end, line.ptr);
		} else if (is_separator(line)) {
			set_first(&sp->diff_end, line.ptr);
		}
		break;
	case 'b':
	case 'c':
		if (take_identity(sp, line))
			set_first(&sp->diff_end, line.ptr);
		break;
	}
}

static struct slice between(const char *start, const char *end)
{
	return start ? slice_of(start, (size_t)(end - start)) : slice_of(NULL, 0);
}

static void finish(struct splitter *sp, struct slice text)
{
	struct patch *out = sp->out;
	const char *end = text.ptr + text.len;

	end_diffstat(sp);
	set_first(&sp->message_end, sp->signature_line ? sp->signature_line : end);
	set_first(&sp->notes_end, sp->signature_line ? sp->signature_line : end);
	set_first(&sp->diff_end, end);
	set_first(&sp->first_break, end);
	out->message = between(text.ptr, sp->message_end);
	out->trailers = trailer_block(out->message);
	out->notes = between(sp->notes, sp->notes_end);
	out->diff = between(sp->diff, sp->diff_end);
	out->signature = between(sp->signature, end);
	out->listed = between(text.ptr, sp->summary_end ? sp->summary_end : sp->first_break);
}

static void take_hunk(struct splitter *sp, struct slice *rest)
{
	struct hunk_lines lines = { .begin = rest->ptr };
	struct patch *out = sp->out;

	if (!hunk_is_open(&sp->hunk))
		return;
	hunk_take_lines(&sp->hunk, rest, &lines.changed);
	lines.end = rest->ptr;
	lines.left = sp->hunk;
	if (out->nr_hunks < PATCH_HUNKS)
		out->hunks[out->nr_hunks++] = lines;
}

void patch_split(struct slice text, struct patch *out)
{
	struct splitter sp = { .out = out };
	struct slice rest = text, line;

	*out = (struct patch){ .message = { NULL, 0 } };
	while (take_hunk(&sp, &rest), slice_next_line(&rest, &line)) {
		if (sp.place == IN_DIFF)
			take_diff_line(&sp, line, rest);
		else
			take_text_line(&sp, line, rest);
	}
	finish(&sp, text);
	out->applied = slice_skip(text, mailinfo_message_length(text));
}

bool patch_has_diff(struct slice text)
{
	const char *end = text.ptr + text.len, *at;
	struct slice line;

	while ((at = slice_seek_line(text, 'd', 'I', '-', true))) {
		text = slice_of(at, (size_t)(end - at));
		if (slice_next_line(&text, &line) && diff_begins(line, text))
			return true;
	}
	return false;
}
