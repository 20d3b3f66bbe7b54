/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/pack.h"

#include "inbox/objects.h"
#include "index/packing.h"
#include "mime/date.h"
#include "mime/limits.h"

/* Reading a record. */
/*
 * A packed number becomes a pointer to a text: of 21,000 mails of a list 99.5 % fit into four times
 * their packed size, 250 bytes on average.
 */
#define GROWTH 4

struct context {
	struct unpacker in;
	struct strings *strings;
	struct shelf *shelf;
	struct pool *pool; /* of the shelf */
	bool counting, copies;
	bool passing; /* counting, and no posting: whoever counts it lets it go at once */
};

/*
 * The file may be a stranger's: whatever is not what our parsers give, here and below, is bad.
 * Later work adds these numbers, asks for memory by them, and indexes tables with them.
 */
static uint64_t get_up_to(struct context *context, uint64_t highest)
{
	uint64_t number = get_number(&context->in);

	if (number <= highest)
		return number;
	context->in.bad = true;
	return 0;
}

static int get_between(struct context *context, int lowest, int highest)
{
	int64_t number = get_signed(&context->in);

	if (number >= lowest && number <= highest)
		return (int)number;
	context->in.bad = true;
	return 0;
}

static struct slice get_string(struct context *context, uint64_t number)
{
	struct slice text = strings_get(context->strings, number);

	if (text.ptr)
		return context->copies && number ? strings_copied(context->strings, number, text)
						 : text;
	context->in.bad = true;
	return SLICE("");
}

static struct slice get_slice(struct context *context)
{
	return get_string(context, get_number(&context->in));
}

static const char *get_text(struct context *context)
{
	return get_slice(context).ptr;
}

/* shelf_share(), of what stays. */
static void *share(struct context *context, struct pool_mark before, void *made, size_t size)
{
	return context->passing ? made : shelf_share(context->shelf, before, made, size);
}

/* A subject in its two pieces. */
struct whole {
	struct slice head, title;
};

/* What is at a place of it and behind that, in the same piece. */
static struct slice piece_at(const struct whole *whole, size_t at)
{
	return at < whole->head.len ? slice_skip(whole->head, at)
				    : slice_skip(whole->title, at - whole->head.len);
}

/* Texts stay UTF-8 when they are cut. */
static bool splits_character(const struct whole *whole, size_t at)
{
	struct slice rest = piece_at(whole, at);

	return rest.len && ((unsigned char)*rest.ptr & 0xc0) == 0x80;
}

static char *copy_part(struct pool *pool, const struct whole *whole, size_t offset, size_t len)
{
	struct slice part = piece_at(whole, offset);

	if (part.len >= len)
		return pool_copy(pool, slice_of(part.ptr, len));
	return pool_join(pool, part, slice_of(whole->title.ptr, len - part.len));
}

static const char *get_part(struct context *context, const struct whole *whole)
{
	uint64_t kind = get_number(&context->in), offset;
	size_t len = whole->head.len + whole->title.len;
	struct pool_mark before;
	char *part;

	if (kind == 0)
		return "";
	if (kind == 1)
		return get_text(context);
	offset = get_number(&context->in);
	if (offset > len || kind - 1 > len - offset || splits_character(whole, offset) ||
	    splits_character(whole, offset + kind - 1)) {
		context->in.bad = true;
		return "";
	}
	before = pool_mark(context->pool);
	part = copy_part(context->pool, whole, offset, kind - 1);
	return share(context, before, part, kind);
}

static void pass_numbers(struct context *context, size_t nr)
{
	while (COUNT_DOWN(nr))
		get_number(&context->in);
}

/* Behind flags and title, and its two pieces or one, each part is 0 or two numbers. */
static void pass_subject(struct context *context, struct subject *subject)
{
	*subject = (struct subject){
		.head = "", .title = "", .prefix = "", .tags = "", .counter = "", .n = -1, .m = -1
	};
	pass_numbers(context, 2);
	pass_numbers(context, get_number(&context->in) ? 0 : 1);
	for (int part = 0; part < 3; part++)
		pass_numbers(context, get_number(&context->in) ? 1 : 0);
	pass_numbers(context, 4);
}

