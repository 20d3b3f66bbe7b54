/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "list.h"

void list_init(struct list *list)
{
	*list = (struct list){ .records = g_ptr_array_new_with_free_func(
				       (GDestroyNotify)record_free) };
	list->postings = g_ptr_array_new();
}

void mail(struct list *list, const char *from, const char *id, const char *parent,
	  const char *subject, const char *text)
{
	int hour = list->hours++;
	char *raw = g_strdup_printf("From: %s\nMessage-ID: <%s@x.example>\n%s%s%sSubject: %s\n"
				    "Date: Mon, %d Mar 2025 %02d:00:00 +0000\n\n%s",
				    from, id, parent ? "In-Reply-To: <" : "", parent ? parent : "",
				    parent ? "@x.example>\n" : "", subject, 3 + hour / 24,
				    hour % 24, text);
	struct record *record = record_parse(slice_str(raw), NULL);

	assert_non_null(record);
	g_ptr_array_insert(list->records, 0, record);
	if (record->kind == RECORD_COVER || record->kind == RECORD_PATCH)
		g_ptr_array_insert(list->postings, 0, record);
	g_free(raw);
}

void post(struct list *list)
{
	mail(list, ANN, "c", NULL, "[PATCH 0/2] frob: better", "Why.\n");
	mail(list, ANN, "p1", "c", "[PATCH 1/2] frob: one",
	     "Why.\n\nSigned-off-by: " ANN "\n" DIFF);
	mail(list, ANN, "p2", "c", "[PATCH 2/2] frob: two",
	     "Why.\n\nSigned-off-by: " ANN "\n" DIFF);
}

const struct talk *read_talk(struct list *list, const struct talk_options *options)
{
	list->series = series_group(list->postings);
	list->talks = talks_read(list->series, list->records, options);
	list->pulls = pulls_read(list->records);
	return talks_of(list->talks, list->series->pdata[list->series->len - 1]);
}

void list_release(struct list *list)
{
	talks_free(list->talks);
	pulls_free(list->pulls);
	if (list->series)
		g_ptr_array_unref(list->series);
	g_ptr_array_unref(list->postings);
	g_ptr_array_unref(list->records);
}

const struct given_tag *tag_at(const struct talk *talk, guint patch, guint i)
{
	GArray *tags;

	talk_need_tags(talk);
	tags = g_array_index(talk->patches, struct talk_patch, patch).tags;
	assert_true(i < tags->len);
	return &g_array_index(tags, struct given_tag, i);
}

guint nr_tags(const struct talk *talk, guint patch)
{
	talk_need_tags(talk);
	return g_array_index(talk->patches, struct talk_patch, patch).tags->len;
}
