/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/dkim_keys.h"

#include "text/hash.h"

struct dkim_keys {
	GHashTable *records;		   /* lower-case name -> record; "": there is none */
	GString *(*ask)(const char *name); /* for those that are not there; may be NULL */
};

/* What stands in quotes, joined: "v=DKIM1; p=AB" "CD". */
static char *join_strings(const char *text)
{
	GString *record = g_string_new(NULL);
	bool inside = false;

	for (; *text; text++) {
		if (*text == '"')
			inside = !inside;
		else if (inside && *text == '\\' && text[1])
			g_string_append_c(record, *++text);
		else if (inside)
			g_string_append_c(record, *text);
	}
	return g_string_free(record, FALSE);
}

static void add_line(struct dkim_keys *keys, const char *line)
{
	size_t len = strcspn(line, " \t");
	char *name = g_ascii_strdown(line, (gssize)len), *record = join_strings(line + len);

	if (len && name[len - 1] == '.')
		name[len - 1] = '\0';
	if (strstr(name, "._domainkey.") && *record) {
		g_hash_table_insert(keys->records, name, record);
		return;
	}
	g_free(name);
	g_free(record);
}

struct dkim_keys *dkim_keys_parse(struct slice text)
{
	struct dkim_keys *keys = g_new0(struct dkim_keys, 1);
	struct slice line;

	keys->records = g_hash_table_new_full(str_hash, g_str_equal, g_free, g_free);
	while (slice_next_line(&text, &line)) {
		g_autofree char *copy = g_strndup(line.len ? line.ptr : "", line.len);

		add_line(keys, copy);
	}
	return keys;
}

void dkim_keys_free(struct dkim_keys *keys)
{
	if (!keys)
		return;
	g_hash_table_unref(keys->records);
	g_free(keys);
}

struct dkim_keys *dkim_keys_ask(GString *(*ask)(const char *name))
{
	struct dkim_keys *keys = dkim_keys_parse((struct slice){ NULL, 0 });

	keys->ask = ask;
	return keys;
}

const char *dkim_keys_find(struct dkim_keys *keys, const char *selector, const char *domain)
{
	g_autofree char *name = g_strdup_printf("%s._domainkey.%s", selector, domain),
			*lower = g_ascii_strdown(name, -1);
	const char *record = g_hash_table_lookup(keys->records, lower);

	if (!record && keys->ask) {
		GString *answer = keys->ask(lower);

		record = answer ? g_string_free(answer, FALSE) : g_strdup("");
		g_hash_table_insert(keys->records, g_strdup(lower), (char *)record);
	}
	return record && *record ? record : NULL;
}
