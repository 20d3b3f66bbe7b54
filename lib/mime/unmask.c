/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/address.h"

#define MAX_REPLY_TO 16 /* mailboxes looked at: a longer list does not tell who wrote the mail */
#define MAX_CC 200
#define MAX_NAME 256 /* bytes of a name whose words may be in another order */

static const char via[] = " via";
static const char relay_local[] = "devnull+", relay_host[] = "@kernel.org";

/* What a rewritten From still says about its writer. */
struct mask {
	const struct person *from;
	const char *name;   /* without "via …"; "" where nothing is left */
	const char *by;	    /* what follows "via "; "" without */
	struct slice local; /* see address_relayed() */
};

struct slice address_relayed(const char *email)
{
	const char *at = strrchr(email, '@'), *local = email + strlen(relay_local);

	if (!at || at <= local || g_ascii_strncasecmp(email, relay_local, strlen(relay_local)) ||
	    g_ascii_strcasecmp(at, relay_host))
		return (struct slice){ NULL, 0 };
	return slice_of(local, (size_t)(at - local));
}

static const char *last_via(const char *name)
{
	const char *found = NULL;

	for (const char *at = name; (at = strstr(at, via)); at++)
		if (!at[strlen(via)] || at[strlen(via)] == ' ')
			found = at;
	return found;
}

/* Lists write 'Jane Doe' via list. */
static struct slice without_quotes(struct slice s)
{
	s = slice_trim(s);
	if (s.len >= 2 && (*s.ptr == '\'' || *s.ptr == '"') && s.ptr[s.len - 1] == *s.ptr)
		s = slice_trim(slice_of(s.ptr + 1, s.len - 2));
	return s;
}

static bool read_mask(struct pool *pool, const struct person *from, struct mask *mask)
{
	const char *found = last_via(from->name);

	*mask = (struct mask){
		.from = from, .name = from->name, .by = "", .local = address_relayed(from->email)
	};
	if (found) {
		struct slice name = slice_of(from->name, (size_t)(found - from->name));

		mask->name = pool_copy(pool, without_quotes(name));
		mask->by = found + strlen(via);
		mask->by += *mask->by == ' ';
	}
	return (found && *mask->name) || mask->local.len;
}

static char flat(char c)
{
	return g_ascii_isalnum(c) ? g_ascii_tolower(c) : '.';
}

/* The relay writes a dot for the "@"; what it makes of "+" and the like has varied. */
static bool is_mangled(const struct mask *mask, const char *email)
{
	if (!mask->local.len || strlen(email) != mask->local.len)
		return false;
	for (size_t i = 0; i < mask->local.len; i++)
		if (flat(mask->local.ptr[i]) != flat(email[i]))
			return false;
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "Doe, Jane" is Jane Doe. */
static char *sort_words(const char *name)
{
	g_autofree char *folded = g_utf8_casefold(name, -1);
	g_auto(GStrv) words = g_strsplit_set(folded, " ,", -1);
	char *sorted;

	qsort(words, g_strv_length(words), sizeof(*words), by_bytes);
	sorted = g_strjoinv(" ", words);
	return g_strchug(sorted);
}

static bool same_name(const char *a, const char *b)
{
	g_autofree char *x = NULL, *y = NULL;

	if (strlen(a) > MAX_NAME || strlen(b) > MAX_NAME)
		return !strcmp(a, b);
	x = sort_words(a);
	y = sort_words(b);
	return !strcmp(x, y);
}

/* The list's own address, under this name or another. */
static bool is_list(const struct mask *mask, const char *email)
{
	const char *at = strchr(email, '@');

	if (!g_ascii_strcasecmp(email, mask->from->email))
		return true;
	return at && slice_ieq(slice_of(email, (size_t)(at - email)), slice_str(mask->by));
}

static bool agrees(const struct mask *mask, const struct person *who)
{
	return is_mangled(mask, who->email) || (*who->name && same_name(mask->name, who->name));
}

/* The one mailbox of Reply-To that is the writer's, by its name or address, or for want of others.
 */
static bool find_in_reply_to(struct pool *pool, const struct mask *mask, struct slice reply_to,
			     struct person *out)
{
	struct person who, only = { "", "" };
	size_t nr = 0, others = 0;

	while (nr++ < MAX_REPLY_TO && address_next(pool, &reply_to, &who)) {
		if (is_list(mask, who.email))
			continue;
		if (agrees(mask, &who)) {
			*out = who;
			return true;
		}
		only = who;
		others++;
	}
	*out = only;
	/* A relay's From tells the address: another one is somebody else's. So is another name. */
	return others == 1 && !reply_to.len && !mask->local.len && !*only.name;
}

/* Where Reply-To is the list's own, Mailman puts the writer into Cc. */
static bool find_in_cc(struct pool *pool, const struct mask *mask, struct slice cc,
		       struct person *out)
{
	size_t nr = 0;

	while (nr++ < MAX_CC && address_next(pool, &cc, out))
		if (!is_list(mask, out->email) && agrees(mask, out))
			return true;
	return false;
}

/* "ada=example.com@groups.io" of "Ada Lindqvist via groups.io": "=" stands for the "@". */
static bool find_in_local(struct pool *pool, const struct mask *mask, struct person *out)
{
	const char *at = strrchr(mask->from->email, '@');
	const char *equals =
		at ? memchr(mask->from->email, '=', (size_t)(at - mask->from->email)) : NULL;
	char *email;

	if (!equals || equals == mask->from->email || !memchr(equals, '.', (size_t)(at - equals)) ||
	    memchr(equals + 1, '=', (size_t)(at - equals - 1)))
		return false;
	email = pool_copy(pool, slice_of(mask->from->email, (size_t)(at - mask->from->email)));
	email[equals - mask->from->email] = '@';
	*out = (struct person){ "", email };
	return true;
}

/* For want of anything else: "ada@example.org via list" is an address. */
static struct person find_in_name(struct pool *pool, const struct mask *mask)
{
	struct person found;

	if (strchr(mask->name, '@') && address_parse(pool, slice_str(mask->name), &found))
		return found;
	return (struct person){ mask->name, mask->from->email };
}

bool address_unmask(struct pool *pool, const struct person *from, struct slice original,
		    struct slice reply_to, struct slice cc, struct person *out)
{
	struct person found;
	struct mask mask;

	if (!read_mask(pool, from, &mask))
		return false;
	if (!(address_parse(pool, original, &found) && !is_list(&mask, found.email)) &&
	    !find_in_local(pool, &mask, &found) &&
	    !find_in_reply_to(pool, &mask, reply_to, &found) &&
	    !find_in_cc(pool, &mask, cc, &found))
		found = find_in_name(pool, &mask);
	if (!*found.name && strcmp(found.email, mask.name))
		found.name = mask.name;
	*out = found;
	return true;
}
