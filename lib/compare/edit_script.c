/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/edit_script.h"

/* git's (xdiff/xdiffi.c and xprepare.c): with others another script of equal worth may be found. */
#define LONG_RUN 20	     /* lines in a row that are equal: worth to go on from */
#define SEEK_RUNS_FROM 256   /* edits, from which on such runs are looked for */
#define RUN_WORTH 4	     /* times the edits that led to it */
#define LEAST_LIMIT 256	     /* edits, behind which the best that is known is taken */
#define FREQUENT_MAX 1024    /* times a line is in the other text: always too frequent */
#define NEIGHBOURS 100	     /* lines looked at around a frequent one */
#define FREQUENT_AMONG_NEW 4 /* frequent lines by one that is not in the other text */

#define HURRIED_LIMIT 32 /* edits, the limit once there was too much work */

/* A text without the lines that are no use for finding what is common. */
struct side {
	guint32 *number;
	guint32 *line; /* its place in the whole text */
	ptrdiff_t nr;
	bool *changed; /* of the whole text */
};

/* Part of both that is to be compared; exact: to the last edit, however many. */
struct box {
	ptrdiff_t left, right, top, bottom; /* [left, right) of the old, [top, bottom) of the new */
	bool exact;
};

/* Where a box is cut in four, of which two are to be compared. */
struct cut {
	ptrdiff_t x, y;
	bool exact_before, exact_behind;
};

/* How far each diagonal (x - y) was followed from either end; by diagonal. */
struct reach {
	ptrdiff_t *forward, *backward;
	ptrdiff_t limit; /* of edits */
	int64_t work;	 /* that may be done yet: diagonals followed for one more edit */
};

/* The diagonals that were reached from one end. */
struct front {
	ptrdiff_t middle, min, max;
};

/* A root, to within a factor of two. */
static size_t rough_root(size_t n)
{
	size_t root = 1;

	for (; n; n >>= 2)
		root <<= 1;
	return root;
}

enum use { USELESS, USEFUL, FREQUENT };

/*
 * Whether a frequent line stands among so many that the other text has not that it would only lead
 * astray.
 */
static bool is_lost(const guint8 *use, ptrdiff_t at, ptrdiff_t first, ptrdiff_t last)
{
	ptrdiff_t strange[2] = { 0, 0 }, frequent[2] = { 1, 1 };

	first = MAX(first, at - NEIGHBOURS);
	last = MIN(last, at + NEIGHBOURS);
	for (int behind = 0; behind < 2; behind++) {
		ptrdiff_t step = behind ? 1 : -1;

		for (ptrdiff_t i = at + step; i >= first && i <= last && use[i] != USEFUL;
		     i += step) {
			strange[behind] += use[i] == USELESS;
			frequent[behind] += use[i] == FREQUENT;
		}
		if (!strange[behind])
			return false;
	}
	return (frequent[0] + frequent[1]) * FREQUENT_AMONG_NEW <
	       frequent[0] + frequent[1] + strange[0] + strange[1];
}

/* Keeps the lines from first to last that help; the others are changed. times: in the other text.
 */
static void choose_lines(struct side *side, const struct text_lines *text, const guint32 *times,
			 ptrdiff_t first, ptrdiff_t last)
{
	size_t too_many = MIN(rough_root(text->nr), FREQUENT_MAX);
	guint8 *use = g_new0(guint8, text->nr + 1);

	for (ptrdiff_t i = first; i <= last; i++) {
		guint32 there = times[2 * (size_t)text->number[i]];

		use[i] = there >= too_many ? FREQUENT : there ? USEFUL : USELESS;
	}
	side->number = g_new(guint32, text->nr + 1);
	side->line = g_new(guint32, text->nr + 1);
	for (ptrdiff_t i = first; i <= last; i++) {
		if (use[i] == USELESS || (use[i] == FREQUENT && is_lost(use, i, first, last))) {
			side->changed[i] = true;
			continue;
		}
		side->number[side->nr] = text->number[i];
		side->line[side->nr++] = (guint32)i;
	}
	g_free(use);
}

/* Of how often each number is in either text. */
static void count_lines(guint32 *times, const struct text_lines *text, bool up)
{
	for (size_t i = 0; i < text->nr; i++) {
		guint32 *one = &times[2 * (size_t)text->number[i]];

		*one = up ? *one + 1 : 0;
	}
}

/* Both texts without the lines that are the same at the beginning and at the end. */
static void prepare(struct side *a, struct side *b, const struct text_lines *old,
		    const struct text_lines *new, guint32 *times)
{
	size_t least = MIN(old->nr, new->nr), same = 0, first;

	while (same < least && old->number[same] == new->number[same])
		same++;
	first = same;
	for (least -= first, same = 0;
	     same < least && old->number[old->nr - 1 - same] == new->number[new->nr - 1 - same];)
		same++;
	count_lines(times, old, true);
	count_lines(times + 1, new, true);
	choose_lines(a, old, times + 1, (ptrdiff_t)first, (ptrdiff_t)(old->nr - same) - 1);
	choose_lines(b, new, times, (ptrdiff_t)first, (ptrdiff_t)(new->nr - same) - 1);
	count_lines(times, old, false);
	count_lines(times + 1, new, false);
}

