/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/talk_private.h"

/* More tags of one patch, or trailers of one reply, are no tags but noise. */
#define MAX_TAGS 200

#define MAX_SCOPES 32 /* that one reply sets */

enum {
	KEY_REVIEWED = 1 << 0,
	KEY_ACKED = 1 << 1,
	KEY_TESTED = 1 << 2,
	KEY_NACKED = 1 << 3,
	KEY_OWN = 1 << 4,  /* speaks for the person named, who alone can give it */
	KEY_FOLD = 1 << 5, /* goes into the commit when it is given in a reply */
	KEY_BUG = 1 << 6,  /* on a cover letter: about a bug in the series, not for its patches */
};

/* Says what somebody thinks of a patch. */
#define KEY_JUDGES (KEY_REVIEWED | KEY_ACKED | KEY_TESTED | KEY_NACKED)

static const struct tag_key {
	struct slice key;
	unsigned flags;
} keys[] = {
	{ SLICE("Reviewed-by"), KEY_REVIEWED | KEY_OWN | KEY_FOLD },
	{ SLICE("Acked-by"), KEY_ACKED | KEY_OWN | KEY_FOLD },
	{ SLICE("Tested-by"), KEY_TESTED | KEY_OWN | KEY_FOLD },
	{ SLICE("Nacked-by"), KEY_NACKED | KEY_OWN },
	{ SLICE("Signed-off-by"), KEY_OWN | KEY_FOLD },
	{ SLICE("Reported-by"), KEY_FOLD | KEY_BUG },
	{ SLICE("Suggested-by"), KEY_FOLD },
	{ SLICE("Co-developed-by"), KEY_FOLD },
	{ SLICE("Reported-and-tested-by"), KEY_TESTED | KEY_OWN | KEY_FOLD },
	{ SLICE("Bisected-by"), KEY_FOLD | KEY_BUG },
	{ SLICE("Fixes"), KEY_FOLD | KEY_BUG },
	{ SLICE("Closes"), KEY_FOLD | KEY_BUG },
	{ SLICE("Link"), KEY_BUG },
	{ SLICE("Cc"), 0 },
};

static const struct tag_key other_key = { { NULL, 0 }, KEY_FOLD };

static const struct tag_key *find_key(const char *key)
{
	struct slice s = slice_str(key);

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (slice_ieq(s, keys[i].key))
			return &keys[i];
	return &other_key;
}

static const char *key_name(const struct tag_key *key, const char *written)
{
	return key->key.ptr ? key->key.ptr : written;
}

static bool has_word(const char *text, const char *word, size_t len)
{
	for (; *text; text++)
		if (!g_ascii_strncasecmp(text, word, len) && !g_ascii_isalnum(text[len]))
			return true;
	return false;
}

/* "Ann B. Example" and "Ann Example": all words of the shorter name are in the other. */
static bool same_words(const char *a, const char *b)
{
	size_t nr = 0;

	if (strlen(a) > strlen(b))
		return same_words(b, a);
	while (*a) {
		size_t len = strcspn(a, " .,");

		if (len && !has_word(b, a, len))
			return false;
		nr += len > 0;
		a += len + (a[len] != '\0');
	}
	return nr > 0;
}

static bool same_local_part(const char *a, const char *b)
{
	size_t len = strcspn(a, "@");

	return len > 2 && len == strcspn(b, "@") && !g_ascii_strncasecmp(a, b, len);
}

/* Whether the person named in a tag may well be who sent it, from another address. */
static bool names_sender(const struct person *named, const struct person *sender)
{
	return same_person(named, sender) || same_local_part(named->email, sender->email) ||
	       (*named->name && *sender->name && same_words(named->name, sender->name));
}

static bool same_key(const struct given_tag *a, const struct given_tag *b)
{
	return a->key == b->key ||
	       (!((*a->key ^ *b->key) & ~0x20) && !g_ascii_strcasecmp(a->key, b->key));
}

