/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/strings.h"

#define COPIES_BLOCK ((size_t)16 << 10)

/* What postings have of a segment, in whatever threads these are freed. */
struct text_copies {
	struct pool_block lender;
	gint users; /* atomic */
	struct pool pool;
};

static void copies_unref(struct text_copies *copies)
{
	if (!copies || !g_atomic_int_dec_and_test(&copies->users))
		return;
	pool_release(&copies->pool);
	g_free(copies);
}

static void copies_give_back(struct pool_block *lender)
{
	copies_unref((struct text_copies *)lender);
}

static struct text_copies *copies_new(void)
{
	struct text_copies *copies = g_new0(struct text_copies, 1);

	copies->lender.give_back = copies_give_back;
	copies->users = 1;
	return copies;
}

static void run_free(void *data)
{
	struct text_run *run = data;

	if (!run)
		return;
	g_free(run->copies);
	g_free(run);
}

static void texts_unref(void *data)
{
	struct texts *texts = data;

	if (!texts || !g_atomic_int_dec_and_test(&texts->users))
		return;
	copies_unref(texts->copies);
	g_ptr_array_unref(texts->runs);
	g_free(texts);
}

static void texts_give_back(struct pool_block *lender)
{
	texts_unref(lender);
}

static struct texts *texts_new(void)
{
	struct texts *texts = g_new0(struct texts, 1);

	texts->lender.give_back = texts_give_back;
	texts->users = 1;
	texts->runs = g_ptr_array_new_with_free_func(run_free);
	return texts;
}

void strings_init(struct strings *strings, struct store *store)
{
	strings->store = store;
	strings->segment = 0;
	strings->texts = NULL;
	strings->apart = false;
	strings->postings = strings->others = (struct shelf){ 0 };
	strings->behind = g_ptr_array_new_with_free_func(texts_unref);
}

void strings_release(struct strings *strings)
{
	strings_forget(strings);
	g_ptr_array_unref(strings->behind);
}

void strings_forget(struct strings *strings)
{
	shelf_leave(&strings->postings);
	shelf_leave(&strings->others);
	g_clear_pointer(&strings->texts, texts_unref);
	g_ptr_array_set_size(strings->behind, 0);
}

void strings_use(struct strings *strings, unsigned segment, bool keep)
{
	GPtrArray *behind = strings->behind;

	if (strings->segment == segment)
		return;
	shelf_leave(&strings->postings);
	shelf_leave(&strings->others);
	if (keep) {
		if (behind->len <= MAX(segment, strings->segment))
			g_ptr_array_set_size(behind, (gint)MAX(segment, strings->segment) + 1);
		behind->pdata[strings->segment] = strings->texts;
		strings->texts = behind->pdata[segment];
		behind->pdata[segment] = NULL;
	} else {
		strings_forget(strings);
	}
	strings->segment = segment;
}

void strings_keep(struct strings *strings, bool apart)
{
	if (strings->apart != apart)
		shelf_leave(&strings->postings);
	strings->apart = apart;
}

static struct text_copies *copies_of(struct texts *texts)
{
	if (!texts->copies)
		texts->copies = copies_new();
	return texts->copies;
}

struct shelf *strings_shelf(struct strings *strings, bool posting, size_t size)
{
	struct shelf *shelf = posting ? &strings->postings : &strings->others;
	struct text_copies *copies;

	if (!shelf_is_full(shelf, size))
		return shelf;
	if (!strings->texts)
		strings->texts = texts_new();
	if (posting && strings->apart) {
		copies = copies_of(strings->texts);
		g_atomic_int_inc(&copies->users);
		shelf_begin(shelf, size, &copies->lender);
	} else {
		g_atomic_int_inc(&strings->texts->users);
		shelf_begin(shelf, size, &strings->texts->lender);
	}
	return shelf;
}

struct slice strings_copy(struct strings *strings, uint64_t number, struct slice text)
{
	struct text_run *run = strings->texts->runs->pdata[(number - 1) / STRINGS_OF_RUN];
	struct pool *pool = &copies_of(strings->texts)->pool;
	const char *copy;

