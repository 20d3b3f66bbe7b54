/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/attest_private.h"

#include "cli/config.h"
#include "cli/git.h"

#define MAX_KEY (1 << 20)

/* Where patatt looks behind what patatt.keyringsrc names. */
static const char *const usual[] = { "ref:::.keys", "ref:::.local-keys",
				     "ref::refs/meta/keyring:" };

/* As Python's quote_plus() does it, so that a name is one part of a path. */
static void append_quoted(GString *out, const char *text)
{
	for (; *text; text++) {
		if (g_ascii_isalnum(*text) || strchr("_.-~", *text))
			g_string_append_c(out, *text);
		else if (*text == ' ')
			g_string_append_c(out, '+');
		else
			g_string_append_printf(out, "%%%02X", (unsigned char)*text);
	}
}

/* "ed25519/example.org/ada/default"; NULL where the identity is no address. */
static char *key_path(const char *kind, const char *identity, const char *selector)
{
	const char *at = strchr(identity, '@');
	g_autofree char *local = at ? g_ascii_strdown(identity, at - identity) : NULL;
	g_autofree char *domain = at ? g_ascii_strdown(at + 1, -1) : NULL;
	g_autofree char *chosen = g_ascii_strdown(selector, -1);
	const char *parts[] = { kind, domain, local, chosen };
	GString *path = g_string_new(NULL);
	bool good = at;

	for (size_t i = 0; good && i < G_N_ELEMENTS(parts); i++) {
		good = *parts[i] && strcmp(parts[i], ".") && strcmp(parts[i], "..");
		if (i)
			g_string_append_c(path, '/');
		append_quoted(path, parts[i]);
	}
	return g_string_free(path, !good);
}

static GString *read_file(const char *folder, const char *path)
{
	g_autofree char *name = g_build_filename(folder, path, NULL), *text = NULL;
	GString *key = NULL;
	gsize len;

	if (g_file_get_contents(name, &text, &len, NULL) && len && len <= MAX_KEY)
		key = g_string_new_len(text, (gssize)len);
	return key;
}

static char *read_blob(const char *repository, const char *ref, const char *path)
{
	g_autofree char *object = g_strdup_printf("%s:%s", *ref ? ref : "HEAD", path);

	return cli_git_answer(
		(const char *[]){ "-C", repository, "cat-file", "blob", object, NULL });
}

/* One symbolic link is followed, as keyrings have them for further addresses. */
static char *read_linked(const char *repository, const char *ref, const char *path)
{
	char *text = read_blob(repository, ref, path), *folder, *full, *target;

	if (!text || strchr(text, '\n') || !strchr(text, '/') || strlen(text) > 4096)
		return text;
	folder = g_path_get_dirname(path);
	full = g_strconcat("/", folder, "/", text, NULL);
	target = g_canonicalize_filename(full, "/");
	g_free(folder);
	g_free(full);
	full = read_blob(repository, ref, target + 1);
	g_free(target);
	if (!full)
		return text;
	g_free(text);
	return full;
}

/* "ref:<repository>:<ref>:<folder>"; without a repository, that of the work tree here. */
static GString *read_ref(const char *source, const char *path)
{
	g_auto(GStrv) parts = g_strsplit(source, ":", 5);
	g_autofree char *top = NULL, *inner = NULL, *text = NULL;
	GString *key = NULL;

	if (g_strv_length(parts) >= 4) {
		if (*parts[1])
			top = g_strdup(config_expand_user(parts[1]));
		else
			top = cli_git_answer(
				(const char *[]){ "rev-parse", "--show-toplevel", NULL });
	}
	if (top && *top) {
		inner = *parts[3] ? g_strdup_printf("%s/%s", parts[3], path) : g_strdup(path);
		text = read_linked(top, parts[2], inner);
		key = text && *text ? g_string_new(text) : read_file(top, inner);
	}
	return key;
}

static GString *look_in(const char *source, const char *path)
{
	return g_str_has_prefix(source, "ref:") ? read_ref(source, path)
						: read_file(config_expand_user(source), path);
}

static GString *find_key(const char *path)
{
	g_autofree char *own = g_build_filename(g_get_user_data_dir(), "patatt", "public", NULL);
	const char *const *sources = config_all("patatt.keyringsrc");
	GString *key = NULL;

	for (; !key && sources && *sources; sources++)
		key = look_in(*sources, path);
	for (size_t i = 0; !key && i < G_N_ELEMENTS(usual); i++)
		key = look_in(usual[i], path);
	return key ? key : read_file(own, path);
}

/*
 * The kind, the identity, the selector. The patches of a series are signed with one key: what was
 * found last is kept, as to look anywhere takes programs.
 */
GString *attest_run_key(const GString *in)
{
	static char *last_path;
	static GString *last_key;
	struct slice rest = slice_of(in->str, in->len);
	g_autoptr(GString) kind = attest_unpack(&rest), identity = attest_unpack(&rest),
			   selector = attest_unpack(&rest);
	char *path = NULL;

	if (kind && identity && selector)
		path = key_path(kind->str, identity->str, selector->str);
	if (!path)
		return NULL;
	if (g_strcmp0(path, last_path)) {
		if (last_key)
			g_string_free(last_key, TRUE);
		g_free(last_path);
		last_path = path;
		last_key = find_key(path);
	} else {
		g_free(path);
	}
	return last_key ? g_string_new_len(last_key->str, (gssize)last_key->len) : NULL;
}
