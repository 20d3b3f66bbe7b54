/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/subject.h"

#include <assert.h>
#include "mime/limits.h"
#include "patch/reply_words.h"

#define KNOWN_WORDS ((unsigned)SUBJECT_PATCH | SUBJECT_WEAK | SUBJECT_PULL | SUBJECT_NOTICE)

static_assert(SUBJECT_MAX_NUMBER < 1 << 19 && SUBJECT_ALL_FLAGS < 1 << 12,
	      "as struct subject has them");

/* Reading a subject from left to right. */
struct reader {
	struct slice rest;
	struct slice groups; /* from the first that counts through the last; "not there" without */
	struct prefix prefix;
	unsigned flags;
};

static struct slice cut_to_limit(struct slice text)
{
	if (text.len <= MAIL_MAX_SUBJECT)
		return text;
	text.len = MAIL_MAX_SUBJECT;
	while (text.len && ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80)
		text.len--;
	return text;
}

/* The field's name, which some paste into the field. */
static bool cut_field_name(struct reader *in)
{
	static const struct slice name = SLICE("Subject:");

	if (!slice_istarts(in->rest, name))
		return false;
	in->rest = slice_trim(slice_skip(in->rest, name.len));
	return true;
}

static bool cut_reply_words(struct reader *in)
{
	bool found = false;
	unsigned flag;

	while ((flag = reply_word_cut(&in->rest)) || cut_field_name(in)) {
		in->flags |= flag;
		found |= flag != 0;
	}
	return found;
}

/* "RESEND [PATCH 1/2] x"; without brackets behind it, it belongs to the title. */
static void cut_leading_resend(struct reader *in)
{
	size_t len = prefix_resend_length(in->rest);

	if (!len || len == in->rest.len || in->rest.ptr[len] != '[')
		return;
	in->flags |= SUBJECT_RESEND;
	in->rest = slice_skip(in->rest, len);
}

/* "ada@example.org: …", as mutt writes in front of what it forwards. */
static bool begins_with_address(struct slice text)
{
	bool at = false;

	for (size_t i = 0; i < text.len && !g_ascii_isspace(text.ptr[i]); i++) {
		at |= text.ptr[i] == '@';
		if (text.ptr[i] == ':')
			return at && i + 1 < text.len;
	}
	return false;
}

/* "[was: [PATCH] x]", "[Fwd: [PATCH] x]": brackets around another mail's subject. */
static bool is_quotation(struct slice group)
{
	struct slice text = slice_trim(group);

	return begins_with_address(text) || slice_istarts(text, SLICE("was:")) ||
	       slice_istarts(text, SLICE("was ")) || reply_word_cut(&text);
}

/* How far a bracket inside brackets is followed. */
#define MAX_NESTED 200

/* The bracket that closes the first: "[PATCH [RFC] v2 1/2]"; the next one where none does. */
static const char *find_close(struct slice text)
{
	int depth = 0;

	for (size_t i = 0; i < text.len && i < MAX_NESTED; i++) {
		depth += (text.ptr[i] == '[') - (text.ptr[i] == ']');
		if (!depth)
			return text.ptr + i;
	}
	return memchr(text.ptr, ']', text.len);
}

/* Cuts "[…]" at the front, brackets included; false where the title begins. */
static bool cut_group(struct reader *in, struct slice *group)
{
	const char *close;

	in->rest = slice_trim(in->rest);
	if (!in->rest.len || *in->rest.ptr != '[')
		return false;
	close = find_close(in->rest);
	if (!close)
		return false;
	*group = slice_of(in->rest.ptr, (size_t)(close - in->rest.ptr) + 1);
	if (is_quotation(slice_of(group->ptr + 1, group->len - 2)))
		return false;
	in->rest = slice_skip(in->rest, group->len);
	return true;
}

/* False, nothing changed, when the group has no word of the grammar and none before it had. */
static bool add_group(struct reader *in, struct slice group)
{
	struct slice words = slice_of(group.ptr + 1, group.len - 2);
	bool first = !in->groups.ptr;
	bool counted = in->prefix.flags & SUBJECT_PATCH && in->prefix.counter.ptr;
	bool uncounted = !in->prefix.counter.ptr;
	unsigned pull = in->prefix.flags & SUBJECT_PULL;

	if (first && prefix_is_notice(words))
		in->flags |= SUBJECT_NOTICE;
	else
		prefix_add_group(&in->prefix, words);
	/* "[PATCH 0/9][pull request]" is posted for review, as its patches are. */
	if (counted && !pull)
		in->prefix.flags &= ~(unsigned)SUBJECT_PULL;
	/* So is "[pull request][net-next 00/15]". */
	if (pull && uncounted && in->prefix.counter.ptr && !in->prefix.n &&
	    !(in->prefix.flags & SUBJECT_PATCH))
		in->prefix.flags &= ~(unsigned)SUBJECT_PULL;
	if (first && !((in->flags | in->prefix.flags) & KNOWN_WORDS)) {
		prefix_clear(&in->prefix);
		return false;
	}
	if (first)
		in->groups.ptr = group.ptr;
	in->groups.len = (size_t)(group.ptr + group.len - in->groups.ptr);
	return true;
}