	if (!run->copies)
		run->copies = g_new0(const char *, STRINGS_OF_RUN);
	if (pool_room(pool) <= text.len)
		pool_expect(pool, MAX(COPIES_BLOCK, text.len + 1));
	copy = pool_copy(pool, text);
	run->copies[(number - 1) % STRINGS_OF_RUN] = copy;
	return slice_of(copy, text.len);
}

static uint32_t row_number(struct slice row, size_t at)
{
	uint32_t value;

	memcpy(&value, row.ptr + at * sizeof(value), sizeof(value));
	return GUINT32_FROM_LE(value);
}

/* Where the first byte at or behind a place is that is no ASCII, or up to 7 bytes before it. */
static size_t find_high(struct slice row, size_t at)
{
	uint64_t word;

	for (; at + sizeof(word) <= row.len; at += sizeof(word)) {
		memcpy(&word, row.ptr + at, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			return at;
	}
	while (at < row.len && !(row.ptr[at] & 0x80))
		at++;
	return at;
}

/* Persons have a NUL between name and address. */
static bool is_utf8(const char *text, const char *end)
{
	for (; text < end; text++)
		if (!g_utf8_validate(text, end - text, &text) && *text)
			return false;
	return true;
}

/* How many bytes of a row are in front of its texts; 0 where it is none. */
static uint32_t head_of(struct slice row)
{
	uint32_t nr = row.len >= sizeof(nr) ? row_number(row, 0) : 0, head;

	if (!nr || nr > STRINGS_OF_RUN)
		return 0;
	head = (nr + 1) * (uint32_t)sizeof(head);
	return head <= row.len ? head : 0;
}

/* Every text is looked at here, once: it is in the row, has its NUL, and is UTF-8. */
static bool read_row(struct text_run *run, struct slice row, uint32_t head)
{
	size_t high;

	run->nr = row_number(row, 0);
	run->ends[0] = head;
	high = find_high(row, head);
	for (uint32_t i = 1; i <= run->nr; i++) {
		run->ends[i] = row_number(row, i);
		if (run->ends[i] <= run->ends[i - 1] || run->ends[i] > row.len ||
		    row.ptr[run->ends[i] - 1])
			return false;
		if (high >= run->ends[i])
			continue;
		if (!is_utf8(row.ptr + run->ends[i - 1], row.ptr + run->ends[i] - 1))
			return false;
		high = find_high(row, run->ends[i]);
	}
	for (uint32_t i = 0; i <= run->nr; i++)
		run->ends[i] -= head;
	memcpy(run->row, row.ptr + head, row.len - head);
	return true;
}

static const struct text_run *load_run(struct strings *strings, guint number)
{
	struct text_run *run;
	struct slice row;
	uint32_t head;

	if (number >= 1u << STORE_RUN_BITS ||
	    !store_get(strings->store, STORE_STRINGS, store_string_key(strings->segment, number),
		       &row) ||
	    !row.ptr)
		return NULL;
	head = head_of(row);
	run = g_malloc(sizeof(*run) + row.len - head);
	run->copies = NULL;
	if (!head || !read_row(run, row, head)) {
		g_free(run);
		store_wear_out(strings->store, "a row of texts is none");
		return NULL;
	}
	if (!strings->texts)
		strings->texts = texts_new();
	if (strings->texts->runs->len <= number)
		g_ptr_array_set_size(strings->texts->runs, (gint)number + 1);
	strings->texts->runs->pdata[number] = run;
	return run;
}

struct slice strings_load(struct strings *strings, uint64_t number)
{
	uint64_t at = (number - 1) / STRINGS_OF_RUN;
	const struct text_run *run = NULL;

	if (!strings->texts || at >= strings->texts->runs->len || !strings->texts->runs->pdata[at])
		run = number <= UINT32_MAX ? load_run(strings, (guint)at) : NULL;
	return run && (number - 1) % STRINGS_OF_RUN < run->nr ? strings_get(strings, number)
							      : slice_of(NULL, 0);
}
