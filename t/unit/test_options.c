/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "cli/cli.h"
#include "subprocess.h"

enum { TEXT, JSON, CLASSIC };

static struct {
	int format, colour, progress, reverse, engine;
	unsigned top, count;
	const char *title;
	GPtrArray *authors;
} opt;

static const struct option_choice formats[] = {
	{ "text", TEXT }, { "json", JSON }, { "classic", CLASSIC }, { NULL, 0 }
};

static const struct option_def options[] = {
	OPT_GROUP("Output"),
	OPT_CHOICE('f', "format", &opt.format, formats, "print as"),
	OPT_UINT(0, "top", &opt.top, 3, "<n>", "rows of a table"),
	{ .kind = OPTION_STRING,
	  .name = "title",
	  .string = &opt.title,
	  .argument = "<name>",
	  .flags = OPTION_NEGATABLE,
	  .help = "a name that needs a line of its own" },
	OPT_COLOUR(&opt.colour),
	OPT_PROGRESS(&opt.progress),
	OPT_GROUP("Choice"),
	OPT_MAX_COUNT(&opt.count, "at most so many"),
	{ .kind = OPTION_LIST,
	  .name = "author",
	  .list = &opt.authors,
	  .argument = "<pattern>",
	  .flags = OPTION_NEGATABLE,
	  .help = "by author" },
	OPT_FLAG('r', "reverse", &opt.reverse, "oldest first"),
	OPT_SET('E', "extended-regexp", &opt.engine, 1, "POSIX extended"),
	OPT_SET('F', NULL, &opt.engine, 2, "fixed"),
	{ .kind = OPTION_FLAG,
	  .name = "secret",
	  .number = &opt.reverse,
	  .flags = OPTION_HIDDEN,
	  .help = "not shown" },
	OPT_END,
};

static const char *const usage_lines[] = { "[<options>] [<revision-range>...]", "--other", NULL };
static const struct command command = { .name = "kvm-test",
					.usage = usage_lines,
					.options = options };

#define USAGE_LINES                                                                                \
	"usage: git kvm-test [<options>] [<revision-range>...]\n"                                  \
	"   or: git kvm-test --other\n"

#define MISTAKE USAGE_LINES "hint: 'git kvm-test -h' lists the options\n"

#define USAGE                                                                                      \
	USAGE_LINES                                                                                \
	"\n"                                                                                       \
	"Output\n"                                                                                 \
	"    -f, --format (text|json|classic)\n"                                                   \
	"                          print as\n"                                                     \
	"    --top <n>             rows of a table\n"                                              \
	"    --[no-]title <name>   a name that needs a line of its own\n"                          \
	"    --[no-]color[=<when>]\n"                                                              \
	"                          color the output: always, auto, or never\n"                     \
	"    --[no-]progress       show progress on standard error\n"                              \
	"\n"                                                                                       \
	"Choice\n"                                                                                 \
	"    -n, --max-count <number>\n"                                                           \
	"                          at most so many\n"                                              \
	"    --[no-]author <pattern>\n"                                                            \
	"                          by author\n"                                                    \
	"    -r, --[no-]reverse    oldest first\n"                                                 \
	"    -E, --extended-regexp\n"                                                              \
	"                          POSIX extended\n"                                               \
	"    -F                    fixed\n"                                                        \
	"\n"

static int setup(void **state)
{
	(void)state;
	memset(&opt, 0, sizeof(opt));
	opt.format = opt.colour = opt.progress = -1;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	if (opt.authors)
		g_ptr_array_free(opt.authors, TRUE);
	return 0;
}

/* Splits at single spaces; "" is no argument at all. */
static char **split(const char *line)
{
	char *whole = g_strconcat("git-kvm-test", *line ? " " : "", line, NULL);
	char **argv = g_strsplit(whole, " ", -1);

	g_free(whole);
	return argv;
}

/* Parses, and gives "revisions|paths"; where "--" was given with "!" for "|". */
static char *parse(const char *line, char ***argv)
{
	struct arguments args;
	char *revisions, *paths, *result;

	*argv = split(line);
	options_parse(&command, g_strv_length(*argv), *argv, &args);
	assert_null(args.revisions[args.nr_revisions]);
	assert_null(args.paths[args.nr_paths]);
	revisions = g_strjoinv(" ", (char **)args.revisions);
	paths = g_strjoinv(" ", (char **)args.paths);
	result = g_strconcat(revisions, args.dashdash ? "!" : "|", paths, NULL);
	g_free(revisions);
	g_free(paths);
	arguments_release(&args);
	return result;
}

static void check(const char *line, const char *expected)
{
	char **argv;
	char *rest = parse(line, &argv);

	assert_string_equal(rest, expected);
	g_free(rest);
	g_strfreev(argv);
}

