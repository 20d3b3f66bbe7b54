/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/cli.h"
#include "cli/report.h"
#include "complete.h"
#include "open.h"
#include "report/series_base.h"
#include "search/trial.h"
#include "series/series.h"

static struct {
	int format, colour;
	const char *version;
	GPtrArray *onto;
	struct series_options series;
} opt = {
	.colour = COLOUR_UNSET,
	.series = SERIES_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPT_VERSION(&opt.version, "that version, not the newest"),
	OPT_LIST(0, "onto", &opt.onto, "<rev>", "try to apply it to that, not to HEAD"),
	OPT_FLAG(0, "any-author", &opt.series.any_author, "versions and patches by others, too"),
	OPT_FORMAT(&opt.format, series_base_formats, "how to print it"),
	OPT_SET(0, "json", &opt.format, 1, "the same as --format=json"),
	OPT_COLOUR(&opt.colour),
	OPTS_SERIES(&opt.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <series>", NULL };
static const struct command command = {
	.name = "kvm-series base", .usage = usage, .options = options, .complete = complete_series
};

/* The base-commit that the cover letter or a patch names; "" without one. */
static const char *declared_base(const struct series *series)
{
	const char *base = series->leader->posted->base_commit;

	for (guint i = 0; !*base && i < series->patches->len; i++)
		base = ((struct record *)series->patches->pdata[i])->posted->base_commit;
	return base;
}

static void find_declared(struct series_base_view *view, const GPtrArray *trees, const char *name)
{
	git_oid id;

	for (guint i = 0; *name && i < trees->len && !view->base; i++)
		if (oid_parse(name, &id)) {
			view->tree = trees->pdata[i];
			view->base = tree_read(view->tree, &id, NULL);
		}
	view->declared = view->base;
	if (!view->base)
		view->missing = name;
}

static void find_by_files(struct series_base_view *view, const GPtrArray *trees,
			  const GPtrArray *diffs, int64_t sent)
{
	g_autoptr(GPtrArray) there = g_ptr_array_new();

	for (guint i = 0; i < diffs->len; i++)
		if (diffs->pdata[i])
			g_ptr_array_add(there, diffs->pdata[i]);
	for (guint i = 0; i < trees->len; i++) {
		unsigned found, wanted;
		git_oid id;

		if (!apply_find_base(trees->pdata[i], there, sent, &id, &found, &wanted) ||
		    found <= view->found)
			continue;
		tree_hit_free((struct tree_hit *)view->base);
		view->tree = trees->pdata[i];
		view->base = tree_read(view->tree, &id, NULL);
		view->found = found;
		view->wanted = wanted;
	}
}

static void add_trial(GArray *trials, const char *name, struct tree *tree, const git_oid *commit,
		      const GPtrArray *dependencies, const GPtrArray *diffs)
{
	struct base_trial out = { .name = name, .tree = tree, .commit = *commit };
	struct trial trial;

	trial_run_behind(tree, commit, dependencies, diffs, &trial);
	out.clean = trial.clean;
	out.dependencies = trial.dependencies;
	out.patch = trial.patch;
	out.failure = trial.failure;
	g_array_append_val(trials, out);
}

/* In the tree of the base, where that knows the name. */
static void try_names(GArray *trials, const GPtrArray *trees, const GPtrArray *dependencies,
		      const GPtrArray *diffs)
{
	static const char *const head[] = { "HEAD" };
	const GPtrArray *onto = opt.onto;
	const char *const *names = onto ? (const char *const *)onto->pdata : head;
	const guint nr = onto ? onto->len : 1;

	for (guint i = 0; i < nr; i++) {
		GError *error = NULL;
		git_oid id = { { 0 } };
		guint at = 0;

		for (; at < trees->len; at++) {
			g_clear_error(&error);
			if (tree_resolve(trees->pdata[at], names[i], &id, &error))
				break;
		}
		if (at == trees->len && onto)
			die_gerror(error);
		if (at < trees->len)
			add_trial(trials, names[i], trees->pdata[at], &id, dependencies, diffs);
		g_clear_error(&error);
	}
}

static bool all_clean(const GArray *trials)
{
	for (guint i = 0; i < trials->len; i++)
		if (!g_array_index(trials, struct base_trial, i).clean)
			return false;
	return true;
}

static void release_trial(void *data)
{
	g_free(((struct base_trial *)data)->failure.path);
}

static bool run(struct source *source, const struct series *series, const GPtrArray *trees)
{
	g_autoptr(GPtrArray) patches = series_pick(series, opt.series.any_author);
	g_autoptr(GPtrArray) diffs = trial_diffs(source, patches);
	g_autoptr(GPtrArray) dependencies = trial_dependencies(source, series);
	g_autoptr(GArray) trials = g_array_new(FALSE, FALSE, sizeof(struct base_trial));
	struct series_base_view view = { .message_id = series->leader->message_id,
					 .total = patches->len,
					 .missing = "",
					 .trials = trials };
	bool clean;

	g_array_set_clear_func(trials, release_trial);
	find_declared(&view, trees, declared_base(series));
	if (!view.base)
		find_by_files(&view, trees, diffs, series->leader->date);
	if (view.base)
		add_trial(trials, NULL, view.tree, &view.base->commit.id, dependencies, diffs);
	try_names(trials, trees, dependencies, diffs);
	for (guint i = 0; i < trees->len; i++)
		tree_rest(trees->pdata[i]);
	report_print(&series_base_formats[opt.format], &view.report, "kvm-series", opt.colour);
	clean = all_clean(trials);
	tree_hit_free((struct tree_hit *)view.base);
	return clean;
}

int kvm_series_base(int argc, char **argv)
{
	struct found_series found;
	struct source *source;
	g_autoptr(GPtrArray) trees = NULL;
	bool clean;

	source = open_one_series(&command, argc, argv, &opt.series, &found);
	trees = trees_open(&opt.series.trees, &opt.series.source);
	if (!trees->len)
		die("there is no work repository to look for a base in\n"
		    "hint: name one with --tree-repo=<path>, or set kvm.tree");
	clean = run(source, choose_version(found.topic, opt.version), trees);
	output_finish();
	catalogue_free(found.catalogue);
	source_close(source);
	config_release();
	return clean ? EXIT_OK : EXIT_NO;
}
