/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/atoms_private.h"

#include <stdint.h>
#include <string.h>

#define ATOMS_ERROR (g_quark_from_static_string("gitkvm-atoms"))

#define WIDTH_MAX 10000

/* An %(align) or %(if) that waits for its %(end). */
struct open {
	bool is_if, then, otherwise;
};

struct parser {
	struct atoms *atoms;
	const struct atoms_names *names;
	GString *literal;
	GArray *open; /* of struct open */
	GError **error;
};

static void piece_clear(void *data)
{
	g_free(((struct piece *)data)->text);
}

static bool fail(struct parser *parser, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool fail(struct parser *parser, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	if (parser->error)
		*parser->error = g_error_new_valist(ATOMS_ERROR, 0, format, ap);
	va_end(ap);
	return false;
}

static void add_piece(struct parser *parser, struct piece piece)
{
	g_array_append_val(parser->atoms->pieces, piece);
}

static void add_literal(struct parser *parser)
{
	GString *literal = parser->literal;

	if (!literal->len)
		return;
	add_piece(parser, (struct piece){ .kind = PIECE_LITERAL,
					  .text = g_memdup2(literal->str, literal->len),
					  .len = literal->len });
	g_string_truncate(literal, 0);
}

static bool fail_field(struct parser *parser, const char *name)
{
	g_autofree char *known = g_strjoinv(", ", (char **)parser->names->fields);

	fail(parser, "unknown field name: %s\nhint: the fields are %s", name, known);
	return false;
}

static bool add_field(struct parser *parser, const char *name)
{
	const char *const *fields = parser->names->fields;
	int field = 0;

	while (fields[field] && strcmp(fields[field], name))
		field++;
	if (!fields[field])
		field = parser->names->alias ? parser->names->alias(name, strlen(name)) : -1;
	if (field < 0)
		return fail_field(parser, name);
	add_piece(parser, (struct piece){ .kind = PIECE_FIELD, .field = field });
	return true;
}

static bool read_position(const char *text, struct piece *align)
{
	static const char *const positions[] = { "left", "middle", "right" };

	for (size_t i = 0; i < G_N_ELEMENTS(positions); i++)
		if (!strcmp(text, positions[i])) {
			align->position = (enum position)i;
			return true;
		}
	return false;
}

static bool read_width(const char *text, struct piece *align)
{
	guint64 width;

	if (!g_ascii_string_to_unsigned(text, 10, 0, WIDTH_MAX, &width, NULL))
		return false;
	align->width = width;
	return true;
}

/* "40,right", "width=40,position=right", in any order. */
static bool read_align(struct parser *parser, const char *argument, struct piece *align)
{
	g_auto(GStrv) parts = g_strsplit(argument, ",", -1);
	bool good = true;

	align->width = SIZE_MAX;
	for (char **part = parts; good && *part; part++) {
		if (g_str_has_prefix(*part, "position="))
			good = read_position(*part + strlen("position="), align) ||
			       fail(parser, "unrecognized position:%s",
				    *part + strlen("position="));
		else if (g_str_has_prefix(*part, "width="))
			good = read_width(*part + strlen("width="), align) ||
			       fail(parser, "unrecognized width:%s", *part + strlen("width="));
		else
			good = read_width(*part, align) || read_position(*part, align) ||
			       fail(parser, "unrecognized %%(align) argument: %s", *part);
	}
	if (good && align->width == SIZE_MAX)
		return fail(parser, "positive width expected with the %%(align) atom");
	return good;
}

static bool add_align(struct parser *parser, const char *argument)
{
	struct piece align = { .kind = PIECE_ALIGN };
	struct open open = { .is_if = false };

	if (!argument)
		return fail(parser, "expected format: %%(align:<width>,<position>)");
	if (!read_align(parser, argument, &align))
		return false;
	add_piece(parser, align);
	g_array_append_val(parser->open, open);
	return true;
}

static bool add_colour(struct parser *parser, const char *argument)
{
	char *sequence;

	if (!argument)
		return fail(parser, "expected format: %%(color:<color>)");
	sequence = parser->names->colour ? parser->names->colour(argument) : NULL;
	if (!sequence)
		return fail(parser, "unrecognized color: %%(color:%s)", argument);
	add_piece(parser, (struct piece){ .kind = PIECE_COLOUR,
					  .text = sequence,
					  .len = strlen(sequence),
					  .resets = !strcmp(argument, "reset") });
	return true;
}

static bool add_if(struct parser *parser, const char *argument)
{
	struct piece piece = { .kind = PIECE_IF };
	struct open open = { .is_if = true };

	if (argument && g_str_has_prefix(argument, "equals="))
		piece.compare = COMPARE_EQUALS;
	else if (argument && g_str_has_prefix(argument, "notequals="))
		piece.compare = COMPARE_NOTEQUALS;
	else if (argument)
		return fail(parser, "unrecognized %%(if) argument: %s", argument);
	if (argument)
		piece.text = g_strdup(strchr(argument, '=') + 1);
	add_piece(parser, piece);
	g_array_append_val(parser->open, open);
	return true;
}

static struct open *innermost(const struct parser *parser)
{
	return parser->open->len ? &g_array_index(parser->open, struct open, parser->open->len - 1)
				 : NULL;
}

static bool add_then(struct parser *parser)
{
	struct open *open = innermost(parser);

	if (!open || !open->is_if)
		return fail(parser, "format: %%(then) atom used without an %%(if) atom");
	if (open->then)
		return fail(parser, "format: %%(then) atom used %s",
			    open->otherwise ? "after %(else)" : "more than once");
	open->then = true;
	add_piece(parser, (struct piece){ .kind = PIECE_THEN });
	return true;
}

static bool add_else(struct parser *parser)
{
	struct open *open = innermost(parser);

	if (!open || !open->is_if)
		return fail(parser, "format: %%(else) atom used without an %%(if) atom");
	if (!open->then)
		return fail(parser, "format: %%(else) atom used without a %%(then) atom");
	if (open->otherwise)
		return fail(parser, "format: %%(else) atom used more than once");
	open->otherwise = true;
	add_piece(parser, (struct piece){ .kind = PIECE_ELSE });
	return true;
}

static bool add_end(struct parser *parser)
{
	struct open *open = innermost(parser);

	if (!open)
		return fail(parser, "format: %%(end) atom used without corresponding atom");
	if (open->is_if && !open->then)
		return fail(parser, "format: %%(if) atom used without a %%(then) atom");
	g_array_set_size(parser->open, parser->open->len - 1);
	add_piece(parser, (struct piece){ .kind = PIECE_END });
	return true;
}

/* What stands in the brackets. */
static bool add_atom(struct parser *parser, char *text)
{
	char *colon = strchr(text, ':'), *argument = colon ? colon + 1 : NULL;
	size_t len = colon ? (size_t)(colon - text) : strlen(text);
	static const struct {
		const char *name;
		bool (*add)(struct parser *parser, const char *argument);
		bool (*alone)(struct parser *parser);
	} slots[] = {
		{ "align", add_align, NULL }, { "color", add_colour, NULL },
		{ "if", add_if, NULL },	      { "then", NULL, add_then },
		{ "else", NULL, add_else },   { "end", NULL, add_end },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(slots); i++) {
		if (strlen(slots[i].name) != len || strncmp(slots[i].name, text, len))
			continue;
		if (slots[i].add)
			return slots[i].add(parser, argument);
		if (argument)
			return fail(parser, "%%(%s) does not take arguments", slots[i].name);
		return slots[i].alone(parser);
	}
	return add_field(parser, text);
}

/* Reads what follows a percent sign; returns what follows that, or NULL. */
static const char *parse_percent(struct parser *parser, const char *at)
{
	if (*at == '(') {
		const char *end = strchr(at, ')');
		g_autofree char *text = NULL;
		bool good;

		if (!end) {
			fail(parser, "malformed format string %%%s", at);
			return NULL;
		}
		add_literal(parser);
		text = g_strndup(at + 1, (gsize)(end - at - 1));
		good = add_atom(parser, text);
		return good ? end + 1 : NULL;
	}
	if (*at == '%') {
		g_string_append_c(parser->literal, '%');
		return at + 1;
	}
	if (g_ascii_isxdigit(at[0]) && g_ascii_isxdigit(at[1])) {
		g_string_append_c(parser->literal, (char)(g_ascii_xdigit_value(at[0]) * 16 +
							  g_ascii_xdigit_value(at[1])));
		return at + 2;
	}
	g_string_append_c(parser->literal, '%');
	return at;
}

static bool parse(struct parser *parser, const char *format)
{
	while (format && *format) {
		if (*format == '%')
			format = parse_percent(parser, format + 1);
		else
			g_string_append_c(parser->literal, *format++);
	}
	add_literal(parser);
	if (format && parser->open->len)
		return fail(parser, "format: %%(end) atom missing");
	return format;
}

struct atoms *atoms_parse(const char *format, const struct atoms_names *names, GError **error)
{
	struct parser parser = { .names = names, .error = error };
	bool good;

	parser.atoms = g_new0(struct atoms, 1);
	parser.atoms->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	g_array_set_clear_func(parser.atoms->pieces, piece_clear);
	parser.atoms->value = g_string_new(NULL);
	parser.literal = g_string_new(NULL);
	parser.open = g_array_new(FALSE, FALSE, sizeof(struct open));
	good = parse(&parser, format);
	g_string_free(parser.literal, TRUE);
	g_array_unref(parser.open);
	if (!good)
		g_clear_pointer(&parser.atoms, atoms_free);
	return parser.atoms;
}
