/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/subjects.h"

#include "index/packing.h"

void subjects_init(struct subjects *subjects)
{
	subjects->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
	subjects->first = 0;
}

void subjects_release(struct subjects *subjects)
{
	g_ptr_array_unref(subjects->rows);
}

bool subjects_open(struct subjects *subjects, struct store *store, unsigned segment, unsigned place)
{
	struct slice row;
	GByteArray *bytes;

	subjects->first = place / SUBJECTS_OF_RUN;
	if (place % SUBJECTS_OF_RUN == 0)
		return true;
	if (!store_get(store, STORE_SUBJECTS, store_string_key(segment, subjects->first), &row))
		return false;
	bytes = g_byte_array_new();
	if (row.len)
		g_byte_array_append(bytes, (const guint8 *)row.ptr, (guint)row.len);
	g_ptr_array_add(subjects->rows, bytes);
	return true;
}

bool subjects_has(const struct record *record)
{
	switch (record->kind) {
	case RECORD_COVER:
	case RECORD_PATCH:
		return true;
	case RECORD_OTHER:
	case RECORD_REPLY:
		return !record->reply;
	default:
		return false;
	}
}

static void add_text(GByteArray *row, unsigned place, const char *text)
{
	put_number(row, place);
	g_byte_array_append(row, (const guint8 *)text, (guint)strlen(text) + 1);
}

void subjects_add(struct subjects *subjects, unsigned place, const struct record *record)
{
	g_autofree char *text = subject_text(&record->subject);
	const char *title = record->subject.title;
	unsigned run = place / SUBJECTS_OF_RUN - subjects->first;
	GByteArray *row;

	while (subjects->rows->len <= run)
		g_ptr_array_add(subjects->rows, g_byte_array_new());
	if (!subjects_has(record))
		return;
	row = subjects->rows->pdata[run];
	if (*text)
		add_text(row, place % SUBJECTS_OF_RUN, text);
	if (*title && !g_str_has_suffix(text, title))
		add_text(row, place % SUBJECTS_OF_RUN, title);
}

bool subjects_save(const struct subjects *subjects, struct store *store, unsigned segment)
{
	bool good = true;

	for (guint i = 0; good && i < subjects->rows->len; i++) {
		const GByteArray *row = subjects->rows->pdata[i];

		if (row->len)
			good = store_put(store, STORE_SUBJECTS,
					 store_string_key(segment, subjects->first + i), row->data,
					 row->len);
	}
	return good;
}

bool subjects_compare(const struct subjects *subjects, struct store *store, unsigned segment,
		      bool *equal)
{
	bool good = true;

	for (guint i = 0; good && *equal && i < subjects->rows->len; i++) {
		const GByteArray *row = subjects->rows->pdata[i];
		struct slice kept;

		good = store_get(store, STORE_SUBJECTS,
				 store_string_key(segment, subjects->first + i), &kept);
		*equal &= good && slice_eq(kept, slice_of((const char *)row->data, row->len));
	}
	return good;
}

static void add_place(GArray *places, unsigned place)
{
	if (!places->len || g_array_index(places, unsigned, places->len - 1) != place)
		g_array_append_val(places, place);
}

bool subjects_search(struct slice row, const struct needle *needle, GArray *places)
{
	struct unpacker in = { (const unsigned char *)row.ptr,
			       (const unsigned char *)row.ptr + row.len, false };
	uint64_t before = 0;

	while (in.at < in.end) {
		uint64_t place = get_number(&in);
		const char *text = (const char *)in.at;
		const char *end = memchr(text, '\0', (size_t)(in.end - in.at));

		if (in.bad || !end || place < before || place >= SUBJECTS_OF_RUN ||
		    (!slice_is_ascii(slice_of(text, (size_t)(end - text))) &&
		     !g_utf8_validate(text, end - text, NULL)))
			return false;
		if (needle_in(needle, text))
			add_place(places, (unsigned)place);
		before = place;
		in.at = (const unsigned char *)end + 1;
	}
	return true;
}
