/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/atoms.h"

#include <string.h>
#include "report/atoms_private.h"
#include "report/escape.h"
#include "report/width.h"

void atoms_free(struct atoms *atoms)
{
	if (!atoms)
		return;
	g_array_unref(atoms->pieces);
	g_string_free(atoms->value, TRUE);
	g_free(atoms);
}

/* What is open: the whole, an %(align), or an %(if), whose parts are kept apart. */
struct frame {
	const struct piece *piece; /* NULL: the whole */
	GString *out;		   /* what is appended to */
	GString *then;		   /* from %(else) on, what stood before it */
	bool truth;
};

struct expansion {
	const struct atoms *atoms;
	GArray *frames; /* of struct frame; the last is the innermost */
	bool colours;
	bool coloured; /* a colour is on */
};

static struct frame *top(struct expansion *expansion)
{
	return &g_array_index(expansion->frames, struct frame, expansion->frames->len - 1);
}

static void open_frame(struct expansion *expansion, const struct piece *piece)
{
	struct frame frame = { .piece = piece, .out = g_string_new(NULL) };

	g_array_append_val(expansion->frames, frame);
}

/* The columns of a text, escape sequences of colours taking none. */
static size_t plain_width(const GString *text)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	for (const char *at = text->str; at < text->str + text->len; at++) {
		if (*at == '\033') {
			at += strcspn(at, "m");
			if (!*at)
				break;
			continue;
		}
		g_string_append_c(plain, *at ? *at : ' ');
	}
	return text_width(plain->str);
}

static void append_aligned(GString *out, const struct piece *align, const GString *text)
{
	size_t width = plain_width(text), gap = align->width > width ? align->width - width : 0;
	size_t before = 0;

	if (align->position == POSITION_RIGHT)
		before = gap;
	else if (align->position == POSITION_MIDDLE)
		before = gap / 2;
	g_string_append_printf(out, "%*s", (int)before, "");
	g_string_append_len(out, text->str, (gssize)text->len);
	g_string_append_printf(out, "%*s", (int)(gap - before), "");
}

/* As git has it: without a comparison, whatever is no white space makes it true. */
static bool is_true(const struct piece *condition, const GString *text)
{
	if (condition->compare == COMPARE_EQUALS)
		return !strcmp(text->str, condition->text);
	if (condition->compare == COMPARE_NOTEQUALS)
		return strcmp(text->str, condition->text);
	return text->str[strspn(text->str, " \t\n\v\f\r")];
}

static void close_frame(struct expansion *expansion)
{
	struct frame frame = *top(expansion);
	GString *parent;

	g_array_set_size(expansion->frames, expansion->frames->len - 1);
	parent = top(expansion)->out;
	if (frame.piece->kind == PIECE_ALIGN) {
		append_aligned(parent, frame.piece, frame.out);
	} else if (frame.then) {
		GString *chosen = frame.truth ? frame.then : frame.out;

		g_string_append_len(parent, chosen->str, (gssize)chosen->len);
		g_string_free(frame.then, TRUE);
	} else if (frame.truth) {
		g_string_append_len(parent, frame.out->str, (gssize)frame.out->len);
	}
	g_string_free(frame.out, TRUE);
}

static void expand_piece(struct expansion *expansion, const struct piece *piece,
			 void (*value)(int field, GString *out, void *data), void *data)
{
	struct frame *frame = top(expansion);
	GString *text = expansion->atoms->value;

	switch (piece->kind) {
	case PIECE_LITERAL:
		g_string_append_len(frame->out, piece->text, (gssize)piece->len);
		break;
	case PIECE_FIELD:
		g_string_truncate(text, 0);
		value(piece->field, text, data);
		escape_terminal(frame->out, text->str, text->len, ESCAPE_LINE);
		break;
	case PIECE_COLOUR:
		if (expansion->colours)
			g_string_append_len(frame->out, piece->text, (gssize)piece->len);
		expansion->coloured = !piece->resets;
		break;
	case PIECE_ALIGN:
	case PIECE_IF:
		open_frame(expansion, piece);
		break;
	case PIECE_THEN:
		frame->truth = is_true(frame->piece, frame->out);
		g_string_truncate(frame->out, 0);
		break;
	case PIECE_ELSE:
		frame->then = frame->out;
		frame->out = g_string_new(NULL);
		break;
	case PIECE_END:
		close_frame(expansion);
		break;
	}
}

void atoms_expand(const struct atoms *atoms, bool colours,
		  void (*value)(int field, GString *out, void *data), void *data, GString *out)
{
	struct expansion expansion = { .atoms = atoms, .colours = colours };
	struct frame whole = { .out = out };

	expansion.frames = g_array_new(FALSE, FALSE, sizeof(struct frame));
	g_array_append_val(expansion.frames, whole);
	for (guint i = 0; i < atoms->pieces->len; i++)
		expand_piece(&expansion, &g_array_index(atoms->pieces, struct piece, i), value,
			     data);
	if (colours && expansion.coloured)
		g_string_append(out, "\033[m");
	g_array_unref(expansion.frames);
}
