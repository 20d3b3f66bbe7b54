/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "late/late.h"

#include <dlfcn.h>

/* There in programs that are linked with table.c, as tests are. */
extern const struct late gitkvm_late __attribute__((weak));

bool late_is_here(void)
{
	return &gitkvm_late;
}

static const char *place;
static void (*on_failure)(const char *problem);

void late_place(const char *path, void (*fail)(const char *problem))
{
	place = path;
	on_failure = fail;
}

static gpointer load(gpointer unused)
{
	void *object = dlopen(place, RTLD_NOW);
	const struct late *table = object ? dlsym(object, "gitkvm_late") : NULL;
	char *problem;

	(void)unused;
	if (table && table->sum == LATE_SUM)
		return (gpointer)table;
	problem = g_strdup(table ? "it is of another version" : dlerror());
	on_failure(problem);
	g_free(problem);
	return NULL;
}

const struct late *late(void)
{
	static GOnce once = G_ONCE_INIT;

	return late_is_here() ? &gitkvm_late : g_once(&once, load, NULL);
}
