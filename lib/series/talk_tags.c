/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/tags.h"
#include "series/talk_private.h"

#include "reply/robots.h"
#include "text/integers.h"
#include "text/each.h"
#include "text/hash.h"

/* More tags of one patch, or of one mail, are no tags but noise. */
#define MAX_TAGS 200

#define MAX_GIVEN 100000  /* to all patches of a series: what is below the cover is for each */
#define MAX_TAKEN_BACK 64 /* mails that take back tags: each looks at all of the series */

#define MAX_SCOPES 32 /* that one reply sets */

/* An empty list of tags. */
static GArray *new_list(struct talks *talks)
{
	return talks->spares->len
		       ? g_ptr_array_steal_index_fast(talks->spares, talks->spares->len - 1)
		       : g_array_new(FALSE, FALSE, sizeof(struct given_tag));
}

static bool same_hash(uint64_t a, uint64_t b)
{
	return a && a == b;
}

static bool names_somebody(const struct given_tag *tag)
{
	return *tag->named.email || *tag->named.name;
}

/*
 * One key for one person, as same_person() has it; of what names nobody, for one value. Hashes tell
 * most apart; letters are compared as well, for one can write a name that has another's hash.
 */
static bool same_tag(const struct given_tag *a, const struct given_tag *b)
{
	return (same_hash(a->by_email, b->by_email) || same_hash(a->by_name, b->by_name)) &&
	       !g_ascii_strcasecmp(a->key, b->key) &&
	       (names_somebody(a) ? same_person(&a->named, &b->named)
				  : !strcmp(a->value, b->value));
}

/* A key of a trailer with a text, which may be empty: then nothing is the same. */
static uint64_t hash_tag(uint64_t key, const char *text)
{
	return *text ? hash_both(key, text_hash_folded(text)) : 0;
}

static void hash_given(struct given_tag *tag)
{
	const struct person *named = &tag->named;
	uint64_t key = text_hash_folded(tag->key);

	if (!names_somebody(tag)) {
		tag->by_email = hash_both(text_hash(tag->value), key);
		return;
	}
	tag->by_email = hash_tag(key, named->email);
	/* A single word is nobody's whole name. */
	tag->by_name = strchr(named->name, ' ') ? hash_tag(~key, named->name) : 0;
}

/* Adds a tag that is not there yet, or was there from somebody who had no right to give it. */
static void add_tag(GArray *tags, const struct given_tag *tag)
{
	array_each (struct given_tag, had, tags) {
		if (!same_tag(had, tag))
			continue;
		if ((had->doubted && !tag->doubted) || had->taken_back)
			*had = *tag;
		return;
	}
	if (tags->len < MAX_TAGS)
		g_array_append_val(tags, *tag);
}

/* Whether a mail is from the author's side, or from who will commit. */
static bool is_on_authors_side(const struct talk *talk, const struct record *patch,
			       const struct talk_context *context, const struct record *mail)
{
	const struct record *leader = talk->series->leader;

	return identity_is_author(context->identity, &leader->people->author, mail) ||
	       identity_is_author(context->identity, &leader->people->sender, mail) ||
	       (patch && identity_is_author(context->identity, &patch->people->author, mail)) ||
	       (context->committer &&
		identity_same_email(context->committer, mail->people->sender.email));
}

/* Whether who sent the mail had no right to give the tag. */
static bool is_doubted(const struct talk *talk, const struct record *patch,
		       const struct talk_context *context, const struct given_tag *tag)
{
	unsigned flags = tag_key_flags(tag->key);
	bool person = *tag->named.email || *tag->named.name, own, side;

	if (!strcmp(tag->key, "Cc"))
		return false;
	own = person && identity_is_sender(context->identity, &tag->named, tag->mail);
	if (flags & KEY_OWN && !own)
		return true;
	if (own && !(flags & KEY_BINDS))
		return false;
	side = is_on_authors_side(talk, patch, context, tag->mail);
	return (flags & KEY_BINDS || person) && !side;
}

