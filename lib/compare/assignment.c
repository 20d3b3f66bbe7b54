/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/assignment.h"

#include <stdbool.h>
#include <glib.h>
#include "text/integers.h"

#define NONE SIZE_MAX

/* Rows get their columns one by one; the price of a column rises when rows compete for it. */
struct solver {
	size_t n;
	const int32_t *cost;
	int64_t *price;	   /* of a column, negated: it is subtracted from the cost */
	size_t *column_of; /* of a row, or NONE */
	size_t *row_of;	   /* of a column, or NONE */
	size_t *waiting;   /* rows without column */
	size_t nr_waiting;
};

static int64_t reduced(const struct solver *s, size_t row, size_t column)
{
	return s->cost[row * s->n + column] - s->price[column];
}

static void assign(struct solver *s, size_t row, size_t column)
{
	s->column_of[row] = column;
	s->row_of[column] = row;
}

/*
 * Each column goes to the row that is cheapest for it, the last column first; a row that is the
 * cheapest of several keeps the first it got. contested[row] tells which.
 */
static void reduce_columns(struct solver *s, bool *contested)
{
	for (size_t column = s->n; COUNT_DOWN(column);) {
		size_t best = 0;

		for (size_t row = 1; row < s->n; row++)
			if (s->cost[row * s->n + column] < s->cost[best * s->n + column])
				best = row;
		s->price[column] = s->cost[best * s->n + column];
		if (s->column_of[best] == NONE)
			assign(s, best, column);
		else
			contested[best] = true;
	}
}

/* A row with one column alone lets it cost as much as its second choice leaves room for. */
static void transfer_reduction(struct solver *s, const bool *contested)
{
	for (size_t row = 0; row < s->n; row++) {
		size_t own = s->column_of[row];
		int64_t least = INT64_MAX;

		if (own == NONE) {
			s->waiting[s->nr_waiting++] = row;
			continue;
		}
		if (contested[row])
			continue;
		for (size_t column = 0; column < s->n; column++)
			if (column != own)
				least = MIN(least, reduced(s, row, column));
		if (least != INT64_MAX)
			s->price[own] -= least;
	}
}

/* The two columns that are cheapest for a row; the second one is NONE where n is 1. */
struct choice {
	size_t first, second;
	int64_t first_cost, second_cost;
};

static struct choice choose(const struct solver *s, size_t row)
{
	struct choice c = { 0, NONE, reduced(s, row, 0), INT64_MAX };

	for (size_t column = 1; column < s->n; column++) {
		int64_t cost = reduced(s, row, column);

		if (cost >= c.second_cost)
			continue;
		if (cost > c.first_cost) {
			c.second = column;
			c.second_cost = cost;
		} else {
			c.second = c.first;
			c.second_cost = c.first_cost;
			c.first = column;
			c.first_cost = cost;
		}
	}
	return c;
}

/*
 * Waiting rows take the column they like best, and who is driven out waits in turn: at once where
 * the price rose, for the next round elsewhere. The bound on steps keeps costs that differ by
 * little from driving rows round and round; those go on in augment().
 */
static void reduce_rows(struct solver *s)
{
	size_t before = s->nr_waiting, steps = 0, at = 0;

	s->nr_waiting = 0;
	while (at < before) {
		size_t row = s->waiting[at++], column, driven_out;
		struct choice c = choose(s, row);
		bool rises = c.second != NONE && c.first_cost < c.second_cost;

		column = c.first;
		if (rises)
			s->price[column] -= c.second_cost - c.first_cost;
		else if (s->row_of[column] != NONE && c.second != NONE)
			column = c.second;
		driven_out = s->row_of[column];
		assign(s, row, column);
		if (driven_out == NONE)
			continue;
		s->column_of[driven_out] = NONE;
		if (rises && steps++ < 50 * s->n)
			s->waiting[--at] = driven_out;
		else
			s->waiting[s->nr_waiting++] = driven_out;
	}
}