static void get_subject(struct context *context, struct subject *subject)
{
	struct slice title, head;
	struct whole whole;
	uint64_t kind;

	subject->flags = (unsigned)get_up_to(context, SUBJECT_ALL_FLAGS);
	title = get_slice(context);
	kind = get_number(&context->in);
	if (kind) {
		head = get_string(context, kind - 1);
		subject->goes_on = true;
	} else {
		head = get_slice(context);
	}
	subject->head = head.ptr;
	subject->title = title.ptr;
	whole.head = slice_str(head.ptr);
	whole.title = kind ? slice_str(title.ptr) : SLICE("");
	subject->prefix = get_part(context, &whole);
	subject->tags = get_part(context, &whole);
	subject->counter = get_part(context, &whole);
	subject->version = get_between(context, 0, SUBJECT_MAX_NUMBER);
	subject->revision = get_between(context, 0, SUBJECT_MAX_NUMBER);
	subject->n = get_between(context, -1, SUBJECT_MAX_NUMBER);
	subject->m = get_between(context, -1, SUBJECT_MAX_NUMBER);
	context->in.bad |= (subject->n < 0) != (subject->m < 0);
}

static void read_person(struct context *context, uint64_t number, struct person *person)
{
	struct slice both = get_string(context, number);

	person->name = both.ptr;
	person->email = person->name + strnlen(person->name, both.len);
	if (person->email < person->name + both.len)
		person->email++;
}

static void get_person(struct context *context, struct person *person)
{
	read_person(context, get_number(&context->in), person);
}

/* Most mails are from somebody who wrote another one shortly before. */
static struct record_people *get_people(struct context *context)
{
	struct shelf *shelf = context->shelf;
	uint64_t sender = get_number(&context->in), author = get_number(&context->in),
		 list_id = get_number(&context->in);
	struct shelf_people *known = &shelf->people[sender % SHELF_PEOPLE];
	struct record_people *people;

	if (known->generation == shelf->generation && known->sender == sender &&
	    known->author == author && known->list_id == list_id)
		return known->people;
	people = pool_alloc(context->pool, sizeof(*people));
	read_person(context, sender, &people->sender);
	read_person(context, author, &people->author);
	people->list_id = get_string(context, list_id).ptr;
	if (!context->in.bad)
		*known = (struct shelf_people){ shelf->generation, (uint32_t)sender,
						(uint32_t)author, (uint32_t)list_id, people };
	return people;
}

static const char *no_texts[] = { NULL };

static const char **get_texts(struct context *context, size_t nr)
{
	struct pool_mark before = pool_mark(context->pool);
	const char **texts;

	if (!nr)
		return no_texts;
	texts = pool_alloc(context->pool, (nr + 1) * sizeof(*texts));
	for (size_t i = 0; i < nr; i++)
		texts[i] = get_text(context);
	return share(context, before, texts, (nr + 1) * sizeof(*texts));
}

static void get_trailers(struct context *context, struct trailer_list *trailers)
{
	struct pool_mark before = pool_mark(context->pool);
	struct trailer *items;
	size_t size;

	trailers->nr = (unsigned)get_up_to(context, MAIL_MAX_TRAILERS);
	if (!trailers->nr)
		return;
	size = trailers->nr * sizeof(*items);
	items = pool_alloc(context->pool, size);
	for (size_t i = 0; i < trailers->nr; i++) {
		items[i].key = get_text(context);
		items[i].value = get_text(context);
		get_person(context, &items[i].person);
	}
	trailers->items = share(context, before, items, size);
}

