/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/pairing.h"

#include <stdlib.h>
#include "compare/assignment.h"
#include "compare/line_diff.h"
#include "text/hash.h"
#include "text/integers.h"

#define MAX_COST (1 << 29) /* what assignment_solve() can take */

#define FOREIGN_COST (1 << 16) /* of a patch that has an equal diff, to anything else; git's */

/* A patch that takes part in the assignment. */
struct candidate {
	const struct patch_text *patch;
	int partner;		 /* whose diff is equal: its index, or PAIRING_NONE */
	guint index;		 /* in its version */
	struct text_lines lines; /* of the diff */
	guint32 *sorted;	 /* their numbers */
	int32_t alone;		 /* the cost of having no partner */
};

struct matrix {
	struct candidate *a, *b;
	size_t nr_a, nr_b, n;
	struct line_numbers *numbers; /* of the lines of all */
	int32_t *cost;
	bool *done;	  /* of nr_a * nr_b: the cost is known, or does not matter */
	size_t work_left; /* of PAIRING_MAX_WORK */
	bool estimated;
};

typedef const char *(*key_function)(const struct patch_text *patch);

static const char *key_diff(const struct patch_text *patch)
{
	return patch_text_diff(patch).ptr;
}

static const char *key_title(const struct patch_text *patch)
{
	return patch->title;
}

/*
 * Pairs those without partner that have the same key; returns how many. Of several in a, the last
 * one is the first to find a partner, as in git's hash table.
 */
static guint pair_equal(const GPtrArray *a, const GPtrArray *b, key_function key, int *partner_of,
			int *source_of)
{
	g_autoptr(GHashTable) last = g_hash_table_new(str_hash, g_str_equal);
	guint nr = 0, *before = g_new0(guint, a->len + 1); /* indices plus one; 0 ends the chain */

	for (guint i = 0; i < a->len; i++) {
		gpointer name = (gpointer)key(a->pdata[i]);

		if (partner_of[i] != PAIRING_NONE || !*(char *)name)
			continue;
		before[i] = GPOINTER_TO_UINT(g_hash_table_lookup(last, name));
		g_hash_table_replace(last, name, GUINT_TO_POINTER(i + 1));
	}
	for (guint j = 0; j < b->len; j++) {
		gpointer name = (gpointer)key(b->pdata[j]);
		guint i = source_of[j] != PAIRING_NONE
				  ? 0
				  : GPOINTER_TO_UINT(g_hash_table_lookup(last, name));

		if (!i)
			continue;
		partner_of[i - 1] = (int)j;
		source_of[j] = (int)i - 1;
		nr++;
		g_hash_table_insert(last, name, GUINT_TO_POINTER(before[i - 1]));
	}
	g_free(before);
	return nr;
}

static int compare_numbers(const void *a, const void *b)
{
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

	return (x > y) - (x < y);
}

static void read_lines(struct line_numbers *numbers, struct candidate *candidate)
{
	struct text_lines *lines = &candidate->lines;

	text_lines_read(numbers, patch_text_diff(candidate->patch), lines);
	candidate->sorted = g_memdup2(lines->number, lines->nr * sizeof(guint32));
	if (lines->nr)
		qsort(candidate->sorted, lines->nr, sizeof(guint32), compare_numbers);
}

/* The lines that are in one of them alone: each is at least one line of the diff of both. */
static size_t lines_of_one(const struct candidate *a, const struct candidate *b)
{
	size_t i = 0, j = 0, common = 0;

	while (i < a->lines.nr && j < b->lines.nr) {
		if (a->sorted[i] < b->sorted[j])
			i++;
		else if (a->sorted[i] > b->sorted[j])
			j++;
		else
			common++, i++, j++;
	}
	return a->lines.nr + b->lines.nr - 2 * common;
}

static int32_t clamp_cost(uint64_t cost)
{
	return (int32_t)MIN(cost, MAX_COST);
}

/* with_equal: those whose partner is known, too. */
static struct candidate *list_candidates(struct line_numbers *numbers, const GPtrArray *patches,
					 const int *partner_of, unsigned factor, bool with_equal,
					 size_t *nr)
{
	struct candidate *list = g_new0(struct candidate, patches->len + 1);

	*nr = 0;
	for (guint i = 0; i < patches->len; i++) {
		struct candidate *candidate = &list[*nr];
		bool alone = partner_of[i] == PAIRING_NONE;

		if (!alone && !with_equal)
			continue;
		++*nr;
		candidate->patch = patches->pdata[i];
		candidate->partner = partner_of[i];
		candidate->index = i;
		candidate->alone = FOREIGN_COST;
		if (!alone)
			continue;
		candidate->alone =
			clamp_cost((uint64_t)candidate->patch->diff_lines * factor / 100);
		read_lines(numbers, candidate);
	}
	return list;
}

static void free_candidates(struct candidate *list, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		text_lines_clear(&list[i].lines);
		g_free(list[i].sorted);
	}
	g_free(list);
}

/* The new version gives the rows, as in git: of pairings that cost the same, the same one is found.
 */
static int32_t *cost_of(struct matrix *m, size_t i, size_t j)
{
	return &m->cost[j * m->n + i];
}

