/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/hidden.h"

/* In rising order. */
static const struct {
	gunichar first, last;
} ranges[] = {
	{ 0x80, 0x9f },	      /* C1 controls */
	{ 0xad, 0xad },	      /* soft hyphen */
	{ 0x34f, 0x34f },     /* combining grapheme joiner */
	{ 0x61c, 0x61c },     /* arabic letter mark */
	{ 0x115f, 0x1160 },   /* hangul fillers */
	{ 0x17b4, 0x17b5 },   /* khmer vowels that are not written */
	{ 0x180b, 0x180f },   /* mongolian variation selectors and vowel separator */
	{ 0x200b, 0x200b },   /* zero width space; the joiners behind it stay */
	{ 0x200e, 0x200f },   /* direction marks */
	{ 0x2028, 0x202e },   /* line and paragraph separator, direction */
	{ 0x2060, 0x206f },   /* word joiner, invisible operators, isolates, deprecated controls */
	{ 0x2800, 0x2800 },   /* braille without dots */
	{ 0x3164, 0x3164 },   /* hangul filler */
	{ 0xfdd0, 0xfdef },   /* no characters at all */
	{ 0xfe00, 0xfe0f },   /* variation selectors */
	{ 0xfeff, 0xfeff },   /* zero width no-break space, byte order mark */
	{ 0xffa0, 0xffa0 },   /* halfwidth hangul filler */
	{ 0xfff0, 0xfffb },   /* not assigned; annotations, which hide what they enclose */
	{ 0x13430, 0x1343f }, /* controls of hieroglyphs */
	{ 0x1bca0, 0x1bca3 }, /* controls of shorthand */
	{ 0x1d173, 0x1d17a }, /* controls of music */
	{ 0xe0000, 0xe0fff }, /* tags, which are invisible ASCII; variation selectors */
};

bool text_is_hidden(gunichar c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ranges) && c >= ranges[i].first; i++)
		if (c <= ranges[i].last)
			return true;
	return (c & 0xfffe) == 0xfffe; /* the last two of each plane are no characters */
}
