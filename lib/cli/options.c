/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/options.h"

#include <string.h>
#include "report/format.h"
#include "text/distance.h"

/* git's columns: an option that is longer gets a line of its own. */
#define HELP_COLUMN 26

#define MISSPELT 2 /* letters of an option that may be wrong, a third of it at most */
#define LONGEST 24 /* letters of it */

static bool takes_argument(const struct option_def *def)
{
	return def->kind != OPTION_FLAG && def->kind != OPTION_SET;
}

const char *option_value_name(const struct option_def *def, size_t i)
{
	return def->formats ? def->formats[i].name : def->choices ? def->choices[i].name : NULL;
}

/* "(text|json)" */
static char *joined_names(const struct option_def *def)
{
	GString *text = g_string_new(NULL);
	const char *name;

	for (size_t i = 0; (name = option_value_name(def, i)); i++)
		g_string_append_printf(text, "%s%s", i ? "|" : "(", name);
	g_string_append(text, text->len ? ")" : "<value>");
	return g_string_free(text, FALSE);
}

static void append_argument(GString *line, const struct option_def *def)
{
	g_autofree char *names = def->argument ? NULL : joined_names(def);
	const char *shown = names ? names : def->argument;

	if (def->flags & OPTION_OPTIONAL)
		g_string_append_printf(line, def->name ? "[=%s]" : "[%s]", shown);
	else
		g_string_append_printf(line, " %s", shown);
}

static void append_option(GString *out, const struct option_def *def)
{
	g_autoptr(GString) line = g_string_new("    ");
	bool negatable = def->flags & OPTION_NEGATABLE;

	if (def->letter)
		g_string_append_printf(line, "-%c%s", def->letter, def->name ? ", " : "");
	if (def->name)
		g_string_append_printf(line, "--%s%s", negatable ? "[no-]" : "", def->name);
	if (takes_argument(def))
		append_argument(line, def);
	if (line->len > HELP_COLUMN - 2)
		g_string_append_printf(line, "\n%*s", HELP_COLUMN, "");
	else
		g_string_append_printf(line, "%*s", HELP_COLUMN - (int)line->len, "");
	g_string_append_printf(out, "%s%s\n", line->str, def->help);
}

static GString *usage_lines(const struct command *command)
{
	GString *out = g_string_new(NULL);

	for (const char *const *usage = command->usage; *usage; usage++)
		g_string_append_printf(out, "%s git %s %s\n",
				       usage == command->usage ? "usage:" : "   or:", command->name,
				       *usage);
	return out;
}

char *options_usage_lines(const struct command *command)
{
	GString *out = usage_lines(command);

	g_string_append_printf(out, "hint: 'git %s -h' lists the options\n", command->name);
	return g_string_free(out, FALSE);
}

char *options_usage(const struct command *command)
{
	GString *out = usage_lines(command);

	g_string_append_c(out, '\n');
	for (const struct option_def *def = command->options; def->kind != OPTION_END; def++) {
		if (def->kind == OPTION_GROUP)
			g_string_append_printf(out, "%s%s\n", def == command->options ? "" : "\n",
					       def->help);
		else if (!(def->flags & OPTION_HIDDEN))
			append_option(out, def);
	}
	g_string_append_c(out, '\n');
	if (command->append_notes)
		command->append_notes(out);
	return g_string_free(out, FALSE);
}

static bool is_offered(const struct option_def *def, bool with_hidden)
{
	return def->kind != OPTION_GROUP && def->name &&
	       (with_hidden || !(def->flags & OPTION_HIDDEN));
}

char *options_completion(const struct command *command, bool with_hidden)
{
	GString *out = g_string_new(NULL);
	const struct option_def *def;
	int negated = 0;

	for (const struct subcommand *sub = command->subcommands; sub && sub->name; sub++)
		g_string_append_printf(out, "%s%s", out->len ? " " : "", sub->name);
	for (def = command->options; def->kind != OPTION_END; def++) {
		if (is_offered(def, with_hidden))
			g_string_append_printf(
				out, "%s--%s%s", out->len ? " " : "", def->name,
				takes_argument(def) && !(def->flags & OPTION_OPTIONAL) ? "=" : "");
	}
	for (def = command->options; def->kind != OPTION_END; def++) {
		if (!is_offered(def, with_hidden) || !(def->flags & OPTION_NEGATABLE))
			continue;
		if (++negated == 2)
			g_string_append(out, " --");
		g_string_append_printf(out, " --no-%s", def->name);
	}
	return g_string_free(out, FALSE);
}

const char *options_similar(const struct command *command, const char *name)
{
	size_t len = strcspn(name, "=");
	g_autofree char *word = g_strndup(name, len);
	unsigned least = MIN(MISSPELT, (unsigned)len / 3) + 1;
	const char *found = NULL;

	for (const struct option_def *def = command->options; def->kind != OPTION_END; def++) {
		unsigned far;

		if (!is_offered(def, false) || len > LONGEST)
			continue;
		far = text_distance(word, def->name, MISSPELT);
		if (far < least)
			found = def->name;
		least = MIN(least, far);
	}
	return found;
}

char *option_value_names(const struct option_def *def)
{
	GString *out = g_string_new(NULL);
	const char *name;

	for (size_t i = 0; (name = option_value_name(def, i)); i++) {
		const char *separator = "";

		if (i && option_value_name(def, i + 1))
			separator = ", ";
		else if (i)
			separator = i > 1 ? ", or " : " or ";
		g_string_append_printf(out, "%s\"%s\"", separator, name);
	}
	return g_string_free(out, FALSE);
}

char *option_choice_names(const struct option_choice *choices)
{
	const struct option_def def = { .choices = choices };

	return option_value_names(&def);
}

bool option_value_find(const struct option_def *def, const char *name, int *value)
{
	const char *known;

	for (size_t i = 0; (known = option_value_name(def, i)); i++) {
		if (!strcmp(known, name)) {
			*value = def->choices ? def->choices[i].value : (int)i;
			return true;
		}
	}
	return false;
}

bool option_choice_find(const struct option_choice *choices, const char *name, int *value)
{
	const struct option_def def = { .choices = choices };

	return option_value_find(&def, name, value);
}
