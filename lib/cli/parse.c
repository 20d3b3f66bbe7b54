/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/parse.h"

#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cli/completion.h"
#include "cli/die.h"
#include "cli/output.h"

/* What getopt_long() returns: a letter, or 256 + 2 * (index in the table), + 1 for the --no- form.
 */
#define LONG_BASE (UCHAR_MAX + 1)

struct parser {
	const struct command *command;
	int argc;
	char **argv;
	GArray *longs;	  /* of struct option, for getopt_long() */
	GString *shorts;  /* its letters */
	GPtrArray *names; /* the long names, which longs points to */
};

/* One option as found on the command line. */
struct found {
	const struct option_def *def;
	bool is_long, negated;
};

static int argument_kind(const struct option_def *def)
{
	if (def->kind == OPTION_FLAG || def->kind == OPTION_SET)
		return no_argument;
	return def->flags & OPTION_OPTIONAL ? optional_argument : required_argument;
}

static void add_long(struct parser *parser, const char *prefix, const char *name, int has_arg,
		     int value)
{
	char *full = g_strconcat(prefix, name, NULL);
	struct option option = { .name = full, .has_arg = has_arg, .val = value };

	g_ptr_array_add(parser->names, full);
	g_array_append_val(parser->longs, option);
}

static void parser_init(struct parser *parser, const struct command *command, int argc, char **argv)
{
	static const char *const colons[] = {
		[no_argument] = "", [required_argument] = ":", [optional_argument] = "::"
	};
	bool own_h = false;

	*parser = (struct parser){ .command = command, .argc = argc, .argv = argv };
	parser->longs = g_array_new(TRUE, TRUE, sizeof(struct option));
	parser->names = g_ptr_array_new_with_free_func(g_free);
	/* "-": revisions are handed over in their place; ":": messages are ours. */
	parser->shorts = g_string_new("-:");
	for (int i = 0; command->options[i].kind != OPTION_END; i++) {
		const struct option_def *def = &command->options[i];
		int has_arg = argument_kind(def);

		if (def->kind == OPTION_GROUP)
			continue;
		if (def->letter)
			g_string_append_printf(parser->shorts, "%c%s", def->letter,
					       colons[has_arg]);
		if (def->letter == 'h')
			own_h = true;
		if (def->flags & OPTION_DIGITS)
			/* The first digit is the letter, the others are its argument. */
			g_string_append(parser->shorts, "0::1::2::3::4::5::6::7::8::9::");
		if (!def->name)
			continue;
		add_long(parser, "", def->name, has_arg, LONG_BASE + 2 * i);
		if (def->flags & OPTION_NEGATABLE)
			add_long(parser, "no-", def->name, no_argument, LONG_BASE + 2 * i + 1);
	}
	if (!own_h)
		g_string_append_c(parser->shorts, 'h');
}

static void parser_release(struct parser *parser)
{
	g_array_free(parser->longs, TRUE);
	g_string_free(parser->shorts, TRUE);
	g_ptr_array_free(parser->names, TRUE);
}

static struct found find_option(const struct parser *parser, int code)
{
	const struct option_def *options = parser->command->options;
	struct found found = { NULL, false, false };

	if (code >= LONG_BASE) {
		found.def = &options[(code - LONG_BASE) / 2];
		found.is_long = true;
		found.negated = (code - LONG_BASE) % 2;
		return found;
	}
	for (const struct option_def *def = options; def->kind != OPTION_END; def++) {
		if (def->letter == code || (def->flags & OPTION_DIGITS && g_ascii_isdigit(code)))
			found.def = def;
	}
	return found;
}

/* "option `no-color'" or "switch `n'", as git names them. */
static char *shown_name(struct found found)
{
	if (found.is_long || !found.def->letter)
		return g_strdup_printf("option `%s%s'", found.negated ? "no-" : "",
				       found.def->name);
	return g_strdup_printf("switch `%c'", found.def->letter);
}

