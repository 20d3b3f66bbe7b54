/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

#define SCISSORS_MAX_LINES 50 /* a scissors line further down is not the start of a patch */

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

/* "[PATCH] title", the subject repeated: the last one counts, also over a "Subject:" before it. */
static bool take_repeated_subject(struct inbody *out, struct slice line)
{
	if (!slice_starts(line, SLICE("[PATCH]")) || line.len == 7 || !g_ascii_isspace(line.ptr[7]))
		return false;
	out->subject = slice_trim(line);
	return true;
}

/*
 * Reads the block at the start of text. Returns false, *out without fields, where there is none. A
 * blank line ends it behind a field alone, and a line of blanks that is not empty is prose.
 */
static bool read_block(struct slice text, struct inbody *out)
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
	return found;
}

/* Half of a pair of scissors: ">8", "8<". */
static bool is_blade(const char *at)
{
	return (at[1] == '<' && (*at == '8' || *at == '%')) ||
	       (*at == '>' && (at[1] == '8' || at[1] == '%'));
}

/* "-- >8 --", "8< - - - cut here - - -": half of what is seen is dashes and scissors. */
static bool is_scissors(struct slice line)
{
	size_t marks = 0, dashes = 0, visible = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (g_ascii_isspace(line.ptr[i]))
			continue;
		visible++;
		dashes += line.ptr[i] == '-';
		marks += i + 1 < line.len && is_blade(line.ptr + i);
	}
	return marks && dashes >= 2 && 2 * (dashes + 2 * marks) > visible;
}

#ifdef __SSE2__

#define STEP 64 /* bytes that are looked at in one go */

static inline __m128i are(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

/* Which of 16 bytes is_blade() holds of. */
static inline __m128i find_blades(__m128i here, __m128i next)
{
	__m128i closed = _mm_or_si128(are(here, '8'), are(here, '%')),
		open = _mm_or_si128(are(next, '8'), are(next, '%'));

	return _mm_or_si128(_mm_and_si128(closed, are(next, '<')),
			    _mm_and_si128(are(here, '>'), open));
}

/* Passes over bytes in front of *end that hold none; at most those of so many lines. */
static const char *skip_bladeless(const char *at, const char **end)
{
	__m128i lines = _mm_setzero_si128();

	for (; *end - at > STEP; at += STEP) {
		__m128i found = _mm_setzero_si128(), sums;

		for (const char *part = at; part < at + STEP; part += sizeof(found)) {
			__m128i here = _mm_loadu_si128((const __m128i *)(const void *)part);
			__m128i next = _mm_loadu_si128((const __m128i *)(const void *)(part + 1));

			found = _mm_or_si128(found, find_blades(here, next));
			lines = _mm_sub_epi8(lines, are(here, '\n'));
		}
		sums = _mm_sad_epu8(lines, _mm_setzero_si128());
		if (_mm_movemask_epi8(found))
			return at;
		if (_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4) >= SCISSORS_MAX_LINES) {
			*end = at;
			return at;
		}
	}
	return at;
}

#else

static const char *skip_bladeless(const char *at, const char **end)
{
	(void)end;
	return at;
}

#endif

/* Whether there may be scissors among the first lines: most texts have no such two letters there.
 */
static bool has_blades(struct slice text)
{
	const char *end = text.ptr + text.len, *at = skip_bladeless(text.ptr, &end);

	for (; end - at > 1; at++)
		if (is_blade(at))
			return true;
	return false;
}

/*
 * git am cuts at scissors only when told to. Here they count where they cannot be prose: a header
 * block with an author stands right behind them, and then a diff.
 */
static bool read_behind_scissors(struct slice text, struct inbody *out)
{
	struct slice rest = text, line;

	if (!has_blades(text))
		return false;
	for (unsigned i = 0; i < SCISSORS_MAX_LINES && slice_next_line(&rest, &line); i++) {
		struct inbody found;

		if (!is_scissors(line))
			continue;
		if (!read_block(rest, &found) || !found.from.ptr || !patch_has_diff(found.rest))
			return false;
		*out = found;
		return true;
	}
	return false;
}

void inbody_parse(struct slice text, struct inbody *out)
{
	struct inbody behind;

	if (!read_block(text, out) && read_behind_scissors(text, &behind))
		*out = behind;
}