static void test_values(void **state)
{
	(void)state;
	check("--format=json --top 7 --progress -r -E", "|");
	assert_int_equal(opt.format, JSON);
	assert_int_equal(opt.top, 7);
	assert_int_equal(opt.progress, 1);
	assert_int_equal(opt.reverse, 1);
	assert_int_equal(opt.engine, 1);
	check("-fclassic --no-progress --no-reverse -F", "|");
	assert_int_equal(opt.format, CLASSIC);
	assert_int_equal(opt.progress, 0);
	assert_int_equal(opt.reverse, 0);
	assert_int_equal(opt.engine, 2);
	check("-rEf text", "|");
	assert_int_equal(opt.format, TEXT);
	assert_int_equal(opt.engine, 1);
	check("--top=4294967295", "|");
	assert_int_equal(opt.top, 4294967295);
}

static void test_nothing_given(void **state)
{
	(void)state;
	check("", "|");
	assert_int_equal(opt.format, -1);
	assert_int_equal(opt.colour, COLOUR_UNSET);
	assert_int_equal(opt.progress, -1);
	assert_null(opt.title);
	assert_null(opt.authors);
}

static void test_colour(void **state)
{
	static const struct {
		const char *line;
		int when;
	} cases[] = {
		{ "--color", COLOUR_ALWAYS },		{ "--color=always", COLOUR_ALWAYS },
		{ "--color=auto", COLOUR_AUTO },	{ "--color=never", COLOUR_NEVER },
		{ "--color --no-color", COLOUR_NEVER },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		check(cases[i].line, "|");
		assert_int_equal(opt.colour, cases[i].when);
	}
	/* An optional argument is never the next word. */
	check("--color never", "never|");
}

static void test_abbreviations(void **state)
{
	(void)state;
	check("--form=json --rev --no-prog", "|");
	assert_int_equal(opt.format, JSON);
	assert_int_equal(opt.reverse, 1);
	assert_int_equal(opt.progress, 0);
}

static void test_counts(void **state)
{
	static const struct {
		const char *line;
		unsigned count;
	} cases[] = {
		{ "-n 20", 20 }, { "-n20", 20 }, { "--max-count=20", 20 },
		{ "-20", 20 },	 { "-5", 5 },	 { "-007", 7 },
		{ "-r3", 3 },	 { "-0", 0 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		opt.count = 99;
		check(cases[i].line, "|");
		assert_int_equal(opt.count, cases[i].count);
	}
}

static void test_strings(void **state)
{
	char **argv;

	(void)state;
	g_free(parse("--title -20 --author=a --author b", &argv));
	assert_string_equal(opt.title, "-20");
	assert_int_equal(opt.authors->len, 2);
	assert_string_equal(opt.authors->pdata[0], "a");
	assert_string_equal(opt.authors->pdata[1], "b");
	g_strfreev(argv);
	g_free(parse("--title=x --no-title --author=a --no-author --author=c", &argv));
	assert_null(opt.title);
	assert_int_equal(opt.authors->len, 1);
	assert_string_equal(opt.authors->pdata[0], "c");
	g_strfreev(argv);
}

static void test_arguments(void **state)
{
	(void)state;
	check("A..B", "A..B|");
	check("A -r ^B --top=3 C", "A ^B C|");
	check("A -- p q", "A!p q");
	check("-- p -r --", "!p -r --");
	check("A --", "A!");
	check("--end-of-options -r --top", "-r --top|");
	check("A --end-of-options --oops -- p", "A --oops!p");
	check("- A", "- A|");
	check("--title --", "|");
	check("--title -- -- p", "!p");
}

/* With POSIXLY_CORRECT getopt would end at the first revision; git's options do not. */
static void test_posixly_correct(void **state)
{
	(void)state;
	g_setenv("POSIXLY_CORRECT", "1", TRUE);
	check("A -r B", "A B|");
	g_unsetenv("POSIXLY_CORRECT");
	assert_int_equal(opt.reverse, 1);
}

static void parse_in_child(void *line)
{
	char **argv;

	parse(line, &argv);
	output_puts("parsed");
	output_finish();
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *line, *message;
		bool usage;
	} cases[] = {
		{ "--foo", "unknown option `foo'", true },
		{ "--foo=bar", "unknown option `foo=bar'", true },
		{ "--foo\033[31m", "unknown option `foo<U+001B>[31m'", true },
		{ "--no-top", "unknown option `no-top'", true },
		{ "--no-format", "unknown option `no-format'", true },
		{ "--hel", "unknown option `hel'", true },
		{ "--=x", "unknown option `=x'", true },
		{ "--tilte=x", "unknown option `tilte=x'\nhint: did you mean '--title'?", true },
		{ "--revese", "unknown option `revese'\nhint: did you mean '--reverse'?", true },
		{ "--tob", "unknown option `tob'\nhint: did you mean '--top'?", true },
		{ "--tub", "unknown option `tub'", true },
		{ "-x", "unknown switch `x'", true },
		{ "-rx", "unknown switch `x'", true },
		{ "-\xe9", "unknown switch `<E9>'", true },
		{ "--t", "ambiguous option: t (could be --top or --title)", false },
		{ "--t=1", "ambiguous option: t=1 (could be --top or --title)", false },
		{ "--top", "option `top' requires a value", false },
		{ "-n", "switch `n' requires a value", false },
		{ "--reverse=x", "option `reverse' takes no value", false },
		{ "--no-color=x", "option `no-color' takes no value", false },
		{ "--top=x", "option `top' expects a numerical value", false },
		{ "--top=", "option `top' expects a numerical value", false },
		{ "--top=-4", "option `top' expects a numerical value", false },
		{ "--top=+4", "option `top' expects a numerical value", false },
		{ "--top=4x", "option `top' expects a numerical value", false },
		{ "--top=2", "option `top' expects a number from 3 to 4294967295", false },
		{ "--top=4294967296", "option `top' expects a number from 3 to 4294967295", false },
		{ "--top=99999999999999999999",
		  "option `top' expects a number from 3 to 4294967295", false },
		{ "-n x", "switch `n' expects a numerical value", false },
		{ "-2x", "switch `n' expects a numerical value", false },
		{ "--format=xml", "option `format' expects \"text\", \"json\", or \"classic\"",
		  false },
		{ "--format=JSON", "option `format' expects \"text\", \"json\", or \"classic\"",
		  false },
		{ "-f x", "switch `f' expects \"text\", \"json\", or \"classic\"", false },
		{ "--color=", "option `color' expects \"always\", \"auto\", or \"never\"", false },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *err = g_strdup_printf("error: %s\n%s", cases[i].message,
					    cases[i].usage ? MISTAKE : "");

		assert_outcome(parse_in_child, (void *)cases[i].line, EXIT_USAGE, "", err);
		g_free(err);
	}
}

