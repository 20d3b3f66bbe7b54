/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/completion.h"

#include <string.h>
#include "cli/discover.h"
#include "cli/git.h"
#include "cli/options.h"
#include "report/escape.h"

void completion_add(struct completion *completion, const char *word, const char *description)
{
	if (escape_needed(word, strlen(word), ESCAPE_LINE))
		return;
	g_string_append_printf(completion->candidates, "%s\t", word);
	if (description)
		escape_terminal(completion->candidates, description, strlen(description),
				ESCAPE_LINE);
	g_string_append_c(completion->candidates, '\n');
}

void completion_keep(struct completion *completion, size_t len)
{
	g_string_append_len(completion->stays, completion->word, (gssize)len);
	completion->word += len;
}

static void add_lines(struct completion *completion, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);

	for (char **line = lines; *line; line++)
		if (**line)
			completion_add(completion, *line, NULL);
}

/* Adds revisions of the inbox, at either end of a range. Dies where there is no inbox. */
static void completion_add_revisions(struct completion *completion)
{
	g_autofree char *inbox = discover_git_dir(completion->inboxes);
	g_autofree char *git_dir = g_strconcat("--git-dir=", inbox, NULL);
	const char *const args[] = { git_dir, "for-each-ref", "--format=%(refname:short)", NULL };
	const char *dots = g_strrstr(completion->word, "..");
	g_autofree char *refs = cli_git_output(args);

	if (dots)
		completion_keep(completion, (size_t)(dots - completion->word) + 2);
	else if (*completion->word == '^')
		completion_keep(completion, 1);
	completion_add(completion, "HEAD", NULL);
	add_lines(completion, refs);
}

static bool needs_argument(const struct option_def *def)
{
	return def->kind != OPTION_FLAG && def->kind != OPTION_SET &&
	       !(def->flags & OPTION_OPTIONAL);
}

/* "--format" or "--format=..."; NULL where there is no such one. */
static const struct option_def *find_long(const struct command *command, const char *word)
{
	size_t len = strcspn(word + 2, "=");

	for (const struct option_def *def = command->options; def->kind != OPTION_END; def++)
		if (def->name && strlen(def->name) == len && !strncmp(def->name, word + 2, len))
			return def;
	return NULL;
}

/* "-o", which takes its argument from the next word. */
static const struct option_def *find_letter(const struct command *command, const char *word)
{
	for (const struct option_def *def = command->options; def->kind != OPTION_END; def++)
		if (def->letter && def->letter == word[1] && !word[2])
			return def;
	return NULL;
}

static bool is_inbox(const struct option_def *def)
{
	return def->name && !strcmp(def->name, "inbox");
}

static void take_value(struct completion *completion, const struct option_def *def,
		       const char *value)
{
	if (!is_inbox(def) || !*value)
		return;
	if (!completion->inboxes)
		completion->inboxes = g_ptr_array_new();
	g_ptr_array_add(completion->inboxes, (gpointer)value);
}

/* What the words before the last one mean. */
struct context {
	const struct option_def *wants; /* an option whose argument comes next, or NULL */
	bool dashdash;
};

static void read_word(const struct command *command, char *word, struct completion *completion,
		      struct context *context)
{
	const struct option_def *def;

	if (context->wants) {
		take_value(completion, context->wants, word);
		context->wants = NULL;
	} else if (context->dashdash || *word != '-') {
		g_ptr_array_add(completion->arguments, word);
	} else if (!strcmp(word, "--")) {
		context->dashdash = true;
	} else {
		def = word[1] == '-' ? find_long(command, word) : find_letter(command, word);
		if (def && strchr(word, '='))
			take_value(completion, def, strchr(word, '=') + 1);
		else if (def && needs_argument(def))
			context->wants = def;
	}
}

/* What the placeholder in the usage says, where the option does not know better. */
static void complete_value(struct completion *completion, const struct option_def *def)
{
	const char *argument = def->argument ? def->argument : "";
	g_autofree char *names = NULL;

	if (def->complete) {
		def->complete(completion);
	} else if (option_value_name(def, 0)) {
		for (size_t i = 0; option_value_name(def, i); i++)
			completion_add(completion, option_value_name(def, i), NULL);
	} else if (is_inbox(def)) {
		names = discover_names();
		add_lines(completion, names);
		completion->shell = "folders";
	} else if (!strcmp(argument, "<dir>")) {
		completion->shell = "folders";
	} else if (!strcmp(argument, "<file>")) {
		completion->shell = "files";
	} else if (!strcmp(argument, "<range>")) {
		completion_add_revisions(completion);
	}
}

static void add_option(struct completion *completion, const struct option_def *def, bool negated)
{
	g_autofree char *word = g_strconcat(negated ? "--no-" : "--", def->name,
					    !negated && needs_argument(def) ? "=" : "", NULL);

	completion_add(completion, word, def->help);
}

/* As git has it: what negates comes when "--no-" is typed. */
static void complete_option(const struct command *command, struct completion *completion)
{
	bool negated = g_str_has_prefix(completion->word, "--no-");

	for (const struct option_def *def = command->options; def->kind != OPTION_END; def++) {
		if (!def->name || def->flags & OPTION_HIDDEN)
			continue;
		if (!negated || g_str_has_prefix(def->name, "no-"))
			add_option(completion, def, false);
		else if (def->flags & OPTION_NEGATABLE)
			add_option(completion, def, true);
	}
	if (!negated)
		completion_add(completion, "--no-", "what turns others off");
}

static void complete_argument(const struct command *command, struct completion *completion)
{
	const struct subcommand *sub = command->subcommands;

	for (; sub && sub->name && !completion->arguments->len; sub++)
		completion_add(completion, sub->name, sub->help);
	if (command->complete)
		command->complete(completion);
	else
		completion_add_revisions(completion);
}

static void complete(const struct command *command, struct completion *completion,
		     const struct context *context)
{
	const char *equals = strchr(completion->word, '=');
	const struct option_def *def = context->wants;

	if (!def && !context->dashdash && equals && g_str_has_prefix(completion->word, "--")) {
		def = find_long(command, completion->word);
		completion_keep(completion, (size_t)(equals - completion->word) + 1);
		if (!def)
			return;
	}
	if (def)
		complete_value(completion, def);
	else if (context->dashdash && !command->complete)
		completion->shell = "files";
	else if (*completion->word == '-' && !context->dashdash)
		complete_option(command, completion);
	else
		complete_argument(command, completion);
}

char *completion_lines(const struct command *command, char **words, int nr)
{
	struct completion completion = { .word = words[nr - 1],
					 .shell = "",
					 .arguments = g_ptr_array_new(),
					 .stays = g_string_new(NULL),
					 .candidates = g_string_new(NULL) };
	struct context context = { NULL, false };

	for (int i = 0; i < nr - 1; i++)
		read_word(command, words[i], &completion, &context);
	complete(command, &completion, &context);
	g_string_append_printf(completion.stays, "\t%s\n%s", completion.shell,
			       completion.candidates->str);
	g_string_free(completion.candidates, TRUE);
	g_ptr_array_unref(completion.arguments);
	g_clear_pointer(&completion.inboxes, g_ptr_array_unref);
	return g_string_free(completion.stays, FALSE);
}
