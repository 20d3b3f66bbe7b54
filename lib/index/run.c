/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/private.h"

#include "index/lookup.h"

G_STATIC_ASSERT(G_N_ELEMENTS(((struct run *)NULL)->mails) == MAILS_OF_RUN);

void run_init(struct run *run)
{
	run->bytes = g_byte_array_new();
	run->first = -1;
	run->nr = 0;
}

void run_release(struct run *run)
{
	g_byte_array_unref(run->bytes);
}

static bool load_run(struct index *index, struct run *run, int64_t first)
{
	struct slice row, packed;

	run->first = -1;
	run->nr = 0;
	if (!store_get(index->store, STORE_MAILS, first, &row) || !row.ptr)
		return false;
	g_byte_array_set_size(run->bytes, 0);
	g_byte_array_append(run->bytes, (const guint8 *)row.ptr, (guint)row.len);
	row = slice_of((const char *)run->bytes->data, run->bytes->len);
	while (run->nr < MAILS_OF_RUN && unpack_next(&row, &packed))
		run->mails[run->nr++] = packed;
	if (row.len || run->nr != MIN(MAILS_OF_RUN, store_head(index->store)->mails - first))
		return store_wear_out(index->store, "a row of mails is none");
	run->first = first;
	return true;
}

bool run_read(struct index *index, struct run *run, int64_t number, struct slice *packed)
{
	int64_t first = number / MAILS_OF_RUN * MAILS_OF_RUN;

	if (run->first != first && !load_run(index, run, first))
		return false;
	if (number - first >= run->nr)
		return false;
	*packed = run->mails[number - first];
	strings_use(&index->strings, (unsigned)(number / store_head(index->store)->segment),
		    index->held);
	return true;
}

/* Of which numbers rows share a place there: those that are far from each other. */
struct run *index_run(struct index *index, int64_t number)
{
	struct run *run;

	if (!index->runs)
		index->runs = g_new0(struct run, RUNS_KEPT);
	run = &index->runs[number / MAILS_OF_RUN % RUNS_KEPT];
	if (!run->bytes)
		run_init(run);
	return run;
}

void index_forget_rows(struct index *index)
{
	strings_forget(&index->strings);
	g_clear_pointer(&index->answered, g_ptr_array_unref);
	for (size_t i = 0; index->runs && i < RUNS_KEPT; i++)
		if (index->runs[i].bytes)
			run_release(&index->runs[i]);
	g_clear_pointer(&index->runs, g_free);
}