static void test_help(void **state)
{
	(void)state;
	assert_outcome(parse_in_child, "-h", EXIT_USAGE, USAGE, "");
	assert_outcome(parse_in_child, "A -rh", EXIT_USAGE, USAGE, "");
	assert_outcome(parse_in_child, "--title -h", 0, "parsed", "");
}

static void die_in_child(void *message)
{
	die_usage(&command, "%s", (const char *)message);
}

static void test_die_usage(void **state)
{
	(void)state;
	assert_outcome(die_in_child, "no\rpaths", EXIT_USAGE, "",
		       "fatal: no<U+000D>paths\n\n" MISTAKE);
}

static void test_completion(void **state)
{
	static const char shown[] =
		"--format= --top= --title= --color --progress --max-count= --author= --reverse "
		"--extended-regexp --no-title -- --no-color --no-progress --no-author "
		"--no-reverse\n";
	static const char all[] =
		"--format= --top= --title= --color --progress --max-count= --author= --reverse "
		"--extended-regexp --secret "
		"--no-title -- --no-color --no-progress --no-author --no-reverse\n";

	(void)state;
	assert_outcome(parse_in_child, "--git-completion-helper", 0, shown, "");
	assert_outcome(parse_in_child, "--git-completion-helper-all", 0, all, "");
}

/* What stays of the word and what the shell adds, then the candidates with their descriptions. */
static void test_completion_line(void **state)
{
	static const char values[] = "text\t\njson\t\nclassic\t\n";
	static const struct {
		const char *words, *first, *rest;
	} cases[] = {
		{ "--format=j", "--format=\t\n", values },
		{ "--format j", "\t\n", values },
		{ "-f j", "\t\n", values },
		{ "--color=", "--color=\t\n", "always\t\nauto\t\nnever\t\n" },
		{ "--top=", "--top=\t\n", "" },
		{ "--top 3 --no-c", "\t\n",
		  "--no-title\ta name that needs a line of its own\n"
		  "--no-color\tcolor the output: always, auto, or never\n"
		  "--no-progress\tshow progress on standard error\n"
		  "--no-author\tby author\n--no-reverse\toldest first\n" },
		{ "--foo=j", "--foo=\t\n", "" },
		{ "-- --format=j", "\tfiles\n", "" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *line = g_strconcat("--git-completion-helper-line ", cases[i].words, NULL);
		char *out = g_strconcat(cases[i].first, cases[i].rest, NULL);

		assert_outcome(parse_in_child, line, 0, out, "");
		g_free(out);
		g_free(line);
	}
}

static void test_choice_names(void **state)
{
	static const struct option_choice two[] = { { "a", 1 }, { "b", 2 }, { NULL, 0 } };
	char *names = option_choice_names(two);
	int value = 5;

	(void)state;
	assert_string_equal(names, "\"a\" or \"b\"");
	g_free(names);
	assert_false(option_choice_find(two, "c", &value));
	assert_int_equal(value, 5);
	assert_true(option_choice_find(two, "b", &value));
	assert_int_equal(value, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_values, setup, teardown),
		cmocka_unit_test_setup_teardown(test_nothing_given, setup, teardown),
		cmocka_unit_test_setup_teardown(test_colour, setup, teardown),
		cmocka_unit_test_setup_teardown(test_abbreviations, setup, teardown),
		cmocka_unit_test_setup_teardown(test_counts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_strings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_arguments, setup, teardown),
		cmocka_unit_test_setup_teardown(test_posixly_correct, setup, teardown),
		cmocka_unit_test_setup_teardown(test_mistakes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_help, setup, teardown),
		cmocka_unit_test_setup_teardown(test_die_usage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_completion, setup, teardown),
		cmocka_unit_test_setup_teardown(test_completion_line, setup, teardown),
		cmocka_unit_test(test_choice_names),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
