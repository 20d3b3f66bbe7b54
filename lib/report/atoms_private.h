/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_ATOMS_PRIVATE_H
#define REPORT_ATOMS_PRIVATE_H

/* Shared by atoms.c, which fills a format in, and atoms_parse.c, which reads it. */

#include "report/atoms.h"

enum piece_kind {
	PIECE_LITERAL,
	PIECE_FIELD,
	PIECE_COLOUR,
	PIECE_ALIGN,
	PIECE_IF,
	PIECE_THEN,
	PIECE_ELSE,
	PIECE_END,
};

enum position { POSITION_LEFT, POSITION_MIDDLE, POSITION_RIGHT };
enum compare { COMPARE_NOTHING, COMPARE_EQUALS, COMPARE_NOTEQUALS };

struct piece {
	enum piece_kind kind;
	int field;
	char *text; /* of a literal, a colour, what an %(if) compares with */
	gsize len;
	bool resets; /* a colour that ends all others */
	size_t width;
	enum position position;
	enum compare compare;
};

struct atoms {
	GArray *pieces; /* of struct piece; %(end) and the like are where they have to be */
	GString *value; /* of the field that is being expanded */
};

#endif