/* The cost of a pair, or what it is at the least. Sets *done where that is enough. */
static int32_t bound_cost(const struct candidate *a, const struct candidate *b, bool *done)
{
	int32_t cost;

	*done = true;
	if (a->partner != PAIRING_NONE || b->partner != PAIRING_NONE)
		return a->partner == (int)b->index ? 0 : FOREIGN_COST;
	/* A diff that is not empty has a line for its hunk. */
	cost = clamp_cost(lines_of_one(a, b) + 1);
	*done = cost > a->alone + b->alone;
	return cost;
}

static void fill_bounds(struct matrix *m)
{
	for (size_t i = 0; i < m->n; i++)
		for (size_t j = 0; j < m->n; j++) {
			int32_t *cost = cost_of(m, i, j);

			if (i < m->nr_a && j < m->nr_b)
				*cost = bound_cost(&m->a[i], &m->b[j], &m->done[i * m->nr_b + j]);
			else if (i < m->nr_a)
				*cost = m->a[i].alone;
			else
				*cost = j < m->nr_b ? m->b[j].alone : 0;
		}
}

/* What the diff of texts with so many lines may take: the number times its root. */
static size_t diff_work(size_t lines)
{
	return (lines << g_bit_storage(lines) / 2) >> 4;
}

static void find_cost(struct matrix *m, size_t i, size_t j)
{
	const struct text_lines *a = &m->a[i].lines, *b = &m->b[j].lines;
	size_t work = diff_work(a->nr + b->nr);

	if (m->work_left < work) {
		m->estimated = true;
		return;
	}
	m->work_left -= work;
	*cost_of(m, i, j) = clamp_cost(line_diff_size(a, b, m->numbers));
	m->done[i * m->nr_b + j] = true;
}

/* Pairs with the same title come first: they are the last that should be without their cost. */
static void find_costs(struct matrix *m)
{
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < m->nr_a; i++)
			for (size_t j = 0; j < m->nr_b; j++) {
				bool titles = !strcmp(m->a[i].patch->title, m->b[j].patch->title);

				if (!m->done[i * m->nr_b + j] && (pass || titles))
					find_cost(m, i, j);
			}
}

static void pair_by_cost(struct matrix *m, int *partner_of)
{
	g_autofree size_t *column_of = NULL;

	m->n = m->nr_a + m->nr_b;
	if (!m->nr_a || !m->nr_b)
		return;
	m->cost = g_new(int32_t, m->n * m->n);
	m->done = g_new0(bool, m->nr_a * m->nr_b);
	column_of = g_new(size_t, m->n);
	fill_bounds(m);
	find_costs(m);
	assignment_solve(m->n, m->cost, column_of);
	for (size_t j = 0; j < m->nr_b; j++)
		if (column_of[j] < m->nr_a)
			partner_of[m->a[column_of[j]].index] = (int)m->b[j].index;
	g_free(m->done);
	g_free(m->cost);
}

/* The assignment, as far as there is room for it; false where there is not. */
static bool assign_partners(const GPtrArray *a, const GPtrArray *b, unsigned factor, guint nr_equal,
			    int *partner_of, const int *source_of, bool *estimated)
{
	struct matrix m = { .work_left = PAIRING_MAX_WORK };
	guint all = a->len + b->len;
	/* Without them the cost is the same, but of equally good pairings another may be found. */
	bool with_equal = all <= PAIRING_MAX_PATCHES;

	if (all - 2 * nr_equal > PAIRING_MAX_PATCHES)
		return false;
	m.numbers = line_numbers_new(false);
	m.a = list_candidates(m.numbers, a, partner_of, factor, with_equal, &m.nr_a);
	m.b = list_candidates(m.numbers, b, source_of, factor, with_equal, &m.nr_b);
	pair_by_cost(&m, partner_of);
	free_candidates(m.a, m.nr_a);
	free_candidates(m.b, m.nr_b);
	line_numbers_free(m.numbers);
	*estimated = m.estimated;
	return true;
}

enum pairing_limit pairing_find(const GPtrArray *a, const GPtrArray *b, unsigned factor,
				int *partner_of)
{
	int *source_of = g_new(int, b->len + 1);
	enum pairing_limit limit = PAIRING_WHOLE;
	bool estimated = false;
	guint nr_equal;

	for (guint i = 0; i < a->len; i++)
		partner_of[i] = PAIRING_NONE;
	for (guint j = 0; j < b->len; j++)
		source_of[j] = PAIRING_NONE;
	nr_equal = pair_equal(a, b, key_diff, partner_of, source_of);
	if (!assign_partners(a, b, factor, nr_equal, partner_of, source_of, &estimated)) {
		pair_equal(a, b, key_title, partner_of, source_of);
		limit = PAIRING_TITLES;
	} else if (estimated) {
		limit = PAIRING_ESTIMATES;
	}
	g_free(source_of);
	return limit;
}

const char *pairing_limit_reason(enum pairing_limit limit)
{
	switch (limit) {
	case PAIRING_TITLES:
		return "too many patches: paired by equal diffs and equal titles alone";
	case PAIRING_ESTIMATES:
		return "too much to compare: some patches are paired by an estimate";
	case PAIRING_WHOLE:
		break;
	}
	return NULL;
}