/* A diagonal more at either end of the front, within the box; what is beyond was not reached. */
static void widen(struct front *front, const struct box *box, ptrdiff_t *reach, ptrdiff_t nowhere)
{
	if (front->min > box->left - box->bottom)
		reach[--front->min - 1] = nowhere;
	else
		front->min++;
	if (front->max < box->right - box->top)
		reach[++front->max + 1] = nowhere;
	else
		front->max--;
}

static bool in_front(const struct front *front, ptrdiff_t d)
{
	return d >= front->min && d <= front->max;
}

/* One edit more from the beginning; true where it met the other end. Sets *run: see LONG_RUN. */
static bool go_forward(const struct side *a, const struct side *b, const struct box *box,
		       struct reach *reach, const struct front *front, const struct front *other,
		       struct cut *cut, bool *run)
{
	ptrdiff_t *far = reach->forward;

	for (ptrdiff_t d = front->max; d >= front->min; d -= 2) {
		ptrdiff_t x = far[d - 1] >= far[d + 1] ? far[d - 1] + 1 : far[d + 1], from = x;

		while (x < box->right && x - d < box->bottom && a->number[x] == b->number[x - d])
			x++;
		*run = *run || x - from > LONG_RUN;
		far[d] = x;
		if (other && in_front(other, d) && reach->backward[d] <= x) {
			*cut = (struct cut){ x, x - d, true, true };
			return true;
		}
	}
	return false;
}

/* The same from the end. */
static bool go_backward(const struct side *a, const struct side *b, const struct box *box,
			struct reach *reach, const struct front *front, const struct front *other,
			struct cut *cut, bool *run)
{
	ptrdiff_t *far = reach->backward;

	for (ptrdiff_t d = front->max; d >= front->min; d -= 2) {
		ptrdiff_t x = far[d - 1] < far[d + 1] ? far[d - 1] : far[d + 1] - 1, from = x;

		while (x > box->left && x - d > box->top &&
		       a->number[x - 1] == b->number[x - 1 - d])
			x--;
		*run = *run || from - x > LONG_RUN;
		far[d] = x;
		if (other && in_front(other, d) && x <= reach->forward[d]) {
			*cut = (struct cut){ x, x - d, true, true };
			return true;
		}
	}
	return false;
}

/* As many lines as make a run are equal from there on, or up to there. */
static bool begins_run(const struct side *a, const struct side *b, ptrdiff_t x, ptrdiff_t y)
{
	return !memcmp(a->number + x, b->number + y, LONG_RUN * sizeof(guint32));
}

/* The diagonal that ends in a run and got furthest for its edits; false where none is worth it. */
static bool find_run_forward(const struct side *a, const struct side *b, const struct box *box,
			     const struct reach *reach, const struct front *front, ptrdiff_t edits,
			     struct cut *cut)
{
	ptrdiff_t best = 0;

	for (ptrdiff_t d = front->max; d >= front->min; d -= 2) {
		ptrdiff_t x = reach->forward[d], y = x - d;
		ptrdiff_t worth = x - box->left + y - box->top - ABS(d - front->middle);

		if (worth <= RUN_WORTH * edits || worth <= best || x < box->left + LONG_RUN ||
		    x >= box->right || y < box->top + LONG_RUN || y >= box->bottom ||
		    !begins_run(a, b, x - LONG_RUN, y - LONG_RUN))
			continue;
		best = worth;
		*cut = (struct cut){ x, y, true, false };
	}
	return best > 0;
}

static bool find_run_backward(const struct side *a, const struct side *b, const struct box *box,
			      const struct reach *reach, const struct front *front, ptrdiff_t edits,
			      struct cut *cut)
{
	ptrdiff_t best = 0;

	for (ptrdiff_t d = front->max; d >= front->min; d -= 2) {
		ptrdiff_t x = reach->backward[d], y = x - d;
		ptrdiff_t worth = box->right - x + box->bottom - y - ABS(d - front->middle);

		if (worth <= RUN_WORTH * edits || worth <= best || x <= box->left ||
		    x > box->right - LONG_RUN || y <= box->top || y > box->bottom - LONG_RUN ||
		    !begins_run(a, b, x, y))
			continue;
		best = worth;
		*cut = (struct cut){ x, y, false, true };
	}
	return best > 0;
}

/* Enough was tried: the point that is furthest from the end that it was reached from. */
static void take_furthest(const struct box *box, const struct reach *reach,
			  const struct front *forward, const struct front *backward,
			  struct cut *cut)
{
	ptrdiff_t most = -1, least = G_MAXSSIZE, most_x = -1, least_x = G_MAXSSIZE;

