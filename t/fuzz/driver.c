/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs a fuzz target without libFuzzer, as a test in TAP: over every file of its corpus,
 * t/fuzz/corpus/<target without "fuzz_">, and over the sample mails. Other files or folders may be
 * named as arguments, to look at a crash. To be run from the top folder of the source.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int tests;

static void replay_file(const char *path)
{
	char *contents;
	gsize size;
	uint8_t *exact;

	if (!g_file_get_contents(path, &contents, &size, NULL)) {
		printf("not ok %d - cannot read %s\n", ++tests, path);
		return;
	}
	/* Without the NUL that GLib adds: a sanitizer sees the first byte read too far. */
	exact = g_memdup2(contents, size);
	g_free(contents);
	printf("# %s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput(exact, size);
	g_free(exact);
	printf("ok %d - %s\n", ++tests, path);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A folder without a file is a failure: then nothing is tested. */
static void replay(const char *path)
{
	GPtrArray *names;
	const char *name;
	GDir *dir;

	if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
		replay_file(path);
		return;
	}
	names = g_ptr_array_new_with_free_func(g_free);
	dir = g_dir_open(path, 0, NULL);
	while (dir && (name = g_dir_read_name(dir)))
		g_ptr_array_add(names, g_build_filename(path, name, NULL));
	if (dir)
		g_dir_close(dir);
	g_ptr_array_sort(names, compare_names);
	if (!names->len)
		printf("not ok %d - nothing in %s\n", ++tests, path);
	for (guint i = 0; i < names->len; i++)
		replay_file(names->pdata[i]);
	g_ptr_array_unref(names);
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		for (int i = 1; i < argc; i++)
			replay(argv[i]);
	} else {
		char *target = g_path_get_basename(argv[0]);
		const char *name = g_str_has_prefix(target, "fuzz_") ? target + 5 : target;
		char *corpus = g_build_filename("t/fuzz/corpus", name, NULL);

		replay(corpus);
		replay("t/data/sample");
		g_free(corpus);
		g_free(target);
	}
	printf("1..%d\n", tests);
	return 0;
}
