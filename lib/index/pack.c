/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/pack.h"

#include "index/packing.h"

/* A text that most often is part of the subject: where, then; else its number behind a 1. */
static void put_part(GByteArray *out, struct dictionary *dictionary, const char *whole,
		     const char *part)
{
	const char *found = part && *part ? strstr(whole, part) : NULL;

	if (!part || !*part) {
		put_number(out, 0);
	} else if (found) {
		put_number(out, strlen(part) + 1);
		put_number(out, (uint64_t)(found - whole));
	} else {
		put_number(out, 1);
		put_text(out, dictionary, part);
	}
}

/* Most subjects are some lead, which many share, and the title. */
static void put_subject(GByteArray *out, struct dictionary *dictionary,
			const struct subject *subject)
{
	g_autofree char *text = subject_text(subject);
	const char *title = subject->title ? subject->title : "";
	size_t len = strlen(text), title_len = strlen(title);

	put_number(out, subject->flags);
	put_text(out, dictionary, title);
	if (title_len <= len && !memcmp(text + len - title_len, title, title_len)) {
		put_number(out, dictionary_add(dictionary, text, len - title_len) + 1ull);
	} else {
		put_number(out, 0);
		put_text(out, dictionary, text);
	}
	put_part(out, dictionary, text, subject->prefix);
	put_part(out, dictionary, text, subject->tags);
	put_part(out, dictionary, text, subject->counter);
	put_signed(out, subject->version);
	put_signed(out, subject->revision);
	put_signed(out, subject->n);
	put_signed(out, subject->m);
}

/* Name and address as one text, a NUL between them. */
static void put_person(GByteArray *out, struct dictionary *dictionary, const struct person *person)
{
	const char *name = person->name ? person->name : "";
	const char *email = person->email ? person->email : "";
	size_t name_len = strlen(name), email_len = strlen(email);
	char small[512], *both = small;

	if (!name_len && !email_len) {
		put_number(out, 0);
		return;
	}
	if (name_len + email_len + 2 > sizeof(small))
		both = g_malloc(name_len + email_len + 2);
	memcpy(both, name, name_len);
	both[name_len] = '\0';
	memcpy(both + name_len + 1, email, email_len);
	put_number(out, dictionary_add(dictionary, both, name_len + 1 + email_len));
	if (both != small)
		g_free(both);
}

static void put_texts(GByteArray *out, struct dictionary *dictionary, const char **texts)
{
	size_t nr = 0;

	while (texts && texts[nr])
		nr++;
	put_number(out, nr);
	for (size_t i = 0; i < nr; i++)
		put_text(out, dictionary, texts[i]);
}

static void put_thread(GByteArray *out, struct dictionary *dictionary, const struct record *record)
{
	put_text(out, dictionary, record->message_id);
	put_text(out, dictionary, record->in_reply_to);
	put_texts(out, dictionary, record->references);
}

static void put_posting(GByteArray *out, struct dictionary *dictionary, const struct record *record)
{
	const struct diffstat *stat = &record->posted->diffstat;

	put_number(out, stat->files);
	put_number(out, stat->insertions);
	put_number(out, stat->deletions);
	put_number(out, stat->nr_paths);
	for (size_t i = 0; i < stat->nr_paths; i++)
		put_text(out, dictionary, stat->paths[i]);
	put_number(out, record->trailers.nr);
	for (size_t i = 0; i < record->trailers.nr; i++) {
		const struct trailer *trailer = &record->trailers.items[i];

		put_text(out, dictionary, trailer->key);
		put_text(out, dictionary, trailer->value);
		put_person(out, dictionary, &trailer->person);
	}
	put_text(out, dictionary, record->posted->change_id);
	put_text(out, dictionary, record->posted->base_commit);
	put_number(out, record->nr_links);
	for (size_t i = 0; i < record->nr_links; i++) {
		put_signed(out, record->posted->links[i].version);
		put_text(out, dictionary, record->posted->links[i].message_id);
	}
}

static void put_remarks(GByteArray *out, struct dictionary *dictionary,
			const struct remark_list *remarks)
{
	put_number(out, remarks->nr);
	for (size_t i = 0; i < remarks->nr; i++) {
		const struct record_remark *remark = &remarks->items[i];

		put_number(out, remark->kind);
		put_signed(out, remark->first);
		put_signed(out, remark->last);
		put_text(out, dictionary, remark->text);
		put_text(out, dictionary, remark->who);
	}
}

void pack_record(GByteArray *out, struct dictionary *dictionary, const struct record *record,
		 bool reply)
{
	guint8 first = (guint8)(record->kind | (record->reply ? PACKED_REPLY : 0) |
				(record->posted->diffstat.known ? PACKED_KNOWN : 0) |
				(record->posted->diffstat.from_diff ? PACKED_FROM_DIFF : 0) |
				(reply ? PACKED_COMMIT_REPLY : 0));

	g_byte_array_set_size(out, 0);
	g_byte_array_append(out, &first, 1);
	g_byte_array_append(out, record->commit, RECORD_HASH_SIZE);
	put_signed(out, record->archived);
	put_signed(out, packed_difference(record->date, record->archived));
	put_signed(out, record->zone);
	put_number(out, record->oddities);
	put_subject(out, dictionary, &record->subject);
	put_thread(out, dictionary, record);
	put_texts(out, dictionary, record->posted->recipients);
	put_person(out, dictionary, &record->people->sender);
	put_person(out, dictionary, &record->people->author);
	put_text(out, dictionary, record->people->list_id);
	put_posting(out, dictionary, record);
	put_remarks(out, dictionary, &record->remarks);
}

void pack_skipped(GByteArray *out, const unsigned char *commit, int64_t archived, bool reply)
{
	guint8 first = PACKED_SKIPPED | (reply ? PACKED_COMMIT_REPLY : 0);

	g_byte_array_set_size(out, 0);
	g_byte_array_append(out, &first, 1);
	g_byte_array_append(out, commit, RECORD_HASH_SIZE);
	put_signed(out, archived);
}

void pack_append(GByteArray *run, const GByteArray *packed)
{
	put_number(run, packed->len);
	g_byte_array_append(run, packed->data, packed->len);
}