/* Adds a tag that is not there yet. */
static void add_tag(GArray *tags, const struct given_tag *tag, const struct person *named)
{
	guint nr = tags->len;
	bool person = *named->email || *named->name;

	for (guint i = 0; i < nr; i++) {
		const struct given_tag *had = &g_array_index(tags, struct given_tag, i);

		if (same_key(had, tag) &&
		    (person ? same_person(&had->named, named) : !strcmp(had->value, tag->value)))
			return;
	}
	if (nr < MAX_TAGS)
		g_array_append_val(tags, *tag);
}

/* patch is NULL of a tag for none. */
static struct given_tag make_tag(const struct talk *talk, const struct record *patch,
				 const struct trailer *trailer, const struct record *mail,
				 bool posted)
{
	const struct tag_key *key = find_key(trailer->key);
	struct given_tag tag = {
		.key = key_name(key, trailer->key),
		.value = trailer->value,
		.named = trailer->person,
		.who = posted ? trailer->person : mail->author,
		.mail = mail,
		.posted = posted,
		.part = "",
	};

	if (!posted && names_sender(&trailer->person, &mail->author))
		tag.who = trailer->person;
	else if (!posted && *trailer->person.email)
		tag.relayed = true;
	tag.by_author = is_author(talk->series, patch, &tag.who) ||
			(!posted && is_author(talk->series, patch, &mail->author));
	return tag;
}