static void get_links(struct context *context, struct record *record)
{
	record->nr_links = (unsigned)get_up_to(context, MAIL_MAX_LINKS);
	if (!record->nr_links)
		return;
	record->posted->links =
		pool_alloc(context->pool, record->nr_links * sizeof(*record->posted->links));
	for (size_t i = 0; i < record->nr_links; i++) {
		record->posted->links[i].version =
			get_between(context, LINK_OBSOLETED_BY, SUBJECT_MAX_NUMBER);
		record->posted->links[i].message_id = get_text(context);
	}
}

static const char **get_recipients(struct context *context)
{
	size_t nr = get_up_to(context, MAIL_MAX_RECIPIENTS);

	if (!context->counting)
		return get_texts(context, nr);
	pass_numbers(context, nr);
	return no_texts;
}

static void get_posting(struct context *context, struct record *record)
{
	struct diffstat *stat = &record->posted->diffstat;

	stat->files = (uint32_t)get_up_to(context, UINT32_MAX);
	stat->insertions = (uint32_t)get_up_to(context, UINT32_MAX);
	stat->deletions = (uint32_t)get_up_to(context, UINT32_MAX);
	stat->nr_paths = (unsigned)get_up_to(context, MAIL_MAX_PATHS);
	stat->paths = get_texts(context, stat->nr_paths);
	get_trailers(context, &record->trailers);
	record->posted->change_id = get_text(context);
	record->posted->base_commit = get_text(context);
	get_links(context, record);
}

/* False for one that nobody counts by. */
static bool get_remark(struct context *context, struct record_remark *out)
{
	out->kind = (enum remark_kind)get_up_to(context, REMARK_KINDS - 1);
	out->first = get_between(context, 0, REMARK_MAX_FIRST);
	out->last = get_between(context, 0, REMARK_ALL);
	if (context->counting && out->kind != REMARK_SCOPE) {
		pass_numbers(context, 2);
		return false;
	}
	out->text = get_text(context);
	out->who = get_text(context);
	return true;
}

static void get_remarks(struct context *context, struct remark_list *remarks)
{
	struct pool_mark before = pool_mark(context->pool);
	size_t nr = get_up_to(context, MAIL_MAX_REMARKS);
	struct record_remark *items;

	if (!nr)
		return;
	items = pool_alloc(context->pool, nr * sizeof(*items));
	while (COUNT_DOWN(nr))
		remarks->nr += get_remark(context, &items[remarks->nr]);
	remarks->items = share(context, before, items, remarks->nr * sizeof(*items));
}

static bool has_posted(const struct record *record, const struct record_posted *posted)
{
	const struct diffstat *stat = &posted->diffstat;

	return record_is_posting(record) || stat->known || stat->from_diff || stat->files ||
	       stat->insertions || stat->deletions || stat->nr_paths || record->nr_links ||
	       *posted->recipients || *posted->change_id || *posted->base_commit;
}

static struct record_posted *keep_posted(struct context *context, const struct record *record)
{
	static struct record_posted nothing = { .diffstat.paths = no_texts,
						.recipients = no_texts,
						.change_id = "",
						.base_commit = "" };
	struct record_posted *kept;

	if (!has_posted(record, record->posted))
		return &nothing;
	kept = pool_alloc(context->pool, sizeof(*kept));
	*kept = *record->posted;
	return kept;
}

static void get_record(struct context *context, unsigned first, struct record *record)
{
	struct record_posted posted = { .diffstat.known = first & PACKED_KNOWN,
					.diffstat.from_diff = first & PACKED_FROM_DIFF };

	record->posted = &posted;
	record->kind = (enum record_kind)(first & PACKED_KIND);
	context->in.bad |= record->kind > RECORD_OTHER;
	record->reply = first & PACKED_REPLY;
	record->date = packed_sum(get_signed(&context->in), record->archived);
	context->in.bad |= record->date != record->archived &&
			   (record->date < DATE_MIN || record->date > DATE_MAX);
	record->zone = get_between(context, -DATE_MAX_ZONE, DATE_MAX_ZONE);
	record->oddities = (unsigned)get_up_to(context, RECORD_ALL_ODDITIES);
	(context->passing ? pass_subject : get_subject)(context, &record->subject);
	record->message_id = get_text(context);
	record->in_reply_to = get_text(context);
	record->references = get_texts(context, get_up_to(context, MAIL_MAX_REFERENCES));
	posted.recipients = get_recipients(context);
	record->people = get_people(context);
	get_posting(context, record);
	get_remarks(context, &record->remarks);
	record->posted = keep_posted(context, record);
}

