/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include <stdio.h>
#include <unistd.h>
#include "cli/cli.h"
#include "cli/report.h"
#include "cli/trees.h"
#include "open.h"
#include "report/commit_list.h"
#include "search/commits.h"

static struct {
	int why, format, colour;
	struct trees_options trees;
	struct source_options source;
} opt = {
	.colour = COLOUR_UNSET,
	.source = SOURCE_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPT_FLAG(0, "why", &opt.why, "tell what says that a commit was made of a posting"),
	OPT_FORMAT(&opt.format, commit_list_formats, "how to print it"),
	OPT_SET(0, "json", &opt.format, 1, "the same as --format=json"),
	OPT_TREE_REPO(&opt.trees),
	OPT_COLOUR(&opt.colour),
	OPTS_INBOX(&opt.source),
	OPT_END,
};

static const char *const usage[] = { "[<options>] [<commit>|<range>...]", NULL };
static const struct command command = { .name = "kvm-series find",
					.usage = usage,
					.options = options };

/* What was asked for: commits of the trees, in that order. */
struct asked {
	const GPtrArray *trees;
	GPtrArray *hits;  /* of struct tree_hit *, owned */
	GPtrArray *where; /* of struct tree *: the tree of each */
};

static bool add_commit(struct asked *asked, struct tree *tree, const git_oid *id)
{
	struct tree_hit *hit = tree_read(tree, id, NULL);

	if (!hit)
		return false;
	g_ptr_array_add(asked->hits, hit);
	g_ptr_array_add(asked->where, tree);
	return true;
}

/* A range in git's words, or one commit; false where the tree knows no such. */
static bool add_in(struct asked *asked, struct tree *tree, const char *name, GError **error)
{
	git_oid id;

	if (!strstr(name, "..") && *name != '^')
		return tree_resolve(tree, name, &id, error) && add_commit(asked, tree, &id);
	if (!tree_range(tree, name, asked->hits, error))
		return false;
	while (asked->where->len < asked->hits->len)
		g_ptr_array_add(asked->where, tree);
	return true;
}

static void add_asked(struct asked *asked, const char *name)
{
	GError *error = NULL;

	for (guint i = 0; i < asked->trees->len; i++) {
		g_clear_error(&error);
		if (add_in(asked, asked->trees->pdata[i], name, &error))
			return;
	}
	die_gerror(error);
}

/* The first word of each line, so that what git log --oneline prints will do. */
static void add_stdin(struct asked *asked)
{
	g_autoptr(GString) line = g_string_new(NULL);
	int c = 0;

	if (isatty(STDIN_FILENO))
		die_usage(&command, "name commits, or give them on standard input");
	while (c != EOF) {
		c = getchar();
		if (c != EOF && c != '\n') {
			g_string_append_c(line, (char)c);
			continue;
		}
		g_string_truncate(line, strcspn(line->str, " \t\r"));
		if (line->len)
			add_asked(asked, line->str);
		g_string_truncate(line, 0);
	}
}

static void read_asked(struct asked *asked, const struct arguments *args)
{
	const char *name;

	for (size_t i = 0; (name = nth_argument(args, i)); i++)
		add_asked(asked, name);
	if (!nth_argument(args, 0))
		add_stdin(asked);
}

static void shorten(const struct commit_line *line, char *out, void *data)
{
	(void)data;
	tree_shorten(line->tree, &line->hit->commit.id, out);
}

static GArray *lines_of(const GArray *found, bool *all)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct commit_line));

	*all = true;
	for (guint i = 0; i < found->len; i++) {
		const struct commit_found *one = &g_array_index(found, struct commit_found, i);
		struct commit_line line = { one->tree, one->hit, one->match, one->upstream };

		*all &= line.match.record != NULL;
		g_array_append_val(lines, line);
	}
	return lines;
}

static void print(const GArray *lines, const struct handles *handles)
{
	struct commit_list_view view = {
		.lines = lines, .handles = handles, .shorten = shorten, .why = opt.why
	};

	report_print(&commit_list_formats[opt.format], &view.report, "kvm-series", opt.colour);
}

int kvm_series_find(int argc, char **argv)
{
	struct asked asked = { .hits = tree_hits_new(), .where = g_ptr_array_new() };
	struct arguments args;
	struct source *source;
	struct handles handles;
	g_autoptr(GPtrArray) trees = NULL, records = NULL;
	g_autoptr(GArray) lines = NULL, found = NULL;
	bool all;

	options_parse(&command, argc, argv, &args);
	config_start();
	source = source_open_whole(&opt.source);
	asked.trees = trees = trees_open(&opt.trees, &opt.source);
	if (!trees->len)
		die("there is no work repository to look for commits in\n"
		    "hint: name one with --tree-repo=<path>, or set kvm.tree");
	read_asked(&asked, &args);
	found = commits_find_all(source, trees, asked.hits, asked.where, &records);
	lines = lines_of(found, &all);
	for (guint i = 0; i < trees->len; i++)
		tree_rest(trees->pdata[i]);
	handles = handles_of(source);
	print(lines, &handles);
	output_finish();
	g_ptr_array_unref(asked.hits);
	g_ptr_array_unref(asked.where);
	source_close(source);
	arguments_release(&args);
	config_release();
	return all ? EXIT_OK : EXIT_NO;
}
