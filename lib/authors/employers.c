/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/employers.h"

#include "authors/tally.h"
#include "text/hash.h"

struct employers {
	GHashTable *entries; /* domain or address, in lower case -> GArray of struct entry */
	GStringChunk *names;
};

struct entry {
	int64_t end; /* seconds since the epoch: from then on it is another one */
	const char *employer;
};

static const char *const freemail[] = {
	"126.com",     "163.com",     "aol.com",      "fastmail.com",
	"foxmail.com", "free.fr",     "gmail.com",    "gmx.at",
	"gmx.com",     "gmx.de",      "gmx.net",      "googlemail.com",
	"hotmail.com", "icloud.com",  "live.com",     "mail.ru",
	"mailbox.org", "me.com",      "msn.com",      "orange.fr",
	"outlook.com", "pm.me",	      "posteo.de",    "posteo.net",
	"proton.me",   "qq.com",      "riseup.net",   "protonmail.com",
	"sina.com",    "t-online.de", "tutanota.com", "wanadoo.fr",
	"web.de",      "yahoo.com",   "yandex.ru",    "yeah.net",
	"zoho.com",    "ya.ru",	      "naver.com",    "yandex.com",
	"sohu.com",    NULL,
};

/* Given for work on free software, whoever pays it. */
static const char *const community[] = {
	"kernel.org",
	"linux.dev",
	"linux.org.uk",
	"debian.org",
	"gnu.org",
	"infradead.org",
	"gentoo.org",
	"users.sourceforge.net",
	"users.noreply.github.com",
	"fedoraproject.org",
	"archlinux.org",
	"acm.org",
	"ieee.org",
	NULL,
};

struct employers *employers_new(void)
{
	struct employers *employers = g_new0(struct employers, 1);

	employers->entries =
		g_hash_table_new_full(str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	employers->names = g_string_chunk_new(1024);
	return employers;
}

void employers_free(struct employers *employers)
{
	if (!employers)
		return;
	g_hash_table_unref(employers->entries);
	g_string_chunk_free(employers->names);
	g_free(employers);
}

/* "2019-03-31" as the start of that day in UTC. */
static bool read_day(struct slice text, int64_t *out)
{
	int part[3] = { 0, 0, 0 }, digits = 0, at = 0;
	GDateTime *day;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '-' && digits && at < 2) {
			at++;
			digits = 0;
		} else if (g_ascii_isdigit(text.ptr[i]) && digits++ < 4) {
			part[at] = part[at] * 10 + text.ptr[i] - '0';
		} else {
			return false;
		}
	}
	day = at == 2 && digits ? g_date_time_new_utc(part[0], part[1], part[2], 0, 0, 0) : NULL;
	if (!day)
		return false;
	*out = g_date_time_to_unix(day);
	g_date_time_unref(day);
	return true;
}

static void add_entry(struct employers *employers, struct slice key, struct slice name, int64_t end)
{
	g_autofree char *lower = g_ascii_strdown(key.ptr, (gssize)key.len);
	g_autofree char *copy = g_utf8_make_valid(name.ptr, (gssize)name.len);
	struct entry entry = { end, g_string_chunk_insert_const(employers->names, copy) };
	GArray *list = g_hash_table_lookup(employers->entries, lower);
	guint at = 0;

	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(struct entry));
		g_hash_table_insert(employers->entries, g_strdup(lower), list);
	}
	/* The earliest end first; of two with the same one, the later line. */
	while (at < list->len && g_array_index(list, struct entry, at).end < end)
		at++;
	g_array_insert_val(list, at, entry);
}

static bool add_line(struct employers *employers, struct slice line)
{
	const char *hash = line.len ? memchr(line.ptr, '#', line.len) : NULL, *less;
	int64_t end = INT64_MAX;
	struct slice key, name;
	size_t len = 0;

	if (hash)
		line.len = (size_t)(hash - line.ptr);
	line = slice_trim(line);
	if (!line.len)
		return true;
	while (len < line.len && !g_ascii_isspace(line.ptr[len]))
		len++;
	key = slice_of(line.ptr, len);
	name = slice_trim(slice_skip(line, len));
	less = name.len ? memchr(name.ptr, '<', name.len) : NULL;
	if (less) {
		size_t before = (size_t)(less - name.ptr);

		if (!read_day(slice_trim(slice_skip(name, before + 1)), &end))
			return false;
		name = slice_trim(slice_of(name.ptr, before));
	}
	if (!name.len)
		return false;
	add_entry(employers, key, name, end);
	return true;
}

bool employers_add(struct employers *employers, const char *name, const char *text, size_t len,
		   GError **error)
{
	struct slice rest = slice_of(text, len), line;

	for (unsigned number = 1; slice_next_line(&rest, &line); number++) {
		if (add_line(employers, line))
			continue;
		g_set_error(error, AUTHORS_ERROR, 0,
			    "'%s', line %u: expected 'domain employer [< YYYY-MM-DD]'", name,
			    number);
		return false;
	}
	return true;
}

/* False when the key has no employer at that time. */
static bool find_entry(const struct employers *employers, const char *key, int64_t when,
		       struct employer *out)
{
	const GArray *list = g_hash_table_lookup(employers->entries, key);

	for (guint i = 0; list && i < list->len; i++) {
		const struct entry *entry = &g_array_index(list, struct entry, i);

		out->dated |= entry->end != INT64_MAX;
		if (when >= entry->end)
			continue;
		out->name = entry->employer;
		out->kind = EMPLOYER_KNOWN;
		return true;
	}
	return false;
}

/* Whether a domain is one of names, or below it. */
static bool is_below(const char *domain, const char *const *names)
{
	size_t len = strlen(domain);

	for (; *names; names++) {
		size_t tail = strlen(*names);

		if (len >= tail && !strcmp(domain + len - tail, *names) &&
		    (len == tail || domain[len - tail - 1] == '.'))
			return true;
	}
	return false;
}

struct employer employers_find(const struct employers *employers, const char *email, int64_t when,
			       char buffer[EMPLOYER_NAME_SIZE])
{
	struct employer found = { "(no domain)", EMPLOYER_NONE, false };
	const char *domain;

	if (g_hash_table_size(employers->entries)) {
		g_autofree char *lower = g_ascii_strdown(email, -1);
		bool is_known = find_entry(employers, lower, when, &found);

		if (is_known)
			return found;
	}
	tally_domain(buffer, EMPLOYER_NAME_SIZE, email);
	for (domain = buffer; strchr(domain, '.'); domain = strchr(domain, '.') + 1)
		if (find_entry(employers, domain, when, &found))
			return found;
	if (is_below(buffer, freemail)) {
		found.name = "(freemail)";
		found.kind = EMPLOYER_FREEMAIL;
	} else if (is_below(buffer, community)) {
		found.name = "(kernel.org and the like)";
		found.kind = EMPLOYER_COMMUNITY;
	} else if (*buffer) {
		found.name = buffer;
		found.kind = EMPLOYER_DOMAIN;
	}
	return found;
}