/* patch is NULL of a tag for none. */
static struct given_tag make_tag(const struct talk *talk, const struct record *patch,
				 const struct talk_context *context, const struct trailer *trailer,
				 const struct record *mail, bool posted)
{
	struct given_tag tag = {
		.key = tag_key_name(trailer->key),
		.value = trailer->value,
		.named = trailer->person,
		.who = trailer->person,
		.mail = mail,
		.posted = posted,
		.part = "",
	};

	if (!posted) {
		tag.doubted = is_doubted(talk, patch, context, &tag);
		if (tag.doubted || !*tag.named.email)
			tag.who = mail->people->author;
	}
	tag.by_author = is_author(talk->series, patch, &tag.who) ||
			(!posted && is_author(talk->series, patch, &mail->people->author));
	hash_given(&tag);
	return tag;
}

static void add_posted(const struct talk *talk, struct talk_patch *patch,
		       const struct record *posting)
{
	for (size_t i = 0, nr = 0; i < posting->trailers.nr && nr < MAX_TAGS; i++) {
		const struct trailer *trailer = &posting->trailers.items[i];
		struct given_tag tag;

		if (!g_ascii_strcasecmp(trailer->key, "Cc"))
			continue;
		tag = make_tag(talk, patch->patch, NULL, trailer, posting, true);
		add_tag(patch->tags, &tag);
		nr++;
	}
}

/* The scopes that a mail sets for its trailers. */
struct scopes {
	const struct record_remark *items[MAX_SCOPES];
	unsigned nr;
};

static void find_scopes(const struct record *record, struct scopes *out)
{
	out->nr = 0;
	for (size_t i = 0; i < record->remarks.nr && out->nr < MAX_SCOPES; i++)
		if (record->remarks.items[i].kind == REMARK_SCOPE)
			out->items[out->nr++] = &record->remarks.items[i];
}

/* Reading the trailers of one mail. */
struct giving {
	struct talk *talk;
	const struct talk_context *context;
	struct talk_parts *parts;
	const struct talk_mail *mail;
	struct scopes scopes;
	const struct trailer *trailer; /* at hand */
	unsigned flags;
	const char *part; /* that the trailer is for; "" without one */
};

static bool is_of_key(const struct record_remark *scope, const struct giving *giving)
{
	return !*scope->text || !g_ascii_strcasecmp(scope->text, giving->trailer->key);
}

/* Whether a scope is "all but some patches", which ends with the last of all. */
static bool has_remainder(const struct giving *giving)
{
	for (unsigned i = 0; i < giving->scopes.nr; i++) {
		const struct record_remark *scope = giving->scopes.items[i];

		if (is_of_key(scope, giving) && !*scope->who && scope->first > 1 &&
		    scope->last == REMARK_ALL)
			return true;
	}
	return false;
}

/* Gives the trailer at hand to one of the patches. */
static void give_one(const struct giving *giving, guint place)
{
	struct talk *talk = giving->talk;
	struct talk_patch *patch = &g_array_index(talk->patches, struct talk_patch, place);
	struct given_tag tag;

	tag = make_tag(talk, patch->patch, giving->context, giving->trailer, giving->mail->record,
		       false);
	add_tag(patch->tags, &tag);
	giving->parts->given++;
}

static void give_range(const struct giving *giving, int first, int last)
{
	const GArray *patches = giving->talk->patches;

	for (guint i = talk_place(giving->talk, first);
	     i < patches->len && g_array_index(patches, struct talk_patch, i).n <= last &&
	     giving->parts->given < MAX_GIVEN;
	     i++)
		give_one(giving, i);
}

static void give_part(const struct giving *giving, const char *words)
{
	const GArray *places = talk_parts_find(giving->parts, words);

	for (guint i = 0; places && i < places->len && giving->parts->given < MAX_GIVEN; i++)
		give_one(giving, g_array_index(places, guint, i));
}

