/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/index.h"

#include <signal.h>
#include "cli/config.h"
#include "cli/die.h"
#include "cli/progress.h"
#include "inbox/v1.h"

const struct option_choice index_choices[] = {
	{ "update", INDEX_USE_UPDATE },
	{ "rebuild", INDEX_USE_REBUILD },
	{ "check", INDEX_USE_CHECK },
	{ NULL, 0 },
};

static struct {
	struct progress *bar;
	int wanted;
	bool warned;
} state;

static void on_notice(const char *message, void *data)
{
	(void)data;
	state.warned = true;
	warning("%s", message);
}

static void on_progress(uint64_t done, uint64_t total, void *data)
{
	(void)data;
	if (!state.bar && done < total)
		state.bar = progress_start("Indexing mails", total, state.wanted);
	progress_update(state.bar, done);
	if (done == total)
		g_clear_pointer(&state.bar, progress_stop);
}

static bool do_first(struct index *index, int use, GError **error)
{
	switch (use) {
	case INDEX_USE_UPDATE:
		return index_update(index, error);
	case INDEX_USE_REBUILD:
		return index_rebuild(index, error);
	case INDEX_USE_CHECK:
		return index_check(index, error);
	default:
		return true;
	}
}

int index_use(int use)
{
	if (use != INDEX_USE_UNSET)
		return use;
	return config_bool("kvm.index", true) ? INDEX_USE_AS_IS : INDEX_USE_NEVER;
}

char *index_cache_dir(void)
{
	return g_build_filename(g_get_user_cache_dir(), "git-kvm", NULL);
}

struct index *index_start(struct inbox *inbox, int use, unsigned threads, int progress)
{
	struct index_options options = { .threads = threads,
					 .notice = on_notice,
					 .progress = on_progress };
	struct index *index;
	GError *error = NULL;
	g_autofree char *cache = NULL;

	use = index_use(use);
	if (use == INDEX_USE_NEVER)
		return NULL;
	if (inbox_is_v1(inbox)) {
		if (use != INDEX_USE_AS_IS)
			warning("'%s' is an inbox of version 1, for which there is no index",
				inbox_path(inbox));
		return NULL;
	}
	/* A file that may not grow is an error to be told, not a reason to die. */
	signal(SIGXFSZ, SIG_IGN);
	state.wanted = progress;
	cache = index_cache_dir();
	options.cache_dir = cache;
	index = index_open(inbox, &options);
	if (!do_first(index, use, &error)) {
		if (error->domain != INDEX_ERROR)
			die_gerror(error);
		if (!state.warned)
			warning("the index '%s' cannot be used: %s", index_path(index),
				error->message);
		g_error_free(error);
	}
	return index;
}