	for (ptrdiff_t d = forward->max; d >= forward->min; d -= 2) {
		ptrdiff_t x = MIN(MIN(reach->forward[d], box->right), box->bottom + d);

		if (most < x + x - d) {
			most = x + x - d;
			most_x = x;
		}
	}
	for (ptrdiff_t d = backward->max; d >= backward->min; d -= 2) {
		ptrdiff_t x = MAX(MAX(reach->backward[d], box->left), box->top + d);

		if (x + x - d < least) {
			least = x + x - d;
			least_x = x;
		}
	}
	if (box->right + box->bottom - least < most - (box->left + box->top))
		*cut = (struct cut){ most_x, most - most_x, true, false };
	else
		*cut = (struct cut){ least_x, least - least_x, false, true };
}

/* Cuts a box whose corners differ. */
static void find_cut(const struct side *a, const struct side *b, const struct box *box,
		     struct reach *reach, struct cut *cut)
{
	struct front forward, backward;
	bool odd;

	forward.middle = forward.min = forward.max = box->left - box->top;
	backward.middle = backward.min = backward.max = box->right - box->bottom;
	odd = (forward.middle - backward.middle) & 1;
	reach->forward[forward.middle] = box->left;
	reach->backward[backward.middle] = box->right;
	for (ptrdiff_t edits = 1;; edits++) {
		bool run = false;

		widen(&forward, box, reach->forward, -1);
		if (go_forward(a, b, box, reach, &forward, odd ? &backward : NULL, cut, &run))
			return;
		widen(&backward, box, reach->backward, G_MAXSSIZE);
		if (go_backward(a, b, box, reach, &backward, odd ? NULL : &forward, cut, &run))
			return;
		reach->work -= forward.max - forward.min + backward.max - backward.min;
		if (box->exact)
			continue;
		if (run && edits > SEEK_RUNS_FROM &&
		    (find_run_forward(a, b, box, reach, &forward, edits, cut) ||
		     find_run_backward(a, b, box, reach, &backward, edits, cut)))
			return;
		if (edits >= (reach->work > 0 ? reach->limit : HURRIED_LIMIT)) {
			take_furthest(box, reach, &forward, &backward, cut);
			return;
		}
	}
}

/* Takes off what is the same at both ends of a box; then true, where lines of both are left. */
static bool shrink(const struct side *a, const struct side *b, struct box *box)
{
	while (box->left < box->right && box->top < box->bottom &&
	       a->number[box->left] == b->number[box->top])
		box->left++, box->top++;
	while (box->left < box->right && box->top < box->bottom &&
	       a->number[box->right - 1] == b->number[box->bottom - 1])
		box->right--, box->bottom--;
	return box->left < box->right && box->top < box->bottom;
}

static void mark(struct side *side, ptrdiff_t from, ptrdiff_t to)
{
	for (; from < to; from++)
		side->changed[side->line[from]] = true;
}

static void compare(struct side *a, struct side *b, int64_t work)
{
	ptrdiff_t diagonals = a->nr + b->nr + 3;
	ptrdiff_t *room = g_new(ptrdiff_t, 2 * (gsize)diagonals + 2);
	struct reach reach = { room + b->nr + 1, room + diagonals + b->nr + 1,
			       MAX((ptrdiff_t)rough_root((size_t)diagonals), LEAST_LIMIT), work };
	g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
	struct box box = { 0, a->nr, 0, b->nr, false };

	g_array_append_val(boxes, box);
	while (boxes->len) {
		struct box rest;
		struct cut cut;

		box = g_array_index(boxes, struct box, boxes->len - 1);
		g_array_set_size(boxes, boxes->len - 1);
		if (!shrink(a, b, &box)) {
			mark(a, box.left, box.right);
			mark(b, box.top, box.bottom);
			continue;
		}
		find_cut(a, b, &box, &reach, &cut);
		rest = (struct box){ cut.x, box.right, cut.y, box.bottom, cut.exact_behind };
		box = (struct box){ box.left, cut.x, box.top, cut.y, cut.exact_before };
		g_array_append_val(boxes, rest);
		g_array_append_val(boxes, box);
	}
	g_free(room);
}

struct edit_script *edit_script_new(const struct text_lines *old, const struct text_lines *new,
				    struct line_numbers *numbers, int64_t work)
{
	struct edit_script *script = g_new(struct edit_script, 1);
	struct side a = { 0 }, b = { 0 };

	script->removed = g_new0(bool, old->nr + 2) + 1;
	script->added = g_new0(bool, new->nr + 2) + 1;
	a.changed = script->removed;
	b.changed = script->added;
	prepare(&a, &b, old, new, line_numbers_zeros(numbers));
	compare(&a, &b, work);
	g_free(a.number);
	g_free(a.line);
	g_free(b.number);
	g_free(b.line);
	return script;
}

void edit_script_free(struct edit_script *script)
{
	g_free(script->removed - 1);
	g_free(script->added - 1);
	g_free(script);
}