/*
 * To the patches that the trailer is for. A part of the series, or all but some patches, is for who
 * answers the cover letter; who answers a patch and says so means that patch.
 */
static void give_patches(struct giving *giving)
{
	const int n = giving->mail->patch;
	bool scoped = false, passing = n && has_remainder(giving);

	giving->part = "";
	for (unsigned i = 0; i < giving->scopes.nr; i++) {
		const struct record_remark *scope = giving->scopes.items[i];

		if (!is_of_key(scope, giving) || (*scope->who && n) || passing)
			continue;
		if (*scope->who)
			give_part(giving, scope->who);
		else
			give_range(giving, scope->first, scope->last);
		scoped = true;
		giving->part = scope->who;
	}
	if (n && !scoped)
		give_range(giving, n, n);
	else if (!scoped && !(giving->flags & KEY_BUG))
		give_range(giving, 1, REMARK_ALL);
}

static void give(struct giving *giving)
{
	struct talk *talk = giving->talk;
	guint given = giving->parts->given;
	struct given_tag tag;

	give_patches(giving);
	if (giving->parts->given > given || giving->mail->patch || !talk->patches->len)
		return;
	tag = make_tag(talk, NULL, giving->context, giving->trailer, giving->mail->record, false);
	tag.part = giving->part;
	if (talk->loose == talk->talks->none)
		talk->loose = new_list(talk->talks);
	add_tag(talk->loose, &tag);
}

static void add_given(struct talk *talk, const struct talk_context *context,
		      struct talk_parts *parts, const struct talk_mail *mail)
{
	const struct trailer_list *trailers = &mail->record->trailers;
	struct giving giving = { .talk = talk, .context = context, .parts = parts, .mail = mail };

	if (mail->robot || !trailers->nr || talk_is_for_diff(mail))
		return;
	find_scopes(mail->record, &giving.scopes);
	for (size_t i = 0; i < MIN(trailers->nr, MAX_TAGS); i++) {
		giving.trailer = &trailers->items[i];
		giving.flags = tag_key_flags(giving.trailer->key);
		/* With a diff: the trailers of its message, but for those that judge. */
		if (mail->record->kind == RECORD_FOLLOWUP && !(giving.flags & KEY_JUDGES))
			continue;
		give(&giving);
	}
}

static void list_patches(struct talk *talk)
{
	const struct series *series = talk->series;
	int last = 0;

	pointers_each (struct record, record, series->patches) {
		struct talk_patch patch = { posting_number(record), record, NULL };

		if (patch.n <= last)
			continue;
		last = patch.n;
		talk_append(talk, &talk->patches, &patch, sizeof(patch));
	}
}

static void count_tags(struct talk *talk)
{
	for (guint i = 0; i < talk->patches->len; i++) {
		const GArray *tags = g_array_index(talk->patches, struct talk_patch, i).tags;
		unsigned flags = 0, opinions = 0;

		array_each (const struct given_tag, tag, tags) {
			if (tag->by_author || tag->taken_back || robot_person(&tag->who))
				continue;
			if (!tag->doubted)
				flags |= tag_key_flags(tag->key);
			/* What the sender thinks is the sender's, whatever address the tag has. */
			else if (identity_same_name(tag->named.name, tag->who.name))
				opinions |= tag_key_flags(tag->key);
		}
		talk->reviewed += !!(flags & KEY_REVIEWED);
		talk->acked += !!(flags & KEY_ACKED);
		talk->tested += !!(flags & KEY_TESTED);
		talk->reviewed_or_acked += !!((flags | opinions) & (KEY_REVIEWED | KEY_ACKED));
	}
}