static struct slice skip_all(struct slice text, const char *chars)
{
	while (text.len && strchr(chars, *text.ptr))
		text = slice_skip(text, 1);
	return text;
}

/* "***SPAM*** [PATCH] x", "{Spam?} Re: [PATCH] x": what a filter put in front. */
static void cut_filter_mark(struct reader *in)
{
	struct slice all = in->rest, mark = skip_all(all, "*{");
	const char *end = mark.len ? memchr(mark.ptr, *all.ptr == '{' ? '}' : '*', mark.len) : NULL;

	if (mark.len == all.len || !end)
		return;
	in->rest = skip_all(slice_skip(mark, (size_t)(end - mark.ptr)), "*} ");
	if (!cut_reply_words(in) && (!in->rest.len || *in->rest.ptr != '['))
		in->rest = all;
}

static void read_groups(struct reader *in)
{
	struct slice group;

	cut_filter_mark(in);
	cut_leading_resend(in);
	while (cut_group(in, &group)) {
		/* "[External] Re: [PATCH] x" */
		if (!add_group(in, group) && cut_reply_words(in))
			cut_leading_resend(in);
	}
}

/* A word of a prefix that cannot be one of a title: "RFC", "v2", "1/3". */
static bool is_mark(struct slice word)
{
	struct prefix prefix = { .flags = 0 };
	bool mark;

	prefix_add_group(&prefix, word);
	mark = prefix.flags & KNOWN_WORDS && !prefix.tags;
	prefix_clear(&prefix);
	return mark;
}

/* The length of the words in front of a title that no bracket parts from them. */
static size_t marks_length(struct slice text)
{
	size_t len = 0;

	for (;;) {
		size_t begin = len, end;

		while (begin < text.len && text.ptr[begin] == ' ')
			begin++;
		for (end = begin; end < text.len && text.ptr[end] != ' ';)
			end++;
		if (end == begin || !is_mark(slice_of(text.ptr + begin, end - begin)))
			return len;
		len = end;
	}
}

/* Up to the bracket, of whatever kind, that closes a prefix; text.len where none does. */
static size_t find_closing(struct slice text)
{
	for (size_t i = 0; i < text.len && text.ptr[i] != ':'; i++)
		if (strchr("][}", text.ptr[i]))
			return i;
	return text.len;
}

/*
 * A prefix with a bracket that is wrong, or lacks: "[PATCH[", "[PATCH RFC}", "PATCH v2]", "{ATCH",
 * "[PATCH x: y", "PATCH v2: x". It may be one: a posting is what carries a diff, too.
 */
static void read_mistyped(struct reader *in)
{
	struct slice rest = slice_trim(in->rest);
	bool opened = rest.len && strchr("[{(", *rest.ptr);
	bool shifted = opened && slice_starts(slice_skip(rest, 1), SLICE("ATCH"));
	struct slice words = slice_skip(rest, shifted ? strlen("{ATCH") : opened);
	size_t len, behind;

	if (!shifted && !slice_starts(words, SLICE("PATCH")))
		return;
	len = find_closing(words);
	behind = len + 1;
	if (len == words.len && opened)
		behind = len = marks_length(words);
	else if (len == words.len) {
		/* "PATCH v2: x", without any bracket */
		behind = len = marks_length(words);
		if (!len || words.ptr[len - 1] != ':')
			return;
	}
	prefix_add_group(&in->prefix, slice_of(words.ptr, len));
	if (!shifted && !(in->prefix.flags & SUBJECT_PATCH)) {
		prefix_clear(&in->prefix);
		return;
	}
	in->rest = slice_skip(words, behind);
	in->groups = slice_trim(slice_of(rest.ptr, (size_t)(in->rest.ptr - rest.ptr)));
	in->prefix.flags = (in->prefix.flags & ~KNOWN_WORDS) | SUBJECT_WEAK;
}

/* Takes "[ver #2]" off the end of a title, where some scripts put it. */
static void cut_ending(struct prefix *prefix, struct slice *title)
{
	static const struct slice start = SLICE("[ver #");
	const char *open = title->len && title->ptr[title->len - 1] == ']'
				   ? memrchr(title->ptr, '[', title->len)
				   : NULL;
	struct slice group =
		open ? slice_skip(*title, (size_t)(open - title->ptr)) : slice_of("", 0);

	if (!slice_starts(group, start) || prefix->has_version)
		return;
	prefix_add_group(prefix, slice_of(group.ptr + 1, group.len - 2));
	title->len -= prefix->has_version ? group.len : 0;
	*title = slice_trim(*title);
}

static struct slice cut_title(struct reader *in)
{
	struct slice title = slice_trim(in->rest);
	size_t resend;