static G_NORETURN void die_bad_option(struct found, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void die_bad_option(struct found found, const char *format, ...)
{
	char *name = shown_name(found), *what;
	va_list ap;

	va_start(ap, format);
	what = g_strdup_vprintf(format, ap);
	va_end(ap);
	report_error("%s %s", name, what);
	g_free(what);
	g_free(name);
	exit(EXIT_USAGE);
}

static void set_uint(struct found found, const char *argument)
{
	unsigned minimum = found.def->minimum;
	GError *error = NULL;
	guint64 value;

	if (g_ascii_string_to_unsigned(argument, 10, minimum, UINT_MAX, &value, &error)) {
		*found.def->count = (unsigned)value;
		return;
	}
	if (error->code == G_NUMBER_PARSER_ERROR_INVALID)
		die_bad_option(found, "expects a numerical value");
	die_bad_option(found, "expects a number from %u to %u", minimum, UINT_MAX);
}

static void set_choice(struct found found, const char *argument)
{
	const struct option_def *def = found.def;
	char *expected;

	if (found.negated) {
		*def->number = def->unset;
	} else if (!argument) {
		*def->number = def->set;
	} else if (!option_value_find(def, argument, def->number)) {
		expected = option_value_names(def);
		die_bad_option(found, "expects %s", expected);
	}
}

static void set_list(struct found found, const char *argument)
{
	GPtrArray **list = found.def->list;

	if (!*list)
		*list = g_ptr_array_new();
	if (found.negated)
		g_ptr_array_set_size(*list, 0);
	else
		g_ptr_array_add(*list, (gpointer)argument);
}

static void set_value(struct found found, const char *argument)
{
	const struct option_def *def = found.def;

	switch (def->kind) {
	case OPTION_FLAG:
		*def->number = !found.negated;
		break;
	case OPTION_SET:
		*def->number = def->set;
		break;
	case OPTION_STRING:
		*def->string = found.negated ? NULL : argument ? argument : "";
		break;
	case OPTION_LIST:
		set_list(found, argument);
		break;
	case OPTION_UINT:
		set_uint(found, argument);
		break;
	case OPTION_CHOICE:
		set_choice(found, argument);
		break;
	case OPTION_GROUP:
	case OPTION_END:
		break;
	}
}

static void set_found(const struct parser *parser, int code, const char *argument)
{
	struct found found = find_option(parser, code);
	g_autofree char *digits = NULL;

	if (code >= LONG_BASE || !g_ascii_isdigit(code)) {
		set_value(found, argument);
		return;
	}
	digits = g_strdup_printf("%c%s", code, argument ? argument : "");
	set_uint(found, digits);
}

static G_NORETURN void print_and_exit(char *text, const char *end, int code)
{
	output_puts(text);
	output_puts(end);
	output_finish();
	g_free(text);
	exit(code);
}

static G_NORETURN void show_manual(const struct parser *parser)
{
	/* Subcommands are in the manual page of their command. */
	char *page = g_strndup(parser->command->name, strcspn(parser->command->name, " "));

	execlp("git", "git", "help", page, NULL);
	die_errno("cannot run 'git help'");
}

/* Options every command has, which no abbreviation may mean. Returns when arg is none of them. */
static void serve_common_option(const struct parser *parser, const char *arg)
{
	const struct command *command = parser->command;

	if (!strcmp(arg, "--help"))
		show_manual(parser);
	if (!strcmp(arg, "--version"))
		print_and_exit(cli_version(), "\n", EXIT_OK);
	if (!strcmp(arg, "--git-completion-helper"))
		print_and_exit(options_completion(command, false), "\n", EXIT_OK);
	if (!strcmp(arg, "--git-completion-helper-all"))
		print_and_exit(options_completion(command, true), "\n", EXIT_OK);
}

/* The two long names a prefix may mean; false when there are less than two. */
static bool is_ambiguous(const struct parser *parser, const char *prefix, size_t len,
			 const char *names[2])
{
	size_t nr = 0;

	for (guint i = 0; len && i < parser->names->len && nr < 2; i++) {
		const char *name = parser->names->pdata[i];

		if (!strncmp(name, prefix, len))
			names[nr++] = name;
	}
	return nr == 2;
}

/* As git has it, but without the options: a list of them would hide the mistake. */
static G_NORETURN void show_usage(const struct parser *parser)
{
	char *usage = options_usage_lines(parser->command);

	fputs(usage, stderr);
	g_free(usage);
	exit(EXIT_USAGE);
}

static G_NORETURN void die_unknown_long(const struct parser *parser, const char *name)
{
	const char *names[2], *meant;

	if (is_ambiguous(parser, name, strcspn(name, "="), names)) {
		report_error("ambiguous option: %s (could be --%s or --%s)", name, names[0],
			     names[1]);
		exit(EXIT_USAGE);
	}
	report_error("unknown option `%s'", name);
	meant = options_similar(parser->command, name);
	if (meant)
		fprintf(stderr, "hint: did you mean '--%s'?\n", meant);
	show_usage(parser);
}

static G_NORETURN void die_unknown_switch(const struct parser *parser, int letter)
{
	report_error("unknown switch `%c'", letter);
	show_usage(parser);
}

/* getopt_long() did not like what stands before optind. */
static G_NORETURN void die_refused(const struct parser *parser, int code)
{
	if (optopt >= LONG_BASE)
		die_bad_option(find_option(parser, optopt), "%s",
			       code == ':' ? "requires a value" : "takes no value");
	if (optopt && code == ':')
		die_bad_option(find_option(parser, optopt), "requires a value");
	if (optopt)
		die_unknown_switch(parser, optopt);
	die_unknown_long(parser, parser->argv[optind - 1] + 2);
}

void die_usage(const struct command *command, const char *format, ...)
{
	va_list ap;
	char *usage;

	va_start(ap, format);
	die_message(format, ap);
	va_end(ap);
	usage = options_usage_lines(command);
	fprintf(stderr, "\n%s", usage);
	g_free(usage);
	exit(EXIT_USAGE);
}

void die_incompatible(const char *one, const char *other)
{
	report_error("options '%s' and '%s' cannot be used together", one, other);
	exit(EXIT_USAGE);
}

/* What follows --end-of-options is no option, whatever it looks like, but "--" goes on to count. */
static void take_revisions(const struct parser *parser, struct arguments *out)
{
	while (optind < parser->argc && strcmp(parser->argv[optind], "--"))
		out->revisions[out->nr_revisions++] = parser->argv[optind++];
	if (optind < parser->argc) {
		out->dashdash = true;
		optind++;
	}
}

static void parse_all(const struct parser *parser, struct arguments *out)
{
	const struct option *longs = (const struct option *)parser->longs->data;

	optind = 0; /* glibc: start anew */
	for (;;) {
		int here = optind ? optind : 1;
		int code =
			getopt_long(parser->argc, parser->argv, parser->shorts->str, longs, NULL);

		if (code == -1) {
			out->dashdash = here < parser->argc && !strcmp(parser->argv[here], "--");
			return;
		}
		if (code == 1) {
			out->revisions[out->nr_revisions++] = optarg;
		} else if (code == 'h' && !find_option(parser, 'h').def) {
			print_and_exit(options_usage(parser->command), "", EXIT_USAGE);
		} else if (code == '?' && !optopt) {
			if (!strcmp(parser->argv[optind - 1], "--end-of-options")) {
				take_revisions(parser, out);
				return;
			}
			serve_common_option(parser, parser->argv[optind - 1]);
			die_refused(parser, code);
		} else if (code == '?' || code == ':') {
			die_refused(parser, code);
		} else {
			set_found(parser, code, optarg);
		}
	}
}

static void take_all(int argc, char **argv, struct arguments *out)
{
	while (optind < argc)
		out->paths[out->nr_paths++] = argv[optind++];
}

static void arguments_init(struct arguments *out, int argc)
{
	*out = (struct arguments){ 0 };
	out->revisions = g_new0(const char *, (gsize)argc + 1);
	out->paths = g_new0(const char *, (gsize)argc + 1);
}

bool options_fit(const struct command *command, int argc, char **argv, struct arguments *out)
{
	const struct option *longs;
	struct parser parser;
	bool fit = true;
	int code = 0;

	arguments_init(out, argc);
	parser_init(&parser, command, argc, argv);
	longs = (const struct option *)parser.longs->data;
	optind = 0;
	while (fit && code != -1) {
		code = getopt_long(argc, argv, parser.shorts->str, longs, NULL);
		if (code == 1) {
			out->revisions[out->nr_revisions++] = optarg;
		} else if (code == '?' && !optopt &&
			   !strcmp(argv[optind - 1], "--end-of-options")) {
			take_revisions(&parser, out);
			code = -1;
		} else if (code == '?' || code == ':') {
			fit = false;
		}
	}
	take_all(argc, argv, out);
	parser_release(&parser);
	return fit;
}

static const struct command *parsed; /* the last one */

const struct option_def *option_parsed(const char *name)
{
	for (const struct option_def *def = parsed ? parsed->options : NULL;
	     def && def->kind != OPTION_END; def++)
		if (def->name && !strcmp(def->name, name))
			return def;
	return NULL;
}

void options_parse(const struct command *command, int argc, char **argv, struct arguments *out)
{
	struct parser parser;

	parsed = command;
	if (argc > 2 && !strcmp(argv[1], COMPLETION_LINE))
		print_and_exit(completion_lines(command, argv + 2, argc - 2), "", EXIT_OK);
	arguments_init(out, argc);
	parser_init(&parser, command, argc, argv);
	parse_all(&parser, out);
	take_all(argc, argv, out);
	parser_release(&parser);
}

void arguments_release(struct arguments *args)
{
	g_free(args->revisions);
	g_free(args->paths);
	*args = (struct arguments){ 0 };
}
