/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/atoms.h"

#include <string.h>
#include "report/escape.h"

#define ATOMS_ERROR (g_quark_from_static_string("gitkvm-atoms"))

#define LITERAL (-1)

/* A field, or LITERAL and the text that stands in front of the next one. */
struct piece {
	int field;
	char *text;
	gsize len;
};

struct atoms {
	GArray *pieces;
	GString *value; /* of the field that is being expanded */
};

static void piece_clear(void *data)
{
	g_free(((struct piece *)data)->text);
}

static int find_field(const char *name, size_t len, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		if (strlen(names[i]) == len && !memcmp(names[i], name, len))
			return i;
	return LITERAL;
}

static void add_literal(struct atoms *atoms, GString *literal)
{
	struct piece piece = { LITERAL, NULL, literal->len };

	if (!literal->len)
		return;
	piece.text = g_memdup2(literal->str, literal->len);
	g_array_append_val(atoms->pieces, piece);
	g_string_truncate(literal, 0);
}

/* Reads the field behind "%("; returns what follows its bracket, or NULL. */
static const char *parse_field(struct atoms *atoms, const char *at, const char *const *names,
			       GError **error)
{
	const char *end = strchr(at, ')');
	struct piece piece = { LITERAL, NULL, 0 };

	if (!end) {
		g_set_error(error, ATOMS_ERROR, 0, "malformed format string %%(%s", at);
		return NULL;
	}
	piece.field = find_field(at, (size_t)(end - at), names);
	if (piece.field == LITERAL) {
		g_set_error(error, ATOMS_ERROR, 0, "unknown field name: %.*s", (int)(end - at), at);
		return NULL;
	}
	g_array_append_val(atoms->pieces, piece);
	return end + 1;
}

static const char *parse_percent(struct atoms *atoms, const char *at, GString *literal,
				 const char *const *names, GError **error)
{
	if (*at == '(') {
		add_literal(atoms, literal);
		return parse_field(atoms, at + 1, names, error);
	}
	if (*at == '%') {
		g_string_append_c(literal, '%');
		return at + 1;
	}
	if (g_ascii_isxdigit(at[0]) && g_ascii_isxdigit(at[1])) {
		g_string_append_c(literal, (char)(g_ascii_xdigit_value(at[0]) * 16 +
						  g_ascii_xdigit_value(at[1])));
		return at + 2;
	}
	g_string_append_c(literal, '%');
	return at;
}

struct atoms *atoms_parse(const char *format, const char *const *names, GError **error)
{
	struct atoms *atoms = g_new0(struct atoms, 1);
	GString *literal = g_string_new(NULL);

	atoms->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	g_array_set_clear_func(atoms->pieces, piece_clear);
	atoms->value = g_string_new(NULL);
	while (format && *format) {
		if (*format == '%')
			format = parse_percent(atoms, format + 1, literal, names, error);
		else
			g_string_append_c(literal, *format++);
	}
	add_literal(atoms, literal);
	g_string_free(literal, TRUE);
	if (format)
		return atoms;
	atoms_free(atoms);
	return NULL;
}

void atoms_free(struct atoms *atoms)
{
	if (!atoms)
		return;
	g_array_unref(atoms->pieces);
	g_string_free(atoms->value, TRUE);
	g_free(atoms);
}

gboolean atoms_use(const struct atoms *atoms, int field)
{
	for (guint i = 0; i < atoms->pieces->len; i++)
		if (g_array_index(atoms->pieces, struct piece, i).field == field)
			return TRUE;
	return FALSE;
}

void atoms_expand(const struct atoms *atoms, void (*value)(int field, GString *out, void *data),
		  void *data, GString *out)
{
	for (guint i = 0; i < atoms->pieces->len; i++) {
		const struct piece *piece = &g_array_index(atoms->pieces, struct piece, i);

		if (piece->field == LITERAL) {
			g_string_append_len(out, piece->text, (gssize)piece->len);
			continue;
		}
		g_string_truncate(atoms->value, 0);
		value(piece->field, atoms->value, data);
		escape_terminal(out, atoms->value->str, atoms->value->len, ESCAPE_LINE);
	}
}