	while (title.len && (*title.ptr == ':' || g_ascii_isspace(*title.ptr)))
		title = slice_skip(title, 1);
	resend = prefix_resend_length(title);
	if (resend)
		in->flags |= SUBJECT_RESEND;
	return slice_skip(title, resend);
}

/* Only one of PATCH, WEAK, PULL and NOTICE is said of a mail: the last that holds. */
static unsigned settle(unsigned flags)
{
	static const unsigned order[] = { SUBJECT_NOTICE, SUBJECT_PULL, SUBJECT_PATCH,
					  SUBJECT_WEAK };

	for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
		if (flags & order[i])
			return (flags & ~KNOWN_WORDS) | order[i];
	return flags;
}

static char *copy_or_empty(struct pool *pool, struct slice s)
{
	return pool_copy(pool, s.ptr ? s : SLICE(""));
}

static void fill(struct pool *pool, struct reader *in, struct subject *out)
{
	struct prefix *prefix = &in->prefix;
	struct slice title;

	prefix_settle(prefix);
	title = cut_title(in);
	cut_ending(prefix, &title);
	out->title = pool_copy(pool, title);
	out->prefix = pool_copy(pool, in->groups);
	if (prefix->has_version) {
		out->version = prefix->version;
		out->revision = prefix->revision;
	}
	if (prefix->counter.ptr) {
		out->n = prefix->n;
		out->m = prefix->m;
		out->counter = pool_copy(pool, prefix->counter);
	}
	if (prefix->tags)
		out->tags = pool_copy(pool, slice_of(prefix->tags->str, prefix->tags->len));
	out->flags = settle(in->flags | prefix->flags);
}

void subject_parse(struct pool *pool, const char *text, struct subject *out)
{
	struct slice whole = cut_to_limit(slice_str(text)), without_reply;
	struct reader in = { .rest = whole };

	*out = (struct subject){
		.prefix = "",
		.tags = "",
		.counter = "",
		.version = 1,
		.n = -1,
		.m = -1,
	};
	out->head = pool_copy(pool, whole);
	cut_reply_words(&in);
	without_reply = slice_trim(in.rest);
	/* Without brackets there is nothing for the grammar to find. */
	if (without_reply.len && memchr(without_reply.ptr, '[', without_reply.len))
		read_groups(&in);
	if (!in.groups.ptr) {
		in.rest = without_reply;
		read_mistyped(&in);
	}
	if (in.groups.ptr) {
		fill(pool, &in, out);
	} else {
		out->title = copy_or_empty(pool, without_reply);
		out->flags = in.flags & (SUBJECT_REPLY | SUBJECT_FORWARD);
	}
	prefix_clear(&in.prefix);
}

char *subject_text(const struct subject *subject)
{
	return g_strconcat(subject->head ? subject->head : "",
			   subject->goes_on ? subject->title : NULL, NULL);
}

bool subject_has(const struct subject *subject, const char *words)
{
	g_autofree char *text = subject_text(subject);

	return strstr(text, words);
}

void subject_join(struct pool *pool, struct subject *subject)
{
	if (subject->goes_on)
		subject->head =
			pool_join(pool, slice_str(subject->head), slice_str(subject->title));
	subject->goes_on = false;
}

void subject_take_brackets(struct pool *pool, struct subject *subject)
{
	struct reader in = { .rest = SLICE("") };
	struct slice group;

	subject_join(pool, subject);
	in.rest = slice_str(subject->head);

	while (cut_group(&in, &group)) {
		prefix_add_group(&in.prefix, slice_of(group.ptr + 1, group.len - 2));
		if (!in.groups.ptr)
			in.groups.ptr = group.ptr;
		in.groups.len = (size_t)(group.ptr + group.len - in.groups.ptr);
	}
	if (in.groups.ptr)
		fill(pool, &in, subject);
	subject->flags |= SUBJECT_PATCH;
	prefix_clear(&in.prefix);
}

void subject_version_to_tag(struct pool *pool, struct subject *subject)
{
	g_autofree char *tags = NULL;

	if (!subject->revision)
		return;
	tags = g_strdup_printf("%s%sv%d.%d", subject->tags, *subject->tags ? " " : "",
			       subject->version, subject->revision);
	subject->tags = pool_copy(pool, slice_str(tags));
	subject->version = 1;
	subject->revision = 0;
}

/* Longer names in front of a colon are a part of the sentence. */
#define MAX_SUBSYSTEM 40

const char *title_tail(const char *title)
{
	const char *colon;

	while ((colon = strstr(title, ": ")) && colon - title <= MAX_SUBSYSTEM && colon[2])
		title = colon + 2;
	return title;
}

const char *title_key(struct pool *pool, const char *title)
{
	char *key = pool_copy(pool, slice_str(title)), *out = key;

	for (const char *at = title; *at; at++)
		if (!slice_is_space(*at))
			*out++ = (char)slice_lower(*at);
	*out = '\0';
	return key;
}
