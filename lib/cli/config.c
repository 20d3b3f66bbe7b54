/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/config.h"

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cli/config_plain.h"
#include "cli/die.h"
#include "text/hash.h"

/* All that is set for one key, in git's order; both arrays end with a NULL that len counts. */
struct entry {
	GPtrArray *values;  /* char *; NULL: a key without "=" */
	GPtrArray *origins; /* char *: "file:.git/config", "command line:" */
};

/* The `git config` that was started and not yet read. */
static struct {
	GPid pid;
	int fd;
	bool running;
} reader;

static GHashTable *entries; /* canonical key -> struct entry; NULL: not read yet */
static GString *listing;    /* what git prints: keys, values and origins point into it */

static void entry_free(gpointer data)
{
	struct entry *entry = data;

	g_ptr_array_free(entry->values, TRUE);
	g_ptr_array_free(entry->origins, TRUE);
	g_free(entry);
}

void config_start(void)
{
	char *argv[] = { "git", "config", "-z", "--show-origin", "--list", NULL };
	GError *error = NULL;

	if (reader.running || listing)
		return;
	listing = config_plain();
	if (listing)
		return;
	/* The flags let GLib do without fork(), and keep the pipe from other children. */
	if (!g_spawn_async_with_pipes(NULL, argv, NULL,
				      G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN |
					      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES,
				      NULL, NULL, &reader.pid, NULL, &reader.fd, NULL, &error))
		die("cannot run git: %s", error->message);
	reader.running = true;
}