/*
 * The search for the cheapest way to a column nobody has. columns holds all of them: up to scanned
 * those whose rows have been looked at, up to nearest those that are no farther than the nearest.
 */
struct search {
	size_t *columns;
	size_t scanned, nearest;
	int64_t *distance;
	size_t *from; /* the row a column was reached by */
};

static void swap_columns(struct search *search, size_t a, size_t b)
{
	size_t column = search->columns[a];

	search->columns[a] = search->columns[b];
	search->columns[b] = column;
}

/* Gathers the nearest columns of those not seen; returns one that nobody has, or NONE. */
static size_t find_nearest(const struct solver *s, struct search *search)
{
	int64_t least = search->distance[search->columns[search->nearest]];

	search->nearest++;
	for (size_t i = search->nearest; i < s->n; i++) {
		int64_t distance = search->distance[search->columns[i]];

		if (distance > least)
			continue;
		if (distance < least) {
			least = distance;
			search->nearest = search->scanned;
		}
		swap_columns(search, i, search->nearest++);
	}
	for (size_t i = search->scanned; i < search->nearest; i++)
		if (s->row_of[search->columns[i]] == NONE)
			return search->columns[i];
	return NONE;
}

/* Goes on from the row that has the next of the nearest columns. Returns a free one, or NONE. */
static size_t go_on(const struct solver *s, struct search *search)
{
	size_t by = search->columns[search->scanned++];
	size_t row = s->row_of[by];
	int64_t least = search->distance[by];
	int64_t offset = reduced(s, row, by) - least;

	for (size_t i = search->nearest; i < s->n; i++) {
		size_t column = search->columns[i];
		int64_t distance = reduced(s, row, column) - offset;

		if (distance >= search->distance[column])
			continue;
		search->distance[column] = distance;
		search->from[column] = row;
		if (distance > least)
			continue;
		if (s->row_of[column] == NONE)
			return column;
		swap_columns(search, i, search->nearest++);
	}
	return NONE;
}

/* Gives a waiting row a column by the cheapest chain of exchanges. */
static void augment(struct solver *s, struct search *search, size_t start)
{
	size_t end = NONE, row;
	int64_t least;

	search->scanned = search->nearest = 0;
	for (size_t column = 0; column < s->n; column++) {
		search->distance[column] = reduced(s, start, column);
		search->from[column] = start;
		search->columns[column] = column;
	}
	while (end == NONE) {
		if (search->scanned == search->nearest)
			end = find_nearest(s, search);
		else
			end = go_on(s, search);
	}
	least = search->distance[end];
	for (size_t i = 0; i < search->scanned; i++) {
		size_t column = search->columns[i];

		s->price[column] += search->distance[column] - least;
	}
	do {
		size_t next;

		row = search->from[end];
		next = s->column_of[row];
		assign(s, row, end);
		end = next;
	} while (row != start);
}

void assignment_solve(size_t n, const int32_t *cost, size_t *column_of)
{
	struct solver s = { .n = n, .cost = cost, .column_of = column_of };
	struct search search = { 0 };
	bool *contested = NULL;

	if (!n)
		return;
	contested = g_new0(bool, n);
	s.price = g_new0(int64_t, n);
	s.row_of = g_new0(size_t, n);
	s.waiting = g_new(size_t, n);
	for (size_t i = 0; i < n; i++)
		s.column_of[i] = s.row_of[i] = NONE;
	reduce_columns(&s, contested);
	transfer_reduction(&s, contested);
	for (int phase = 0; phase < 2 && s.nr_waiting; phase++)
		reduce_rows(&s);
	search.columns = g_new0(size_t, n);
	search.distance = g_new0(int64_t, n);
	search.from = g_new0(size_t, n);
	for (size_t i = 0; i < s.nr_waiting; i++)
		augment(&s, &search, s.waiting[i]);
	g_free(search.columns);
	g_free(search.distance);
	g_free(search.from);
	g_free(s.price);
	g_free(s.row_of);
	g_free(s.waiting);
	g_free(contested);
}