static void add_posted(const struct talk *talk, struct talk_patch *patch,
		       const struct record *posting)
{
	for (size_t i = 0; i < posting->trailers.nr; i++) {
		const struct trailer *trailer = &posting->trailers.items[i];
		struct given_tag tag;

		if (!g_ascii_strcasecmp(trailer->key, "Cc"))
			continue;
		tag = make_tag(talk, patch->patch, trailer, posting, true);
		add_tag(patch->tags, &tag, &trailer->person);
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

/*
 * Whether the trailer is for the patch at that place. A part of the series, or all but some
 * patches, is for who answers the cover letter; who answers a patch and says so means that patch.
 */
static bool is_for(struct giving *giving, guint place)
{
	int n = g_array_index(giving->talk->patches, struct talk_patch, place).n;
	bool scoped = false, passing = giving->mail->patch && has_remainder(giving);

	giving->part = "";
	for (unsigned i = 0; i < giving->scopes.nr; i++) {
		const struct record_remark *scope = giving->scopes.items[i];

		if (!is_of_key(scope, giving) || (*scope->who && giving->mail->patch) || passing)
			continue;
		if (*scope->who ? talk_parts_has(giving->parts, scope->who, place)
				: n >= scope->first && n <= scope->last)
			return true;
		scoped = true;
		giving->part = scope->who;
	}
	if (giving->mail->patch)
		return !scoped && giving->mail->patch == n;
	return !scoped && !(giving->flags & KEY_BUG);
}

static void give(struct giving *giving)
{
	struct talk *talk = giving->talk;
	const struct record *mail = giving->mail->record;
	struct given_tag tag;
	bool given = false;

	for (guint i = 0; i < talk->patches->len; i++) {
		struct talk_patch *patch = &g_array_index(talk->patches, struct talk_patch, i);

		if (!is_for(giving, i))
			continue;
		tag = make_tag(talk, patch->patch, giving->trailer, mail, false);
		add_tag(patch->tags, &tag, &giving->trailer->person);
		given = true;
	}
	if (given || giving->mail->patch || !talk->patches->len)
		return;
	tag = make_tag(talk, NULL, giving->trailer, mail, false);
	tag.part = giving->part;
	add_tag(talk->loose, &tag, &giving->trailer->person);
}

/* Whether the trailers of a mail are for somebody's diff above it: nobody reviews his own. */
static bool is_for_diff(const struct talk_mail *mail)
{
	return mail->diff && !same_person(&mail->diff->author, &mail->record->author);
}

static void add_given(struct talk *talk, struct talk_parts *parts, const struct talk_mail *mail)
{
	const struct trailer_list *trailers = &mail->record->trailers;
	struct giving giving = { .talk = talk, .parts = parts, .mail = mail };

	if (mail->robot || !trailers->nr || is_for_diff(mail))
		return;
	find_scopes(mail->record, &giving.scopes);
	for (size_t i = 0; i < MIN(trailers->nr, MAX_TAGS); i++) {
		giving.trailer = &trailers->items[i];
		giving.flags = find_key(giving.trailer->key)->flags;
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

	for (guint i = 0; i < series->patches->len; i++) {
		struct record *record = series->patches->pdata[i];
		struct talk_patch patch = { posting_number(record), record, NULL };

		if (patch.n <= last)
			continue;
		last = patch.n;
		patch.tags = g_array_sized_new(FALSE, FALSE, sizeof(struct given_tag),
					       (guint)MIN(record->trailers.nr + 2, MAX_TAGS));
		add_posted(talk, &patch, record);
		if (series->cover)
			add_posted(talk, &patch, series->cover);
		g_array_append_val(talk->patches, patch);
	}
}

static void count_tags(struct talk *talk)
{
	for (guint i = 0; i < talk->patches->len; i++) {
		const GArray *tags = g_array_index(talk->patches, struct talk_patch, i).tags;
		unsigned flags = 0;

		for (guint k = 0; k < tags->len; k++) {
			const struct given_tag *tag = &g_array_index(tags, struct given_tag, k);

			if (!tag->by_author)
				flags |= find_key(tag->key)->flags;
		}
		talk->reviewed += !!(flags & KEY_REVIEWED);
		talk->acked += !!(flags & KEY_ACKED);
		talk->tested += !!(flags & KEY_TESTED);
		talk->reviewed_or_acked += !!(flags & (KEY_REVIEWED | KEY_ACKED));
	}
}

static bool mail_flags(const struct record *record, unsigned flags)
{
	for (size_t i = 0; i < record->trailers.nr; i++)
		if (find_key(record->trailers.items[i].key)->flags & flags)
			return true;
	return false;
}

static bool is_nack(const struct talk_mail *mail)
{
	const struct record *record = mail->record;

	if (is_for_diff(mail))
		return false;
	for (size_t i = 0; i < record->remarks.nr; i++)
		if (record->remarks.items[i].kind == REMARK_NACK)
			return true;
	return mail_flags(record, KEY_NACKED);
}

/* Who agrees in the end does not object any more. */
static void take_back_nacks(GArray *nacks, const struct record *record)
{
	for (guint i = nacks->len; i--;)
		if (same_person(&g_array_index(nacks, struct talk_mail, i).record->author,
				&record->author))
			g_array_remove_index(nacks, i);
}

static void find_nacks(struct talk *talk)
{
	for (guint i = 0; i < talk->mails->len; i++) {
		const struct talk_mail *mail = &g_array_index(talk->mails, struct talk_mail, i);

		if (mail->robot) {
			continue;
		} else if (mail->by_author) {
			talk->contested = false;
		} else if (is_nack(mail)) {
			g_array_append_val(talk->nacks, *mail);
			talk->contested = true;
		} else if (talk->nacks->len && mail_flags(mail->record, KEY_REVIEWED | KEY_ACKED)) {
			take_back_nacks(talk->nacks, mail->record);
			talk->contested &= talk->nacks->len > 0;
		}
	}
}

void talk_read_tags(struct talk *talk)
{
	struct talk_parts parts;

	list_patches(talk);
	talk_parts_init(&parts, talk);
	for (guint i = 0; i < talk->mails->len; i++)
		add_given(talk, &parts, &g_array_index(talk->mails, struct talk_mail, i));
	talk_parts_release(&parts);
	count_tags(talk);
	find_nacks(talk);
}

static const struct talk_patch *find_patch(const struct talk *talk, int n)
{
	for (guint i = 0; i < talk->patches->len; i++)
		if (g_array_index(talk->patches, struct talk_patch, i).n == n)
			return &g_array_index(talk->patches, struct talk_patch, i);
	return NULL;
}

GArray *talk_new_tags(const struct talk *talk, int n)
{
	const struct talk_patch *patch = find_patch(talk, n);
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct given_tag));

	for (guint i = 0; patch && i < patch->tags->len; i++) {
		const struct given_tag *tag = &g_array_index(patch->tags, struct given_tag, i);
		unsigned flags = find_key(tag->key)->flags;

		if (!tag->posted && flags & KEY_FOLD && !(tag->relayed && flags & KEY_OWN) &&
		    !(tag->by_author && flags & KEY_JUDGES))
			g_array_append_val(list, *tag);
	}
	return list;
}