static void read_tags(struct talk *talk)
{
	const struct talk_context *context = &talk->talks->context;
	struct talk_parts parts;
	unsigned taken_back = 0;

	array_each (struct talk_patch, patch, talk->patches) {
		patch->tags = new_list(talk->talks);
		add_posted(talk, patch, patch->patch);
		if (talk->series->cover)
			add_posted(talk, patch, talk->series->cover);
	}
	talk_parts_init(&parts, talk);
	for (guint i = 0; i < talk->mails->len; i++) {
		const struct talk_mail *mail = &g_array_index(talk->mails, struct talk_mail, i);

		if (taken_back < MAX_TAKEN_BACK)
			taken_back += talk_take_back_tags(talk, context, mail);
		add_given(talk, context, &parts, mail);
	}
	talk_parts_release(&parts);
}

void talk_read_tags(struct talk *talk)
{
	list_patches(talk);
	read_tags(talk);
	count_tags(talk);
	talk_find_nacks(talk);
	talk_drop_tags(talk);
}

/* Which is of one of the talks, whatever it is to its users. */
static struct talk *own_talk(const struct talk *talk)
{
	return &g_array_index(talk->talks->list, struct talk,
			      talk - (const struct talk *)(void *)talk->talks->list->data);
}

static bool has_tags(const struct talk *talk)
{
	return talk->loose != talk->talks->none ||
	       (talk->patches->len && g_array_index(talk->patches, struct talk_patch, 0).tags);
}

void talk_need_tags(const struct talk *talk)
{
	if (!has_tags(talk))
		read_tags(own_talk(talk));
}

static void spare(struct talks *talks, GArray *list)
{
	g_array_set_size(list, 0);
	g_ptr_array_add(talks->spares, list);
}

void talk_drop_tags(const struct talk *talk)
{
	struct talk *own = own_talk(talk);

	array_each (struct talk_patch, patch, talk->patches) {
		if (patch->tags)
			spare(talk->talks, patch->tags);
		patch->tags = NULL;
	}
	if (talk->loose != talk->talks->none)
		spare(talk->talks, talk->loose);
	own->loose = talk->talks->none;
}

static const struct talk_patch *find_patch(const struct talk *talk, int n)
{
	guint place = talk_place(talk, n);
	const struct talk_patch *patch;

	if (place >= talk->patches->len)
		return NULL;
	patch = &g_array_index(talk->patches, struct talk_patch, place);
	return patch->n == n ? patch : NULL;
}

/* Whether a tag of a reply may go into the commit, were it not for doubts. What the author says in
 * the name of another is no opinion of his own. */
static bool is_for_commit(const struct given_tag *tag)
{
	unsigned flags = tag_key_flags(tag->key);

	return !tag->posted && !tag->taken_back && flags & KEY_FOLD &&
	       !(tag->by_author && !tag->doubted && flags & KEY_JUDGES);
}

GArray *talk_new_tags(const struct talk *talk, int n, bool doubted)
{
	const struct talk_patch *patch = find_patch(talk, n);
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct given_tag));

	talk_need_tags(talk);
	for (guint i = 0; patch && i < patch->tags->len; i++) {
		const struct given_tag *tag = &g_array_index(patch->tags, struct given_tag, i);

		if (is_for_commit(tag) && (doubted || !tag->doubted))
			g_array_append_val(list, *tag);
	}
	return list;
}

static bool has_trailer(const GArray *list, const struct given_tag *tag)
{
	array_each (const struct given_tag, had, list)
		if (had->mail == tag->mail && had->value == tag->value)
			return true;
	return false;
}

GArray *talk_doubted_tags(const struct talk *talk)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct given_tag));

	talk_need_tags(talk);
	for (guint i = 0; i < talk->patches->len; i++) {
		const GArray *tags = g_array_index(talk->patches, struct talk_patch, i).tags;

		for (guint k = 0; k < tags->len && list->len < MAX_TAGS; k++) {
			const struct given_tag *tag = &g_array_index(tags, struct given_tag, k);

			if (tag->doubted && is_for_commit(tag) && !has_trailer(list, tag))
				g_array_append_val(list, *tag);
		}
	}
	return list;
}
