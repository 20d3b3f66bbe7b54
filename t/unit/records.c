/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "records.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void expect_person(const struct person *a, const struct person *b)
{
	assert_string_equal(a->name, b->name);
	assert_string_equal(a->email, b->email);
}

static void expect_texts(const char **a, const char **b)
{
	for (; *a && *b; a++, b++)
		assert_string_equal(*a, *b);
	assert_ptr_equal(*a, *b);
}

static void expect_subject(const struct subject *a, const struct subject *b)
{
	char *text_of_a = subject_text(a), *text_of_b = subject_text(b);

	assert_string_equal(text_of_a, text_of_b);
	g_free(text_of_a);
	g_free(text_of_b);
	assert_string_equal(a->prefix, b->prefix);
	assert_string_equal(a->title, b->title);
	assert_string_equal(a->tags, b->tags);
	assert_string_equal(a->counter, b->counter);
	assert_int_equal(a->version, b->version);
	assert_int_equal(a->revision, b->revision);
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->m, b->m);
	assert_int_equal(a->flags, b->flags);
}

static void expect_diffstat(const struct diffstat *a, const struct diffstat *b)
{
	assert_int_equal(a->files, b->files);
	assert_int_equal(a->insertions, b->insertions);
	assert_int_equal(a->deletions, b->deletions);
	assert_int_equal(a->known, b->known);
	assert_int_equal(a->from_diff, b->from_diff);
	assert_int_equal(a->nr_paths, b->nr_paths);
	expect_texts(a->paths, b->paths);
}

static void expect_lists(const struct record *a, const struct record *b)
{
	assert_int_equal(a->trailers.nr, b->trailers.nr);
	for (size_t i = 0; i < a->trailers.nr; i++) {
		assert_string_equal(a->trailers.items[i].key, b->trailers.items[i].key);
		assert_string_equal(a->trailers.items[i].value, b->trailers.items[i].value);
		expect_person(&a->trailers.items[i].person, &b->trailers.items[i].person);
	}
	assert_int_equal(a->nr_links, b->nr_links);
	for (size_t i = 0; i < a->nr_links; i++) {
		assert_int_equal(a->posted->links[i].version, b->posted->links[i].version);
		assert_string_equal(a->posted->links[i].message_id, b->posted->links[i].message_id);
	}
	expect_texts(a->references, b->references);
	expect_texts(a->posted->recipients, b->posted->recipients);
}

void expect_record(const struct record *a, const struct record *b)
{
	assert_memory_equal(a->commit, b->commit, RECORD_HASH_SIZE);
	assert_int_equal(a->archived, b->archived);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->reply, b->reply);
	expect_subject(&a->subject, &b->subject);
	assert_string_equal(a->message_id, b->message_id);
	assert_string_equal(a->in_reply_to, b->in_reply_to);
	expect_person(&a->people->sender, &b->people->sender);
	expect_person(&a->people->author, &b->people->author);
	assert_int_equal(a->date, b->date);
	assert_int_equal(a->zone, b->zone);
	expect_diffstat(&a->posted->diffstat, &b->posted->diffstat);
	expect_lists(a, b);
	assert_string_equal(a->posted->change_id, b->posted->change_id);
	assert_string_equal(a->posted->base_commit, b->posted->base_commit);
	assert_string_equal(a->people->list_id, b->people->list_id);
	assert_int_equal(a->oddities, b->oddities);
}