bool unpack_next(struct slice *run, struct slice *packed)
{
	struct unpacker in = { (const unsigned char *)run->ptr,
			       (const unsigned char *)run->ptr + run->len, false };
	size_t len;

	if (!run->len)
		return false;
	len = get_count(&in);
	if (in.bad)
		return false;
	*packed = slice_of((const char *)in.at, len);
	*run = slice_skip(*run, (size_t)((const char *)in.at - run->ptr) + len);
	return true;
}

/* Leaves the rest of the mail in in. */
static bool get_head(struct unpacker *in, struct unpacked *out, unsigned *first)
{
	if (in->end - in->at < 1 + RECORD_HASH_SIZE)
		return false;
	*first = *in->at++;
	memcpy(out->commit, in->at, RECORD_HASH_SIZE);
	in->at += RECORD_HASH_SIZE;
	out->skipped = *first & PACKED_SKIPPED;
	out->reply = *first & PACKED_COMMIT_REPLY;
	out->archived = get_signed(in);
	in->bad |= out->archived < 0 || out->archived > COMMIT_MAX_DATE;
	out->record = NULL;
	return !in->bad;
}

static struct unpacker unpacker_of(struct slice packed)
{
	return (struct unpacker){ (const unsigned char *)packed.ptr,
				  (const unsigned char *)packed.ptr + packed.len, false };
}

bool unpack_head(struct slice packed, struct unpacked *out)
{
	struct unpacker in = unpacker_of(packed);
	unsigned first;

	return get_head(&in, out, &first);
}

bool unpack_written(struct slice packed, struct unpacked *out, int64_t *written)
{
	struct unpacker in = unpacker_of(packed);
	unsigned first;
	int64_t date;

	if (!get_head(&in, out, &first))
		return false;
	date = out->skipped ? 0 : packed_sum(get_signed(&in), out->archived);
	*written = date ? MIN(date, out->archived) : out->archived;
	return !in.bad;
}

static bool unpack_mail(struct slice packed, struct strings *strings, bool counting,
			struct unpacked *out)
{
	struct context context = { .in = unpacker_of(packed),
				   .strings = strings,
				   .counting = counting };
	struct record *record;
	unsigned first, kind;
	bool posting;

	if (!get_head(&context.in, out, &first))
		return false;
	if (out->skipped)
		return context.in.at == context.in.end;
	kind = first & PACKED_KIND;
	posting = kind == RECORD_COVER || kind == RECORD_PATCH;
	context.copies = posting && counting;
	context.passing = !posting && counting;
	strings_keep(strings, counting);
	context.shelf = strings_shelf(strings, posting,
				      packed.len * GROWTH + sizeof(struct record_people) +
					      sizeof(struct record_posted));
	record = shelf_record(context.shelf, &context.pool);
	memcpy(record->commit, out->commit, RECORD_HASH_SIZE);
	record->archived = out->archived;
	get_record(&context, first, record);
	if (context.in.bad || context.in.at != context.in.end) {
		record_free(record);
		return false;
	}
	out->record = record;
	return true;
}

bool unpack(struct slice packed, struct strings *strings, struct unpacked *out)
{
	return unpack_mail(packed, strings, false, out);
}

bool unpack_for_counting(struct slice packed, struct strings *strings, struct unpacked *out)
{
	return unpack_mail(packed, strings, true, out);
}
