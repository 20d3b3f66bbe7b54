/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "late/late.h"

#include <dlfcn.h>
#include "late/crypto.h"
#include "late/git.h"

/* There in programs that are linked with the tables, as tests are. */
extern const struct late gitkvm_late __attribute__((weak));
extern const struct late_git gitkvm_late_git __attribute__((weak));
extern const struct late_crypto gitkvm_late_crypto __attribute__((weak));

#define LATE_PART "late.so"
#define GIT_PART "git.so"
#define CRYPTO_PART "crypto.so"

static const char *place;
static void (*on_failure)(const char *file, const char *problem);

const char *const *late_parts(void)
{
	static const char *const parts[] = { LATE_PART, GIT_PART, CRYPTO_PART, NULL };

	return &gitkvm_late ? parts + G_N_ELEMENTS(parts) - 1 : parts;
}

void late_place(const char *folder, void (*fail)(const char *file, const char *problem))
{
	place = folder;
	on_failure = fail;
}

/* An object, and the table in it. */
struct part {
	const char *file, *table;
};

static gpointer load(gpointer data)
{
	const struct part *part = data;
	g_autofree char *path = g_build_filename(place, part->file, NULL), *problem = NULL;
	void *object = dlopen(path, RTLD_LAZY);
	const unsigned *sum = object ? dlsym(object, part->table) : NULL;

	if (!sum || *sum != LATE_SUM) {
		problem = g_strdup(sum ? "it is of another version" : dlerror());
		on_failure(path, problem);
		sum = NULL;
	}
	return (gpointer)sum;
}

const struct late *late(void)
{
	static struct part part = { LATE_PART, "gitkvm_late" };
	static GOnce once = G_ONCE_INIT;

	return &gitkvm_late ? &gitkvm_late : g_once(&once, load, &part);
}

static const char *(*start_git)(const struct late_git *git);

void late_git_start(const char *(*start)(const struct late_git *git))
{
	start_git = start;
}

static gpointer load_git(gpointer part)
{
	const struct late_git *git = load(part);
	const char *problem = git && start_git ? start_git(git) : NULL;

	if (problem)
		on_failure(GIT_PART, problem);
	return (gpointer)git;
}

bool late_git_is_here(void)
{
	return &gitkvm_late_git;
}

const struct late_git *late_git(void)
{
	static struct part part = { GIT_PART, "gitkvm_late_git" };
	static GOnce once = G_ONCE_INIT;

	return &gitkvm_late_git ? &gitkvm_late_git : g_once(&once, load_git, &part);
}

const struct late_crypto *late_crypto(void)
{
	static struct part part = { CRYPTO_PART, "gitkvm_late_crypto" };
	static GOnce once = G_ONCE_INIT;

	return &gitkvm_late_crypto ? &gitkvm_late_crypto : g_once(&once, load, &part);
}

void late_all(void)
{
	late();
	late_git();
	late_crypto();
}