static void read_listing(void)
{
	char chunk[8192];
	int status;
	ssize_t n;

	listing = g_string_new(NULL);
	while ((n = read(reader.fd, chunk, sizeof(chunk))) > 0 || (n < 0 && errno == EINTR)) {
		if (n > 0)
			g_string_append_len(listing, chunk, n);
	}
	if (n < 0)
		die_errno("cannot read the configuration");
	close(reader.fd);
	while (waitpid(reader.pid, &status, 0) < 0) {
		if (errno != EINTR)
			die_errno("cannot wait for git config");
	}
	reader.running = false;
	if (!WIFEXITED(status))
		die("git config died of signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status))
		exit(EXIT_FATAL); /* git has said why */
}

static void add_value(char *key, char *value, char *origin)
{
	struct entry *entry = g_hash_table_lookup(entries, key);

	if (!entry) {
		entry = g_new(struct entry, 1);
		entry->values = g_ptr_array_new();
		entry->origins = g_ptr_array_new();
		g_hash_table_insert(entries, key, entry);
	}
	g_ptr_array_add(entry->values, value);
	g_ptr_array_add(entry->origins, origin);
}

static void terminate_entry(gpointer key, gpointer data, gpointer unused)
{
	struct entry *entry = data;

	(void)key, (void)unused;
	g_ptr_array_add(entry->values, NULL);
	g_ptr_array_add(entry->origins, NULL);
}

/* Reads "origin NUL key LF value NUL" again and again; the LF is missing where "=" was. */
static void collect(void)
{
	char *p, *end;

	if (entries)
		return;
	config_start();
	if (!listing)
		read_listing();
	entries = g_hash_table_new_full(str_hash, g_str_equal, NULL, entry_free);
	for (p = listing->str, end = p + listing->len; p < end;) {
		char *origin = p, *key, *lf;

		p += strlen(p) + 1;
		if (p >= end)
			die("git config printed something unexpected");
		key = p;
		p += strlen(p) + 1;
		lf = strchr(key, '\n');
		if (lf)
			*lf = '\0';
		add_value(key, lf ? lf + 1 : NULL, origin);
	}
	g_hash_table_foreach(entries, terminate_entry, NULL);
}

/* As git prints keys: section and variable in lower case, a subsection as it is. */
static char *canonical_key(const char *key)
{
	char *copy = g_strdup(key);
	char *first = strchr(copy, '.'), *last = strrchr(copy, '.');

	for (char *p = copy; *p; p++) {
		if (p < first || p > last)
			*p = g_ascii_tolower(*p);
	}
	return copy;
}

static const struct entry *find_entry(const char *key)
{
	g_autofree char *canonical = NULL;

	collect();
	canonical = canonical_key(key);
	return g_hash_table_lookup(entries, canonical);
}

static const char *last_value(const struct entry *entry)
{
	return entry->values->pdata[entry->values->len - 2];
}

/* " in file .git/config": where a value stands; "" of the command line, as in git. */
static char *shown_origin(const struct entry *entry, guint at)
{
	const char *origin = entry->origins->pdata[at];
	const char *colon = strchr(origin, ':');

	if (!colon || !colon[1])
		return g_strdup("");
	return g_strdup_printf(" in %.*s %s", (int)(colon - origin), origin, colon + 1);
}

static G_NORETURN void die_bad_value(const char *key, const struct entry *entry, const char *kind,
				     const char *reason)
{
	char *origin = shown_origin(entry, entry->origins->len - 2);

	die("bad %sconfig value '%s' for '%s'%s%s%s", kind, last_value(entry), key, origin,
	    reason ? ": " : "", reason ? reason : "");
}

static G_NORETURN void die_missing_value(const char *key, const struct entry *entry, guint at)
{
	die("missing value for '%s'%s", key, shown_origin(entry, at));
}

void config_die(const char *key, const char *expected)
{
	die_bad_value(key, find_entry(key), "", expected);
}

bool config_has(const char *key)
{
	return find_entry(key);
}

const char *config_string(const char *key)
{
	const struct entry *entry = find_entry(key);

	if (!entry)
		return NULL;
	if (!last_value(entry))
		die_missing_value(key, entry, entry->values->len - 2);
	return last_value(entry);
}

const char *const *config_all(const char *key)
{
	const struct entry *entry = find_entry(key);

	if (!entry)
		return NULL;
	for (guint i = 0; i < entry->values->len - 1; i++) {
		if (!entry->values->pdata[i])
			die_missing_value(key, entry, i);
	}
	return (const char *const *)entry->values->pdata;
}

/* The home of "~/…" or "~user/…"; NULL where there is none. */
static const char *home_of(const char *user)
{
	struct passwd *passwd;

	if (!*user)
		return getenv("HOME");
	passwd = getpwnam(user);
	return passwd ? passwd->pw_dir : NULL;
}

const char *config_expand_user(const char *value)
{
	const char *home, *rest;
	g_autofree char *user = NULL, *full = NULL;

	if (*value != '~')
		return value;
	rest = value + strcspn(value, "/");
	user = g_strndup(value + 1, (gsize)(rest - value - 1));
	home = home_of(user);
	if (!home)
		die("failed to expand user dir in: '%s'", value);
	full = g_strconcat(home, rest, NULL);
	return g_intern_string(full);
}

const char *config_path(const char *key)
{
	const char *value = config_string(key);

	return value ? config_expand_user(value) : NULL;
}

void config_each_key(void (*each)(const char *key, void *data), void *data)
{
	GHashTableIter iter;
	gpointer key;

	collect();
	g_hash_table_iter_init(&iter, entries);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		each(key, data);
}

void config_each_file(void (*each)(const char *path, void *data), void *data)
{
	g_autoptr(GHashTable) files = g_hash_table_new(str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer at;

	collect();
	g_hash_table_iter_init(&iter, entries);
	while (g_hash_table_iter_next(&iter, NULL, &at)) {
		const GPtrArray *origins = ((struct entry *)at)->origins;

		for (guint i = 0; i + 1 < origins->len; i++)
			if (g_str_has_prefix(origins->pdata[i], "file:"))
				g_hash_table_add(files,
						 (char *)origins->pdata[i] + strlen("file:"));
	}
	g_hash_table_iter_init(&iter, files);
	while (g_hash_table_iter_next(&iter, &at, NULL))
		each(at, data);
}

/* git's numbers: decimal, hexadecimal or octal, and a unit. Returns what is wrong, or NULL. */
static const char *parse_number(const char *value, gint64 *out)
{
	char *end;
	gint64 number, factor = 1;

	errno = 0;
	number = g_ascii_strtoll(value, &end, 0);
	if (end == value)
		return "invalid unit";
	if (errno == ERANGE)
		return "out of range";
	switch (g_ascii_tolower(*end)) {
	case 'g':
		factor *= 1024;
		/* fall through */
	case 'm':
		factor *= 1024;
		/* fall through */
	case 'k':
		factor *= 1024;
		end++;
	}
	if (*end)
		return "invalid unit";
	return __builtin_mul_overflow(number, factor, out) ? "out of range" : NULL;
}

static int parse_maybe_bool(const char *value)
{
	static const char *const words[] = { "false", "true", "no", "yes", "off", "on" };
	gint64 number;

	if (!value)
		return 1;
	if (!*value)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (!g_ascii_strcasecmp(value, words[i]))
			return i % 2;
	}
	return parse_number(value, &number) ? -1 : number != 0;
}

int config_maybe_bool(const char *key, int fallback)
{
	const struct entry *entry = find_entry(key);

	return entry ? parse_maybe_bool(last_value(entry)) : fallback;
}

bool config_bool(const char *key, bool fallback)
{
	int value = config_maybe_bool(key, fallback);

	if (value < 0)
		die_bad_value(key, find_entry(key), "boolean ", NULL);
	return value;
}

unsigned config_uint(const char *key, unsigned fallback)
{
	const char *value = config_string(key);
	const char *wrong;
	gint64 number;

	if (!value)
		return fallback;
	wrong = parse_number(value, &number);
	if (!wrong && (number < 0 || number > UINT_MAX))
		wrong = "out of range";
	if (wrong)
		die_bad_value(key, find_entry(key), "numeric ", wrong);
	return (unsigned)number;
}

int config_choice(const char *key, const struct option_choice *choices, int fallback)
{
	const char *value = config_string(key);
	int choice = fallback;

	if (value && !option_choice_find(choices, value, &choice)) {
		char *expected = g_strdup_printf("expected %s", option_choice_names(choices));

		die_bad_value(key, find_entry(key), "", expected);
	}
	return choice;
}

const char *committer_email(void)
{
	const char *email = getenv("GIT_COMMITTER_EMAIL");

	if (!email)
		email = config_string("committer.email");
	if (!email)
		email = config_string("user.email");
	return email ? email : getenv("EMAIL");
}

void config_release(void)
{
	if (reader.running)
		read_listing();
	g_clear_pointer(&entries, g_hash_table_destroy);
	if (listing)
		g_string_free(listing, TRUE);
	listing = NULL;
}
